"""Sketches of articles, by which copies and versions of one report are known from each other.

An article is sketched by the smallest hashes of its runs of four words; two sketches tell how much
two articles share without comparing the articles: one agency report printed by many, or sent again.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

SHINGLE = 4
"""Words of a run."""
SKETCH = 64
"""Hashes kept of an article; the error of a likeness is then about 6 in 100."""
KEYS = 16
"""The smallest of them: articles that share none of these are not compared."""
LEAST = 0.5
"""Likeness from which two articles are one story."""
HELD = 0.8
"""Share of the shorter article found in the longer one from which they are one story: the first
short dispatch and the full report."""
SURE = 12
"""Common hashes needed before ``HELD`` is believed."""
SHORTEST = 20
"""Words below which an article says too little to be known again."""
_COMMON = 40
"""Articles with one hash from which they are compared in a chain, not each with each."""
_AT_ONCE = 400_000
"""Keys sorted at a time, about 60 MB."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article: its size in runs of words and the smallest of their hashes."""

    size: int
    hashes: Sequence[int]
    """Of 32 bits, ascending."""


def sketch(words: Sequence[str]) -> Sketch:
    """The sketch of a body given as its folded words; empty where it is too short."""
    if len(words) < SHORTEST:
        return Sketch(0, array("I"))
    runs = {" ".join(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)}
    joined = b"".join([blake2b(run.encode("utf-8", "replace"), digest_size=4).digest()
                       for run in runs])  # fmt: skip
    hashes = set(array("I", joined))
    return Sketch(len(runs), array("I", sorted(hashes)[:SKETCH]))


def likeness(one: Sketch, other: Sketch) -> float:
    """Runs that both have as a share of the runs that either has; exact for short articles."""
    if not one.hashes or not other.hashes:
        return 0.0
    if one.hashes == other.hashes:
        return 1.0
    smallest = sorted({*one.hashes, *other.hashes})[:SKETCH]
    both = set(one.hashes) & set(other.hashes)
    return sum(value in both for value in smallest) / len(smallest)


def one_story(one: Sketch, other: Sketch) -> bool:
    """Whether two articles are copies, or one is a short version of the other."""
    alike = likeness(one, other)
    if alike >= LEAST:
        return True
    common = len(set(one.hashes) & set(other.hashes))
    shared = alike / (1 + alike) * (one.size + other.size)
    return common >= SURE and shared >= HELD * min(one.size, other.size)


def components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What hangs together by pairs, each component ascending, in the order of their first."""
    root: dict[int, int] = {}

    def first_of(i: int) -> int:
        while (above := root.setdefault(i, i)) != i:
            root[i] = root[above]
            i = above
        return i

    for left, right in pairs:
        one, other = sorted((first_of(left), first_of(right)))
        root[other] = one
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i in sorted(root):
        groups[first_of(i)].append(i)
    return [groups[first] for first in sorted(groups)]


def kin(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs of articles that are one story, enough of them to hold each story together.

    Linear in the articles, and in bounded memory: the keys are looked at in parts.
    """
    tried: set[tuple[int, int]] = set()
    parts = sum(min(len(one.hashes), KEYS) for one in sketches) // _AT_ONCE + 1
    for part in range(parts):
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for i, one in enumerate(sketches):
            for value in one.hashes[:KEYS]:
                if value % parts == part:
                    holders[value].append(i)
        for held in holders.values():
            for pair in _pairs(held):
                if pair not in tried:
                    tried.add(pair)
                    if one_story(sketches[pair[0]], sketches[pair[1]]):
                        yield pair


def _pairs(held: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(held) > _COMMON:
        yield from pairwise(held)
    else:
        yield from ((a, b) for n, a in enumerate(held) for b in held[n + 1 :])


def stories(sketches: Sequence[Sketch]) -> list[list[int]]:
    """All stories of two or more articles, by index, in the order of their first."""
    return components(kin(sketches))
