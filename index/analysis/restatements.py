"""The same statement elsewhere: quotes of different articles that repeat or reword each other.

Two quotes are compared where they share a run of four words that few others have; they are linked
where enough of their words, in order, are the same and their speakers do not contradict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from diploread.index.article import Quote

SHINGLE = 4
"""Words of a run that two quotes must share to be compared."""
COMMON = 60
"""Quotes from which a run of words is a set phrase and leads nowhere."""
SHORTEST = 5
"""Words below which a quote is too short to be recognised."""
LEAST = 0.55
"""Likeness from which two quotes count as one statement."""
LONGEST = 400
"""Words of a quote that are compared; bounds the time for a whole speech."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")

Operation = Literal["same", "left", "right"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A quote and the article it stands in."""

    article: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Restatement:
    """Two quotes, by their index in what was given, that make one statement."""

    left: int
    right: int
    likeness: float
    """Share of the shorter quote's words found in the longer one, in order; 1 for a repetition."""
    exact: bool
    """True where the shorter one stands in the longer one word for word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a word diff: words of both, of the left or of the right quote alone."""

    operation: Operation
    text: str


def restatements(placed: Sequence[Placed], *, least: float = LEAST) -> list[Restatement]:
    """All pairs of quotes from different articles that are one statement, the likest first."""
    words = [_words(item.quote) for item in placed]
    found = []
    for left, right in _candidates(words):
        if placed[left].article == placed[right].article:
            continue
        if _contradict(placed[left].quote, placed[right].quote):
            continue
        likeness, exact = _likeness(words[left], words[right])
        if likeness >= least:
            found.append(Restatement(left, right, round(likeness, 3), exact))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.left, pair.right))


def word_diff(left: str, right: str) -> tuple[Piece, ...]:
    """How two wordings differ, as stretches in reading order."""
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


def _bare(words: Sequence[str]) -> list[str]:
    return [word.strip(".,;:!?\"'“”‘’()[]…—–-").lower() or word for word in words]


def _words(quote: Quote) -> list[str]:
    return [match.group().lower() for match in _WORD.finditer(quote.text)][:LONGEST]


def _candidates(words: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that share a run of words, each once."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, said in enumerate(words):
        if len(said) < SHORTEST:
            continue
        for run in {tuple(said[k : k + SHINGLE]) for k in range(len(said) - SHINGLE + 1)}:
            holders[run].append(i)
    seen: set[tuple[int, int]] = set()
    for indices in holders.values():
        if not 2 <= len(indices) <= COMMON:
            continue
        for k, left in enumerate(indices):
            for right in indices[k + 1 :]:
                if (left, right) not in seen:
                    seen.add((left, right))
                    yield left, right


def _contradict(left: Quote, right: Quote) -> bool:
    """True where both speakers are persons known by id, and not the same one."""
    one, other = left.speaker.id, right.speaker.id
    if not (one and other) or one == other:
        return False
    return one.startswith("person/") and other.startswith("person/")


def _likeness(left: Sequence[str], right: Sequence[str]) -> tuple[float, bool]:
    shorter, longer = sorted((left, right), key=len)
    matcher = SequenceMatcher(None, longer, shorter, autojunk=False)
    blocks = matcher.get_matching_blocks()
    same = sum(block.size for block in blocks if block.size > 1)
    exact = any(block.size == len(shorter) for block in blocks)
    return same / len(shorter), exact
