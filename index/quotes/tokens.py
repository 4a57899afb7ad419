"""Tokens of a paragraph; a whole stretch between quotation marks is one token.

To see a quotation as one word is what makes the grammar around it short: ``"…," Doe said`` becomes
three tokens, whatever stands inside the marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from diploread.index.quotes.lexicon import LONGEST_WORD, Lexicon
from diploread.index.quotes.marks import Marked

_TOKEN = re.compile(
    r"(?:[A-Z]-)?(?:[A-Za-z]\.){2,}"  # U.S., a.m., D-N.Y.
    r"|\w+(?:-\w+)*\.(?:com|org|net|gov|edu|info|eu)\b"
    r"|\d+(?:[.,]\d+)+"
    r"|[A-Z]\.(?=\s)"  # an initial
    r"|\w+(?:['’\-–/&]\w+)*(?:['’](?!\w))?"
    r"|--|[^\w\s*]"  # the asterisks of Markdown are no words of a sentence
)


Known = tuple[str, int, bool, bool]
"""Of a token by its letters: lower case without final dots, classes, whether it is a word, and
whether it begins with a capital."""

MOST_KNOWN = 100_000
"""Forms that are remembered; a hostile text must not fill the memory."""

_QUOTED: Known = ('"', 0, False, False)
_seen: dict[str, Known] = {}


class Token:
    """A word, a mark of punctuation or a quoted stretch; offsets in the body."""

    __slots__ = ("capital", "end", "flags", "lower", "mark", "start", "text", "word")

    def __init__(self, start: int, end: int, text: str, known: Known) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.lower, self.flags, self.word, self.capital = known
        self.mark: Marked | None = None

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
        token = Token(span.start, span.end, '"', _QUOTED)
        token.mark = span
        tokens.append(token)
        at = span.end
    _words(text, at, end, words, tokens)
    return tokens


def _words(text: str, start: int, end: int, words: Lexicon, tokens: list[Token]) -> None:
    seen = _seen
    for match in _TOKEN.finditer(text, start, end):
        token = match.group()
        known = seen.get(token)
        if known is None:
            known = _known(token, words)
        if token == "Will" and tokens and tokens[-1].text not in ".?!:":
            known = ("will", 0, True, True)  # a name, unless it opens a sentence
        tokens.append(Token(match.start(), match.end(), token, known))


def _known(token: str, words: Lexicon) -> Known:
    initial = len(token) == 2 and token[1] == "."  # neither the article "a" nor "I"
    lower = token.lower() if initial else token.lower().strip(".'’")
    first = token[0]
    known = (lower, words.classify(lower), first.isalnum(), first.isupper())
    if len(_seen) < MOST_KNOWN and len(token) <= LONGEST_WORD:
        _seen[token] = known
    return known
