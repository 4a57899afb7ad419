"""Tokens: the words of a text with their places, and where sentences and paragraphs break.

Everything after this layer counts in tokens; offsets in code points come back only at the end.
One regular expression does the work, so that the cost is about half a microsecond a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from diploread.index.entities.phrases import key_of

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mme|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|Adm|Brig|Cmdr|Cpl|St|Jr|Sr|JR|SR|Sept?|Jan|Feb|"
    "Mar|Apr|Jun|Jul|Aug|Oct|Nov|Dec|No|vs|Prof|Rev|Hon|Inc|Corp|Ltd|Co|Amb|Dep|Min|Pres|Sec|Dept|"
    "Mt|Ft|Fr|Engr|Atty|Messrs|[A-Z]"
)
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    rf"|\b(?:{_ABBREVIATIONS})\.(?=[\s,’'A-Z-])"  # Gen., N.
    r"|[A-Z]{1,4}-?\d{1,3}\b"  # G20, G-7, F-16
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%)?"
    r"|[^\W\d_]+(?:['’](?!s\b|S\b)[^\W\d_]+)?"
    r"|['’][sS]\b|\.\.\.|[^\s\w]|\S"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[\w.+-]{0,80}@[\w.-]+")
_LINES = re.compile(r"\s*\n\s*")
_ENDS = frozenset((".", "!", "?", "...", "…", "•", ";", "·", "|", "*"))
_OPENERS = frozenset("\"“‘'([«")
_CLOSERS = frozenset("\"”’')]»")
_LONGEST_WRAPPED_LINE = 110
_SHORTEST_WRAPPED_LINE = 45
_WRAPPED_SHARE = 0.7
"""Share of the lines of some length that must fit for a text to count as hard-wrapped."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text; all lists are parallel."""

    text: str
    words: list[str]
    keys: list[str]
    """Each word as it is looked up, see ``key_of``."""
    starts: list[int]
    ends: list[int]
    breaks: frozenset[int]
    """Tokens before which a paragraph, heading or list item ends: no name runs across."""

    def __len__(self) -> int:
        return len(self.words)

    def slice(self, i: int, j: int) -> str:
        """The text of tokens ``[i, j)``, verbatim."""
        return self.text[self.starts[i] : self.ends[j - 1]]

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before without a space."""
        return i > 0 and self.ends[i - 1] == self.starts[i]

    def opens(self, i: int) -> bool:
        """Whether token ``i`` stands where a capital says nothing: the start of a sentence."""
        if i == 0 or i in self.breaks:
            return True
        before = self.words[i - 1]
        if before in _ENDS:
            return True
        if before == ":":
            return True
        if before in _OPENERS and not (before == "(" or self.glued(i - 1)):
            return True
        if before in _CLOSERS and i > 1:
            return self.words[i - 2] in _ENDS
        return False


def tokenise(text: str) -> Tokens:
    """The tokens of ``text``; linear in its length."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[a:b] for a, b in spans]
    starts = [a for a, _ in spans]
    ends = [b for _, b in spans]
    keys = [w if len(w) <= 3 and "’" not in w else key_of(w) for w in words]
    return Tokens(text, words, keys, starts, ends, _breaks(text, starts))


def _breaks(text: str, starts: list[int]) -> frozenset[int]:
    """Tokens that begin a new block. A single line break inside hard-wrapped prose is a space."""
    found: set[int] = set()
    position, previous = 0, 0
    lines = [(m.start(), m.end()) for m in _LINES.finditer(text)]
    if not lines:
        return frozenset()
    edges = [0, *(end for _, end in lines)]
    widths = [start - edge for edge, (start, _) in zip(edges, lines, strict=False)]
    long = [width for width in widths if width >= _SHORTEST_WRAPPED_LINE]
    fitting = sum(width <= _LONGEST_WRAPPED_LINE for width in long)
    wrapped = fitting >= _WRAPPED_SHARE * len(long)
    for (start, end), width in zip(lines, widths, strict=True):
        fits = _SHORTEST_WRAPPED_LINE <= width <= _LONGEST_WRAPPED_LINE
        soft = wrapped and fits and text.count("\n", start, end) == 1
        soft = soft and not text[max(0, start - width) : start].isupper()  # a headline
        if soft:
            continue
        position = bisect_left(starts, end, previous)
        found.add(position)
        previous = position
    return frozenset(found)


def addresses(tokens: Tokens) -> frozenset[int]:
    """The tokens inside web and mail addresses, where nothing is a name."""
    text = tokens.text
    if "@" not in text and "://" not in text and "www." not in text:
        return frozenset()
    inside: set[int] = set()
    for match in _ADDRESS.finditer(text):
        first = bisect_left(tokens.starts, match.start())
        inside.update(range(first, bisect_left(tokens.starts, match.end(), first)))
    return frozenset(inside)
