"""Laying one text over another: which words of a page an extract of it has kept.

An extract repeats words of its page in the same order. Runs of words that stand once in either are
sure anchors; the longest chain of anchors in rising order holds, each grows as far as the words
agree, and the gaps between are searched alike for shorter runs (a patience diff). So a headline
that a menu repeats counts where it belongs, and a single word only between words that were kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

_RUNS = (6, 3, 2, 1)
"""Words in a run, from round to round."""
_WIDEST_GAP = (10**9, 400, 60, 12)
"""Words of the page that a gap may have to be searched for runs of that many words."""

Gap = tuple[int, int, int, int]
Pair = tuple[int, int]


def kept_words(page: Sequence[str], extract: Sequence[str]) -> bytearray:
    """1 for each word of ``page`` that ``extract`` has kept. Near linear in both."""
    mask = bytearray(len(page))
    gaps: list[Gap] = [(0, len(page), 0, len(extract))]
    for run, widest in zip(_RUNS, _WIDEST_GAP, strict=True):
        remaining: list[Gap] = []
        for gap in gaps:
            width = min(gap[1] - gap[0], gap[3] - gap[2])
            if 0 < width < run:
                remaining.append(gap)
            elif width and gap[1] - gap[0] <= widest:
                remaining += _searched(page, extract, gap, run, mask)
        gaps = remaining
    return mask


def _searched(
    page: Sequence[str], extract: Sequence[str], gap: Gap, run: int, mask: bytearray
) -> Iterator[Gap]:
    """Mark what agrees inside ``gap``; yields the gaps that are left."""
    start, end, low, high = gap
    for at, there in _chain(_anchors(page, extract, gap, run)):
        if at < start:
            continue  # within what the anchor before has grown to
        if there < low:
            continue
        first, other = at, there
        while first > start and other > low and page[first - 1] == extract[other - 1]:
            first, other = first - 1, other - 1
        yield start, first, low, other
        last, beyond = at + run, there + run
        while last < end and beyond < high and page[last] == extract[beyond]:
            last, beyond = last + 1, beyond + 1
        mask[first:last] = b"\1" * (last - first)
        start, low = last, beyond
    yield start, end, low, high


def _anchors(page: Sequence[str], extract: Sequence[str], gap: Gap, run: int) -> list[Pair]:
    """Where runs that stand once in either side of the gap stand, in the order of the page."""
    start, end, low, high = gap
    ours = _once([page[start + i : end] for i in range(run)], start)
    theirs = _once([extract[low + i : high] for i in range(run)], low)
    return [
        (at, theirs[words]) for words, at in ours.items() if at >= 0 and theirs.get(words, -1) >= 0
    ]


def _once(shifted: Sequence[Sequence[str]], offset: int) -> dict[tuple[str, ...], int]:
    """Where each run begins; -1 for one that stands more than once."""
    found: dict[tuple[str, ...], int] = {}
    for at, words in enumerate(zip(*shifted, strict=False), offset):
        found[words] = -1 if words in found else at
    return found


def _chain(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest chain of pairs that rises on both sides."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        place = bisect_left(tops, there)
        before.append(ends[place - 1] if place else -1)
        if place == len(tops):
            tops.append(there)
            ends.append(number)
        else:
            tops[place], ends[place] = there, number
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
