"""The engines that stand beside ours in the table of search: FTS5, Tantivy and Xapian.

Each is set up as a careful user would: documents in the order of their dates, so that newest first
is an order of row numbers. Tantivy is ``pip install tantivy``; Xapian (GPL, and so nothing of ours
depends on it) comes as ``xapian-bindings-binary`` or from the system. What cannot be imported says
"not available". A query is a list of terms; a term of several words is a phrase, and one that ends
with ``*`` a prefix.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from diploread.index.article import Article
from diploread.index.library.columns import span_of_date

PAGE = 50
Terms = Sequence[str]
Call = Callable[[], object]


class Peer(Protocol):
    """An engine with the articles of the library."""

    name: str
    path: Path
    """What it keeps on disk."""

    def fill(self, articles: Iterable[Article]) -> None:
        """Index the articles, given oldest first."""

    def ranked(self, terms: Terms) -> Call:
        """First page by relevance (BM25)."""

    def newest(self, terms: Terms) -> Call:
        """First page, newest first."""

    def count(self, terms: Terms) -> Call:
        """How many match."""

    def dated(self, terms: Terms, low: int, high: int) -> Call:
        """First page, newest first, of the days from ``low`` to ``high``."""

    def facet(self, terms: Terms) -> Call:
        """Counts by country."""


def country_of(article: Article) -> str:
    """The first country that the article names."""
    return next((m.id for m in article.entities if m.type == "GPE" and m.id), "")


class Fts5:
    """SQLite's own full-text index, with an index of short prefixes and a table of facts."""

    name = "FTS5"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fts.sqlite"
        self._db = sqlite3.connect(self.path)

    def fill(self, articles: Iterable[Article]) -> None:
        """See :class:`Peer`."""
        db = self._db
        db.execute(
            "CREATE VIRTUAL TABLE articles USING fts5 (title, body, prefix = '1 2 3', "
            'tokenize = "unicode61 remove_diacritics 2")'
        )
        db.execute("CREATE TABLE facts (id INTEGER PRIMARY KEY, day INTEGER, country TEXT)")
        db.execute("CREATE INDEX facts_day ON facts (day)")
        for number, article in enumerate(articles, 1):
            title = article.title.text if article.title else ""
            db.execute(
                "INSERT INTO articles (rowid, title, body) VALUES (?, ?, ?)",
                (number, title, article.body),
            )
            day = span_of_date(article.date)[0]
            db.execute("INSERT INTO facts VALUES (?, ?, ?)", (number, day, country_of(article)))
        db.execute("INSERT INTO articles (articles) VALUES ('optimize')")
        db.commit()

    def _run(self, sql: str, terms: Terms, *arguments: object) -> Call:
        asked = " ".join(f'"{t[:-1]}"*' if t.endswith("*") else f'"{t}"' for t in terms)
        return lambda: self._db.execute(sql, (asked, *arguments)).fetchall()

    def ranked(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        sql = "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 50"
        return self._run(sql, terms)

    def newest(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        sql = "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rowid DESC LIMIT 50"
        return self._run(sql, terms)

    def count(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        return self._run("SELECT count(*) FROM articles WHERE articles MATCH ?", terms)

    def dated(self, terms: Terms, low: int, high: int) -> Call:
        """See :class:`Peer`."""
        sql = (
            "SELECT a.rowid FROM articles a JOIN facts f ON f.id = a.rowid WHERE articles MATCH ? "
            "AND f.day BETWEEN ? AND ? ORDER BY a.rowid DESC LIMIT 50"
        )
        return self._run(sql, terms, low, high)

    def facet(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        sql = (
            "SELECT f.country, count(*) FROM articles a JOIN facts f ON f.id = a.rowid "
            "WHERE articles MATCH ? GROUP BY f.country"
        )
        return self._run(sql, terms)


class Tantivy:
    """The Rust engine, day and country as columns."""

    name = "Tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self.path = folder / "tantivy"
        self.path.mkdir()
        build = tantivy.SchemaBuilder()
        build.add_text_field("title", stored=False)
        build.add_text_field("body", stored=False)
        build.add_unsigned_field("number", stored=True, fast=True)
        build.add_unsigned_field("day", indexed=True, fast=True)
        build.add_text_field("country", stored=False, fast=True, tokenizer_name="raw")
        self._index = tantivy.Index(build.build(), path=str(self.path))

    def fill(self, articles: Iterable[Article]) -> None:
        """See :class:`Peer`."""
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for number, article in enumerate(articles, 1):
            title = article.title.text if article.title else ""
            document = self._tantivy.Document(
                title=[title], body=[article.body], country=[country_of(article)]
            )
            document.add_unsigned("number", number)
            document.add_unsigned("day", span_of_date(article.date)[0])
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _query(self, terms: Terms) -> Any:
        kinds = self._tantivy.Query
        parts = []
        for term in terms:
            if term.endswith("*"):
                pattern = re.escape(term[:-1]) + ".*"
                either = [kinds.regex_query(self._index.schema, f, pattern)
                          for f in ("title", "body")]  # fmt: skip
                should = self._tantivy.Occur.Should
                parts.append(kinds.boolean_query([(should, one) for one in either]))
            else:
                parts.append(self._index.parse_query(f'"{term}"', ["title", "body"]))
        must = self._tantivy.Occur.Must
        return parts[0] if len(parts) == 1 else kinds.boolean_query([(must, p) for p in parts])

    def _search(self, terms: Terms, **options: Any) -> Call:
        return lambda: self._searcher.search(self._query(terms), PAGE, **options).hits

    def ranked(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        return self._search(terms, count=False)

    def newest(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        return self._search(terms, count=False, order_by_field="number")

    def count(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        return lambda: self._searcher.search(self._query(terms), 1).count

    def dated(self, terms: Terms, low: int, high: int) -> Call:
        """See :class:`Peer`."""
        kinds, must = self._tantivy.Query, self._tantivy.Occur.Must

        def call() -> object:
            days = kinds.range_query(
                self._index.schema, "day", self._tantivy.FieldType.Unsigned, low, high
            )
            both = kinds.boolean_query([(must, self._query(terms)), (must, days)])
            return self._searcher.search(both, PAGE, count=False, order_by_field="number").hits

        return call

    def facet(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        asked = {"country": {"terms": {"field": "country", "size": 100}}}
        return lambda: self._searcher.aggregate(self._query(terms), asked)


class Xapian:
    """The C++ engine; date and country as values."""

    name = "Xapian"

    def __init__(self, folder: Path) -> None:
        import xapian

        self._xapian = xapian
        self.path = folder / "xapian"
        self._db: Any = None

    def fill(self, articles: Iterable[Article]) -> None:
        """See :class:`Peer`."""
        x = self._xapian
        db = x.WritableDatabase(str(self.path), x.DB_CREATE_OR_OPEN)
        for article in articles:
            document, terms = x.Document(), x.TermGenerator()
            terms.set_document(document)
            terms.index_text(article.title.text if article.title else "")
            terms.increase_termpos()
            terms.index_text(article.body)
            document.add_value(0, x.sortable_serialise(span_of_date(article.date)[0]))
            document.add_value(1, country_of(article).encode())
            db.add_document(document)
        db.commit()
        db.close()
        self._db = x.Database(str(self.path))

    def _query(self, terms: Terms) -> Any:
        x = self._xapian
        parts = []
        for term in terms:
            if term.endswith("*"):
                parts.append(x.Query(x.Query.OP_WILDCARD, term[:-1]))
            else:
                words = term.split()
                parts.append(
                    x.Query(words[0]) if len(words) == 1 else x.Query(x.Query.OP_PHRASE, words)
                )
        return parts[0] if len(parts) == 1 else x.Query(x.Query.OP_AND, parts)

    def _search(self, query: Any, newest: bool, size: int = PAGE, least: int = 0) -> Any:
        enquire = self._xapian.Enquire(self._db)
        if newest:
            enquire.set_weighting_scheme(self._xapian.BoolWeight())
            enquire.set_docid_order(enquire.DESCENDING)
        enquire.set_query(query)
        return enquire.get_mset(0, size, least)

    def ranked(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        return lambda: [hit.docid for hit in self._search(self._query(terms), False)]

    def newest(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        return lambda: [hit.docid for hit in self._search(self._query(terms), True)]

    def count(self, terms: Terms) -> Call:
        """See :class:`Peer`."""
        size = self._db.get_doccount()
        return lambda: self._search(self._query(terms), True, 1, size).get_matches_estimated()

    def dated(self, terms: Terms, low: int, high: int) -> Call:
        """See :class:`Peer`."""
        x = self._xapian
        ends = [x.sortable_serialise(day) for day in (low, high)]

        def call() -> object:
            days = x.Query(x.Query.OP_VALUE_RANGE, 0, *ends)
            both = x.Query(x.Query.OP_FILTER, self._query(terms), days)
            return [hit.docid for hit in self._search(both, True)]

        return call

    def facet(self, terms: Terms) -> Call:
        """See :class:`Peer`."""

        def call() -> object:
            enquire, spy = self._xapian.Enquire(self._db), self._xapian.ValueCountMatchSpy(1)
            enquire.set_weighting_scheme(self._xapian.BoolWeight())
            enquire.set_query(self._query(terms))
            enquire.add_matchspy(spy)
            enquire.get_mset(0, 1, self._db.get_doccount())
            return [(value.term, value.termfreq) for value in spy.values()]

        return call


def present(folder: Path) -> list[Peer]:
    """The engines that can be imported here, FTS5 first."""
    found: list[Peer] = [Fts5(folder)]
    for kind in (Tantivy, Xapian):
        try:
            found.append(kind(folder))
        except ImportError:
            continue
    return found


def size_of(path: Path) -> int:
    """Bytes on disk."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(file.stat().st_size for file in files)
