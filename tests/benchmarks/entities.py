"""Entities: words a second on one core, time to load; with ``gold=FILE`` also exact-span F1.

Loading is measured in fresh processes, as CPU time: the gazetteer, then the first dated article,
which also makes what is made late (the grammar of dates, the lists of offices). The text is the
sample corpus, or with ``text=FOLDER`` the .txt files of a folder. The peer is a spaCy pipeline
(``peer=en_core_web_sm``) where it is installed. ``gold`` takes JSON lines of
``{"id", "text", "date"?, "entities": [{"start", "end", "type"}], "scope"?}``; GPE counts as LOC.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from diploread.index.entities.find import find_entities

from tests.benchmarks.table import Table, note

_SAMPLES = Path(__file__).resolve().parents[2] / "sample_corpus"
_TYPES = ("PERSON", "ORG", "LOC")
_PROCESSES = 7
_FIRST = (
    "ORLOVO, Sept. 4 - Norland Foreign Minister Ana Ruiz said on Monday that Tokyo would return to"
    " talks next week. Japanese Foreign Minister Vennick, 54, met Orlo Brandt of the Norland Trade"
    " Council in 2016, two years after the Treaty of Orlovo."
)
_FRESH = """
from time import process_time
from diploread.index.entities.find import find_entities
from diploread.index.entities.lexicon import lexicon
start = process_time()
lexicon()
loaded = process_time()
assert find_entities({text!r}, date="2017-09-05")
print(1000 * (loaded - start), 1000 * (process_time() - loaded))
"""


def run(table: Table) -> None:
    """Measures load time and speed, and accuracy where a gold file is given."""
    table.begin("entities")
    load, first = _load_ms()
    table.add("load the gazetteer", load, unit="ms CPU")
    table.add("the first dated article after it", first, unit="ms CPU")
    texts = _texts(table)
    if texts:
        words = sum(len(text.split()) for text in texts)
        ours = words / _seconds(lambda text: find_entities(text, date="2017-09-04"), texts)
        peer = _peer(table.options.get("peer", "en_core_web_sm"), texts, words)
        table.add("rules, one core", ours, peer, unit="words/s")
    if gold := table.options.get("gold"):
        _accuracy(table, Path(gold))


def _load_ms() -> tuple[float, float]:
    """Medians over fresh processes: to load, and for the first article after that."""
    code = _FRESH.format(text=_FIRST)
    runs = []
    for _ in range(_PROCESSES):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        runs.append([float(figure) for figure in done.stdout.split()])
    return median(run[0] for run in runs), median(run[1] for run in runs)


def _texts(table: Table) -> list[str]:
    folder = Path(table.options.get("text", str(_SAMPLES)))
    paths = sorted(folder.rglob("*.txt"))
    return [path.read_text(encoding="utf-8", errors="replace") for path in paths]


def _seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    work(texts[0])
    before = time.process_time()
    for text in texts:
        work(text)
    return max(time.process_time() - before, 1e-6)


def _peer(name: str, texts: Sequence[str], words: int) -> float | str:
    try:
        import spacy  # type: ignore[import-not-found, unused-ignore]

        pipeline = spacy.load(name)
    except Exception:  # not installed, or no such model: the row goes without a peer
        note(f"(no spaCy pipeline {name}: no peer)")
        return ""
    return words / _seconds(pipeline, texts)


def _accuracy(table: Table, path: Path) -> None:
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, scope = record["text"], record.get("scope")
        found = find_entities(text, date=str(record.get("date") or "")[:10] or None)
        ours = {
            _span(text, m.start, m.end, m.type) for m in found if _inside(m.start, m.end, scope)
        }
        gold = {
            _span(text, e["start"], e["end"], e["type"])
            for e in record["entities"]
            if _inside(e["start"], e["end"], scope)
        }
        for kind in _TYPES:
            mine, theirs = ({s for s in spans if s[2] == kind} for spans in (ours, gold))
            right[kind] += len(mine & theirs)
            said[kind] += len(mine)
            asked[kind] += len(theirs)
    for kind in _TYPES:
        table.add(f"{kind} exact", _f1(right[kind], said[kind], asked[kind]), unit="F1")
    total = _f1(right.total(), said.total(), asked.total())
    table.add("PERSON, ORG, LOC exact", total, unit="F1")


def _inside(start: int, end: int, scope: list[list[int]] | None) -> bool:
    return scope is None or any(a <= start and end <= b for a, b in scope)


def _span(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """A leading "the" does not count; places are of one kind."""
    head = text[start : start + 4]
    if head.lower() == "the " and end - start > 4:
        start += 4
    return start, end, "LOC" if kind in ("GPE", "FAC") else kind


def _f1(right: int, said: int, asked: int) -> float:
    return 200 * right / (said + asked) if said + asked else 0.0
