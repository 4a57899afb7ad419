"""What a format module gets and gives: one file's bytes in, articles and skips out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from diploread.config.settings import ReadingSettings
from diploread.index.article import (
    Block,
    Encoding,
    Flag,
    Format,
    RawArticle,
    Record,
    Skipped,
)
from diploread.index.reading.decode import decode, overridden, override_for

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_VALUE = 4_000
"""Characters kept of one metadata value: more is no title, date or name."""


class Unreadable(Exception):
    """A file, or a part of one, that cannot become an article."""

    def __init__(self, reason: str, kind: str = "damaged") -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


class Reading(Record, frozen=True, kw_only=True):
    """What one file gave."""

    articles: tuple[RawArticle, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one article before it becomes a record: what every format module produces."""

    raw: str
    format: Format
    encoding: Encoding
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, str] | None = None
    html: str | None = None
    offset: int | None = None
    place: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One file."""

    data: bytes
    path: str
    sha256: str
    options: ReadingSettings
    format: str = "text"
    """As the first bytes and the name say; the formats that share a module tell by it."""

    def decoded(self, declared: str | None = None) -> tuple[str, Encoding]:
        """The whole file as text: as the user says, else as ``decode`` finds."""
        forced = override_for(self.path, self.options.encodings)
        return overridden(self.data, forced) if forced else decode(self.data, declared)

    def article(self, text: Text, part: int = 0) -> RawArticle:
        """The record of an article, free of what no encoding can write."""
        return RawArticle(
            path=self.path,
            part=part,
            sha256=self.sha256,
            format=text.format,
            encoding=text.encoding,
            raw=sound(text.raw),
            offset=text.offset,
            place=text.place,
            blocks=text.blocks,
            metadata=stated(text.metadata or {}),
            html=None if text.html is None else sound(text.html),
            flags=(*text.flags, *damage_of_decoding(text.encoding, text.raw)),
        )

    def skip(self, reason: str, kind: str = "damaged") -> Skipped:
        """A line for the skipped list."""
        return Skipped(path=self.path, reason=reason, kind=kind)

    def reading(self, texts: Iterable[Text], skipped: Iterable[Skipped] = ()) -> Reading:
        """Articles numbered in their order; those without a visible character are skipped."""
        articles: list[RawArticle] = []
        skips = list(skipped)
        for text in texts:
            if text.raw.strip("\ufeff \t\r\n\f\v\xa0\0"):
                articles.append(self.article(text, len(articles)))
            else:
                where = f"{text.place}: " if text.place else ""
                skips.append(self.skip(f"{where}no text in it", "empty"))
        return Reading(articles=tuple(articles), skipped=tuple(skips))


def sound(text: str) -> str:
    """The same with U+FFFD for lone surrogates, which JSON can smuggle in; lengths stay."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def stated(values: Mapping[str, Any]) -> dict[str, str]:
    """The non-blank values, trimmed, none of them endless."""
    kept: dict[str, str] = {}
    for name, value in values.items():
        text = sound(str(value)).strip()
        if text:
            kept[sound(name)] = text[:_LONGEST_VALUE]
    return kept


def damage_of_decoding(encoding: Encoding, text: str) -> tuple[Flag, ...]:
    """A flag where more than one character in a thousand could not be decoded."""
    if encoding.replaced and encoding.replaced * 1000 > len(text):
        note = f"{encoding.replaced} characters could not be decoded as {encoding.name}"
        return (Flag(kind="replacement-characters", note=note),)
    return ()
