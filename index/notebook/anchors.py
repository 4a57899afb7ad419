"""Anchors: where a stretch of the body stands in the untouched file, and how to know it again.

An anchor holds the file's hash, the offsets in the file's bytes, in its decoded text and in the
extracted text of the part, the exact characters, and 64 characters of surroundings on either side.
Any one of them may fail after the file is edited, moved or saved anew; together they find the
words or prove that they are gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diploread.config.problems import DiploreadError
from diploread.index.article import Article, Record
from diploread.index.notebook.entry import FilePlace, Selector
from diploread.index.spans import BodyMap

SURROUNDINGS = 64
"""Code points of prefix and suffix. 32 are promised; 64 tell apart the recurring phrases of one
wire story (``the foreign minister told reporters``)."""


class Anchor(Record, frozen=True, kw_only=True):
    """Where it stands, and what it says there."""

    file: FilePlace
    selector: Selector


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of a source file with their decoding."""

    data: bytes
    text: str
    """Decoded, without byte order mark; U+FFFD where a byte could not be decoded."""
    encoding: str
    mark: int
    """Length of the byte order mark in bytes."""
    whole: bool
    """False where bytes could not be decoded, so that offsets cannot be computed by encoding."""

    def byte_range(self, start: int, end: int) -> tuple[int, int] | None:
        """The bytes behind ``text[start:end]``; None where that cannot be said for certain."""
        if not self.whole:
            return None
        first = self.mark + len(self.text[:start].encode(self.encoding))
        last = first + len(self.text[start:end].encode(self.encoding))
        return (first, last) if self.at(first, last) == self.text[start:end] else None

    def at(self, first: int, last: int) -> str | None:
        """What the bytes ``[first, last)`` say; None where they are not text."""
        try:
            return self.data[first:last].decode(self.encoding)
        except (UnicodeDecodeError, LookupError):
            return None


def anchor_for(article: Article, start: int, end: int, source: SourceFile | None = None) -> Anchor:
    """The anchor of ``article.body[start:end]``.

    The exact text is what raw holds there, line breaks and pieces that cleaning cut out included.
    ``source`` is the article's file as it is now; without it (file gone or changed) the anchor has
    no byte offsets and no line, which no code may guess. Raises DiploreadError where the range
    holds nothing of the source or the article came without its raw text.
    """
    raw = article.raw
    if raw is None:
        raise DiploreadError("the article's source text is missing", "index the folder again")
    span = BodyMap(article.body_map).raw_span(start, end)
    if span is None or not 0 <= start < end <= len(article.body):
        raise DiploreadError("there is nothing to bookmark at this place")
    low, high = span
    exact = raw[low:high]
    chars = bytes_ = None
    line: int | None = raw.count("\n", 0, low) + 1
    if article.raw_offset is not None:
        line = None
        at = (low + article.raw_offset, high + article.raw_offset)
        if source is None:
            chars = at
        elif source.text[at[0] : at[1]] == exact:
            chars = at
            bytes_ = source.byte_range(*at)
            line = source.text.count("\n", 0, at[0]) + 1
    return Anchor(
        file=place_of(article, bytes=bytes_, chars=chars, raw=span, body=(start, end), line=line),
        selector=Selector(
            exact=exact,
            prefix=raw[max(0, low - SURROUNDINGS) : low],
            suffix=raw[high : high + SURROUNDINGS],
        ),
    )


def place_of(article: Article, **ranges: Any) -> FilePlace:
    """The article's file, with whatever ``ranges`` inside it are known."""
    return FilePlace(
        path=article.path,
        sha256=article.sha256,
        format=article.format,
        encoding=article.encoding.name,
        part=article.part,
        place=article.place,
        **ranges,
    )
