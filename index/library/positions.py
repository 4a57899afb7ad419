"""Where words, phrases and proximity groups stand in a text: exact spans of word numbers.

The same code decides whether an article matches (on the streams of the index) and what is
highlighted in the article shown (on its body), so that both always agree.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .query.tree import And, AtLeast, Near, Node, Or, Phrase, Word

Span = tuple[int, int]
MOST_PAIRS = 20_000
"""Pairs of one proximity group in one text; no text a person reads comes near."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as word numbers of some lexicon, with its inner borders."""

    words: array[int]
    parts: Sequence[int]
    """Where its parts begin (title, body); no phrase or distance crosses them."""
    sentences: Callable[[], Sequence[int]]
    paragraphs: Callable[[], Sequence[int]]


Numbers = Callable[[Word], frozenset[int]]
"""The word numbers a word or pattern stands for."""


def spans(node: Node, text: Text, numbers: Numbers) -> list[Span]:
    """Spans of the positional ``node`` in ``text``, by start; half-open, in words."""
    if isinstance(node, Word):
        return _word_spans(text.words, numbers(node))
    if isinstance(node, Phrase):
        return _phrase_spans(node, text, numbers)
    if isinstance(node, Or | And):
        return sorted({span for part in node.parts for span in spans(part, text, numbers)})
    if isinstance(node, Near):
        return _near_spans(node, text, numbers)
    if isinstance(node, AtLeast):
        found = spans(node.operand, text, numbers)
        return found if len(found) >= node.count else []
    return []


def _word_spans(words: array[int], wanted: frozenset[int]) -> list[Span]:
    if len(wanted) == 1:
        return [(at, at + 1) for at in _all_of(words, next(iter(wanted)))]
    if not wanted:
        return []
    return [(at, at + 1) for at, number in enumerate(words) if number in wanted]


def _all_of(words: array[int], number: int) -> list[int]:
    """Every place of one number; ``array.index`` runs at memory speed."""
    found: list[int] = []
    at = -1
    try:
        while True:
            at = words.index(number, at + 1)
            found.append(at)
    except ValueError:
        return found


def _phrase_spans(node: Phrase, text: Text, numbers: Numbers) -> list[Span]:
    words = text.words
    wanted = [numbers(word) for word in node.words]
    if not all(wanted):
        return []
    length, found = len(wanted), []
    rest = wanted[1:]
    for start, _ in _word_spans(words, wanted[0]):
        if start + length > len(words):
            break
        if all(words[start + 1 + i] in choice for i, choice in enumerate(rest)) and (
            len(text.parts) < 2 or _same_part(text, start, start + length - 1)
        ):
            found.append((start, start + length))
    return found


def _same_part(text: Text, first: int, last: int) -> bool:
    return bisect_right(text.parts, first) == bisect_right(text.parts, last)


def _near_spans(node: Near, text: Text, numbers: Numbers) -> list[Span]:
    left = spans(node.left, text, numbers)
    if not left:
        return []
    right = spans(node.right, text, numbers)
    near = _closeness(node, text)
    if node.negated:
        return [a for a in left if not any(near(a, b) for b in _window(node, a, right))]
    found: set[Span] = set()
    for a in left:
        for b in _window(node, a, right):
            if near(a, b):
                found.add((min(a[0], b[0]), max(a[1], b[1])))
                if len(found) >= MOST_PAIRS:
                    return sorted(found)
    return sorted(found)


def _window(node: Near, a: Span, right: list[Span]) -> list[Span]:
    """The right spans that can be close enough; all of them for sentence and paragraph."""
    if node.unit != "word" or len(right) < 16:
        return right
    low = bisect_right(right, (a[0] - node.distance - 300, -1))
    high = bisect_right(right, (a[1] + node.distance, 1 << 60))
    return right[low:high]


def _closeness(node: Near, text: Text) -> Callable[[Span, Span], bool]:
    if node.unit == "word":
        return lambda a, b: (
            _within(a, b, node.distance, node.ordered)
            and (len(text.parts) < 2 or _same_part(text, min(a[0], b[0]), max(a[1], b[1]) - 1))
        )
    borders = text.sentences() if node.unit == "sentence" else text.paragraphs()

    def together(a: Span, b: Span) -> bool:
        if a[0] < b[1] and b[0] < a[1]:
            return False
        first, last = min(a[0], b[0]), max(a[1], b[1]) - 1
        return bisect_right(borders, first) == bisect_right(borders, last)

    return together


def _within(a: Span, b: Span, distance: int, ordered: bool) -> bool:
    """Whether two spans that do not overlap are at most ``distance`` words apart (adjacent: 1)."""
    if b[0] >= a[1]:
        return b[0] - a[1] + 1 <= distance
    return not ordered and a[0] >= b[1] and a[0] - b[1] + 1 <= distance
