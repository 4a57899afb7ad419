"""The same statement elsewhere in a library: found, printed, and noted in exported records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diploread.config.visible import visible_line

if TYPE_CHECKING:
    from diploread.index.analysis.restatements import Restatement
    from diploread.index.analysis.wording import Piece
    from diploread.index.library.library import Library
    from diploread.index.library.rows import QuoteRow
    from diploread.index.notebook.entry import Entry, VersionPart

_QUOTE_ID = re.compile(r"q-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Place:
    """Another article's quote that makes the same statement."""

    row: QuoteRow
    restatement: Restatement
    diff: tuple[Piece, ...]
    """``left`` are the words of the quote that was asked about."""

    @property
    def how(self) -> str:
        """``same``, ``part`` (one stands in the other word for word) or ``reworded``."""
        if self.restatement.same:
            return "same"
        return "part" if self.restatement.exact else "reworded"


Found = list[tuple["QuoteRow", list[Place]]]


def quotes_named(library: Library, query: str) -> list[QuoteRow]:
    """The quote of an id, or those that match a query."""
    if _QUOTE_ID.fullmatch(query):
        return [row for row in _all_quotes(library) if row.quote.id == query]
    return library.quotes(library.search(query))


def elsewhere(library: Library, asked: Sequence[QuoteRow]) -> Found:
    """Each quote with its other places, the likest first. Reads every quote of the library."""
    from diploread.index.analysis.restatements import Placed, restatements
    from diploread.index.analysis.wording import word_diff

    if not asked:
        return []
    rows = _all_quotes(library)
    at = {row.quote.id: i for i, row in enumerate(rows)}
    wanted = {at[row.quote.id] for row in asked if row.quote.id in at}
    pairs = restatements([Placed(row.article.id, row.quote) for row in rows], of=wanted)
    places: dict[int, list[Place]] = {i: [] for i in wanted}
    for pair in pairs:
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if one in places:
                diff = word_diff(rows[one].quote.text, rows[other].quote.text)
                places[one].append(Place(rows[other], pair, diff))
    return [(row, places.get(at.get(row.quote.id, -1), [])) for row in asked]


def with_versions(library: Library, entries: Sequence[Entry]) -> list[Entry]:
    """The entries with the other places of their statements noted."""
    import msgspec

    ids = {entry.id for entry in entries if entry.kind == "quote"}
    asked = [row for row in _all_quotes(library) if row.quote.id in ids]
    found = {row.quote.id: places for row, places in elsewhere(library, asked)}
    return [
        msgspec.structs.replace(entry, versions=tuple(map(_version, found.get(entry.id, ()))))
        for entry in entries
    ]


def plain_lines(row: QuoteRow, places: Sequence[Place]) -> Iterator[str]:
    """A line a place: id, date, how, speaker, word diff, path by tabs."""
    from diploread.index.analysis.wording import marked

    for place in places:
        article, quote = place.row.article, place.row.quote
        date = article.date.value if article.date else ""
        speaker = quote.speaker.name or quote.speaker.text or "?"
        cells = (row.quote.id, date, place.how, speaker, marked(place.diff), article.path)
        yield "\t".join(map(visible_line, cells))


def json_line(row: QuoteRow, places: Sequence[Place]) -> str:
    """The quote with its other places as one object."""
    import json

    from diploread.index.library.rows import plain_path
    from diploread.index.notebook.export.jsonl import escaped

    record = {
        "id": row.quote.id,
        "text": row.quote.text,
        "article": row.article.id,
        "path": plain_path(row.article.path),
        "elsewhere": [
            {
                "id": place.row.quote.id,
                "text": place.row.quote.text,
                "article": place.row.article.id,
                "path": plain_path(place.row.article.path),
                "date": place.row.article.date.value if place.row.article.date else None,
                "speaker": place.row.quote.speaker.name or None,
                "how": place.how,
                "likeness": place.restatement.likeness,
                "diff": [[piece.operation, piece.text] for piece in place.diff],
            }
            for place in places
        ],
    }
    return escaped(json.dumps(record, ensure_ascii=False))


def _version(place: Place) -> VersionPart:
    from diploread.index.notebook.entry import VersionPart

    article, quote = place.row.article, place.row.quote
    return VersionPart(
        id=quote.id,
        path=article.path,
        part=article.part,
        date=article.date.value if article.date else "",
        outlet=article.source or article.agency or "",
        speaker=quote.speaker.name or quote.speaker.text,
        same=place.restatement.same,
        diff=tuple((piece.operation, piece.text) for piece in place.diff),
    )


def _all_quotes(library: Library) -> list[QuoteRow]:
    return library.quotes(library.search(""))
