"""Two versions of a wire story, paragraph by paragraph: same, reworded, moved, only in one.

Agencies send a story again and again: paragraphs stay, move up, gain a clause or vanish. Each
paragraph of one version is paired with at most one of the other, by its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from diploread.index.analysis.wording import Piece, word_diff, words_of

LEAST = 0.5
"""Share of common words from which two paragraphs are one, reworded."""
_COMMON = 50
"""Paragraphs that may hold a pair of words before only those near in place are compared."""
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n")

Kind = Literal["same", "reworded", "left", "right"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one version, or a pair of both; offsets in the texts that were given."""

    kind: Kind
    """``left`` and ``right``: only in that version."""
    left: Span | None
    right: Span | None
    moved: bool = False
    """True where the paragraph stands at another place among the others."""
    diff: tuple[Piece, ...] = ()
    """Of a reworded one: the words of both."""


@dataclass(frozen=True, slots=True)
class _Block:
    span: Span
    text: str
    words: tuple[str, ...]


def compare(left: str, right: str) -> tuple[Paragraph, ...]:
    """How ``right`` (the later version) differs from ``left``, in the order of ``right``.

    What only ``left`` has stands where it stood among the paragraphs that stayed.
    """
    ours, theirs = _blocks(left), _blocks(right)
    pairs = _paired(ours, theirs)
    partner = {theirs_at: ours_at for ours_at, theirs_at in pairs.items()}
    stayed = _longest_rising(sorted(pairs.items()))
    out: list[Paragraph] = []
    at = 0
    for j, block in enumerate(theirs):
        i = partner.get(j)
        if i is None:
            out.append(Paragraph("right", None, block.span))
            continue
        if i in stayed:
            out += (Paragraph("left", ours[k].span, None) for k in range(at, i) if k not in pairs)
            at = i + 1
        out.append(_pair(ours[i], block, moved=i not in stayed))
    rest = range(at, len(ours))
    return (*out, *(Paragraph("left", ours[k].span, None) for k in rest if k not in pairs))


def _pair(ours: _Block, theirs: _Block, *, moved: bool) -> Paragraph:
    if ours.words == theirs.words:
        return Paragraph("same", ours.span, theirs.span, moved)
    diff = word_diff(ours.text, theirs.text)
    return Paragraph("reworded", ours.span, theirs.span, moved, diff)


def _blocks(text: str) -> list[_Block]:
    """The paragraphs: parted by blank lines, or by lines where there are none."""
    found, at = [], 0
    body = text.rstrip()
    parting = _BLANK if _BLANK.search(body) else _LINE
    for match in (*parting.finditer(body), None):
        end = match.start() if match else len(body)
        piece = body[at:end]
        low = at + len(piece) - len(piece.lstrip())
        said = body[low:end].rstrip()
        if said:
            found.append(_Block((low, low + len(said)), said, tuple(words_of(said))))
        at = match.end() if match else end
    return found


def _paired(ours: Sequence[_Block], theirs: Sequence[_Block]) -> dict[int, int]:
    """Paragraphs of the left with theirs of the right: the likest first, each once."""
    ranked = sorted(
        (-_likeness(ours[i].words, theirs[j].words), abs(i - j), i, j)
        for i, j in _candidates(ours, theirs)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, _, i, j in ranked:
        if -likeness >= LEAST and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _candidates(ours: Sequence[_Block], theirs: Sequence[_Block]) -> set[tuple[int, int]]:
    """Pairs of paragraphs that have the same words, or share two in a row that few others have."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, block in enumerate(theirs):
        for key in _keys(block.words):
            holders[key].append(j)
    return {
        (i, j)
        for i, block in enumerate(ours)
        for key in _keys(block.words)
        for j in _near(holders.get(key, ()), i)
    }


def _near(indices: Sequence[int], i: int) -> Sequence[int]:
    """Of very many, those that stand at about the same place."""
    at = bisect_left(indices, i)
    return indices if len(indices) <= _COMMON else indices[max(0, at - 3) : at + 3]


def _keys(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words, *pairwise(words)}


def _likeness(left: Sequence[str], right: Sequence[str]) -> float:
    """Common words as a share of both; 1 where they are the same."""
    if left == right:
        return 1.0
    common = (Counter(left) & Counter(right)).total()
    return 2 * common / (len(left) + len(right)) - 1e-9


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Left indices of the most paragraphs whose order is the same in both versions."""
    ends: list[int] = []
    last_at: list[int] = []
    before: list[int | None] = []
    for n, (_, j) in enumerate(pairs):
        k = bisect_left(ends, j)
        before.append(last_at[k - 1] if k else None)
        ends[k : k + 1] = [j]
        last_at[k : k + 1] = [n]
    chosen: set[int] = set()
    n_or_none = last_at[-1] if last_at else None
    while n_or_none is not None:
        chosen.add(pairs[n_or_none][0])
        n_or_none = before[n_or_none]
    return frozenset(chosen)
