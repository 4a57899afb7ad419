"""Personal names become people: full name, id, office.

A surname alone gets the full name if the document gives it; else, where a title of state stands
beside it, from the dated lists of offices, as an inference; else the surname is all we know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from diploread.index.entities.coreference import People, person_words
from diploread.index.entities.gazetteer import Entity, Gazetteer, Hit
from diploread.index.entities.ids import entity_id, slug
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import Mark
from diploread.index.entities.officials import Office, Officials, common_name, office_key
from diploread.index.entities.run_people import IN_POWER
from diploread.index.entities.titles import role_after, role_before
from diploread.index.entities.tokens import Tokens

_SURE = 0.9
_VISIT = 0.6
_LONG_NAME = 3
_YEARS_BEFORE, _YEARS_AFTER = 15, 30
"""Around the years of an office, in which its holder's long name is taken for the short one."""
_SMALL = frozenset(("OF", "FOR", "AND", "THE", "TO", "IN"))
_HYPHEN = re.compile(r"\s*([-–])\s*")


@lru_cache(maxsize=4)
def _officials(book: Gazetteer, more: tuple[Office, ...]) -> Officials:
    return Officials(book.packed.offices, more)


def leaders_on(lex: Lexicon, date: str | None) -> Mapping[str, str]:
    """Who leads a country on ``date``, by surname, where no other official of any time bears it and
    it is neither a given name nor a word. Empty without a date."""
    if not date:
        return {}
    return {
        surname: terms[0][0]
        for surname, terms in _sole_bearers(lex.gazetteer).items()
        if any(since <= date <= until for _, since, until in terms)
    }


@lru_cache(maxsize=2)
def _sole_bearers(book: Gazetteer) -> Mapping[str, list[tuple[str, str, str]]]:
    return msgspec.msgpack.decode(book.packed.leaders, type=dict[str, list[tuple[str, str, str]]])


def add_roles(tokens: Tokens, marks: Sequence[Mark], hits: Mapping[int, Hit], lex: Lexicon) -> None:
    """Give every person the office printed beside the name, and its country, in place.

    A "counterpart" holds the office that was named last.
    """
    previous: str | None = None
    for mark in marks:
        if mark.type != "PERSON":
            continue
        role, country = role_before(tokens, mark.i, hits, lex)
        if role is None:
            role, country = role_after(tokens, mark.j, hits, lex)
        if role is not None and role.lower() == "counterpart":
            role = previous or role
        previous = role or previous
        mark.role, mark.country = _display(role), country
        mark.titled = mark.titled or role is not None


def _display(role: str | None) -> str | None:
    """A role printed in capitals throughout as it is printed elsewhere: Foreign Minister."""
    if role is None or not role.isupper() or len(role) < 5:
        return role
    words = role.split()
    return " ".join(
        word.lower() if word in _SMALL else word.capitalize() if len(word) > 3 else word
        for word in words
    )


def link_people(
    tokens: Tokens,
    marks: Sequence[Mark],
    people: People,
    lex: Lexicon,
    date: str | None,
    offices: tuple[Office, ...],
    own: Mapping[str, Entity],
) -> None:
    """Name and id of every person, in place. ``own`` are the user's people by surname."""
    leaders = leaders_on(lex, date)
    named: dict[str, tuple[str, str, float]] = {}
    for mark in marks:
        if mark.type != "PERSON" or mark.id:
            continue
        if mark.entity is not None:
            mark.id, mark.name = mark.entity.id, mark.entity.name
            continue
        words = person_words(tokens, mark)
        full = people.whole(words, mark.i)
        if full is None and len(words) == 1 and (meant := people.misspelt(words[0])):
            full = meant if len(meant) > 1 else None
            words = mark.words = meant
            mark.how, mark.confidence = "misspelt", 0.8
        if full is not None:
            _name(mark, usual_name(join_name(full), lex, date), lex.gazetteer)
            continue
        key = " ".join(words)
        if date and (mark.role or mark.how == IN_POWER):
            office = _holder(lex, join_name(words), mark, date, offices)
            if office is not None:
                sure = _VISIT if office.source == "visits" else _SURE
                named[key] = (common_name(office.name), f"office:{office.source}", sure)
    for mark in marks:
        if mark.type != "PERSON" or mark.id:
            continue
        words = person_words(tokens, mark)
        inferred = named.get(" ".join(words))
        if inferred is not None:
            _name(mark, inferred[0], lex.gazetteer)
            mark.how, mark.confidence = inferred[1], inferred[2]
        elif len(words) == 1 and not mark.role and words[0] in leaders:
            _name(mark, leaders[words[0]], lex.gazetteer)
            mark.how, mark.confidence = "office:own", _VISIT
        elif len(words) == 1 and words[0] in own and _may_be(mark, own[words[0]], offices):
            mark.id, mark.name = own[words[0]].id, own[words[0]].name
            mark.how, mark.confidence = "own-surname", 0.85
        else:
            _name(mark, join_name(words), lex.gazetteer)


def _may_be(mark: Mark, person: Entity, offices: tuple[Office, ...]) -> bool:
    """Whether nothing beside the surname speaks against the user's own ``person``."""
    if mark.country and person.country and mark.country != person.country:
        return False
    stated = office_key(mark.role or "")
    held = {office_key(office.role) for office in offices if office.name == person.name}
    general = stated == "minister" and any(key.endswith(" minister") for key in held)
    return not stated or not held or stated in held or general


def _holder(
    lex: Lexicon, surname: str, mark: Mark, date: str, offices: tuple[Office, ...]
) -> Office | None:
    """The one holder of the office in ``mark.role``; None where nobody or several fit."""
    officials = _officials(lex.gazetteer, offices)
    roles = (mark.role,) if mark.role else ("president", "vice president", "prime minister")
    found = [one for r in roles for one in officials.holders(surname, r, mark.country, date)]
    dated = [office for office in found if office.source != "visits"]
    names = {common_name(office.name) for office in dated or found}
    return (dated or found)[0] if len(names) == 1 else None


def usual_name(name: str, lex: Lexicon, date: str | None) -> str:
    """``name`` as the lists of offices have it, where it is longer: "Orlo Anton Vennick" is the
    Orlo Vennick who was in office in these years, if nobody is listed by the long name."""
    words = common_name(name).split()
    if len(words) < _LONG_NAME or not date:
        return name
    officials = _officials(lex.gazetteer, ())
    year = int(date[:4])
    short = f"{words[0]} {words[-1]}"
    listed = {common_name(office.name): office for office in officials.bearers(words[-1])}
    office = None if " ".join(words) in listed else listed.get(short)
    if office is None:
        return name
    since, until = int(office.since[:4]) - _YEARS_BEFORE, int(office.until[:4]) + _YEARS_AFTER
    return short if since <= year <= until else name


def join_name(words: Sequence[str]) -> str:
    """Words of a name as one prints them: no space around hyphens, capitals only first."""
    text = _HYPHEN.sub(r"\1", " ".join(words))
    if text.isupper() and len(text) > 3:
        text = text.title()
    return text


def _name(mark: Mark, name: str, book: Gazetteer) -> None:
    """One id, one name: "Orlo P. Vennick" is Orlo Vennick in every list."""
    common = common_name(name) or name
    usual = book.packed.spellings.get(slug(common))
    mark.name = usual or common
    mark.id = entity_id("person", mark.name)
