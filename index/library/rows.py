"""What the library shows of an article or a quote, and the answer to a query."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ..article import DateValue, Quote


def never() -> bool:
    """The cancel flag of who does not cancel."""
    return False


Cancelled = Callable[[], bool]
"""Asked now and then; True stops the work, which then raises :class:`Stopped`."""


class Stopped(Exception):
    """The work was cancelled; a newer question has come."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One article in a list of results."""

    id: str
    path: str
    part: int = 0
    title: str | None = None
    lead: str = ""
    """First words of the body, shown where there is no title."""
    source: str | None = None
    agency: str | None = None
    date: DateValue | None = None
    words: int = 0
    quotes: int = 0
    """What somebody said; terms between quotation marks are not counted."""
    flags: tuple[str, ...] = ()
    snippet: str = ""
    """The surroundings of the first hit; empty where the query has none in the body."""
    hits: int = 0
    """Hits in the body; at least so many where it is longer than a book."""
    story: str = ""
    """Id of the story of which the article is one version; empty where it stands alone."""
    copies: int = 0
    """Other articles of that story in the library; in an answer: see ``Library.stories``."""
    group: str = ""
    """Heading under which ``group:`` puts the row; rows of a group follow each other."""


class QuoteRow(msgspec.Struct, frozen=True, kw_only=True):
    """One quote of an answer, with what is needed to cite it."""

    article: Row
    quote: Quote


class FacetValue(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a facet: of how many articles of the answer it holds."""

    id: str
    label: str
    count: int


def pack_row(row: Row) -> bytes:
    """Bytes of a row; the path goes apart, for it may hold bytes that are not text."""
    bare = msgspec.structs.replace(row, path="")
    return msgspec.msgpack.encode((row.path.encode("utf-8", "surrogateescape"), bare))


_UNPACK = msgspec.msgpack.Decoder(tuple[bytes, Row])


def unpack_row(data: bytes) -> Row:
    """The row kept as ``data``."""
    path, row = _UNPACK.decode(data)
    return msgspec.structs.replace(row, path=path.decode("utf-8", "surrogateescape"))


def plain_path(path: str) -> str:
    """A path as JSON can carry it: bytes that are not text become ``\\xNN``."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
