"""Where words, phrases and proximity groups stand in a text: exact spans of word numbers.

The same code decides whether an article matches (on the streams of the index) and what is
highlighted in the article shown (on its body), so that both always agree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .query.tree import And, AtLeast, Near, Node, Or, Phrase, Word

Span = tuple[int, int]
MOST_PAIRS = 20_000
"""Pairs of one proximity group in one text; no text a person reads comes near."""


BORDER = "\0"
"""Stands between the parts of a text (title, body): no word, so no phrase crosses it."""


def letter(number: int) -> str:
    """The character that stands for the word of that number in a stream.

    A text is a string of such characters, one a word: a phrase is a substring, kept on disk as
    UTF-8 a frequent word takes one byte, and both are found at memory speed. Surrogates are
    stepped over. There is room for a million words.
    """
    number += 1
    return chr(number if number < 0xD800 else min(number + 0x800, 0x10FFFF))


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a string of word letters, see :func:`letter`."""

    words: str
    sentences: Callable[[], Sequence[int]]
    """Word numbers at which sentences begin."""
    paragraphs: Callable[[], Sequence[int]]


Letters = Callable[[Word], frozenset[str]]
"""The letters a word or pattern stands for."""


def spans(node: Node, text: Text, letters: Letters) -> list[Span]:
    """Spans of the positional ``node`` in ``text``, by start; half-open, in words."""
    if isinstance(node, Word):
        return _word_spans(text.words, letters(node))
    if isinstance(node, Phrase):
        return _phrase_spans(node, text, letters)
    if isinstance(node, Or | And):
        return sorted({span for part in node.parts for span in spans(part, text, letters)})
    if isinstance(node, Near):
        return _near_spans(node, text, letters)
    if isinstance(node, AtLeast):
        found = spans(node.operand, text, letters)
        return found if len(found) >= node.count else []
    return []


def _word_spans(words: str, wanted: frozenset[str]) -> list[Span]:
    if len(wanted) == 1:
        return [(at, at + 1) for at in _all_of(words, next(iter(wanted)))]
    if not wanted:
        return []
    return [(at, at + 1) for at, letter in enumerate(words) if letter in wanted]


def _all_of(words: str, wanted: str) -> list[int]:
    """Every place of a substring, overlapping ones too."""
    found: list[int] = []
    at = words.find(wanted)
    while at != -1:
        found.append(at)
        at = words.find(wanted, at + 1)
    return found


def _phrase_spans(node: Phrase, text: Text, letters: Letters) -> list[Span]:
    wanted = [letters(word) for word in node.words]
    if not all(wanted):
        return []
    length, words = len(wanted), text.words
    if all(len(choice) == 1 for choice in wanted):
        whole = "".join(next(iter(choice)) for choice in wanted)
        return [(at, at + length) for at in _all_of(words, whole)]
    found, rest = [], wanted[1:]
    for start, _ in _word_spans(words, wanted[0]):
        if start + length > len(words):
            break
        if all(words[start + 1 + i] in choice for i, choice in enumerate(rest)):
            found.append((start, start + length))
    return found


def _apart(text: Text, a: Span, b: Span) -> bool:
    """Whether a border stands between two spans."""
    return text.words.find(BORDER, min(a[0], b[0]), max(a[1], b[1])) != -1


def stands(node: Node, text: Text, letters: Letters) -> bool:
    """Whether the node has any span: stops at the first."""
    if isinstance(node, Near):
        return next(_near(node, text, letters), None) is not None
    return bool(spans(node, text, letters))


def may_be_close(first: str, second: str, distance: int) -> Callable[[bytes], bool]:
    """A test of streams as they lie on disk for two letters at most so many words apart.

    It lets some through that are farther apart, for a letter takes up to four bytes; reading those
    it does not would take four times as long.
    """
    one, other = first.encode(), second.encode()
    reach = 4 * distance
    behind = reach + len(other)

    def may(data: bytes) -> bool:
        start = at = 4 + int.from_bytes(data[:4], "little")  # behind the head, see ``table.Stream``
        while (at := data.find(one, at)) != -1:
            if data.find(other, max(at - reach, start), at + behind) != -1:
                return True
            at += 1
        return False

    return may


def _near_spans(node: Near, text: Text, letters: Letters) -> list[Span]:
    return sorted(set(islice(_near(node, text, letters), MOST_PAIRS)))


def _near(node: Near, text: Text, letters: Letters) -> Iterator[Span]:
    left = spans(node.left, text, letters)
    right = spans(node.right, text, letters) if left else []
    close = _by_words(node, text, right) if node.unit == "word" else _by_unit(node, text, right)
    for a in left:
        if node.negated:
            if next(close(a), None) is None:
                yield a
        else:
            for b in close(a):
                yield min(a[0], b[0]), max(a[1], b[1])


def _by_words(node: Near, text: Text, right: list[Span]) -> Callable[[Span], Iterator[Span]]:
    """The right spans that are at most so many words away."""
    longest = max((end - start for start, end in right), default=0)

    def close(a: Span) -> Iterator[Span]:
        at = bisect_left(right, (a[0] - node.distance - longest, 0))
        while at < len(right) and right[at][0] <= a[1] + node.distance:
            b = right[at]
            if _within(a, b, node.distance, node.ordered) and not _apart(text, a, b):
                yield b
            at += 1

    return close


def _by_unit(node: Near, text: Text, right: list[Span]) -> Callable[[Span], Iterator[Span]]:
    """The right spans that stand wholly in the same sentence or paragraph."""
    borders = text.sentences() if node.unit == "sentence" else text.paragraphs()
    inside: dict[int, list[Span]] = {}
    for b in right:
        which = bisect_right(borders, b[0])
        if which == bisect_right(borders, b[1] - 1):
            inside.setdefault(which, []).append(b)

    def close(a: Span) -> Iterator[Span]:
        which = bisect_right(borders, a[0])
        if which == bisect_right(borders, a[1] - 1):
            for b in inside.get(which, ()):
                if a[1] <= b[0] or b[1] <= a[0]:
                    yield b

    return close


def _within(a: Span, b: Span, distance: int, ordered: bool) -> bool:
    """Whether two spans that do not overlap are at most ``distance`` words apart (adjacent: 1)."""
    if b[0] >= a[1]:
        return b[0] - a[1] + 1 <= distance
    return not ordered and a[0] >= b[1] and a[0] - b[1] + 1 <= distance
