"""Foreign text on its way to the screen: the one place where strings become what widgets show.

Two layers, because a terminal is an interpreter and every stock widget hands control characters
on to it: our widgets paint segments of :func:`marked` text (never markup), and :class:`Guard` goes
over every painted segment once more, whoever made it.
"""

from __future__ import annotations

import re
from typing import Final

from diploread.tui.signs import Foreign, plain
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ACTING: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code in (0x09, 0x0A):
        return " "
    if code < 0x20:
        return plain(chr(0x2400 + code))
    return plain("\u2421" if code == 0x7F else "\ufffd")


def marked(text: str) -> str:
    """``text`` with each acting character replaced by one visible mark: offsets stay true."""
    if text.isascii() and text.isprintable():
        return text
    shown = _ACTING.sub(_mark, text)
    return Foreign(shown) if isinstance(text, Foreign) else shown


def clipped(text: str, width: int) -> str:
    """One visible line of at most ``width`` cells, with an ellipsis where something is missing."""
    shown = marked(text).strip()
    if width > 0 and cell_len(shown) > width:
        shown = _cut(shown, width)
    elif width <= 0:
        return ""
    return Foreign(shown) if isinstance(text, Foreign) else shown


def _cut(text: str, width: int) -> str:
    while text and cell_len(text) > width - 1:
        text = text[: min(len(text) - 1, width - 1)]
    return text.rstrip() + plain("…")


class Guard(LineFilter):
    """The second layer: no segment with an acting character reaches the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Marks in place of acting characters; segments without any pass as they are."""
        return [
            segment
            if segment.control or not _ACTING.search(segment.text)
            else Segment(_ACTING.sub(_mark, segment.text), segment.style)
            for segment in segments
        ]
