"""Exports of news databases: one file, many articles, each with a head and a foot of fields.

The layouts change every year, so a file counts as an export only by the marks that end or begin
its documents, and a document whose head cannot be made out is still an article, with less known
about it. The pieces tile the text: nothing lies between them. What stands before the first
document (a cover page) and after the last (a summary of the search) is told among the skipped.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from diploread.index.article import Block, Encoding, Flag, Format, Skipped
from diploread.index.reading.source import Reading, Source, Text

_PAGE = re.compile(r"(?:Page|Seite|Página|Pagina)\s+\d+\s+(?:of|von|de|di|sur)\s+\d+\b.{0,80}")
_LINE = re.compile(r"[^\s].*")
_STUB = "there is an error in this document and it is not possible to display it"


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line without the white space around it; offsets in the whole text."""

    start: int
    end: int
    text: str
    blank_before: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What a part of a document is: ``h1`` the title, ``header`` and ``footer`` its fields."""

    start: int
    end: int
    tag: str
    name: str


@dataclass(slots=True)
class Piece:
    """One document of an export; offsets in the whole text."""

    start: int
    end: int
    metadata: dict[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)

    def state(self, slot: str, value: str) -> None:
        """Notes a value, unless a better one came first."""
        if value:
            self.metadata.setdefault(slot, value)

    def mark(self, line: Line, tag: str, name: str) -> None:
        """Notes what a line is."""
        self.marks.append(Mark(line.start, line.end, tag, name))


@dataclass(frozen=True, slots=True)
class Export:
    """A text split into its documents."""

    kind: Format
    pieces: Sequence[Piece]
    aside: Mapping[str, tuple[int, int]]
    """What is no document, by what it is: ranges of the text."""

    def reading(
        self,
        source: Source,
        text: str,
        encoding: Encoding,
        *,
        blocks: Sequence[Block] = (),
        literal: bool = False,
        flags: tuple[Flag, ...] = (),
    ) -> Reading:
        """The documents as articles. ``literal``: the text is the decoded file itself.

        ``flags`` are of the file, and so of each document.
        """
        skips = list(self._left_aside(source))
        texts = []
        for number, piece in enumerate(self.pieces, 1):
            if _STUB in text[piece.start : piece.end][:3000]:
                reason = f"document {number}: the database could not show it"
                skips.append(source.skip(reason, "damaged"))
                continue
            made = self._text(piece, number, text, encoding, blocks, literal)
            texts.append(replace(made, flags=flags))
        return source.reading(texts, skips)

    def _text(
        self,
        piece: Piece,
        number: int,
        text: str,
        encoding: Encoding,
        blocks: Sequence[Block],
        literal: bool,
    ) -> Text:
        raw = text[piece.start : piece.end]
        _mark_pages(piece, text)
        return Text(
            raw=raw,
            format=self.kind,
            encoding=encoding,
            blocks=tuple(b for b in _blocks_of(piece, blocks) if raw[b.start : b.end].strip()),
            metadata=piece.metadata,
            offset=piece.start if literal else None,
            place=f"document {number}",
        )

    def _left_aside(self, source: Source) -> Iterator[Skipped]:
        for what, (start, end) in self.aside.items():
            reason = f"{what} of the export, {end - start} characters, is no article"
            yield source.skip(reason, "ignored")


def split_export(text: str) -> Export | None:
    """The documents of a Nexis or Factiva export; None for any other text. Linear."""
    from diploread.index.reading.factiva import split_factiva
    from diploread.index.reading.nexis import split_nexis

    if "ocument" not in text and "DOCUMENTS" not in text and "okument" not in text:
        return None
    return split_nexis(text) or split_factiva(text)


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The non-blank lines of ``text[start:end]``, but for numbers of pages.

    Printed to PDF, an export has one in the middle of any field or sentence.
    """
    lines: list[Line] = []
    blank, turned = True, False
    at = start
    for content in text[start:end].splitlines(keepends=True):
        stripped = content.strip()
        if stripped and _PAGE.fullmatch(stripped):
            turned = bool(lines)
            at += len(content)
            continue
        if stripped:
            indent = content.index(stripped[0])
            lines.append(
                Line(at + indent, at + indent + len(stripped), stripped, blank and not turned)
            )
            turned = False
        blank = not stripped
        at += len(content)
    return lines


def _mark_pages(piece: Piece, text: str) -> None:
    """Marks numbers of pages, and the title where it stands above or below one again."""
    title = piece.metadata.get("title", "")
    marked = {mark.start for mark in piece.marks}
    number: re.Match[str] | None = None
    above: re.Match[str] | None = None
    for match in _LINE.finditer(text, piece.start, piece.end):
        line = match.group().rstrip()
        end = match.start() + len(line)
        if _PAGE.fullmatch(line):
            if above is not None:
                piece.marks.append(Mark(above.start(), above.end(), "header", "page"))
            piece.marks.append(Mark(match.start(), end, "footer", "page"))
            number, above = match, None
        elif line == title and match.start() not in marked:
            if number is not None:
                piece.marks.append(Mark(match.start(), end, "header", "page"))
                above = None
            else:
                above = match
            number = None
        else:
            number = above = None


def _blocks_of(piece: Piece, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a document, with offsets in it, told by what its head and foot make of them."""
    marks = sorted(piece.marks, key=lambda mark: mark.start)
    if not blocks:
        for line in _joined(marks):
            start, end = line.start - piece.start, line.end - piece.start
            yield Block(start=start, end=end, tag=line.tag, path=line.name)
        return
    starts = [mark.start for mark in marks]
    first = bisect_right(blocks, piece.start, key=lambda block: block.end)
    for block in blocks[first:]:
        if block.start >= piece.end:
            break
        low, high = max(block.start, piece.start), min(block.end, piece.end)
        inside = marks[bisect_left(starts, low) : bisect_left(starts, high)]
        for start, end, mark in _parted(low, high, inside):
            yield Block(
                start=start - piece.start,
                end=end - piece.start,
                tag=mark.tag if mark else block.tag,
                path=mark.name if mark else block.path,
                link_chars=min(block.link_chars, end - start),
            )


def _parted(low: int, high: int, marks: Sequence[Mark]) -> Iterator[tuple[int, int, Mark | None]]:
    """A block cut at the marks inside it: a page of a PDF, lines held together by breaks."""
    for mark in marks:
        if mark.end > high:
            break
        if low < mark.start:
            yield low, mark.start, None
        yield mark.start, mark.end, mark
        low = mark.end
    if low < high:
        yield low, high, None


def _joined(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, with the lines of one title as one."""
    pending: Mark | None = None
    for mark in marks:
        if pending and pending.tag == mark.tag == "h1":
            pending = replace(pending, end=mark.end)
            continue
        if pending:
            yield pending
        pending = mark
    if pending:
        yield pending
