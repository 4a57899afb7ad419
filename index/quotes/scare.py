"""Which quoted stretches are no speech by their looks: titles of works, names, terms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from diploread.index.quotes.lexicon import Lexicon
from diploread.index.quotes.marks import ALL_MARKS, Marked
from diploread.index.quotes.sentence import Finding
from diploread.index.spans import merged

LONGEST_TITLE = 6

_LEADS_TO_TITLE = re.compile(
    r"(?:['’]s|\b(?:on|of|in|by|called|for|with|and|the|a|his|her|her|hit))\s+$"
)


def is_title(text: str, span: Marked, words: Lexicon) -> bool:
    """True for ``"The Long Road Home"``: few words, all capitalised, no final punctuation."""
    inner = text[span.start : min(span.end, span.start + 120)].strip(ALL_MARKS + " ")
    parts = inner.split()
    if not 2 <= len(parts) <= LONGEST_TITLE or inner[-1:] in "?!…":
        return False
    if inner[-1:] in ",." and not _LEADS_TO_TITLE.search(text, max(0, span.start - 14), span.start):
        return False
    if text[max(0, span.start - 2) : span.start].strip()[-1:] in (",", ":"):
        return False
    main = [
        part
        for part in parts
        if part[0].isalpha() and part.lower() not in words.lowercase_in_titles
    ]
    return bool(main) and all(part[0].isupper() for part in main)


def without_titles(text: str, marked: Sequence[Marked], words: Lexicon) -> list[Marked]:
    """The stretches that may be speech."""
    return [span for span in marked if not is_title(text, span, words)]


def unattributed(
    text: str, marked: Sequence[Marked], findings: Sequence[Finding], words: Lexicon
) -> list[Finding]:
    """Findings, flagged as scare quotes, for the stretches that no attribution holds."""
    held = Coverage([span for finding in findings for span in finding.spans])
    return [
        Finding(
            [(span.start, span.end)],
            None,
            None,
            "title" if is_title(text, span, words) else "scare",
            scare=True,
        )
        for span in marked
        if not held.touches(span.start, span.end)
    ]


class Coverage:
    """Answers whether a range touches any of many ranges."""

    __slots__ = ("_ranges", "_starts")

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._ranges = merged(ranges)
        self._starts = [start for start, _ in self._ranges]

    def touches(self, start: int, end: int) -> bool:
        """True where ``[start, end)`` shares a character with one of the ranges."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and start < self._ranges[i][1]:
            return True
        return i + 1 < len(self._ranges) and self._starts[i + 1] < end
