"""Corrections that contradict each other: two entries of one file that say different things."""

from __future__ import annotations

from pathlib import Path

from .corrections_file import TARGETS
from .corrections_reader import Entry, parse
from .problems import Problem


def contradictions(path: Path) -> list[Problem]:
    """Each entry that says otherwise than an earlier one of the same thing; the later one holds.

    A file that is not there, or cannot be read, has none.
    """
    try:
        parsed = parse(path.read_bytes().decode("utf-8"), str(path))
    except (OSError, UnicodeDecodeError):
        return []
    found: list[Problem] = []
    for at, later in enumerate(parsed.entries):
        for earlier in parsed.entries[:at]:
            told = _contradicts(earlier, later)
            if told:
                what = f"{told} is not what line {earlier.start + 1} says of the same"
                found.append(Problem(str(path), later.start + 1, what, "this one holds"))
                break
    return found


def _contradicts(earlier: Entry, later: Entry) -> str:
    """The first field of which two entries on the same thing give different values."""
    if earlier.section != later.section:
        return ""
    for target in TARGETS[later.section]:
        same = all((earlier.values.get(f) or 0) == (later.values.get(f) or 0) for f in target)
        if target[0] in later.values and same:
            shared = (n for n in later.values if n in earlier.values and n not in target)
            return next((n for n in shared if earlier.values[n] != later.values[n]), "")
    return ""
