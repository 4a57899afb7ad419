"""Tokens of a paragraph; a whole stretch between quotation marks is one token.

To see a quotation as one word is what makes the grammar around it short: ``"…," Doe said`` becomes
three tokens, whatever stands inside the marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from diploread.index.quotes.lexicon import Lexicon
from diploread.index.quotes.marks import Marked

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,]\d+)+"
    r"|[A-Z]\.(?=\s)"  # an initial
    r"|\w+(?:['’\-–/&]\w+)*(?:['’](?!\w))?"
    r"|--|[^\w\s]"
)


class Token:
    """A word, a mark of punctuation or a quoted stretch; offsets in the body."""

    __slots__ = ("end", "flags", "lower", "mark", "start", "text", "word")

    def __init__(self, start: int, end: int, text: str, lower: str, flags: int) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.lower = lower
        self.flags = flags
        self.mark: Marked | None = None
        self.word = text[0].isalnum()

    @property
    def capital(self) -> bool:
        """True for a word that begins with a capital letter."""
        return self.text[0].isupper()

    def __repr__(self) -> str:
        return f"Token({self.text!r})"


def tokenize(
    text: str, start: int, end: int, marked: Sequence[Marked], words: Lexicon
) -> list[Token]:
    """Tokens of ``text[start:end]``; ``marked`` are all stretches of the text, in order."""
    tokens: list[Token] = []
    at = start
    first = bisect_left(marked, start, key=lambda span: span.start)
    for span in marked[first:]:
        if span.start >= end:
            break
        _words(text, at, span.start, words, tokens)
        token = Token(span.start, span.end, '"', '"', 0)
        token.mark = span
        token.word = False
        tokens.append(token)
        at = span.end
    _words(text, at, end, words, tokens)
    return tokens


def _words(text: str, start: int, end: int, words: Lexicon, tokens: list[Token]) -> None:
    known = words.flags
    classify = words.classify
    for match in _TOKEN.finditer(text, start, end):
        token = match.group()
        lower = token.lower().strip(".'’")
        flags = known.get(lower)
        if flags is None:
            flags = classify(lower)
        if token == "Will" and tokens and tokens[-1].text not in ".?!:":
            flags = 0  # a name, unless it opens a sentence
        tokens.append(Token(match.start(), match.end(), token, lower, flags))
