"""Train the page model anew, and judge it by folds of hosts.

``python -m tests.evaluation.pages SET.jsonl [--without HELD.jsonl …] [--out FILE]``

Gradient-boosted trees (scikit-learn, which is no dependency of diploread: install it beside) over
the measures of ``index/cleaning/measures.py``. Hosts that occur in a ``--without`` set are left
out, so that a set for release figures stays unseen. First five folds by host are trained and each
judges the hosts that it has not seen; then one model is trained on all and written to ``--out``, in
the form of ``config/rules/pages.json``. The file holds questions and figures only, no text. Nothing
is left to chance: the same set gives the same file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from diploread.config.settings import ReadingSettings
from diploread.index.cleaning.claims import Docket
from diploread.index.cleaning.core import find_core, shape
from diploread.index.cleaning.extractors import trafilatura_text, votes
from diploread.index.cleaning.features import own_features
from diploread.index.cleaning.measures import first_guess, measures, rows
from diploread.index.cleaning.rules import load_rules
from diploread.index.cleaning.trees import Node, Trees, nested
from diploread.index.cleaning.units import segment
from diploread.index.reading.read import read_bytes

from tests.benchmarks.cleaning import score
from tests.evaluation.labels import ARTICLE, NEUTRAL, label
from tests.evaluation.sets import FOLDS, LICENCE, SEED, WCXB, Record, folds, parser_for, samples_of

_TREES, _LEAVES, _RATE, _SMALLEST_LEAF, _BINS = 60, 15, 0.12, 60, 64
_FEWEST, _MOST_UNITS = 3, 2500
_SHOWN = -1.2
"""Log-odds from which a unit counts as kept when folds are judged."""

MEASURES: tuple[str, ...] = (
    "guess", "vote", "length", "links", "ends", "stop-words", "depth", "heading", "topic",
    "figure", "figcaption", "li", "repeated", "first:lower", "kind:related", "kind:advert",
    "hint:media", "hint+:subscribe", "hint:author",
    "like.guess", "like.count", "like.share", "named.guess", "named.count", "named.share",
    "named.links", "named.vote", "beside.guess", "beside.count", "beside.share", "around.guess",
    "around.share", "farther.guess", "farther.links", "farther.share", "outside-main",
    "below-main", "guess-before", "guess-after", "links-before", "links-after", "before-8",
    "after-3", "after-8", "before-20", "after-20", "in-region", "region", "first-vote",
    "last-vote", "after-heading", "mass", "units", "article-share", "vote-share", "mark:body",
    "mark:content", "mark:related", "mark:share", "mark:comment", "mark:caption", "mark:head",
    "mark:plea", "mark:navigation", "mark:foot", "mark:side", "mark:hidden", "mark:box",
)  # fmt: skip
"""Those that brought something in a first training on all."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page with its measures and labels."""

    host: str
    gold: str
    texts: list[str]
    rows: list[tuple[float, ...]]
    labels: list[int]
    weights: list[float]


def sample(record: Record) -> Sample | None:
    """The record as the cleaner sees it; None where it is no use for training."""
    data = record["html"].encode("utf-8", "replace")
    articles = read_bytes(data, f"{record['id']}.html", ReadingSettings()).articles
    extracted = trafilatura_text(record["html"]) if articles else None
    if extracted is None:
        return None
    raw = articles[0]
    units = segment(raw)
    if not _FEWEST <= len(units) <= _MOST_UNITS:
        return None
    docket = Docket(raw.raw, units)
    shapes = [shape(unit) for unit in units]
    own = own_features(docket, shapes, find_core(units, shapes), load_rules())
    voted = votes(units, extracted)
    found = measures(units, shapes, own, voted, first_guess(units, shapes, voted))
    texts = [unit.text for unit in units]
    labels = label(texts, record["gold_body"], record.get("title") or "")
    if ARTICLE not in labels:
        return None
    page = 30 / max(30, len(units)) ** 0.8  # a long page counts not much more than a short one
    weights = [page * min(4.0, 0.4 + measured.length / 120) for measured in shapes]
    host = record.get("source") or record["id"]
    return Sample(host, record["gold_body"], texts, rows(found, MEASURES), labels, weights)


def fit(samples: Sequence[Sample]) -> dict[str, Any]:
    """The model as it is written."""
    import numpy
    from sklearn.ensemble import HistGradientBoostingClassifier

    labels = numpy.concatenate([one.labels for one in samples])
    told = labels != NEUTRAL
    matrix = numpy.concatenate([numpy.asarray(one.rows, numpy.float32) for one in samples])
    weights = numpy.concatenate([one.weights for one in samples])
    fitted: Any = HistGradientBoostingClassifier(
        max_iter=_TREES, max_leaf_nodes=_LEAVES, learning_rate=_RATE, max_bins=_BINS,
        min_samples_leaf=_SMALLEST_LEAF, early_stopping=False, random_state=SEED,
    )  # fmt: skip
    fitted.fit(matrix[told], labels[told], sample_weight=weights[told] / weights[told].mean())
    return {
        "measures": list(MEASURES),
        "intercept": round(float(fitted._baseline_prediction.item()), 4),
        "trees": [_written(stage[0].nodes, 0) for stage in fitted._predictors],
    }


def _written(nodes: Any, at: int) -> list[Any] | float:
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 3)
    bound = float(f"{float(node['num_threshold']):.5g}")
    return [
        int(node["feature_idx"]),
        bound,
        _written(nodes, int(node["left"])),
        _written(nodes, int(node["right"])),
    ]


def model_of(data: dict[str, Any]) -> Trees:
    """The trees as diploread reads them."""
    trees: tuple[Node, ...] = tuple(nested(tree) for tree in data["trees"])
    return Trees(tuple(data["measures"]), data["intercept"], trees)


def judge_by_folds(samples: Sequence[Sample]) -> str:
    """One line of figures on hosts that the judging model has not seen."""
    pairs: list[tuple[str, str]] = []
    for fitted, judged in folds(samples):
        model = model_of(fit(fitted))
        for one in judged:
            scored = zip(one.texts, model.scores(one.rows), strict=True)
            pairs.append((one.gold, "\n".join(t for t, value in scored if value >= _SHOWN)))
    found = score(pairs)
    hosts = len({one.host for one in samples})
    return (
        f"{len(pairs)} pages, {hosts} hosts: F1 {found.f1:.3f} (P {found.precision:.3f}, "
        f"R {found.recall:.3f}), {found.lost:.1%} lose over 5 % (bags of four, {FOLDS} folds)"
    )


def main() -> None:
    """Train, judge, write."""
    parser = parser_for(__doc__)
    options = parser.parse_args()
    samples = samples_of(parser, options, sample)
    figures = judge_by_folds(samples)
    print(figures)
    if options.out is not None:
        recipe = (
            f"python -m tests.evaluation.pages on {WCXB}, without the hosts of "
            f"its test part and of article-extraction-benchmark; {figures}. No text."
        )
        data = {"recipe": recipe, "licence": LICENCE, **fit(samples)}
        written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        options.out.write_text(written.replace(",[[", ",\n[[").replace('],"', '],\n"') + "\n")


if __name__ == "__main__":
    main()
