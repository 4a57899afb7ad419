"""Search latency beside SQLite FTS5, same articles, same queries, same process.

Processor milliseconds, median and p95. "Cold" empties every cache of ours before each call; the
files stay in the page cache for both. The number of articles is ``articles=N`` on the command line.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.corpus import COUNTRIES, Corpus, build
from tests.benchmarks.table import Table, Times, cpu_ms

PAGE = 50
_RANKED = "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 50"
_NEWEST = "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rowid DESC LIMIT 50"
_COUNT = "SELECT count(*) FROM articles WHERE articles MATCH ?"
_DATED = (
    "SELECT a.rowid FROM articles a JOIN facts f ON f.id = a.rowid WHERE articles MATCH ? "
    "AND f.day BETWEEN ? AND ? ORDER BY a.rowid DESC LIMIT 50"
)
_FACET = (
    "SELECT f.country, count(*) FROM articles a JOIN facts f ON f.id = a.rowid "
    "WHERE articles MATCH ? GROUP BY f.country"
)


def run(table: Table) -> None:
    """Adds the rows of search."""
    count = table.option("articles", 10_000)
    with tempfile.TemporaryDirectory() as folder:
        corpus = build(Path(folder), count)
        table.begin(f"search, {count:,} articles, CPU ms p50/p95; peer: SQLite FTS5")
        try:
            _Measures(table, corpus).all()
        finally:
            corpus.library.close()
            corpus.fts.close()


class _Measures:
    def __init__(self, table: Table, corpus: Corpus) -> None:
        self._table, self._corpus, self._library = table, corpus, corpus.library
        self._random = random.Random(3)
        words = corpus.invented.words
        self._common = words[5:45]
        self._middle = words[200:2_000]
        self._rare = words[8_000:]

    def all(self) -> None:
        """Every row."""
        corpus = self._corpus
        self._table.add(
            "index size / text size", corpus.index_bytes / corpus.text_bytes,
            corpus.fts_bytes / corpus.text_bytes,
        )  # fmt: skip
        self._table.add("indexing, CPU s", corpus.build_seconds, corpus.fts_seconds, unit="s")
        self._open()
        self._typing()
        pick = self._random.sample
        some, more = pick(self._common, 30), pick(self._middle, 60)
        self._pair("common word, newest 50", [f"{w}" for w in some], _NEWEST)
        self._pair("common word, newest 50; FTS5 by rank", some, _RANKED)
        self._pair("word, newest 50; FTS5 by rank", more, _RANKED)
        self._pair("rare word, newest 50; FTS5 by rank", pick(self._rare, 60), _RANKED)
        three = [" ".join(pick(self._common, 2) + pick(self._middle, 1)) for _ in range(40)]
        self._pair("three words, newest 50; FTS5 by rank", three, _RANKED)
        self._pair("three words, count", three, _COUNT, count=True)
        phrases = [f'"{a} {b}"' for a, b in (pick(self._common[:20], 2) for _ in range(40))]
        self._pair("phrase, first page; FTS5 by rank", phrases, _RANKED)
        self._pair("phrase, count", phrases, _COUNT, count=True)
        self._dates(more[:30])
        self._facets(more[:20] + some[:20])
        self._sentences()
        ranked = [f"{w} sort:relevance" for w in some]
        self._rows("by relevance, common word", ranked, [(w,) for w in some], _RANKED)

    # --- ours ---

    def _first_page(self, query: str, *, typing: bool = False) -> Callable[[], object]:
        def call() -> object:
            return self._library.search(query, typing=typing).places(0, PAGE)

        return call

    def _counted(self, query: str) -> Callable[[], object]:
        return lambda: self._library.search(query).total

    def _cold(self) -> None:
        self._library.forget()

    # --- rows ---

    def _pair(self, name: str, queries: list[str], sql: str, *, count: bool = False) -> None:
        quoted = [
            (q if q.startswith('"') else " ".join(f'"{w}"' for w in q.split()),) for q in queries
        ]
        self._rows(name, queries, quoted, sql, count=count)

    def _rows(
        self,
        name: str,
        queries: list[str],
        asked: list[tuple[object, ...]],
        sql: str,
        *,
        count: bool = False,
    ) -> None:
        make = self._counted if count else self._first_page
        ours = cpu_ms([make(query) for query in queries], self._cold)
        peer = cpu_ms([self._fetch(sql, arguments) for arguments in asked])
        self._add(name, ours, peer)

    def _fetch(self, sql: str, arguments: tuple[object, ...]) -> Callable[[], object]:
        return lambda: self._corpus.fts.execute(sql, arguments).fetchall()

    def _add(self, name: str, ours: Times, peer: Times | None = None) -> None:
        if peer is None:
            self._table.add(name, str(ours), unit="ms")
        else:
            ratio = f"{ours.p95 / max(peer.p95, 1e-3):.2f}"
            self._table.add(name, str(ours), str(peer), ratio, "ms, ratio of p95")

    def _open(self) -> None:
        library = self._library
        start = time.process_time_ns()
        again = type(library).open_folder(library.folder, library.root)
        again.search(self._middle[0]).places(0, PAGE)
        self._table.add("open to first answer", (time.process_time_ns() - start) / 1e6, unit="ms")
        again.close()

    def _typing(self) -> None:
        """Every key stroke of some queries of one and two words."""
        strokes = []
        for _ in range(12):
            text = " ".join(self._random.sample(self._common + self._middle, 2))
            strokes += [text[:end] for end in range(1, len(text) + 1) if text[end - 1] != " "]
        asked = []
        for stroke in strokes:
            done, _, last = stroke.rpartition(" ")
            asked.append((f'"{done}" "{last}"*' if done else f'"{last}"*',))
        peer = cpu_ms([self._fetch(_RANKED, arguments) for arguments in asked])
        newest = cpu_ms([self._fetch(_NEWEST, arguments) for arguments in asked])
        calls = [self._first_page(stroke, typing=True) for stroke in strokes]
        cold = cpu_ms(calls, self._cold)
        self._add("as one types, first page, cold; FTS5 by rank", cold, peer)
        self._add("as one types, first page, cold; FTS5 newest first", cold, newest)
        self._cold()
        self._add("as one types, within a session; FTS5 by rank", cpu_ms(calls), peer)
        counted = [lambda s=s: self._library.search(s, typing=True).total for s in strokes]
        counts = cpu_ms([self._fetch(_COUNT, arguments) for arguments in asked])
        self._add("as one types, exact count, cold", cpu_ms(counted, self._cold), counts)

        def rows(stroke: str) -> Callable[[], object]:
            return lambda: self._library.rows(self._library.search(stroke, typing=True), 0, 30)

        self._add("as one types, 30 rows with snippets", cpu_ms([rows(s) for s in strokes]))

    def _dates(self, words: list[str]) -> None:
        asked: list[tuple[object, ...]] = []
        queries = []
        for word in words:
            year = self._random.randint(1996, 2022)
            queries.append(f"{word} date:{year}")
            from datetime import date

            ends = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            asked.append((f'"{word}"', *ends))
        self._rows("word and date range, newest 50", queries, asked, _DATED)

    def _facets(self, words: list[str]) -> None:
        answers = [self._library.search(word) for word in words]
        calls = [lambda a=a: self._library.facets(a) for a in answers]
        peer = cpu_ms([self._fetch(_FACET, (f'"{word}"',)) for word in words])
        calls[0]()  # columns are read once, at the first paint of the panel
        self._add("six facets; FTS5 one facet", cpu_ms(calls, self._cold), peer)
        for call in calls:
            call()
        self._add("six facets, warm; FTS5 one facet", cpu_ms(calls), peer)
        assert len(COUNTRIES) == 40

    def _sentences(self) -> None:
        pairs = [self._random.sample(self._common, 2) for _ in range(20)]
        queries = [f"{a} /s {b}" for a, b in pairs]
        self._add(
            "common words in one sentence, first page",
            cpu_ms([self._first_page(query) for query in queries], self._cold),
        )
        queries = [f"{a} w/5 {b}" for a, b in pairs]
        self._add(
            "common words w/5, first page",
            cpu_ms([self._first_page(query) for query in queries], self._cold),
        )
