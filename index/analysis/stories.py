"""Near-duplicate articles folded into stories: one agency report printed by many, or sent again.

Each article is sketched by the smallest hashes of its runs of four words; two sketches tell how
much two articles share without comparing the articles. A copy that differs is never lost in a
story: each member says how like the first it is.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from diploread.index.analysis.wording import words_of

SHINGLE = 4
"""Words of a run."""
SKETCH = 64
"""Hashes kept of an article; the error of a likeness is then about 6 in 100."""
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


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article: its size in runs of words and the smallest of their hashes."""

    size: int
    hashes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, by its index in what was given."""

    index: int
    likeness: float
    """To the first of the story, estimated; 1 for the first itself."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are copies or versions of each other; the first is the earliest given."""

    members: tuple[Member, ...]


def sketch(text: str) -> Sketch:
    """The sketch of an article's body; empty where it is too short."""
    words = words_of(text)
    if len(words) < SHORTEST:
        return Sketch(0, ())
    runs = {" ".join(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)}
    hashes = (int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)
    return Sketch(len(runs), tuple(sorted(heapq.nsmallest(SKETCH, hashes))))


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


def stories(sketches: Sequence[Sketch]) -> list[Story]:
    """All stories of two or more articles, in the order of their first; linear in the articles."""
    root = list(range(len(sketches)))

    def first_of(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for left, right in _candidates(sketches):
        one, other = sorted((first_of(left), first_of(right)))
        if one != other and one_story(sketches[left], sketches[right]):
            root[other] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(sketches)):
        groups[first_of(i)].append(i)
    return [
        Story(tuple(Member(i, round(likeness(sketches[first], sketches[i]), 2)) for i in members))
        for first, members in groups.items()
        if len(members) > 1
    ]


def _candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs that share at least a few hashes, the likest first."""
    holders: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(sketches):
        for value in one.hashes:
            holders[value].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for indices in holders.values():
        if len(indices) > _COMMON:
            shared.update(pairwise(indices))
        else:
            shared.update((a, b) for n, a in enumerate(indices) for b in indices[n + 1 :])
    for pair, count in shared.most_common():
        least = min(SURE, len(sketches[pair[0]].hashes) // 3)
        if count >= least:
            yield pair
