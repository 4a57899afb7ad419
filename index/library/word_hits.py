"""Where single words stand in a printed text, without cutting all of it into words.

Rows of a list show the line around the first hit, thirty at a time and at every key stroke; cutting
thirty bodies into words costs 25 ms. Here a literal search finds the few places where the word can
stand, and only the runs of letters there are cut and folded, with the same result.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import words
from .query.tree import Word

Range = tuple[int, int]


def word_hits(text: str, word: Word) -> list[Range] | None:
    """Offsets of every place of a plain word or prefix; None where this shortcut cannot tell."""
    plain = word.text.isascii() and word.text.isalnum() and word.form in ("word", "prefix")
    if not plain:
        return None
    found: list[Range] = []
    done = 0
    for match in _places(word.text).finditer(text):
        if match.start() < done:
            continue
        start, done = _run(text, match.start(), match.end(), done)
        for token in words.WORD.finditer(text, start, done):
            folded = words.fold(token.group())
            if folded == word.text if word.form == "word" else folded.startswith(word.text):
                found.append(token.span())
    return found


@lru_cache(maxsize=256)
def _places(text: str) -> re.Pattern[str]:
    """The word itself, letters that folding changes, and dotted letters, which it draws together.

    Ordinary quotation marks, dashes and the ellipsis are not changed.
    """
    us = "|us" if "u.s".startswith(text) else ""
    return re.compile(rf"{text}{us}|[^\W\x00-\x7f]|[A-Za-z]\.[A-Za-z]", re.IGNORECASE)


_SPACE = re.compile(r"\s")


def _run(text: str, start: int, end: int, least: int) -> Range:
    """The stretch between white space around a place: no word crosses white space."""
    while start > least and not text[start - 1].isspace():
        start -= 1
    space = _SPACE.search(text, end)
    return start, space.start() if space else len(text)
