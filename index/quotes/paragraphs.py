"""Paragraphs of a body, whether its lines are hard-wrapped or not.

A blank line always separates. A single line break separates too, unless the text is hard-wrapped
(wire style: most lines end in mid-sentence at about the same width).
"""

from __future__ import annotations

from collections.abc import Iterator

Range = tuple[int, int]

WRAP_WIDTH = 95
"""Longest line of a hard-wrapped text; wires wrap at 65 to 85."""
WRAP_LEAST = 40


def is_hard_wrapped(text: str) -> bool:
    """True where line breaks are the work of a line length, not of an author."""
    return _wrapped(text, [line for line in _lines(text) if line[0] < line[1]])


def paragraphs(text: str) -> list[Range]:
    """Ranges of the paragraphs, in order, without the white space around them."""
    lines = list(_lines(text))
    full = [line for line in lines if line[0] < line[1]]
    if not _wrapped(text, full):
        return full
    found: list[Range] = []
    joined = False
    for start, end in lines:
        if start == end:
            joined = False
        elif joined:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
            joined = True
    return found


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
    if len(lines) < 5:
        return False
    long = sum(1 for start, end in lines if end - start > WRAP_WIDTH)
    wrapped = sum(
        1
        for start, end in lines[:-1]
        if WRAP_LEAST <= end - start <= WRAP_WIDTH and text[end - 1] not in '.!?"”:'
    )
    return long <= 0.1 * len(lines) and wrapped >= 0.3 * len(lines)
