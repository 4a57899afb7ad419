"""The same statement elsewhere: quotes of different articles that repeat or reword each other.

Two quotes are compared where they share a run of four words; they are linked where enough of their
words, in order, are the same and their speakers do not contradict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from diploread.index.analysis.wording import words_of
from diploread.index.article import Quote

SHINGLE = 4
"""Words of a run that two quotes must share to be compared."""
COMMON = 40
"""Quotes from which a run of words may be a set phrase: they are compared in a chain, not each with
each, so that a statement printed a thousand times costs a thousand comparisons."""
SHORTEST = 5
"""Words below which a quote is too short to be recognised."""
LEAST = 0.55
"""Likeness from which two quotes count as one statement."""
LONGEST = 400
"""Words of a quote that are compared; bounds the time for a whole speech."""

Run = tuple[str, ...]


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
    same: bool
    """True where they have the same words; case, marks and spaces may differ."""


def restatements(
    placed: Sequence[Placed], *, of: Collection[int] | None = None, least: float = LEAST
) -> list[Restatement]:
    """Pairs of quotes from different articles that are one statement, the likest first.

    ``of`` asks only for pairs in which one of these indices is. Without it, of a statement that
    many articles print not every pair is given, but every quote is in a pair.
    """
    words = [words_of(item.quote.text)[:LONGEST] for item in placed]
    found = []
    for left, right in _candidates(words, of):
        one, other = placed[left], placed[right]
        if one.article == other.article or _contradict(one.quote, other.quote):
            continue
        if _most(words[left], words[right]) < least:
            continue
        likeness, exact = _likeness(words[left], words[right])
        if likeness >= least:
            same = words[left] == words[right]
            found.append(Restatement(left, right, round(likeness, 3), exact, same))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.left, pair.right))


def _candidates(
    words: Sequence[Sequence[str]], of: Collection[int] | None
) -> Iterator[tuple[int, int]]:
    """Pairs that share a run of words, each once."""
    asked = None if of is None else {run for i in of for run in _runs(words[i])}
    holders: dict[Run, list[int]] = defaultdict(list)
    for i, said in enumerate(words):
        for run in _runs(said):
            if asked is None or run in asked:
                holders[run].append(i)
    wanted = None if of is None else frozenset(of)
    seen: set[tuple[int, int]] = set()
    for indices in holders.values():
        for pair in _pairs(indices, wanted):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _pairs(indices: Sequence[int], wanted: frozenset[int] | None) -> Iterator[tuple[int, int]]:
    if wanted is not None:
        chosen = [i for i in indices if i in wanted]
        for one in chosen:
            yield from ((min(one, i), max(one, i)) for i in indices if i != one)
    elif len(indices) <= COMMON:
        yield from combinations(indices, 2)
    else:
        yield from pairwise(indices)


def _runs(said: Sequence[str]) -> set[Run]:
    if len(said) < SHORTEST:
        return set()
    return {tuple(said[k : k + SHINGLE]) for k in range(len(said) - SHINGLE + 1)}


def _contradict(left: Quote, right: Quote) -> bool:
    """True where both speakers are persons known by id, and not the same one."""
    one, other = left.speaker.id, right.speaker.id
    if not (one and other) or one == other:
        return False
    return one.startswith("person/") and other.startswith("person/")


def _most(left: Sequence[str], right: Sequence[str]) -> float:
    """What the likeness is at most, for a tenth of its cost."""
    return (Counter(left) & Counter(right)).total() / min(len(left), len(right))


def _likeness(left: Sequence[str], right: Sequence[str]) -> tuple[float, bool]:
    if left == right:
        return 1.0, True
    shorter, longer = sorted((left, right), key=len)
    matcher = SequenceMatcher(None, longer, shorter, autojunk=False)
    blocks = matcher.get_matching_blocks()
    same = sum(block.size for block in blocks if block.size > 1)
    exact = any(block.size == len(shorter) for block in blocks)
    return same / len(shorter), exact
