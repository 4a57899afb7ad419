"""Puts the four rooms together: a raw article becomes the whole record.

Reading has happened before; here cleaning, entities and quotes take their turn, what the user has
set right by hand comes in, quotes get their ids, and the promises of the records are enforced: a
span says the words it claims, and body, metadata and removed pieces account for every non-blank
character of raw. A room that fails or breaks a promise costs its own findings, which a flag then
says, never the article.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from diploread.config.corrections import Corrections

from .article import Article, Cleaned, DateValue, Flag, Mention, Quote, RawArticle
from .corrected import context_with, overrides_of, with_metadata
from .corrected_quotes import with_quotes
from .promises import accounted, check_map
from .spans import BodyMap

if TYPE_CHECKING:
    from .cleaning.overrides import Overrides
    from .cleaning.recurrence import Recurrence
    from .cleaning.rules import Rules
    from .entities.context import EntityContext

VERSION = 3
"""Raised when annotate() itself changes what it makes of the same input."""
MOST_CHARACTERS = 2_000_000
"""Of a body in which names and quotes are looked for: some 330,000 words, more than the record of
any debate; each million takes about three seconds and 100 MB."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What annotating needs beside the article; the same for all articles of a library."""

    rules: Rules | None = None
    recurrence: Recurrence | None = None
    entities: EntityContext | None = None
    corrections: Corrections = field(default_factory=Corrections)
    overrides: Overrides | None = None
    """The corrections of lines; made from ``corrections`` by :func:`resources_with`."""


def resources_with(
    rules: Rules | None,
    *,
    recurrence: Recurrence | None = None,
    entities: EntityContext | None = None,
    corrections: Corrections | None = None,
) -> Resources:
    """The bundle, with the corrections handed to the rooms that respect them."""
    fixes = corrections or Corrections()
    return Resources(
        rules=rules,
        recurrence=recurrence,
        entities=context_with(fixes, entities),
        corrections=fixes,
        overrides=overrides_of(fixes),
    )


def annotate(
    raw: RawArticle,
    resources: Resources,
    *,
    no_clean: bool = False,
    only_text: bool = False,
    article_id: str | None = None,
    neighbour_date: DateValue | None = None,
) -> Article:
    """The record of one article. Never raises on what an article may contain.

    ``no_clean`` leaves the text as it is; ``only_text`` looks for neither entities nor quotes.
    ``neighbour_date`` takes the place of a date that lacks its year.
    """
    flags: list[Flag] = list(raw.flags)
    cleaned = _cleaned(raw, resources, no_clean, flags)
    if neighbour_date is not None and cleaned.date and cleaned.date.value.startswith("--"):
        cleaned = msgspec.structs.replace(cleaned, date=neighbour_date)
    cleaned = with_metadata(cleaned, raw, resources.corrections)
    looked_at = cleaned if only_text else _within_bounds(cleaned, flags)
    mentions = () if only_text else _mentions(looked_at, (raw.path, raw.part), resources, flags)
    found = () if only_text else _quotes(looked_at, mentions, flags)
    quotes = _final_quotes(found, raw, cleaned, mentions, resources.corrections)
    return Article(
        id=article_id or article_id_of(raw.path, raw.part),
        path=raw.path,
        part=raw.part,
        sha256=raw.sha256,
        format=raw.format,
        encoding=raw.encoding,
        place=raw.place,
        url=raw.metadata.get("url") or None,
        title=cleaned.title,
        source=cleaned.source,
        agency=cleaned.agency,
        byline=cleaned.byline,
        dateline=cleaned.dateline,
        section=cleaned.section,
        date=cleaned.date,
        raw=raw.raw,
        raw_offset=raw.offset,
        body=cleaned.body,
        body_map=cleaned.body_map,
        removed=cleaned.removed,
        markup=cleaned.markup,
        entities=mentions,
        quotes=quotes,
        flags=(*flags, *cleaned.flags),
    )


def article_id_of(path: str, part: int) -> str:
    """Twelve hex digits of sha256(path bytes, part): the same after any rebuild."""
    return hashlib.sha256(os.fsencode(path) + b"\0" + str(part).encode()).hexdigest()[:12]


def quote_id_of(sha256: str, part: int, raw_start: int, raw_end: int) -> str:
    """``q-`` and twelve hex digits of sha256(file hash, part, raw start, raw end)."""
    key = f"{sha256}\0{part}\0{raw_start}\0{raw_end}"
    return "q-" + hashlib.sha256(key.encode()).hexdigest()[:12]


# --- the rooms, each fenced off -----------------------------------------------------------------


def _cleaned(raw: RawArticle, resources: Resources, no_clean: bool, flags: list[Flag]) -> Cleaned:
    from .cleaning.clean import clean, keep_all

    if no_clean or resources.rules is None:
        return keep_all(raw)
    try:
        made = clean(
            raw,
            resources.rules,
            recurrence=resources.recurrence,
            overrides=resources.overrides,
        )
        check_map(raw.raw, made)
    except Exception as error:
        flags.append(_failed("cleaning", error))
        return keep_all(raw)
    return accounted(raw, made)


