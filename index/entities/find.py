"""Entities of a text: the layers put together.

    >>> [m.text for m in find_entities("Envoys met in Geneva on Monday.", date="2017-09-06")]
    ['Geneva', 'Monday']

Any text will do: the cost is linear, offsets are exact, mentions do not overlap, nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diploread.index.article import Mention
from diploread.index.entities import spacy_bridge
from diploread.index.entities.confidence import settle
from diploread.index.entities.context import EntityContext
from diploread.index.entities.coreference import (
    People,
    join_bodies,
    join_own_people,
    join_people,
    join_short_forms,
)
from diploread.index.entities.dates import DatePhrase, find_dates
from diploread.index.entities.evidence import decide
from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.language import is_foreign
from diploread.index.entities.lexicon import Lexicon, lexicon
from diploread.index.entities.linker import link_koreas, link_places, link_us_bodies
from diploread.index.entities.marks import NOTHING, UNKNOWN, Mark
from diploread.index.entities.pairs import join_pairs
from diploread.index.entities.persons import add_roles, leaders_on, link_people
from diploread.index.entities.runs import Runs
from diploread.index.entities.timeline import dated
from diploread.index.entities.tokens import Tokens, addresses, tokenise
from diploread.index.entities.trims import trim_people
from diploread.index.entities.vessels import drop_vessels

_BEFORE_YEAR = 2
"""Words before the year in the name of such an event."""
_EMPTY = EntityContext()


def find_entities(
    body: str,
    *,
    title: str = "",
    date: str | None = None,
    context: EntityContext | None = None,
    place: tuple[str, int] = ("", 0),
) -> tuple[Mention, ...]:
    """The mentions of ``body`` in order.

    ``title`` (not part of the body) lends its full names to the surnames of the body. ``date`` is
    the article's ISO date; without it, relative dates and dated offices stay unresolved. ``place``
    is its path and part, for what the user has decided on this article alone.
    """
    context = context or _EMPTY
    lex = lexicon()
    offset = 0
    text = body
    if title and not body.startswith(title):
        text, offset = f"{title}\n\n{body}", len(title) + 2
    tokens = tokenise(text)
    dates = [phrase for phrase in find_dates(tokens) if not _in_event(tokens, phrase, lex)]
    tokens = replace(tokens, breaks=tokens.breaks | {phrase.i for phrase in dates})
    hits = _hits(tokens, lex, context)
    marks = _marks(tokens, hits, dates, lex, context, date)
    _link(tokens, marks, hits, lex, date, context)
    marks += dated(tokens, dates, date)
    found = _mentions(tokens, marks, offset, context, place)
    if not context.decisions:
        return tuple(found)

    def known(ident: str) -> str:
        entity = lex.gazetteer.by_id(ident)
        return context.known.get(ident) or (entity.name if entity is not None else "")

    return context.decisions.applied(tuple(found), place, known)


def _in_event(tokens: Tokens, phrase: DatePhrase, lex: Lexicon) -> bool:
    """Whether a year or day is part of another name: "War of 1812", "Good Friday Agreement"."""
    i, j, keys = phrase.i, phrase.j, tokens.keys
    if i >= _BEFORE_YEAR and keys[i - 1] == "of":
        return _is_name(keys[i - _BEFORE_YEAR : j], lex)
    if j - i > 1 or j >= len(tokens) or j in tokens.breaks or not tokens.words[j][0].isupper():
        return False
    return any(_is_name(keys[max(0, a) : j + 1], lex) for a in (i, i - 1, i - 3))


def _is_name(keys: Sequence[str], lex: Lexicon) -> bool:
    known = lex.gazetteer.lookup(" ".join(keys))
    return known is not None and known.kind in ("EVENT", "ORG")


def _hits(tokens: Tokens, lex: Lexicon, context: EntityContext) -> Mapping[int, Hit]:
    """Phrases of the gazetteer, the user's own going before."""
    hits = lex.gazetteer.match(tokens)
    own = context.match(tokens)
    if not own:
        return hits
    covered = {x for i, hit in own.items() for x in range(i, hit.end)}
    kept = {i: h for i, h in hits.items() if not covered.intersection(range(i, h.end))}
    return dict(sorted({**kept, **own}.items()))


def _marks(
    tokens: Tokens,
    hits: Mapping[int, Hit],
    dates: Iterable[DatePhrase],
    lex: Lexicon,
    context: EntityContext,
    date: str | None,
) -> list[Mark]:
    """Typed marks, dates left out."""
    taken = frozenset(x for phrase in dates for x in range(phrase.i, phrase.j))
    taken |= addresses(tokens)
    marks = Runs(tokens, hits, taken, lex).read()
    if context.engine.startswith(spacy_bridge.PREFIX):
        marks = spacy_bridge.lay_over(tokens, marks, context.engine)
    join_people(tokens, marks, People(tokens, marks), lex)
    join_short_forms(tokens, marks, lex)
    if is_foreign(tokens, lex):
        marks = [m for m in marks if m.type != UNKNOWN or _begins_with_given_name(tokens, m, lex)]
    decide(tokens, marks, hits, lex, single=False)
    join_people(tokens, marks, People(tokens, marks), lex)
    join_short_forms(tokens, marks, lex)
    join_own_people(tokens, marks, context.surnames, lex)
    decide(tokens, marks, hits, lex, single=True, leaders=leaders_on(lex, date))
    drop_vessels(tokens, marks, lex)
    marks = [mark for mark in marks if mark.type not in (UNKNOWN, NOTHING)]
    trim_people(tokens, marks, lex)
    join_pairs(tokens, marks, lex)
    return marks


def _begins_with_given_name(tokens: Tokens, mark: Mark, lex: Lexicon) -> bool:
    return mark.j - mark.i > 1 and tokens.words[mark.i] in lex.given


def _link(
    tokens: Tokens,
    marks: list[Mark],
    hits: Mapping[int, Hit],
    lex: Lexicon,
    date: str | None,
    context: EntityContext,
) -> None:
    add_roles(tokens, marks, hits, lex)
    people = People(tokens, marks)
    link_people(tokens, marks, people, lex, date, context.offices, context.surnames)
    join_bodies(tokens, marks)
    link_places(tokens, marks, hits, lex, context.countries)
    link_us_bodies(marks, lex.gazetteer)
    link_koreas(tokens, marks, lex.gazetteer)
    settle(marks, lex.gazetteer)


def _mentions(
    tokens: Tokens,
    marks: list[Mark],
    offset: int,
    context: EntityContext,
    place: tuple[str, int],
) -> Iterable[Mention]:
    end = 0
    for mark in sorted(marks, key=lambda m: (m.i, -m.j)):
        start, stop = tokens.starts[mark.i] - offset, tokens.ends[mark.j - 1] - offset
        if start < 0 or start < end:
            continue
        if context.forbids(" ".join(tokens.keys[mark.i : mark.j]), place):
            continue
        end = stop
        yield Mention(
            start=start,
            end=stop,
            text=tokens.slice(mark.i, mark.j),
            type=mark.type,  # type: ignore[arg-type]
            id=mark.id,
            name=mark.name,
            role=mark.role,
            country=mark.country,
            value=mark.value,
            metonym=mark.metonym,
            how=mark.how,
            confidence=mark.confidence,
        )
