"""Corrections that contradict each other: two entries of one file that say different things."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path

from .corrections_file import TARGETS
from .corrections_reader import Entry, parse
from .problems import Problem
from .strict_yaml import SIZE_LIMIT, read_regular, shown

_ACTS = ("restored", "removed")


def contradictions(path: Path) -> list[Problem]:
    """Each entry that says otherwise than an earlier one of the same thing; the later one holds.

    A file that is not there, or cannot be read, has none.
    """
    try:
        data = read_regular(path, SIZE_LIMIT)
        parsed = parse(data.decode("utf-8") if len(data) <= SIZE_LIMIT else "", str(path))
    except (OSError, UnicodeDecodeError):
        return []
    said: dict[Hashable, tuple[object, int]] = {}
    found: list[Problem] = []
    for entry in parsed.entries:
        told = ""
        for thing, field, value in _sayings(entry):
            earlier, line = said.get((entry.section, thing, field), (value, 0))
            if earlier != value and not told:
                told = f"{field} is not what line {line} says of the same"
                if entry.section == "lines" and value in _ACTS:
                    told = f"{field} is to be {value} here, and {earlier} on line {line}"
            said[entry.section, thing, field] = value, entry.start + 1
        if told:
            found.append(Problem(str(path), entry.start + 1, told, "this one holds"))
    return found


def _sayings(entry: Entry) -> Iterator[tuple[Hashable, str, object]]:
    """What an entry says: the thing it speaks of, the field, and its value."""
    values = entry.values
    if entry.section == "lines":
        words = values.get("restore") or values.get("remove")
        where = tuple(values.get(field) or 0 for field in ("file", "part", "source"))
        yield (words, *where), repr(shown(words)), _ACTS[not values.get("restore")]
    for target in TARGETS[entry.section]:
        if values.get(target[0]):
            thing = (target, *(values.get(field) or 0 for field in target))
            for field in values.keys() - set(target):
                yield thing, field, values[field]
