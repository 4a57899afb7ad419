"""Units: the paragraphs of raw, with their offsets.

A unit is what a decision is made about. In plain text it is a line, or several lines that a hard
wrap tore apart; in a structured source it is a block. Every non-blank character of raw lies in
exactly one unit, but for the marks of Markdown, which is why nothing can vanish later on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diploread.index.article import Block, RawArticle
from diploread.index.cleaning.markup import markdown_marks, without
from diploread.index.spans import Range

_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
BULLET = re.compile(r"\s*(?:[•◦▪‣·●○■□►▶»›*+–—-]|\d{1,2}[.)]|#{1,6})\s+")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_HANGING = ("and ", "or ", "to ")

WRAP_WIDTHS = range(45, 101)
"""Widths at which typewriters, wires and mailers break lines."""

_LIMIT_FIRST = 9
"""Columns a first line may fall short by: its indent is often lost in the save."""
_LIMIT = 3
_HUNG = 30
_HUNG_WORD = re.compile(r"\s(?:of|the|and|for|with|a|an|from)$")
_HEAD = 6
MOST_LINES = 200_000
"""Lines beyond which a text is one unit, shown as it is: a line costs about a kilobyte here, and a
file of line breaks alone would cost the machine its memory."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; offsets in raw."""

    start: int
    end: int
    indent: int
    number: int
    """Counted from 0 over the whole of raw, blank lines included."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph of raw."""

    start: int
    end: int
    lines: tuple[Line, ...]
    text: str
    """As it reads in the body: the lines joined, letter for letter."""
    blank_before: int
    blank_after: int
    tag: str = ""
    path: str = ""
    marks: str = ""
    link_chars: int = 0
    markup: tuple[Range, ...] = ()
    """Marks of Markdown in it or at its ends, which are no part of ``text``; offsets in raw."""

    @property
    def bulleted(self) -> bool:
        """Whether it begins like an item of a list."""
        return BULLET.match(self.text) is not None or self.tag == "li"


def lines_of(text: str, start: int, end: int, number: int = 0) -> Iterator[Line]:
    """The non-blank lines of ``text[start:end]``."""
    at = start
    while at < end:
        match = LINE_BREAK.search(text, at, end)
        stop, following = match.span() if match else (end, end)
        content = text[at:stop]
        stripped = content.strip()
        if stripped:
            indent = len(content) - len(content.lstrip())
            yield Line(at + indent, at + indent + len(stripped), indent, number)
        number += 1
        at = following


def wrap_width(lengths: Sequence[int]) -> int:
    """The width at which a text was hard-wrapped, in characters; 0 where it was not."""
    inside = sorted(n for n in lengths if n in WRAP_WIDTHS)
    longer = sum(1 for n in lengths if n >= WRAP_WIDTHS.stop)
    if len(inside) < 4 or len(inside) < 0.25 * len(lengths) or longer > 0.15 * len(inside) + 1:
        return 0
    return inside[int(0.97 * (len(inside) - 1))]


def _continues(text: str, above: Line, line: Line, width: int, first: bool) -> bool:
    """Whether ``line`` goes on with the paragraph of the line ``above`` it."""
    following = text[line.start : line.end]
    length = above.end - above.start
    last, opening = text[above.end - 1], following[0]
    bullet = BULLET.match(following[:8] + " ")
    if bullet and not (last.islower() and following[bullet.end() : bullet.end() + 1].islower()):
        return False  # a dash in the middle of a sentence is no bullet
    if length >= 40 and opening.islower() and (last.islower() or last == ","):
        return True  # a sentence torn in the middle
    if length >= _HUNG and _hangs(text, above):
        return True
    if not width:
        return False
    if BULLET.match(text[above.start : above.start + 8]) and line.indent > above.indent:
        return True  # the hanging indent of a list item
    if line.indent > above.indent + 1 and not first:
        return False  # a first line, set in
    word = following.split(maxsplit=1)[0]
    limit = width - (_LIMIT_FIRST if first else _LIMIT)
    return length >= 0.6 * width and above.indent + length + 1 + len(word) > limit


def _hangs(text: str, line: Line) -> bool:
    """Whether the line ends in a word that no sentence or headline ends in."""
    return _HUNG_WORD.search(text, max(line.start, line.end - 8), line.end) is not None


def _joined(text: str, lines: Sequence[Line], markup: Sequence[Range]) -> str:
    parts = [without(text, lines[0].start, lines[0].end, markup)]
    for above, line in pairwise(lines):
        parts.append(glue(text, above, line))
        parts.append(without(text, line.start, line.end, markup))
    return "".join(parts)


def _bare(text: str, lines: Iterator[Line], markup: Sequence[Range]) -> Iterator[Line]:
    """The lines without the marks at either end; none for a line that is marks alone."""
    if not markup:
        yield from lines
        return
    starts = [low for low, _ in markup]
    for line in lines:
        start, end = line.start, line.end
        at = bisect_right(starts, start) - 1
        near = markup[max(at, 0) : bisect_right(starts, end)]
        for low, high in near:
            if low <= start < high:
                start = high + len(text[high:end]) - len(text[high:end].lstrip())
        for low, high in reversed(near):
            if low < end <= high:
                end = max(start, low - len(text[start:low]) + len(text[start:low].rstrip()))
        if start < end:
            yield replace(line, start=start, end=end)


