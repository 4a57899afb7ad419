"""Search latency beside FTS5, Tantivy and Xapian: same articles, same queries, same process.

Processor milliseconds, median and p95; the ratio is of p95 to that of FTS5. "Cold" empties every
cache of ours before each call; the files stay in the page cache for all. ``articles=N``, or
``folder=PATH`` for any folder of articles.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks.corpus import Corpus, build
from tests.benchmarks.peers import Call, Peer
from tests.benchmarks.table import Table, Times, cpu_ms

PAGE = 50
Ask = Callable[[Peer], Call]
NAMES = ("Tantivy", "Xapian")


def run(table: Table) -> None:
    """Adds the rows of search."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = build(Path(folder), table)
        table.begin(f"search, {corpus.library.count:,} articles, CPU ms p50/p95; peer: FTS5")
        try:
            _Measures(table, corpus).all()
        finally:
            corpus.library.close()


class _Measures:
    def __init__(self, table: Table, corpus: Corpus) -> None:
        self._table, self._corpus, self._library = table, corpus, corpus.library
        self._random = random.Random(3)
        words = [word for word in corpus.words if word not in ("and", "or", "not", "same")]
        self._common = words[5:45]
        self._middle = words[200:2_000]
        self._rare = words[len(words) // 7 :]

    def all(self) -> None:
        """Every row."""
        self._sizes()
        self._open()
        self._typing()
        pick = self._random.sample
        some, more, rare = pick(self._common, 30), pick(self._middle, 60), pick(self._rare, 60)
        self._rows("term, newest first: common words", some, lambda p, q: p.newest([q]))
        self._rows("term, newest first; peers by rank", [*some, *more], lambda p, q: p.ranked([q]))
        self._rows("rare word; peers by rank", rare, lambda p, q: p.ranked([q]))
        three = [" ".join(pick(self._common, 2) + pick(self._middle, 1)) for _ in range(40)]
        self._rows("AND of three, first page", three, lambda p, q: p.ranked(q.split()))
        self._rows("AND of three, count", three, lambda p, q: p.count(q.split()), count=True)
        pairs = [" ".join(pick(self._common[:20], 2)) for _ in range(40)]
        quoted = [f'"{pair}"' for pair in pairs]
        self._rows("phrase, first page", quoted, lambda p, q: p.ranked([q.strip('"')]))
        self._rows("phrase, count", quoted, lambda p, q: p.count([q.strip('"')]), count=True)
        self._dates(more[:30])
        self._facets(more[:20] + some[:20])
        self._sentences()
        ranked = [f"{w} sort:relevance" for w in some]
        self._rows("by relevance, common word", ranked, lambda p, q: p.ranked(q.split()[:1]))

    # --- calls ---

    def _first_page(self, query: str, *, typing: bool = False) -> Call:
        return lambda: self._library.search(query, typing=typing).places(0, PAGE)

    def _counted(self, query: str) -> Call:
        return lambda: self._library.search(query).total

    def _rows(
        self,
        name: str,
        queries: Sequence[str],
        ask: Callable[[Peer, str], Call],
        *,
        count: bool = False,
    ) -> None:
        make = self._counted if count else self._first_page
        ours = cpu_ms([make(query) for query in queries], self._library.forget)
        self._add(name, ours, [lambda p, q=query: ask(p, q) for query in queries])

    def _add(self, name: str, ours: Times, asks: Sequence[Ask] = ()) -> None:
        """A row; ``asks`` make the calls of a peer."""
        if not asks:
            self._table.add(name, str(ours), unit="ms")
            return
        times = {
            built.peer.name: cpu_ms([ask(built.peer) for ask in asks])
            for built in self._corpus.peers
        }
        ratio = f"{ours.p95 / max(times['FTS5'].p95, 1e-3):.2f}"
        others = ", ".join(f"{name} {times.get(name, 'not available')}" for name in NAMES)
        self._table.add(name, str(ours), str(times["FTS5"]), ratio, f"ms; {others}")

    # --- rows ---

    def _sizes(self) -> None:
        corpus, text = self._corpus, self._corpus.text_bytes
        built = {b.peer.name: b for b in corpus.peers}
        shares = {name: f"{b.size / text:.2f}" for name, b in built.items()}
        seconds = {name: f"{b.seconds:.0f}" for name, b in built.items()}
        for name, ours, theirs in (
            ("index size / text size", f"{corpus.index_bytes / text:.2f}", shares),
            ("indexing, CPU s", "", seconds),
        ):
            others = ", ".join(f"{n} {theirs.get(n, 'not available')}" for n in NAMES)
            self._table.add(name, ours or "see pipeline", theirs["FTS5"], unit=others)

    def _open(self) -> None:
        """In a process of its own, as a command would: imports are not counted, all else is."""
        library = self._library
        script = (
            "import sys, time; from pathlib import Path\n"
            "from diploread.index.library.library import Library\n"
            "from diploread.index.library.folder import LibraryFolder\n"
            "start = time.process_time()\n"
            "library = Library.open_folder(LibraryFolder(Path(sys.argv[1])), Path(sys.argv[2]))\n"
            "library.rows(library.search(sys.argv[3]), 0, 50)\n"
            "print((time.process_time() - start) * 1000)\n"
        )
        times = []
        for query in ("", self._common[0], self._middle[0], self._rare[0]):
            made = subprocess.run(
                [sys.executable, "-c", script, library.folder.path, library.root, query],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            times.append(float(made.stdout))
        self._table.add("open to first answer (with its rows)", str(Times(times)), unit="ms")

    def _typing(self) -> None:
        """Every key stroke of some queries of one and two words."""
        strokes = []
        for _ in range(12):
            text = " ".join(self._random.sample(self._common + self._middle, 2))
            strokes += [text[:end] for end in range(1, len(text) + 1) if text[end - 1] != " "]
        asked = [[*stroke.split()[:-1], stroke.split()[-1] + "*"] for stroke in strokes]
        calls = [self._first_page(stroke, typing=True) for stroke in strokes]
        cold = cpu_ms(calls, self._library.forget)
        ranked = [lambda p, a=a: p.ranked(a) for a in asked]
        self._add("as one types, first page, cold; peers by rank", cold, ranked)
        newest = [lambda p, a=a: p.newest(a) for a in asked]
        self._add("as one types, first page, cold; peers newest first", cold, newest)
        self._library.forget()
        self._add("as one types, within a session; peers by rank", cpu_ms(calls), ranked)
        counted = [lambda s=s: self._library.search(s, typing=True).total for s in strokes]
        counts = [lambda p, a=a: p.count(a) for a in asked]
        self._add("as one types, exact count, cold", cpu_ms(counted, self._library.forget), counts)

        def rows(stroke: str) -> Call:
            return lambda: self._library.rows(self._library.search(stroke, typing=True), 0, 30)

        self._add("as one types, 30 rows with snippets", cpu_ms([rows(s) for s in strokes]))

    def _dates(self, words: Sequence[str]) -> None:
        queries, asks = [], list[Ask]()
        for word in words:
            year = self._random.randint(1996, 2022)
            queries.append(f"{word} date:{year}")
            ends = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            asks.append(lambda p, w=word, e=ends: p.dated([w], *e))
        calls = [self._first_page(query) for query in queries]
        self._add("date range with term", cpu_ms(calls, self._library.forget), asks)

    def _facets(self, words: Sequence[str]) -> None:
        answers = [self._library.search(word) for word in words]
        calls = [lambda a=a: self._library.facets(a) for a in answers]
        calls[0]()  # columns are read once, at the first paint of the panel
        asks: list[Ask] = [lambda p, w=word: p.facet([w]) for word in words]
        self._add("six facets, cold; peers one", cpu_ms(calls, self._library.forget), asks)
        for call in calls:
            call()
        self._add("six facets, warm; peers one", cpu_ms(calls), asks)

    def _sentences(self) -> None:
        pairs = [self._random.sample(self._common, 2) for _ in range(20)]
        for name, how in (("in one sentence (/s)", "/s"), ("w/5", "w/5")):
            calls = [self._first_page(f"{a} {how} {b}") for a, b in pairs]
            times = cpu_ms(calls, self._library.forget)
            self._add(f"common words {how if how != '/s' else name}, first page", times)
            calls = [self._counted(f"{a} {how} {b}") for a, b in pairs[:6]]
            self._add(f"the same, counted ({how})", cpu_ms(calls, self._library.forget))
