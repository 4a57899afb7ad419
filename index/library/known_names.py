"""Names from the gazetteer: a country is found by any of its names, used in the library or not."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from . import words
from .columns import Entity


def known_entities(name: str) -> list[Entity]:
    """What the gazetteer knows by this whole name, given as folded words."""
    from ..entities.gazetteer import load

    rows = load().packed.entities
    found = dict.fromkeys(_numbers().get(name, ()))
    return [Entity(id=rows[n][1], type=rows[n][0], label=rows[n][2], aliases=[]) for n in found]


@cache
def _numbers() -> dict[str, list[int]]:
    """Entities by folded name; 30 ms once, and only for who asks for a name."""
    from ..entities.gazetteer import load

    packed = load().packed
    made: defaultdict[str, list[int]] = defaultdict(list)
    for phrase, (number, _) in packed.phrases.items():
        made[_folded(phrase)].append(number)
    for number, (_, _, name, _) in enumerate(packed.entities):
        made[_folded(name)].append(number)
    return dict(made)


def _folded(phrase: str) -> str:
    simple = phrase.isascii() and "." not in phrase and "'" not in phrase and "-" not in phrase
    return phrase.lower() if simple else " ".join(words.words(phrase))