def glue(text: str, above: Line, line: Line) -> str:
    """What stands in the body where two lines were joined: a space, or nothing after a hyphen."""
    torn = _HYPHEN.search(text, max(above.start, above.end - 2), above.end) is not None
    following = text[line.start : line.start + 4]
    return "" if torn and following[:1].islower() and not following.startswith(_HANGING) else " "


def _stretches(raw: RawArticle) -> Iterator[tuple[int, int, Block | None]]:
    """The blocks of raw and what lies between them, in order."""
    at = 0
    for block in sorted(raw.blocks, key=lambda b: b.start):
        start, end = max(block.start, at), min(block.end, len(raw.raw))
        if at < start:
            yield at, start, None
        if start < end:
            yield start, end, block
            at = end
    if at < len(raw.raw):
        yield at, len(raw.raw), None


def segment(raw: RawArticle) -> tuple[Unit, ...]:
    """The units of ``raw``, in order; one where it is endless. Linear in its length."""
    if endless(raw.raw):
        return _whole(raw.raw)
    text, markup = raw.raw, markup_of(raw)
    groups: list[tuple[list[Line], Block | None]] = []
    number = 0
    stretches = list(_stretches(raw))
    grouped: list[tuple[list[Line], Block | None]] = []
    for start, end, block in stretches:
        grouped.append((list(_bare(text, lines_of(text, start, end, number), markup)), block))
        number += sum(1 for _ in LINE_BREAK.finditer(text, start, end))
    width = wrap_width([line.end - line.start for lines, _ in grouped for line in lines])
    head = _head_lines(grouped[0][0]) if len(grouped) == 1 else 0
    for lines, block in grouped:
        for index, line in enumerate(lines):
            above = lines[index - 1] if index else None
            if (
                index < head
                and not text[line.start].islower()
                and not _hangs(text, lines[index - 1])
            ):
                above = None
            if (
                above is not None
                and line.number == above.number + 1
                and _continues(text, above, line, width, len(groups[-1][0]) == 1)
            ):
                groups[-1][0].append(line)
            else:
                groups.append(([line], block))
    return tuple(_units(text, groups, number + 1, markup))


def _touching(
    markup: Sequence[Range], starts: Sequence[int], start: int, end: int
) -> tuple[Range, ...]:
    """The marks between ``start`` and ``end``, and those that follow on one another at the ends."""
    low, high = bisect_right(starts, start), bisect_right(starts, end)
    edge = start
    while low and markup[low - 1][1] == edge:
        low -= 1
        edge = markup[low][0]
    return tuple(markup[low:high])


def markup_of(raw: RawArticle) -> tuple[Range, ...]:
    """Stretches of raw that are marks of its format and no words, ascending and disjoint."""
    return tuple(markdown_marks(raw.raw)) if raw.format == "markdown" else ()


def endless(text: str) -> bool:
    """Whether ``text`` has more than ``MOST_LINES`` lines."""
    return len(text) > MOST_LINES and sum(map(text.count, _BREAKS)) > MOST_LINES


def _whole(text: str) -> tuple[Unit, ...]:
    """All of ``text`` as one unit of one line; none where it is blank."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return ()
    line = Line(start, end, 0, 0)
    return (Unit(start, end, (line,), text[start:end], blank_before=0, blank_after=0),)


def _head_lines(lines: Sequence[Line]) -> int:
    """How many lines stand above the first blank line, where they look like a head.

    Source, title and date stand there one a line; width says nothing about them.
    """
    count = 1
    while count < len(lines) and lines[count].number == lines[count - 1].number + 1:
        count += 1
    return count if count <= _HEAD and count < len(lines) else 0


def _units(
    text: str,
    groups: Sequence[tuple[list[Line], Block | None]],
    total: int,
    markup: Sequence[Range],
) -> Iterator[Unit]:
    starts = [low for low, _ in markup]
    for index, (lines, block) in enumerate(groups):
        before = groups[index - 1][0][-1].number if index else -1
        after = groups[index + 1][0][0].number if index + 1 < len(groups) else total
        start, end = lines[0].start, lines[-1].end
        inside = _touching(markup, starts, start, end)
        share = (end - start) / max(1, block.end - block.start) if block else 0.0
        yield Unit(
            start=start,
            end=end,
            lines=tuple(lines),
            text=_joined(text, lines, inside),
            blank_before=max(0, lines[0].number - before - 1),
            blank_after=max(0, after - lines[-1].number - 1),
            tag=block.tag if block else "",
            path=block.path if block else "",
            marks=block.marks if block else "",
            link_chars=round(block.link_chars * share) if block else 0,
            markup=inside,
        )
