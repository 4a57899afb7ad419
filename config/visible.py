"""Foreign text made safe to show: no character of an article may act on a terminal.

Every string from outside (titles, file names, error messages, YAML values, article text) passes
through :func:`visible` before it is written to a terminal, a pipe or the clipboard. Control
characters are replaced, never parsed: filters that try to recognise escape sequences are what
terminal programs have been broken by.
"""

from __future__ import annotations

import re

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed; DEL; C1
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff"  # bidi, separators
    "\ud800-\udfff"  # lone surrogates
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f]"  # TAG characters
)
_BREAKS = re.compile(r"[\t\n]+")


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return "\ufffd"


def visible(text: str) -> str:
    """``text`` with acting characters replaced by visible marks; line breaks and tabs stay."""
    return _ACTING.sub(_mark, text.replace("\r\n", "\n"))


def visible_line(text: str) -> str:
    """The same on one line: line breaks and tabs become single spaces."""
    return _BREAKS.sub(" ", visible(text)).strip()
