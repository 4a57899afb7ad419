"""Patterns -> words of a table: prefixes, wildcards, fuzzy words and regular expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from .query.tree import Word
from .table import Table

MOST = 1000
"""Words one pattern may stand for; the most frequent are taken and the answer says so."""

_AT_ONCE = 4096
"""Words looked at between two questions whether to go on: some milliseconds."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a pattern stands for in one table."""

    words: tuple[tuple[str, int], ...]
    """Word and number of documents, most frequent first."""
    found: int
    """How many there were before the cap."""


def expand(table: Table, word: Word, may_go_on: Callable[[], None]) -> Expansion:
    """The words of ``table`` that the pattern matches, at most :data:`MOST`.

    ``may_go_on`` is called now and then, and raises where this is to end.
    """
    matching = sorted(_matches(table, word, may_go_on), key=itemgetter(1), reverse=True)
    return Expansion(tuple(matching[:MOST]), len(matching))


def _matches(table: Table, word: Word, may_go_on: Callable[[], None]) -> Iterator[tuple[str, int]]:
    if word.form == "prefix":
        return table.numbers_from(word.text)
    accept = accepts(word)
    start = ""
    if word.form == "wildcard":
        start = re.split(r"[*?]", word.text, maxsplit=1)[0]
    elif word.form == "fuzzy":
        start = word.text[0]
    return _accepted(table.numbers_from(start), accept, may_go_on)


def _accepted(
    words: Iterable[tuple[str, int]], accept: Callable[[str], bool], may_go_on: Callable[[], None]
) -> Iterator[tuple[str, int]]:
    for at, (word, number) in enumerate(words):
        if at % _AT_ONCE == 0:
            may_go_on()
        if accept(word):
            yield word, number


def accepts(word: Word) -> Callable[[str], bool]:
    """A test of folded words for any form but ``exact``."""
    text = word.text
    if word.form == "prefix":
        return lambda w: w.startswith(text)
    if word.form == "wildcard":
        return _wildcard(text)
    if word.form == "fuzzy":
        return lambda w: within_edits(text, w, word.edits)
    if word.form == "regex":
        import re2

        options = re2.Options()
        options.log_errors = False
        options.max_mem = 8 << 20
        options.case_sensitive = False
        full = re2.compile(text, options).fullmatch
        return lambda w: full(w) is not None
    return lambda w: w == text


def _wildcard(pattern: str) -> Callable[[str], bool]:
    """``*`` and ``?`` without a regular expression: time grows with the product at worst."""
    pieces = pattern.split("*")

    def fits(piece: str, text: str, at: int) -> bool:
        return len(text) - at >= len(piece) and all(
            p in ("?", t) for p, t in zip(piece, text[at : at + len(piece)], strict=True)
        )

    def accept(text: str) -> bool:
        if len(pieces) == 1:
            return len(text) == len(pattern) and fits(pattern, text, 0)
        if not fits(pieces[0], text, 0):
            return False
        end = len(text) - len(pieces[-1])
        at = len(pieces[0])
        if end < at or not fits(pieces[-1], text, end):
            return False
        for piece in pieces[1:-1]:
            while at + len(piece) <= end and not fits(piece, text, at):
                at += 1
            if at + len(piece) > end:
                return False
            at += len(piece)
        return True

    return accept


def within_edits(a: str, b: str, most: int) -> bool:
    """Whether at most ``most`` letters are changed, added, left out or swapped with a neighbour.

    The first letter is fixed, and the words differ by at most ``most`` in length.
    """
    return a[:1] == b[:1] and _near(a, b, most)


def _near(a: str, b: str, most: int) -> bool:
    """Goes on behind what the words begin with alike, and tries every change there."""
    if a == b:
        return True
    if not most or abs(len(a) - len(b)) > most:
        return False
    at, end = 0, min(len(a), len(b))
    while at < end and a[at] == b[at]:
        at += 1
    left, right = a[at:], b[at:]
    if most == 1:  # the last change: what follows is alike
        return (
            left[1:] == right[1:]
            or left[1:] == right
            or left == right[1:]
            or (left[:2] == right[1::-1] and left[2:] == right[2:])
        )
    return (
        _near(left[1:], right[1:], most - 1)
        or _near(left[1:], right, most - 1)
        or _near(left, right[1:], most - 1)
        or (left[:2] == right[1::-1] and _near(left[2:], right[2:], most - 1))
    )
