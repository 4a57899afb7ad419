"""Paragraphs of a body, whether its lines are hard-wrapped or not.

A blank line always separates. A single line break separates too, unless the text is hard-wrapped
(wire style: most lines end in mid-sentence at about the same width).
"""

from __future__ import annotations

import re

Range = tuple[int, int]

WRAP_WIDTH = 95
"""Longest line of a hard-wrapped text; wires wrap at 65 to 85."""
WRAP_LEAST = 40

_BLANK = re.compile(r"\n[ \t\u00a0]*\n\s*")
_BREAK = re.compile(r"[ \t\u00a0]*\n\s*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def is_hard_wrapped(text: str) -> bool:
    """True where line breaks are the work of a line length, not of an author."""
    lines = [match.group().rstrip() for match in _LINE.finditer(text)]
    if len(lines) < 5:
        return False
    long = sum(1 for line in lines if len(line) > WRAP_WIDTH)
    wrapped = sum(
        1
        for line in lines[:-1]
        if WRAP_LEAST <= len(line) <= WRAP_WIDTH and line[-1] not in '.!?"”:'
    )
    return long <= 0.1 * len(lines) and wrapped >= 0.3 * len(lines)


def paragraphs(text: str) -> list[Range]:
    """Ranges of the paragraphs, in order, without the white space between them."""
    separator = _BLANK if is_hard_wrapped(text) else _BREAK
    found: list[Range] = []
    at = 0
    for match in separator.finditer(text):
        if match.start() > at and text[at : match.start()].strip():
            found.append((at, match.start()))
        at = match.end()
    if at < len(text) and text[at:].strip():
        found.append((at, len(text)))
    return found
