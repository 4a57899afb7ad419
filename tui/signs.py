"""ASCII mode: the app's own signs in ASCII, the words of articles as they are.

A filter goes over every painted line and puts an ASCII letter in the place of each sign; what is an
article's own (or a user's) is painted as :class:`Foreign` and passes. So a screen need not know of
the mode, and one that is new is ASCII from the beginning.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PLAIN: Final[Mapping[str, str]] = {
    ">": "…▌❯▸→▶", "<": "←◀", "^": "↑▲", "v": "↓✓▼", "-": "·⋯─━–—‑", "|": "│┃▏▎▕▐▍▋▊▉", ":": "┆",
    "+": "╭╮╰╯┌┐└┘├┤┬┴┼", "*": "★☆•", "o": "●○", "&": "✎", "x": "×✗✘", "#": "█▇▆▅▄▃▂▁▔▀",
    '"': "❞❝“”„«»", "'": "‘’", "!": "⚠", "?": "␡\ufffd",
}  # fmt: skip
"""ASCII letters, and the signs they stand for."""

TABLE: Final = {ord(sign): plain for plain, signs in _PLAIN.items() for sign in signs} | (
    dict.fromkeys(range(0x2400, 0x2421), "?")
)

_on = False


def use_ascii(on: bool) -> None:
    """Paint in ASCII from now on, or no longer."""
    global _on
    _on = on


def plain(text: str) -> str:
    """Signs of the app for who cannot leave them to the filter."""
    return text.translate(TABLE) if _on else text


class Foreign(str):
    """Text that is painted to the letter; a piece of it is only foreign if it is made so again."""

    __slots__ = ()


def foreign(text: str) -> str:
    """Words of an article or of the user, which ASCII mode leaves alone."""
    return Foreign(text) if _on and not text.isascii() else text


def ascii_wanted(setting: str) -> bool:
    """Whether to paint in ASCII: as set, else where the locale is not UTF-8.

    In the C locale Python takes UTF-8 by itself, which says nothing of the terminal.
    """
    if setting != "auto":
        return setting == "always"
    if sys.flags.utf8_mode and os.environ.get("PYTHONUTF8") != "1":
        return True
    return locale.getencoding().replace("-", "").casefold() != "utf8"


class AsciiFilter(LineFilter):
    """Puts ASCII in the place of signs; letters of any script pass, as names are made of them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, as wide as they were."""
        return [
            segment
            if segment.text.isascii() or isinstance(segment.text, Foreign)
            else Segment(segment.text.translate(TABLE), segment.style, segment.control)
            for segment in segments
        ]
