"""The ``keys:`` setting checked against the table of keys: ids, strokes, clashes.

The terminal library would take an unknown id, an impossible key or two actions on one key in
silence; here each is an error with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .keys import APART, KEYS, strokes
from .schema import nearest
from .strict_yaml import shown

Wrong = tuple[str, str, str]
"""Id of the action at fault, what is wrong, a hint."""


def key_problems(keys: Mapping[str, tuple[str, ...]]) -> list[Wrong]:
    """What is wrong with these keys, given in place of the defaults."""
    known = tuple(key.id for key in KEYS)
    found: list[Wrong] = []
    usable: dict[str, tuple[str, ...]] = {}
    for action, written in keys.items():
        problem = _problem(action, written, known)
        if problem:
            found.append(problem)
        else:
            usable[action] = written
    return [*found, *_clashes(usable)]


def _problem(action: str, written: tuple[str, ...], known: tuple[str, ...]) -> Wrong | None:
    if action not in known:
        return action, f'unknown action "{shown(action)}"', nearest(action, known)
    for key in written:
        try:
            sequence = strokes(key)
        except ValueError as error:
            return action, str(error), ""
        if action.startswith("input.") and len(sequence) > 1:
            return action, f'"{key}" is a sequence, which would be typed into the query', ""
        if action.partition(".")[0] in APART and len(sequence) > 1:
            return action, f'"{key}" is a sequence; here each key is one stroke', ""
    return None


def _clashes(changed: Mapping[str, tuple[str, ...]]) -> Iterator[Wrong]:
    """Two actions on one key, or a key that begins another and so hides it."""
    owners: dict[tuple[str, tuple[str, ...]], str] = {}
    for key in KEYS:
        for written in changed.get(key.id, key.keys):
            place = (key.area if key.area in APART else "", strokes(written))
            other = owners.setdefault(place, key.id)
            if other != key.id:
                blamed = key.id if key.id in changed else other
                rest = other if blamed == key.id else key.id
                hint = f"give {rest} another key, or none: {rest}: []"
                yield blamed, f'"{written}" is the key of {rest} too', hint
    for (area, sequence), owner in owners.items():
        for length in range(1, len(sequence)):
            other = owners.get((area, sequence[:length]), "")
            if other:
                blamed, rest = (owner, other) if owner in changed else (other, owner)
                what = f'"{sequence[0]}" alone and "{"".join(sequence)}" hide each other'
                yield blamed, what, f"the other is {rest}"