def _within_bounds(cleaned: Cleaned, flags: list[Flag]) -> Cleaned:
    """The same with no more of the body than names and quotes are looked for in, which is told."""
    body = cleaned.body
    if len(body) <= MOST_CHARACTERS:
        return cleaned
    end = max(body.rfind("\n", 0, MOST_CHARACTERS), body.rfind(" ", 0, MOST_CHARACTERS))
    end = end if end > 0 else MOST_CHARACTERS
    note = f"names and quotes are told of the first {end:,} of {len(body):,} characters"
    flags.append(Flag(kind="read-in-part", note=note))
    return msgspec.structs.replace(cleaned, body=body[:end])


def _mentions(
    cleaned: Cleaned, place: tuple[str, int], resources: Resources, flags: list[Flag]
) -> tuple[Mention, ...]:
    from .entities.find import find_entities

    title = cleaned.title.text if cleaned.title else ""
    try:
        found = find_entities(
            cleaned.body,
            title=title,
            date=_iso_day(cleaned.date),
            context=resources.entities,
            place=place,
        )
    except Exception as error:
        flags.append(_failed("entities", error))
        return ()
    kept = tuple(m for m in found if cleaned.body[m.start : m.end] == m.text and m.text)
    _flag_lost("entities", len(found) - len(kept), flags)
    return kept


def _quotes(cleaned: Cleaned, mentions: Sequence[Mention], flags: list[Flag]) -> tuple[Quote, ...]:
    from .quotes.authors import author_of
    from .quotes.find import find_quotes

    try:
        byline, title = (value.text if value else "" for value in (cleaned.byline, cleaned.title))
        author = author_of(byline, title)
        found = find_quotes(cleaned.body, mentions, date=_iso_day(cleaned.date), author=author)
    except Exception as error:
        flags.append(_failed("quotes", error))
        return ()
    return _sound_quotes(cleaned.body, found, flags)


def _sound_quotes(body: str, found: Sequence[Quote], flags: list[Flag]) -> tuple[Quote, ...]:
    """The quotes whose spans say what they claim; indices of outer quotes follow the loss."""
    sound = [body[q.start : q.end] == q.text and bool(q.text) for q in found]
    if all(sound):
        return tuple(found)
    new_index: dict[str, str] = {}
    for i, good in enumerate(sound):
        if good:
            new_index[str(i)] = str(len(new_index))
    _flag_lost("quotes", sound.count(False), flags)
    return tuple(
        msgspec.structs.replace(q, nested_in=new_index.get(q.nested_in or ""))
        for q, good in zip(found, sound, strict=True)
        if good
    )


def _final_quotes(
    found: Sequence[Quote],
    raw: RawArticle,
    cleaned: Cleaned,
    mentions: Sequence[Mention],
    corrections: Corrections,
) -> tuple[Quote, ...]:
    """The quotes with their ids and what the user has set right."""
    body_map = BodyMap(cleaned.body_map)
    quotes = with_ids(found, raw, body_map)
    if not corrections.quotes:
        return quotes

    def id_of(start: int, end: int) -> str:
        span = body_map.raw_span(start, end) or (start, end)
        return quote_id_of(raw.sha256, raw.part, *span)

    return with_quotes(quotes, cleaned.body, raw, corrections, id_of, mentions)


def with_ids(quotes: Sequence[Quote], raw: RawArticle, body_map: BodyMap) -> tuple[Quote, ...]:
    """The quotes with their lasting ids; two that share a range of raw are told apart."""
    ids: list[str] = []
    taken: set[str] = set()
    for quote in quotes:
        span = body_map.raw_span(quote.start, quote.end) or (quote.start, quote.end)
        made = quote_id_of(raw.sha256, raw.part, *span)
        turn = 1
        while made in taken:
            turn += 1
            made = quote_id_of(raw.sha256, raw.part, span[0], span[1] + turn * (1 << 40))
        taken.add(made)
        ids.append(made)

    def outer(quote: Quote) -> str | None:
        index = quote.nested_in
        if index is None or not index.isdecimal() or int(index) >= len(ids):
            return None
        return ids[int(index)]

    return tuple(
        msgspec.structs.replace(quote, id=ids[i], nested_in=outer(quote))
        for i, quote in enumerate(quotes)
    )


def _iso_day(date: DateValue | None) -> str | None:
    complete = date is not None and date.precision == "day" and not date.value.startswith("-")
    return date.value if date and complete else None


def _failed(room: str, error: Exception) -> Flag:
    return Flag(kind="read-in-part", note=f"{room} failed: {type(error).__name__}")


def _flag_lost(room: str, count: int, flags: list[Flag]) -> None:
    if count:
        flags.append(Flag(kind="read-in-part", note=f"{room}: {count} with wrong offsets dropped"))


# --- recurrence ---------------------------------------------------------------------------------


def count_page(recurrence: Recurrence, raw: RawArticle, rules: Rules) -> None:
    """Counts the lines of a page for its source, before any page of it is cleaned."""
    from .cleaning.clean import page_source
    from .cleaning.overrides import article_scope

    recurrence.add(page_source(raw, rules), article_scope(raw), raw)
