"""Cleaning: how much of the article stays, how much furniture goes, beside the peers.

``python -m tests.benchmarks.cleaning SET.jsonl …`` scores sets that anyone can build from public
repositories (scrapinghub/article-extraction-benchmark, Murrough-Foley/web-content-extraction-
benchmark): JSON lines of ``{"id", "html" or "text", "gold_body", "title"?, "date"?}``, with a
``flavour`` where one page was rendered in several ways. The peers run on the same lines: leaving
everything as it is, and for pages trafilatura. With the other benchmarks it measures speed on the
sample corpus; ``cleaning=SET.jsonl`` scores a set there too.

F1 is that of scrapinghub's benchmark: bags of four tokens, the harmonic mean of mean precision
and mean recall over documents. A document counts as lost where over 5 % of its bag is missing.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diploread.config.settings import ReadingSettings
from diploread.index.article import Cleaned, RawArticle
from diploread.index.cleaning.clean import clean
from diploread.index.cleaning.rules import load_rules
from diploread.index.cleaning.titles import fold_title
from diploread.index.reading.read import read_bytes

from tests.benchmarks.table import Table

_SAMPLES = Path(__file__).resolve().parents[2] / "sample_corpus"
_TOKEN = re.compile(r"\w+")
_GRAM = 4

Bag = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a set, with what we make of it."""

    line: dict[str, Any]
    raw: RawArticle
    made: Cleaned


@dataclass(frozen=True, slots=True)
class Score:
    """Totals over a set; shares from 0 to 1."""

    f1: float
    precision: float
    recall: float
    lost: float
    """Share of documents of which over 5 % is missing."""


def run(table: Table) -> None:
    """Speed on the sample corpus; quality where a set is named."""
    table.begin("cleaning")
    rules = load_rules()
    files = [path for path in sorted(_SAMPLES.rglob("*")) if path.suffix in (".txt", ".html")]
    for suffix, label in ((".txt", "saved texts"), (".html", "saved pages")):
        raws = [raw for path in files if path.suffix == suffix for raw in _read(path)]
        if raws:
            start = time.process_time()
            for raw in raws:
                clean(raw, rules)
            speed = len(raws) / max(1e-9, time.process_time() - start)
            table.add(f"{label}, one core", speed, unit="articles/s")
    for name in filter(None, table.options.get("cleaning", "").split(",")):
        for label, cases, peers in _cases(Path(name)):
            _rows(table, label, cases, peers)


def main(names: Sequence[str]) -> int:
    """Scores the sets that are named."""
    if not names:
        print(__doc__, file=sys.stderr)
        return 2
    table = Table()
    for name in names:
        table.begin(Path(name).name)
        for label, cases, peers in _cases(Path(name)):
            _rows(table, label, cases, peers)
    return 0


def _read(path: Path) -> tuple[RawArticle, ...]:
    return read_bytes(path.read_bytes(), path.name, ReadingSettings()).articles


def _cases(path: Path) -> Iterator[tuple[str, list[Case], dict[str, Callable[[Case], str]]]]:
    """The lines of a set by flavour, cleaned, and the peers that can be run on them."""
    rules = load_rules()
    groups: dict[str, list[Case]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for text in file:
            line = json.loads(text)
            raw = _raw(line)
            if raw is not None:
                flavour = line.get("flavour", "pages" if "html" in line else "texts")
                groups[flavour].append(Case(line, raw, clean(raw, rules)))
    for flavour, cases in groups.items():
        peers: dict[str, Callable[[Case], str]] = {"keep all": lambda case: case.raw.raw}
        if cases[0].raw.html:
            peers["trafilatura"] = _trafilatura
        yield f"{flavour} ({len(cases)})", cases, peers


def _raw(line: dict[str, Any]) -> RawArticle | None:
    if "html" not in line:
        return RawArticle(path="a.txt", raw=line["text"])
    data = line["html"].encode("utf-8", "replace")
    return next(iter(read_bytes(data, "a.html", ReadingSettings()).articles), None)


def _trafilatura(case: Case) -> str:
    import trafilatura

    return trafilatura.extract(case.line["html"], include_comments=False) or ""


def _shown_and_folded(case: Case) -> str:
    """The body with the folded pieces in their places: what is only a key away."""
    ranges = [(start, start + length) for _, start, length in case.made.body_map]
    ranges += [(piece.start, piece.end) for piece in case.made.removed if piece.folded]
    return "\n".join(case.raw.raw[start:end] for start, end in sorted(ranges))


def _rows(
    table: Table, label: str, cases: list[Case], peers: dict[str, Callable[[Case], str]]
) -> None:
    ours = score([(case.line["gold_body"], case.made.body) for case in cases])
    folded = score([(case.line["gold_body"], _shown_and_folded(case)) for case in cases])
    for name, body in peers.items():
        other = score([(case.line["gold_body"], body(case)) for case in cases])
        table.add(f"{label}: F1, peer {name}", ours.f1, other.f1)
        table.add(f"{label}: precision", ours.precision, other.precision)
        table.add(f"{label}: recall", ours.recall, other.recall)
        table.add(f"{label}: documents losing over 5 %", ours.lost, other.lost)
    table.add(f"{label}: the same, folded pieces opened", folded.lost)
    titled = [case for case in cases if case.line.get("title")]
    if titled:
        table.add(f"{label}: titles exact", sum(map(_title_right, titled)) / len(titled))
    dated = [case for case in cases if case.line.get("date") and case.made.date]
    if dated:
        right = [case.made.date.value == case.line["date"] for case in dated if case.made.date]
        table.add(f"{label}: dates right, of {len(dated)} given", sum(right) / len(right))


def _title_right(case: Case) -> bool:
    given = case.made.title.text if case.made.title else ""
    return fold_title(given) == fold_title(case.line["title"])


def score(pairs: Sequence[tuple[str, str]]) -> Score:
    """Gold and given bodies compared."""
    precisions, recalls = [], []
    for gold, given in pairs:
        wanted, got = _bag(gold), _bag(given)
        shared = (wanted & got).total()
        if got:
            precisions.append(shared / got.total())
        recalls.append(shared / wanted.total() if wanted else 1.0)
    precision = sum(precisions) / max(1, len(precisions))
    recall = sum(recalls) / max(1, len(recalls))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(f1, precision, recall, sum(r < 0.95 for r in recalls) / max(1, len(recalls)))


def _bag(text: str) -> Bag:
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    count = max(1, len(tokens) - _GRAM + 1)
    return Counter(tuple(tokens[i : i + _GRAM]) for i in range(count))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
