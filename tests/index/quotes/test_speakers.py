"""Canonical speakers, by kind of the printed speaker, on articles annotated by reading.

The articles themselves are not part of the repository: the test is skipped where they are absent.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from diploread.index.article import Article, Quote, RawArticle
from diploread.index.pipeline import Resources, annotate

HERE = Path(__file__).parent
CORPUS = HERE.parents[3] / "shared" / "corpus"
GOLD = HERE / "speakers.yaml"
LEAST = {"named": 0.87, "pronoun": 0.83, "nominal": 0.79}
"""Share of all annotated speakers, found or not, that must be right."""

USUAL = {"joseph": "joe"}
"""First names of the articles that the gazetteer gives in their usual form."""


@dataclass(frozen=True)
class Annotated:
    """One attribution of the gold: the content, the printed speaker, who it is."""

    start: int
    end: int
    name: str
    kind: str


def annotated() -> dict[str, list[Annotated]]:
    table = yaml.safe_load(GOLD.read_text("utf-8"))
    return {
        digest: [Annotated(start, end, name, kind) for start, end, _, _, name, kind in rows]
        for digest, rows in table.items()
    }


def read(digest: str, path: Path) -> Article:
    raw = RawArticle(path=digest, raw=path.read_text("utf-8"))
    return annotate(raw, Resources(), no_clean=True)


def found(quotes: tuple[Quote, ...], gold: Annotated) -> Quote | None:
    """The quote that shares most with the content; None where none shares half of it."""

    def shared(quote: Quote) -> int:
        return sum(max(0, min(b, gold.end) - max(a, gold.start)) for a, b in quote.spans)

    def fit(quote: Quote) -> float:
        length = sum(b - a for a, b in quote.spans)
        return shared(quote) / max(gold.end - gold.start, length)

    best = max(quotes, key=fit, default=None)
    return best if best is not None and fit(best) >= 0.5 else None


def is_same(name: str, gold: str) -> bool:
    """Each of joint speakers by first and last name; initials, suffixes, "the" do not count."""

    def ends(one: str) -> list[str]:
        words = [USUAL.get(word, word) for word in one.replace(",", "").lower().split()]
        words = [word for word in words if word not in ("jr.", "the")]
        return [words[0], words[-1]] if len(words) > 1 else words

    one, other = name.split("; "), gold.split("; ")
    if len(one) != len(other):
        return False
    return all(
        ends(a)[-len(ends(b)) :] == ends(b) for a, b in zip(sorted(one), sorted(other), strict=True)
    )


def score() -> tuple[Counter[str], Counter[str], list[str]]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    files = {sha256(path.read_bytes()).hexdigest(): path for path in CORPUS.rglob("*.txt")}
    for digest, rows in annotated().items():
        article = read(digest, files[digest])
        for gold in rows:
            quote = found(article.quotes, gold)
            total[gold.kind] += 1
            name = quote.speaker.name if quote else None
            if name and is_same(name, gold.name):
                right[gold.kind] += 1
            else:
                wrong.append(
                    f"{files[digest]}:{gold.start} {gold.kind}: {name} instead of {gold.name}"
                )
    return right, total, wrong


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the articles are not here")
def test_canonical_speakers() -> None:
    right, total, wrong = score()
    for kind, least in LEAST.items():
        assert right[kind] / total[kind] >= least, "\n".join(wrong)
