"""What counts as a word: the one analyzer of index, query and highlighting.

Case, accents, typographic apostrophes and the possessive *'s* do not matter; the dots of
abbreviations do not either. ``US`` and ``U.S.`` become ``u.s``, a word of its own, so that the
country is told from the pronoun. There is no stemming and no stop list: both break what one sees
while typing. Scripts without spaces are cut into single characters, and so words are phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

VERSION = 1
"""Raised whenever the same text gives other words: every index is then rebuilt."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
WORD = re.compile(
    f"[{_CJK}]"
    r"|[A-Za-z](?:\.[A-Za-z])+\b\.?"  # U.S. and U.S
    rf"|[^\W_{_CJK}]+(?:['’][^\W_{_CJK}]+)*"
)

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|[。！？]")
_NOT_AN_END = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Adm|Capt|Sen|Rep|Gov|Amb|Rev|St|Jr|Sr|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|[A-Za-z]\.[A-Za-z])\.[\"'”’)\]]*\s+$"
)
"""A full stop after these seldom ends a sentence: initials, titles, months, abbreviations."""


class _Folded(dict[str, str]):
    """Folded form by printed form; filled as words come, emptied before it grows without end."""

    def __missing__(self, word: str) -> str:
        if len(self) > 300_000:
            self.clear()
        made = self[word] = _fold(word)
        return made


def _fold(word: str) -> str:
    if word in ("US", "U.S.", "U.S"):
        return "u.s"
    folded = word.lower().replace(".", "").replace("’", "'")
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).casefold()
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    if folded.endswith("'s"):
        folded = folded[:-2]
    return folded


_FOLDED = _Folded()


MOST_CHARACTERS = 5_000_000
"""Of one article that the index knows: the Bible has fewer."""
MOST_WORDS = 200_000
"""Different words of one article that the index knows. Ten megabytes of prose have some eighty
thousand; text made to flood an index has millions, and each costs it 25 microseconds."""
LEFT_OUT = "\x1e"
"""Stands for a word that the index does not know, so that the others keep their places."""


def bounded(found: list[str]) -> list[str]:
    """``found``, with each word after the first ``MOST_WORDS`` different ones left out."""
    if len(found) <= MOST_WORDS:
        return found
    known = set(islice(dict.fromkeys(found), MOST_WORDS))
    return [word if word in known else LEFT_OUT for word in found]


def words(text: str) -> list[str]:
    """The folded words of ``text``, in order."""
    folded = _FOLDED
    return [folded[word] for word in WORD.findall(text)]


def fold(word: str) -> str:
    """The folded form of one printed word."""
    return _FOLDED[word]


def located(text: str) -> Iterator[tuple[str, int, int]]:
    """Folded words with the offsets of the printed ones."""
    folded = _FOLDED
    for match in WORD.finditer(text):
        yield folded[match.group()], match.start(), match.end()


def sentences(text: str) -> Iterator[tuple[int, int, bool]]:
    """``(start, end, begins a paragraph)`` of each sentence; every line is a paragraph."""
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        start, first = at, True
        for match in SENTENCE_END.finditer(text, at, end):
            if _NOT_AN_END.search(text, max(start, match.end() - 12), match.end()):
                continue
            yield start, match.end(), first
            start, first = match.end(), False
        if start < end:
            yield start, end, first
        at = end + 1


def structured(text: str) -> tuple[list[str], list[int], list[int]]:
    """Words, and the numbers of the words at which sentences and paragraphs begin."""
    found: list[str] = []
    sentence_starts: list[int] = []
    paragraph_starts: list[int] = []
    begins = True
    for start, end, first in sentences(text):
        begins = begins or first
        pieces = words(text[start:end])
        if not pieces:
            continue
        if begins:
            paragraph_starts.append(len(found))
            begins = False
        sentence_starts.append(len(found))
        found += pieces
    return found, sentence_starts, paragraph_starts
