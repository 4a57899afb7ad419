"""Train the paragraph model anew, and judge it by folds of hosts.

``python -m tests.evaluation.paragraphs SET.jsonl [--without HELD.jsonl …] [--out FILE]``

Logistic regression (scikit-learn, which is no dependency of diploread: install it beside) over the
named features of ``index/cleaning``. Hosts that occur in a ``--without`` set are left out, so that
a set for release figures stays unseen. First five folds by host are trained and each judges the
hosts that it has not seen; then one model is trained on all and written to ``--out``, in the form
of ``config/rules/paragraphs.json``. The file holds coefficients only, none of the text.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diploread.index.article import RawArticle
from diploread.index.cleaning.claims import Docket
from diploread.index.cleaning.core import find_core, shape
from diploread.index.cleaning.features import Features, own_features, place_features
from diploread.index.cleaning.model import Model, find_region, reads_english
from diploread.index.cleaning.rules import load_rules
from diploread.index.cleaning.units import segment

from tests.evaluation.labels import ARTICLE, NEUTRAL, label
from tests.evaluation.sets import FOLDS, LICENCE, WCXB, Record, folds, parser_for, samples_of

_PENALTY = 0.1
_SMALLEST = 0.03
"""Weights below this are not kept: they decide nothing and cost time."""
_FEWEST, _MOST_UNITS = 3, 2500
_MATCHED = (0.9, 1.15)
"""How much of the gold body the labelled lines of a text hold, where the set tells it."""
_AROUND = ((-1, "prev"), (1, "next"), (-2, "prev2"), (2, "next2"))
_INSIDE, _OUTSIDE = math.log(0.3 / 0.7), math.log(0.7 / 0.3)


@dataclass(frozen=True, slots=True)
class Sample:
    """One page or text with its features and labels."""

    host: str
    own: list[Features]
    place: list[Features]
    labels: list[int]
    lengths: list[int]
    weight: float
    """Of each of its units; a long page does not count much more than a short one."""

    def rows(self) -> Iterator[list[str]]:
        """The features of each unit as ``table/name``."""
        for index, names in enumerate(self.own):
            row = [f"own/{name}" for name in names]
            row += [f"place/{name}" for name in self.place[index]]
            for step, table in _AROUND:
                beside = index + step
                inside = 0 <= beside < len(self.own)
                row += [f"{table}/{name}" for name in (self.own[beside] if inside else ["none"])]
            yield row


def sample(record: Record) -> Sample | None:
    """The record as the cleaner sees it; None where it is no use for training."""
    raw = RawArticle(path="text.txt", raw=record["text"])
    units = segment(raw)
    if not _FEWEST <= len(units) <= _MOST_UNITS:
        return None
    if not _MATCHED[0] <= record.get("gold_cov", 1.0) <= _MATCHED[1]:
        return None
    docket = Docket(raw.raw, units)
    shapes = [shape(unit) for unit in units]
    if not reads_english(shapes):
        return None
    core = find_core(units, shapes)
    own = own_features(docket, shapes, core, load_rules())
    labels = label([unit.text for unit in units], record["gold_body"], record.get("title") or "")
    if ARTICLE not in labels:
        return None
    crop = 3.0 if str(record.get("flavour", "")).startswith("crop") else 1.0
    weight = crop * 30 / max(30, len(units)) ** 0.8
    lengths = [measured.length for measured in shapes]
    host = record.get("source") or record["id"]
    return Sample(host, own, place_features(shapes, core), labels, lengths, weight)


def fit(samples: Sequence[Sample], fewest: int = 8) -> Model:
    """The weights, from features that stand in ``fewest`` samples or more."""
    import numpy
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen: Counter[str] = Counter()
    for one in samples:
        seen.update({name for row in one.rows() for name in row})
    number = {name: i for i, name in enumerate(sorted(n for n, c in seen.items() if c >= fewest))}
    columns: list[int] = []
    ends, labels, weights = [0], [], []
    for one in samples:
        for row, value, length in zip(one.rows(), one.labels, one.lengths, strict=True):
            if value == NEUTRAL:
                continue
            columns += [number[name] for name in row if name in number]
            ends.append(len(columns))
            labels.append(value)
            weights.append(one.weight * min(4.0, 0.4 + length / 120))
    matrix = csr_matrix(
        (numpy.ones(len(columns), numpy.float32), columns, ends), shape=(len(labels), len(number))
    )
    scale = sum(weights) / len(weights)
    fitted = LogisticRegression(C=_PENALTY, max_iter=300)
    fitted.fit(matrix, labels, sample_weight=[weight / scale for weight in weights])
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for name, column in number.items():
        weight = round(float(fitted.coef_[0][column]), 2)
        table, _, feature = name.partition("/")
        if abs(weight) >= _SMALLEST:
            tables[table][feature] = weight
    for table in ("own", "place", *(name for _, name in _AROUND)):
        tables.setdefault(table, {})
    return Model(round(float(fitted.intercept_[0]), 3), dict(sorted(tables.items())))


def kept_and_lost(model: Model, one: Sample) -> tuple[float, float]:
    """Precision and recall of the model on a sample, by characters of its units."""
    scores = model.scores(one.own, one.place)
    region = find_region(scores, one.lengths)
    kept = right = wanted = 0
    for index, score in enumerate(scores):
        if one.labels[index] == NEUTRAL:
            continue
        keep = score >= (_INSIDE if index in region else _OUTSIDE)
        article = one.labels[index] == ARTICLE
        kept += one.lengths[index] * keep
        wanted += one.lengths[index] * article
        right += one.lengths[index] * (keep and article)
    return (right / kept if kept else 1.0), right / max(1, wanted)


def judge_by_folds(samples: Sequence[Sample]) -> str:
    """One line of figures on hosts that the judging model has not seen."""
    found: list[tuple[float, float]] = []
    for fitted, judged in folds(samples):
        model = fit(fitted)
        found += [kept_and_lost(model, one) for one in judged]
    precision = sum(p for p, _ in found) / len(found)
    recall = sum(r for _, r in found) / len(found)
    lost = sum(r < 0.95 for _, r in found) / len(found)
    score = 2 * precision * recall / (precision + recall)
    hosts = len({one.host for one in samples})
    return (
        f"{len(found)} samples, {hosts} hosts: F1 {score:.3f} (P {precision:.3f}, "
        f"R {recall:.3f}), {lost:.1%} lose over 5 % (characters, {FOLDS} folds by host)"
    )


def main() -> None:
    """Train, judge, write."""
    parser = parser_for(__doc__)
    parser.add_argument("--flavours", nargs="*", default=["crop", "inscriptis"])
    options = parser.parse_args()

    def wanted(record: Record) -> Sample | None:
        return sample(record) if record.get("flavour", "crop") in options.flavours else None

    samples = samples_of(parser, options, wanted)
    figures = judge_by_folds(samples)
    print(figures)
    if options.out is not None:
        model = fit(samples)
        recipe = (
            f"python -m tests.evaluation.paragraphs on {WCXB} as plain text, whole "
            "and cropped, without the hosts of its test part and of article-extraction-benchmark; "
            f"{figures}. Coefficients only."
        )
        data = {
            "recipe": recipe,
            "licence": LICENCE,
            "intercept": model.intercept,
            "tables": model.tables,
        }
        options.out.write_text(json.dumps(data, indent=0, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
