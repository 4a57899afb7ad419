"""The record of one bookmark or one exported quote: everything needed to cite and to check it.

An entry stands on its own. It holds the words, who said them through whom, the article it was
printed in, by what right each date and name is given, the surrounding sentences and the anchor into
the untouched file, so that it outlives the index, the article records and even the source file.
The JSON of these records, one a line, is the JSONL export.
"""

from __future__ import annotations

import json
from typing import Literal

import msgspec
from diploread.index.article import Basis, Precision, QuoteType, Record, SpeakerHow

ENTRY_SCHEMA = 1

Kind = Literal["quote", "passage", "article"]
ViaKind = Literal["person", "outlet", "anonymous"]

CERTAIN: frozenset[str] = frozenset({"text", "metadata", "hand"})
"""Bases that are statements of the source or of the user; every other basis is a guess."""
SURE = 0.6
"""Confidence below which a speaker is shown as a guess, with the figure."""


class Part(Record, frozen=True, kw_only=True):
    """Base of the parts of an entry; what is unknown is null or empty, never left out."""


class SpeakerPart(Part, frozen=True, kw_only=True):
    """Who said it."""

    name: str = ""
    id: str | None = None
    as_written: str = ""
    """As printed: ``the minister``, ``he``."""
    role: str | None = None
    org: str | None = None
    """The organisation the speaker is, or is said beside the name to speak for."""
    country: str | None = None
    how: SpeakerHow = "none"
    resolved_from: int | None = None
    """Offset in body of the printed speaker."""
    confidence: float = 0.0

    @property
    def guessed(self) -> bool:
        """True where the name was inferred from a pronoun or an office, or is none too sure."""
        if not self.name or self.how == "hand":
            return False
        return self.how != "named" or self.unsure

    @property
    def unsure(self) -> bool:
        """True where the machine itself gives little for the name."""
        return bool(self.name) and self.how != "hand" and 0 < self.confidence < SURE


class ViaPart(Part, frozen=True, kw_only=True):
    """One who passed the statement on; the outermost comes last."""

    name: str
    cue: str = ""
    kind: ViaKind | None = None
    """Null where nothing tells."""


class CuePart(Part, frozen=True, kw_only=True):
    """The reporting words, their offset in body, and the rule that found the quote."""

    text: str = ""
    start: int | None = None
    rule: str = ""


class Context(Part, frozen=True, kw_only=True):
    """The sentence before, the sentences that hold the quote, the sentence after; as read."""

    before: str = ""
    sentence: str = ""
    after: str = ""


class Fact(Part, frozen=True, kw_only=True):
    """A metadata value and by what right it is given."""

    text: str
    basis: Basis = "text"

    @property
    def guessed(self) -> bool:
        """True where the value is inferred, not stated."""
        return self.basis not in CERTAIN


class ArticlePart(Part, frozen=True, kw_only=True):
    """The article in which it was printed."""

    id: str = ""
    title: Fact | None = None
    outlet: Fact | None = None
    agency: Fact | None = None
    byline: Fact | None = None
    dateline: Fact | None = None
    section: Fact | None = None
    url: str | None = None
    lang: str | None = None


class DatePart(Part, frozen=True, kw_only=True):
    """Publication date: ISO cut to its precision; ``--09-04`` is a day printed without year."""

    value: str
    precision: Precision = "day"
    basis: Basis = "text"
    evidence: str = ""

    @property
    def guessed(self) -> bool:
        """True where the date (or its year) is inferred, not printed."""
        return self.basis not in CERTAIN


class SaidPart(Part, frozen=True, kw_only=True):
    """When the statement was made."""

    value: str
    precision: Precision = "day"
    evidence: str = ""


