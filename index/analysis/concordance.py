"""Key words in context: every hit of an answer with the words before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from diploread.index.library.rows import Row, never

if TYPE_CHECKING:
    from diploread.index.library.answer import Answer
    from diploread.index.library.library import Library
    from diploread.index.library.rows import Cancelled

REACH = 60
"""Characters of context at either side."""
_PAGE = 50


@dataclass(frozen=True, slots=True)
class InContext:
    """One hit; ``start`` and ``end`` are its place in the body of the article of ``row``."""

    row: Row
    start: int
    end: int
    before: str
    hit: str
    after: str


def concordance(
    library: Library, answer: Answer, limit: int, *, cancelled: Cancelled = never
) -> list[InContext]:
    """The first ``limit`` hits, article by article in the order of the answer."""
    return list(islice(_lines(library, answer, cancelled), limit))


def _lines(library: Library, answer: Answer, cancelled: Cancelled) -> Iterator[InContext]:
    at = 0
    while rows := library.rows(answer, at, at + _PAGE):
        for row in rows:
            if cancelled():
                return
            article = library.article(row.id)
            for start, end in library.hits(answer, article):
                yield InContext(row, start, end, *around(article.body, start, end))
        at += _PAGE


def around(body: str, start: int, end: int) -> tuple[str, str, str]:
    """The words before a hit, the hit, and the words after it, each on one line."""
    before = " ".join(body[max(start - REACH, 0) : start].split())
    after = " ".join(body[end : end + REACH].split())
    if body[:start].endswith(tuple(" \n\t")):
        before += " "
    if body[end : end + 1].isspace():
        after = " " + after
    return before, " ".join(body[start:end].split()), after


def by_word_after(line: InContext) -> str:
    """What sorts lines by the words behind the hit."""
    return line.after.strip().casefold()


def by_word_before(line: InContext) -> list[str]:
    """What sorts lines by the words before the hit, the nearest first."""
    return line.before.casefold().split()[::-1]
