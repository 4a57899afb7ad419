"""Names from the gazetteer: a country is found by any of its names, used in the library or not."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from . import words
from .columns import Entity


def known_entities(name: str) -> list[Entity]:
    """What the gazetteer knows by this whole name, given as folded words."""
    from ..entities.gazetteer import load
    from ..entities.ids import slug

    book = load()
    found = [book.entity(number) for number in dict.fromkeys(_numbers().get(name, ()))]
    known = [Entity(id=one.id, type=one.kind, label=one.name, aliases=[]) for one in found]
    people = sorted(book.people(slug(name)))  # "zelensky" is printed Zelenskyy elsewhere
    known += [
        Entity(id=f"person/{slug(usual)}", type="PERSON", label=usual, aliases=[])
        for usual in people
    ]
    return known


@cache
def _numbers() -> dict[str, list[int]]:
    """Entities by folded name; 30 ms once, and only for who asks for a name."""
    from ..entities.gazetteer import WORK, load

    book = load()
    made: defaultdict[str, list[int]] = defaultdict(list)
    for phrase, number in book.names():
        made[_folded(phrase)].append(number)
    for number in range(len(book.packed.entities)):
        if (entity := book.entity(number)).kind != WORK:
            made[_folded(entity.name)].append(number)
    return dict(made)


def _folded(phrase: str) -> str:
    simple = phrase.isascii() and "." not in phrase and "'" not in phrase and "-" not in phrase
    return phrase.lower() if simple else " ".join(words.words(phrase))
