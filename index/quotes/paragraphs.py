"""Paragraphs of a body, whether its lines are hard-wrapped or not.

A blank line always separates. A single line break separates too, unless the text is hard-wrapped
(wire style: most lines end in mid-sentence at about the same width).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

Range = tuple[int, int]

WRAP_WIDTH = 95
"""Longest line of a hard-wrapped text; wires wrap at 65 to 85."""
WRAP_LEAST = 40
EARLY = 0.7
"""Share of the width below which a line that ends a sentence ends its paragraph."""


_SIGNED = re.compile(r"[.!?]?[\"”]\s?(?:[―—–]|--)\s?[A-Z][\w.’-]*(?:\s[A-Z][\w.’-]*){0,3}\s?$")
"""``"…" — Jane Doe``: a line that ends a quotation with its speaker ends its paragraph."""

_MARKUP = re.compile(r"<[a-z/!]|https?:|[\w-]+=\"")
"""What no line of prose holds; such lines are never wrapped."""


def is_hard_wrapped(text: str) -> bool:
    """True where line breaks are the work of a line length, not of an author."""
    return _wrapped(text, [line for line in _lines(text) if line[0] < line[1]])


def paragraphs(text: str) -> list[Range]:
    """Ranges of the paragraphs, in order, without the white space around them."""
    lines = list(_lines(text))
    full = [line for line in lines if line[0] < line[1]]
    if not _wrapped(text, full):
        return full
    width = _width(full)
    found: list[Range] = []
    joined = False
    for start, end in lines:
        if start == end:
            joined = False
            continue
        if joined:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        early = end - start < EARLY * width  # the last line of a paragraph
        signed = _SIGNED.search(text, max(start, end - WRAP_WIDTH), end) is not None
        joined = not (signed or (early and text[end - 1] in '.!?"”'))
    return found


def _width(lines: list[Range]) -> int:
    return max((end - start for start, end in lines if end - start <= WRAP_WIDTH), default=0)


def _first_word(text: str, line: Range) -> int:
    """Length of the first word of a line."""
    space = text.find(" ", line[0], line[1])
    return (space if space >= 0 else line[1]) - line[0]


def _lines(text: str) -> Iterator[Range]:
    """The lines without the white space around them; an empty range for a blank line."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        line = text[start:end]
        bare = line.lstrip()
        first = start + len(line) - len(bare)
        yield (first, first + len(bare.rstrip()))
        start = end + 1


def _wrapped(text: str, lines: list[Range]) -> bool:
    if len(lines) < 4:
        return False
    long = sum(
        end - start > WRAP_WIDTH and not _MARKUP.search(text, start, end) for start, end in lines
    )
    wrapped = sum(
        1
        for start, end in lines[:-1]
        if WRAP_LEAST <= end - start <= WRAP_WIDTH and text[end - 1] not in '.!?"”:'
    )
    if long > 0.1 * len(lines):
        return False
    return wrapped >= 0.3 * len(lines) or _is_filled(text, lines)


def _is_filled(text: str, lines: list[Range]) -> bool:
    """True where lines end because the next word would not have fitted."""
    width = _width(lines)
    pairs = room = 0
    for (start, end), (following, stop) in pairwise(lines):
        if text.count("\n", end, following) != 1:
            continue  # a blank line between them: a paragraph ends here
        pairs += 1
        room += end - start + 1 + _first_word(text, (following, stop)) <= width - 2
    return pairs >= 2 and width > WRAP_LEAST and room <= 0.25 * pairs
