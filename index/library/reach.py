"""What a line taken out, or put back, by hand would hit: counted before it is decided.

A decision speaks of a line as it reads (see :mod:`diploread.index.cleaning.overrides`), in one
article, in all of its source, or everywhere. The articles that hold the words are found by the
index; each of them is then looked at, so that the count is that of the lines themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from diploread.config.problems import DiploreadError

from ..article import Article, RawArticle
from ..cleaning.lines import normalised
from ..cleaning.units import segment
from .rows import Cancelled, Row, Stopped, never
from .store import Store

if TYPE_CHECKING:
    from .library import Library

Where = Literal["body", "removed"]
PAGE = 50
WORDS = 12
"""Words of a line by which the index is asked for it."""


@dataclass(slots=True)
class Scope:
    """Where a decision would hold, and what it would hit there so far."""

    values: dict[str, str | int]
    """``file`` and ``part``, or ``source``, or nothing for everywhere; as corrections have it."""
    name: str
    """The source in words; empty for one article and for everywhere."""
    lines: int = 0
    articles: int = 0
    rows: list[Row] = field(default_factory=list)


class Reach:
    """The line of an article at a place, and what decisions on it would hit."""

    def __init__(self, library: Library, article: Article, raw_offset: int, where: Where) -> None:
        self._library, self._article, self._where = library, article, where
        self._store = Store(library.folder.store)
        raw = self._raw(article.id)
        self.line = _unit_at(raw, raw_offset) if raw is not None else ""
        """The line as decisions know it: a whole one, also where only a part is in the body."""
        self._wanted = normalised(self.line)
        key = self._source(article.id)
        self.scopes = [Scope({"file": article.path, "part": article.part}, "")]
        if key:
            stated = self._stated(key)
            self.scopes.append(Scope({"source": stated}, _in_words(stated)))
        self.scopes.append(Scope({}, ""))
        self.done = False
        self._key = key

    def close(self) -> None:
        """Let the store go."""
        self._store.close()

    def count(self, told: Callable[[], None], cancelled: Cancelled = never) -> None:
        """Counts, and calls ``told`` after each article that has the line. For a thread."""
        one, *more = self.scopes
        seen = set()
        for row in self._candidates(cancelled):
            if row.id in seen or cancelled():
                continue
            seen.add(row.id)
            raw = self._raw(row.id)
            lines = _times(raw, self._wanted) if raw is not None else 0
            if not lines:
                continue
            hit = [more[-1]]
            if row.id == self._article.id:
                hit.append(one)
            if len(more) == 2 and self._source(row.id) == self._key:
                hit.append(more[0])
            for scope in hit:
                scope.lines += lines
                scope.articles += 1
                scope.rows.append(row)
            told()
        self.done = not cancelled()
        told()

    def _candidates(self, cancelled: Cancelled) -> Iterator[Row]:
        """The article itself, then all that have the words, in pages."""
        yield from self._library.rows_of([self._article.id])
        words = re.findall(r"\w+", self.line)[:WORDS]
        if not words:
            return
        try:
            answer = self._library.search(f'{self._where}:"{" ".join(words)}"', cancelled=cancelled)
            for start in range(0, answer.total, PAGE):
                yield from self._library.rows(answer, start, start + PAGE)
        except (DiploreadError, Stopped):  # words that no query takes: this article alone
            return

    def _raw(self, article_id: str) -> RawArticle | None:
        rid = self._store.row_of(article_id)
        return self._store.raw(rid) if rid is not None else None

    def _source(self, article_id: str) -> str:
        """What cleaning knows the source of an article by: host, publisher or folder."""
        query = "SELECT source FROM pages JOIN raws USING (rid) WHERE id = ? ORDER BY rid DESC"
        found = self._store.run(query, (article_id,)).fetchone()
        return str(found[0]) if found else ""

    def _stated(self, key: str) -> str:
        """The source as the corrections file has it: in its own words where they mean the same."""
        source = self._article.source
        return source.text if source is not None and normalised(source.text) == key else key


def _in_words(key: str) -> str:
    kind, colon, folder = key.partition(":")
    return f"the folder {folder or 'on top'}" if colon and kind == "folder" else key


def _unit_at(raw: RawArticle, offset: int) -> str:
    for unit in segment(raw):
        if unit.start <= offset < unit.end:
            return str(unit.text).strip()
    return ""


def _times(raw: RawArticle, wanted: str) -> int:
    return sum(normalised(unit.text) == wanted for unit in segment(raw))
