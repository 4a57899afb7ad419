"""The records: what every room of the index takes and gives (schema 1).

Offsets are half-open ranges of Unicode code points. ``raw`` is the text of one article as decoded
or extracted from its file, before any cleaning; ``body`` is what one reads. Each record says in
which of the two frames its offsets speak. ``body[start:end] == text`` holds for every record with
``text``, and ``Article.body_map`` leads every body offset back to ``raw``.

Records are immutable msgspec structs: they encode to JSON as they stand (``diploread annotate
--json``), and the same bytes are what the library keeps on disk.
"""

from __future__ import annotations

from typing import Literal

import msgspec

SCHEMA = 1

Format = Literal[
    "text", "html", "markdown", "json", "jsonl", "csv", "eml", "mbox", "mhtml",
    "feed", "pdf", "docx", "rtf", "nexis", "factiva",
]  # fmt: skip

Basis = Literal["text", "metadata", "filename", "neighbour", "hand", "inferred"]
"""By what right a value is given; everything but ``text``, ``metadata`` and ``hand`` is a guess."""

Precision = Literal["day", "month", "year"]

RemovedKind = Literal[
    "navigation", "breadcrumb", "control", "tags", "related", "promotion", "advert", "cookie",
    "comments", "copyright", "caption", "header", "footer", "other",
]  # fmt: skip

EntityType = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "DATE"]

QuoteType = Literal["direct", "mixed", "indirect"]

