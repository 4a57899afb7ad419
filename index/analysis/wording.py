"""Words of a text, and how two wordings differ, as plain data.

Texts are compared by their words alone: case, quotation marks, punctuation and line breaks are the
business of whoever set the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_PUNCTUATION = ".,;:!?\"'“”‘’„«»()[]…—–-"

Operation = Literal["same", "left", "right"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a word diff: words of both, of the left or of the right text alone."""

    operation: Operation
    text: str


def words_of(text: str) -> list[str]:
    """The words of ``text`` in lower case, without punctuation; apostrophes alike."""
    return [match.group().replace("’", "'").lower() for match in _WORD.finditer(text)]


def word_diff(left: str, right: str) -> tuple[Piece, ...]:
    """How two wordings differ, as stretches in reading order; common words as on the left."""
    ours, theirs = left.split(), right.split()
    matcher = SequenceMatcher(None, _bare(ours), _bare(theirs), autojunk=False)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(ours[a:b])))
            continue
        if b > a:
            pieces.append(Piece("left", " ".join(ours[a:b])))
        if d > c:
            pieces.append(Piece("right", " ".join(theirs[c:d])))
    return tuple(pieces)


def marked(pieces: Iterable[Piece]) -> str:
    """The diff on one line, words of the left in ``[- -]``, words of the right in ``{+ +}``."""
    frames = {"same": ("", ""), "left": ("[-", "-]"), "right": ("{+", "+}")}
    return " ".join(f"{frames[p.operation][0]}{p.text}{frames[p.operation][1]}" for p in pieces)


def _bare(words: Sequence[str]) -> list[str]:
    return [word.strip(_PUNCTUATION).replace("’", "'").lower() or word for word in words]
