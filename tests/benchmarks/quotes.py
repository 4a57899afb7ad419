"""Quotes: words a second on one core; with ``quotes_gold=FILE`` also accuracy, beside a regex.

The text is the sample corpus, or the gold file's. The baseline is what is quickly written instead:
every stretch between quotation marks, and the nearest capitalised name. Gold takes JSON lines of
``{"id", "text", "date"?, "quotes": [{"start", "end", "spans"?, "type", "core"?, "speaker",
"speaker_start", "speaker_end", "speaker_canonical"?}]}``.

A quote is found where it shares 0.8 of its words with the gold, attributed where the speaker is
right too: the printed spans overlap, or the canonical surname is the same where the gold has one.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diploread.index.quotes.find import find_quotes
from diploread.index.quotes.lexicon import lexicon

from tests.benchmarks.table import Table

_SAMPLES = Path(__file__).resolve().parents[2] / "sample_corpus"
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"[“\"]([^”\"\n]{20,}?)[”\"]")
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")
_OVERLAP = 0.8


@dataclass(frozen=True, slots=True)
class Said:
    """One quote for the count: its words, its speaker as printed and as a person."""

    words: frozenset[int]
    speaker: tuple[int, int] | None
    name: str
    core: bool = True


Finder = Callable[[str, str | None], Sequence[Said]]


def run(table: Table) -> None:
    """Measures the speed, and the accuracy where a gold file is given."""
    table.begin("quotes")
    lexicon.cache_clear()
    before = time.process_time()
    lexicon()
    table.add("load the word lists", (time.process_time() - before) * 1000, unit="ms")
    gold = [json.loads(line) for line in _gold_lines(table)]
    texts = [str(record["text"]) for record in gold] or [
        path.read_text("utf-8", errors="replace") for path in sorted(_SAMPLES.rglob("*.txt"))
    ]
    if texts:
        ours, peer = _speed(_ours, texts), _speed(_regex, texts)
        table.add("find quotes and speakers, one core", ours, peer, unit="words/s")
    if gold:
        for label, attributed in (("F1 of quotes, %", False), ("F1 of attributed quotes, %", True)):
            ours, peer = (_f1(gold, finder, attributed) for finder in (_ours, _regex))
            table.add(f"{label} ({len(gold)} texts)", ours, peer)


def _gold_lines(table: Table) -> list[str]:
    path = table.options.get("quotes_gold")
    return Path(path).read_text("utf-8").splitlines() if path else []


def _speed(finder: Finder, texts: Sequence[str]) -> float:
    finder(texts[0], None)
    before = time.process_time()
    for text in texts:
        finder(text, None)
    seconds = max(time.process_time() - before, 1e-6)
    return sum(len(text.split()) for text in texts) / seconds


def _words(text: str, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(m.start() for start, end in spans for m in _WORD.finditer(text, start, end))


def _surname(name: str) -> str:
    words = _WORD.findall(name.split(";")[0].lower())
    return words[-1] if words else ""


def _ours(text: str, date: str | None) -> Sequence[Said]:
    found = []
    for quote in find_quotes(text, (), date=date):
        speaker = quote.speaker
        span = None if speaker.start is None else (speaker.start, speaker.end or 0)
        if not quote.scare:
            found.append(Said(_words(text, quote.spans), span, speaker.name))
    return found


def _regex(text: str, date: str | None) -> Sequence[Said]:
    names = list(_NAME.finditer(text))
    found = []
    for match in _QUOTED.finditer(text):
        near = min(
            names,
            key=lambda name: min(abs(name.start() - match.end()), abs(match.start() - name.end())),
            default=None,
        )
        span = near.span() if near else None
        name = near.group() if near else ""
        found.append(Said(_words(text, [match.span()]), span, name))
    return found


def _wanted(record: dict[str, Any]) -> list[Said]:
    wanted = []
    for quote in record["quotes"]:
        spans = quote.get("spans") or [[quote["start"], quote["end"]]]
        start, end = quote.get("speaker_start"), quote.get("speaker_end")
        span = None if start is None or end is None else (int(start), int(end))
        name = str(quote.get("speaker_canonical") or "")
        words = _words(str(record["text"]), spans)
        wanted.append(Said(words, span, name, bool(quote.get("core", True))))
    return wanted


def _same_speaker(gold: Said, found: Said) -> bool:
    if gold.name:
        return _surname(gold.name) == _surname(found.name)
    if gold.speaker is None or found.speaker is None:
        return gold.speaker is found.speaker
    return max(gold.speaker[0], found.speaker[0]) < min(gold.speaker[1], found.speaker[1])


def _f1(gold: Sequence[dict[str, Any]], finder: Finder, attributed: bool) -> float:
    """F1 in per cent; optional gold quotes are neither asked for nor punished."""
    right = wrong = missed = 0
    for record in gold:
        wanted = _wanted(record)
        found = list(finder(str(record["text"]), record.get("date")))
        pairs = sorted(
            (
                (len(g.words & f.words) / max(len(g.words), len(f.words), 1), i, j)
                for i, g in enumerate(wanted)
                for j, f in enumerate(found)
                if g.words & f.words
            ),
            key=lambda pair: (-pair[0], not wanted[pair[1]].core),
        )
        used: dict[int, int] = {}
        for overlap, i, j in pairs:
            if overlap >= _OVERLAP and i not in used and j not in used.values():
                used[i] = j
        for i, said in enumerate(wanted):
            hit = i in used and (not attributed or _same_speaker(said, found[used[i]]))
            right += said.core and hit
            missed += said.core and not hit
            wrong += said.core and i in used and not hit
        wrong += len(found) - len(used)
    return 100 * 2 * right / max(2 * right + wrong + missed, 1)