class FilePlace(Part, frozen=True, kw_only=True):
    """Where the words stand in the untouched source file. All ranges are half-open."""

    path: str = ""
    """Relative to the library's root; undecodable bytes of the name as surrogate escapes."""
    sha256: str = ""
    """Of all the bytes of the file."""
    format: str = "text"
    encoding: str = "utf-8"
    part: int = 0
    """Number of the article inside the file."""
    place: str = ""
    """For a person: ``message 3``, ``page 2``."""
    bytes: tuple[int, int] | None = None
    """Range of bytes; null where the text is extracted (PDF, DOCX, HTML …), not a slice."""
    chars: tuple[int, int] | None = None
    """Range of code points of the decoded file; null where the text is extracted."""
    raw: tuple[int, int] = (0, 0)
    """Range of code points of the extracted text of this part."""
    body: tuple[int, int] = (0, 0)
    """Range of the cleaned text; beside the others, never in place of them."""
    line: int | None = None
    """Line of the file (from 1) where chars is known, else of the extracted text."""


class Selector(Part, frozen=True, kw_only=True):
    """The words themselves and what surrounds them: how a moved quote is found again."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""


class VersionPart(Part, frozen=True, kw_only=True):
    """The same statement as another article of the library has it."""

    id: str
    """Of the other quote."""
    path: str = ""
    part: int = 0
    date: str = ""
    outlet: str = ""
    speaker: str = ""
    same: bool = False
    """True where the words are the same; case, marks and spaces may differ."""
    diff: tuple[tuple[Literal["same", "left", "right"], str], ...] = ()
    """Word diff: stretches of both, of this quote alone (``left``), of the other (``right``)."""


class UserPart(Part, frozen=True, kw_only=True):
    """What the reader added. ``root`` stays in the notebook and is never exported."""

    tags: tuple[str, ...] = ()
    note: str = ""
    starred_at: str = ""
    """ISO 8601 with zone; empty where the quote is not bookmarked."""
    edited: tuple[str, ...] = ()
    """Names of the fields that were set by hand."""
    by: str = ""
    reviewed: bool = False
    orphan: str = ""
    """Why the anchor no longer leads to the words; empty while it does."""
    root: str = ""
    """Absolute path of the library's root on this machine."""


class Tool(Part, frozen=True, kw_only=True):
    """What made the record."""

    version: str = ""
    rules: str = ""
    """Hash of the code, rules and lists of names that find quotes, as the program brings them."""
    config: str = ""
    """Hash of the YAML in the reader's configuration folder; empty where there is none."""
    created_at: str = ""


class Entry(Record, frozen=True, kw_only=True):
    """One quote, passage or article with its citation and its anchor."""

    schema: int = ENTRY_SCHEMA
    id: str
    """``q-…`` (the quote's own id), ``p-…`` for a passage, ``a-…`` for an article."""
    kind: Kind = "quote"
    text: str
    """Verbatim, exactly the characters at the anchor, line breaks kept."""
    text_flat: str = ""
    """For display: the same as read, on one line, without what cleaning cut out in between."""
    type: QuoteType | None = None
    scare: bool = False
    nested_in: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    """The quoted pieces as ranges of ``text_flat``; an attribution may stand between them."""
    speaker: SpeakerPart = SpeakerPart()
    via: tuple[ViaPart, ...] = ()
    cue: CuePart | None = None
    about: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    said: SaidPart | None = None
    confidence: float = 1.0
    context: Context = Context()
    article: ArticlePart = ArticlePart()
    date: DatePart | None = None
    file: FilePlace = FilePlace()
    selector: Selector = Selector()
    versions: tuple[VersionPart, ...] = ()
    """The same statement elsewhere, the likest first; empty where nobody looked."""
    user: UserPart = UserPart()
    tool: Tool = Tool()

    def with_user(self, user: UserPart) -> Entry:
        """The same entry with another user part."""
        return msgspec.structs.replace(self, user=user)


def exportable(entry: Entry) -> Entry:
    """``entry`` without what must not leave this machine (the absolute path of the library)."""
    return entry.with_user(msgspec.structs.replace(entry.user, root=""))


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Entry)


def to_json(entry: Entry) -> str:
    """The entry as one line of JSON; bytes of a file name that are no UTF-8 become escapes."""
    try:
        return _encoder.encode(entry).decode()
    except UnicodeEncodeError:  # lone surrogates, which msgspec refuses and JSON allows
        return json.dumps(msgspec.to_builtins(entry), separators=(",", ":"))


def from_json(text: str | bytes) -> Entry:
    """The entry of a line of JSON. Raises ValueError with a reason where it is not one."""
    try:
        return _decoder.decode(text)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(text), Entry)