SpeakerHow = Literal["named", "role", "pronoun", "hand", "none"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, keyword-only."""


class Encoding(Record, frozen=True, kw_only=True):
    """How the bytes of a file became text."""

    name: str
    confidence: float = 1.0
    replaced: int = 0
    """Count of U+FFFD put in for bytes that could not be decoded."""


class Flag(Record, frozen=True, kw_only=True):
    """A damage or limit the reader must know of.

    ``kind`` is one of ``truncated-paragraph``, ``empty-body``, ``cookie-wall``, ``read-in-part``,
    ``low-confidence``, ``replacement-characters``. Offsets are in the body, or null for the whole.
    """

    kind: str
    start: int | None = None
    end: int | None = None
    note: str = ""


# --- what reading gives -------------------------------------------------------------------------


class Block(Record, frozen=True, kw_only=True):
    """A block of a structured source (HTML, DOCX, PDF …); offsets in raw. Blocks do not overlap."""

    start: int
    end: int
    tag: str = ""
    """Lower-case element name, e.g. ``p``, ``h1``, ``li``; ``page`` for a PDF page."""
    path: str = ""
    """Where the block stands in the source, e.g. an xpath, or ``page 3``."""
    marks: str = ""
    """What the page calls the block and the elements around it, outermost first, separated by
    ``/``: class, id, role, itemprop, ``hidden``; lower-case, shortened."""
    link_chars: int = 0
    """Number of characters of the block inside links: the classic sign of navigation."""


class RawArticle(Record, frozen=True, kw_only=True):
    """One article as it stands in its file: text, structure and what the format itself states."""

    path: str
    """Relative to the library's root, ``/``-separated; undecodable bytes as surrogate escapes."""
    part: int = 0
    """Number of the article inside its file, from 0; a plain text file has only part 0."""
    sha256: str = ""
    """Of the bytes of the whole file."""
    format: Format = "text"
    encoding: Encoding = Encoding(name="utf-8")
    raw: str = ""
    offset: int | None = 0
    """Where ``raw`` begins in the decoded file, in code points; null if it is not a slice of it."""
    place: str = ""
    """Where a reader finds the article in its file, e.g. ``line 12``, ``message 3``."""
    blocks: tuple[Block, ...] = ()
    """Empty for plain text, whose blocks cleaning finds itself."""
    metadata: dict[str, str] = {}
    """What the format states beside the text: ``title source agency byline dateline date section
    url language id`` (whichever exist), verbatim."""
    html: str | None = None
    """The page's markup where there is one, for extractors that need it; never stored."""
    flags: tuple[Flag, ...] = ()


class Skipped(Record, frozen=True, kw_only=True):
    """A file (or a part of one) that did not become an article, and why."""

    path: str
    reason: str
    """One clear clause for the user, e.g. ``binary file``, ``larger than 32 MiB``."""
    kind: str = "unreadable"
    """Machine-readable class of the reason: ``binary empty too-large unreadable special link
    time-out memory unsupported damaged ignored``."""


# --- what cleaning gives ------------------------------------------------------------------------


class Value(Record, frozen=True, kw_only=True):
    """A metadata value; offsets in raw, null when it does not stand in the text."""

    text: str
    basis: Basis = "text"
    start: int | None = None
    end: int | None = None
    evidence: str = ""


class DateValue(Record, frozen=True, kw_only=True):
    """A date with its certainty.

    ``value`` is ISO 8601 cut to the precision (``2017-09-04``, ``2017-09``, ``2017``). A day
    printed without its year is ``--09-04`` until evidence completes it; the basis then says so.
    """

    value: str
    precision: Precision = "day"
    basis: Basis = "text"
    evidence: str = ""
    start: int | None = None
    end: int | None = None


class Removed(Record, frozen=True, kw_only=True):
    """A piece of raw that is not in the body, with the rule that took it out; offsets in raw."""

    start: int
    end: int
    text: str
    kind: RemovedKind
    rule: str
    """Stable id of the rule, e.g. ``phrase.control.print``, ``recur.source``, ``user.3``."""
    reason: str
    """What a person can check, e.g. ``also in 3 other pages of this source``."""
    confidence: float = 1.0
    folded: bool = False
    """True where the piece stays dimmed in its place and a key opens it (a weaker decision)."""


class Cleaned(Record, frozen=True, kw_only=True):
    """What cleaning makes of a raw article. Body, metadata, removed and markup account for raw."""

    body: str
    body_map: tuple[tuple[int, int, int], ...]
    """Runs of (body_start, raw_start, length), ascending and disjoint. Inside a run a line break
    of raw may stand as a space in body (a joined hard wrap); all else is letter for letter."""
    removed: tuple[Removed, ...] = ()
    markup: tuple[tuple[int, int], ...] = ()
    """Stretches of raw that are marks of its format and no words: ``**`` and the targets of links
    in Markdown. They are in no body; offsets in raw."""
    title: Value | None = None
    source: Value | None = None
    agency: Value | None = None
    byline: Value | None = None
    dateline: Value | None = None
    section: Value | None = None
    date: DateValue | None = None
    flags: tuple[Flag, ...] = ()


# --- what entities give -------------------------------------------------------------------------


class Mention(Record, frozen=True, kw_only=True):
    """A stretch of body that names an entity or a date. Mentions do not overlap."""

    start: int
    end: int
    text: str
    type: EntityType
    id: str | None = None
    """Stable across the library: ``person/taro-kono``, ``country/kp``, ``org/un-security-council``,
    ``city/tokyo``, ``norp/jp`` …; null for dates and for names that nothing identifies."""
    name: str = ""
    """The full common name of the entity, e.g. ``North Korea``."""
    role: str | None = None
    """Of a person, as stated beside the name: ``Foreign Minister``."""
    country: str | None = None
    """Entity id of the country the role belongs to."""
    value: str | None = None
    """Of a DATE: ISO day, week (``2017-W35``), month, year or decade (``201``)."""
    metonym: bool = False
    """True where a place stands for its government."""
    how: str = ""
    """The rule that made it."""
    confidence: float = 1.0


# --- what quotes give ---------------------------------------------------------------------------


class Cue(Record, frozen=True, kw_only=True):
    """The reporting words, e.g. ``was quoted as saying``; offsets in body."""

    start: int
    end: int
    text: str


class Speaker(Record, frozen=True, kw_only=True):
    """Who said it: as printed (offsets in body, null where nothing is printed) and who that is."""

    start: int | None = None
    end: int | None = None
    text: str = ""
    id: str | None = None
    name: str = ""
    """Canonical name; empty where the speaker is unresolved. Joint speakers: ``A; B``."""
    role: str | None = None
    how: SpeakerHow = "none"
    confidence: float = 0.0


class Via(Record, frozen=True, kw_only=True):
    """One link of the chain through which a statement came, outermost last."""

    name: str
    cue: str = ""


class Said(Record, frozen=True, kw_only=True):
    """When a statement was made, which is seldom the day it was printed."""

    value: str
    precision: Precision = "day"
    evidence: str = ""


class Quote(Record, frozen=True, kw_only=True):
    """A quotation: content attributed to somebody; offsets in body."""

    id: str
    """``q-`` + 12 hex digits of sha256(file sha256, part, raw start, raw end): the same after any
    rebuild. Rooms below the pipeline leave it empty."""
    type: QuoteType
    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...]
    """The contiguous pieces; more than one where the attribution stands in the middle."""
    scare: bool = False
    nested_in: str | None = None
    """Id of the outer quote; the index of the outer quote as a string below the pipeline."""
    speaker: Speaker = Speaker()
    cue: Cue | None = None
    via: tuple[Via, ...] = ()
    addressees: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    """Ids of the entities mentioned inside the quotation."""
    said: Said | None = None
    rule: str = ""
    confidence: float = 1.0
    edited: tuple[str, ...] = ()
    """What the user has set by hand: ``speaker type scare bounds``, ``quote`` for the whole."""


# --- what the pipeline gives --------------------------------------------------------------------


class Article(Record, frozen=True, kw_only=True):
    """The whole record of one article."""

    schema: int = SCHEMA
    id: str
    path: str
    part: int = 0
    sha256: str = ""
    format: Format = "text"
    encoding: Encoding = Encoding(name="utf-8")
    place: str = ""
    url: str | None = None
    title: Value | None = None
    source: Value | None = None
    agency: Value | None = None
    byline: Value | None = None
    dateline: Value | None = None
    section: Value | None = None
    date: DateValue | None = None
    raw: str | None = None
    """Present in the library's records and with ``annotate --raw``."""
    raw_offset: int | None = 0
    """Where raw begins in the decoded file, in code points; null if it is not a slice of it."""
    body: str
    body_map: tuple[tuple[int, int, int], ...]
    removed: tuple[Removed, ...] = ()
    markup: tuple[tuple[int, int], ...] = ()
    """See :class:`Cleaned`."""
    entities: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    flags: tuple[Flag, ...] = ()
