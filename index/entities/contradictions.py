"""Names of the user that contradict each other: one spelling for two, one id of two kinds.

What stands later in the file goes before, in silence; a person who reads the file sees an entry
that does nothing. So it is told, with both lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diploread.config.problems import Problem
from diploread.config.strict_yaml import Lined, lined, parse_file, shown
from diploread.index.entities.context import KINDS, context_of, entity_of, phrase_key


def contradictions(path: Path) -> list[Problem]:
    """Each name, id and split that says otherwise than an earlier one.

    Raises ConfigError where the file is off; one that is not there has none.
    """
    if not path.exists():
        return []
    data = lined(parse_file(path)) or {}
    context_of(data, str(path))
    said: dict[tuple[str, str], tuple[object, int]] = {}
    found: list[Problem] = []
    for key, value, line, what in (*_names(data), *_never(data), *_splits(data)):
        earlier, first = said.setdefault(key, (value, line))
        if earlier != value:
            found.append(Problem(str(path), line, f"{what} on line {first}", "this one holds"))
            said[key] = value, line
    return sorted(found, key=lambda problem: problem.line)


Saying = tuple[tuple[str, str], object, int, str]
"""Of what it speaks, what it says, its line, and the words that tell of a contradiction."""


def _names(data: Any) -> Iterator[Saying]:
    for section, (kind, prefix) in KINDS.items():
        for row in data.get(section) or ():
            entity = entity_of(row, kind, prefix, "")
            for name in (row["name"], *row.get("aliases", ())):
                told = f"{shown(name)!r} is {entity.id} here and another"
                yield ("name", phrase_key(str(name))), entity.id, row.line, told
            yield ("id", entity.id), section, row.line, f"{entity.id} is of another kind"


def _never(data: Any) -> Iterator[Saying]:
    """Words that are no entity, and are one: they come after the names, whatever the order."""
    rows = data.get("never") or ()
    line = data.key_lines["never"] if rows and isinstance(data, Lined) else 0
    for words in rows:
        if not isinstance(words, dict):
            told = f"{shown(words)!r} is never an entity, but has an id"
            yield ("name", phrase_key(str(words))), "", line, told


def _splits(data: Any) -> Iterator[Saying]:
    for row in data.get("split") or ():
        singled = " ".join(str(row.get(field, "")) for field in ("id", "text", "file", "part"))
        becomes = (row.get("into"), row.get("name"))
        yield ("split", singled), becomes, row.line, f"{shown(row['id'])} is split otherwise"
