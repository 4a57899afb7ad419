"""The paragraph model: a transparent logistic regression over named features.

A unit's score is a sum of weights, one for each feature it has, read from the table of its own
features, of its place, and of the units around it; the weights are data
(``config/rules/paragraphs.json``, with the recipe of their training). The best-scoring run of
units is the region of the article. The model alone never removes: it folds, inside the region it
leaves running text alone, and it speaks only where a rule has seen that there is furniture at
all, so that a clean text stays as it is.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from diploread.index.article import RemovedKind
from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core, Shape
from diploread.index.cleaning.features import Features, own_features, place_features
from diploread.index.cleaning.rules import Rules

Table = Mapping[str, float]

_AROUND = ((-1, "prev"), (1, "next"), (-2, "prev2"), (2, "next2"))
_STEEPEST = 3.9
"""Log-odds beyond this count as this, so that no single unit decides where the region ends."""

_PAGE_SHARE = 0.3
"""Share of units that look like furniture from which a text is a page, not a hand-made save."""
_PAGE_SEEN = 3
_SPEAKER = re.compile(r"[A-Z][A-Z.'’ -]{1,40}:\s|[QA][.:]?\s{2,}")
"""The speaker's label in a transcript, whose short answers are no furniture."""
_FURNITURE = math.log(0.2 / 0.8)
MOST_UNITS = 20_000
"""Units beyond which no model is asked: a newspaper of a month has fewer, and each costs 40 µs and
2 kB, so that a page made of nothing but empty paragraphs would cost minutes and gigabytes."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log-odds under which a unit is folded, inside the region and outside it."""

    inside: float
    outside: float


PAGE = Thresholds(inside=math.log(0.2 / 0.8), outside=math.log(0.9 / 0.1))
SAVE = Thresholds(inside=math.log(0.1 / 0.9), outside=math.log(0.3 / 0.7))
_SENTENCE_LENGTH, _SENTENCE_SHARE = 40, 0.2
"""Characters, and share of function words, from which a line that ends like one is a sentence."""


@dataclass(frozen=True, slots=True)
class Model:
    """The weights; a feature that a table does not hold weighs nothing."""

    intercept: float
    tables: Mapping[str, Table]

    def scores(self, own: Sequence[Features], place: Sequence[Features]) -> list[float]:
        """The log-odds that each unit is article text."""
        count = len(own)
        mine, placed = self.tables["own"], self.tables["place"]
        around = [(step, self.tables[name]) for step, name in _AROUND]
        found = []
        for index in range(count):
            total = self.intercept
            for name in own[index]:
                total += mine.get(name, 0.0)
            for name in place[index]:
                total += placed.get(name, 0.0)
            for step, table in around:
                beside = index + step
                if 0 <= beside < count:
                    for name in own[beside]:
                        total += table.get(name, 0.0)
                else:
                    total += table.get("none", 0.0)
            found.append(total)
        return found


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model that ships with diploread."""
    text = resources.files("diploread.config.rules").joinpath("paragraphs.json")
    data = json.loads(text.read_text(encoding="utf-8"))
    return Model(data["intercept"], data["tables"])


def probability(score: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def find_region(scores: Sequence[float], lengths: Sequence[int]) -> Core:
    """The best-scoring run of units; long units count more."""
    best, first, last = 0.0, 0, 0
    total, start = 0.0, 0
    for index, (score, length) in enumerate(zip(scores, lengths, strict=True)):
        if total <= 0:
            total, start = 0.0, index
        weight = min(length, 400) / 200 + 0.3
        total += max(-_STEEPEST, min(_STEEPEST, score)) * weight
        if total > best:
            best, first, last = total, start, index + 1
    return Core(first, last) if last else Core(0, len(scores))


def reads_english(shapes: Sequence[Shape]) -> bool:
    """Whether the long paragraphs are English prose; of other languages the model knows nothing."""
    long = [measured for measured in shapes if measured.length >= 220]
    return bool(long) and sum(m.stop_share > 0.25 for m in long) >= 0.5 * len(long)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of an article, before anything is claimed."""

    region: Core
    """Where the article stands; the rough core where the model has nothing to say."""
    own: list[Features]
    scores: list[float] | None
    """Log-odds of each unit; None for a language that the model does not know."""


def read(docket: Docket, shapes: Sequence[Shape], core: Core, rules: Rules) -> Reading:
    """Score the units and find the region of the article; see ``MOST_UNITS``."""
    if len(docket.units) > MOST_UNITS:
        docket.limit = f"more than {MOST_UNITS:,} paragraphs: rules alone say what is no article"
        return Reading(core, [[] for _ in shapes], None)
    own = own_features(docket, shapes, core, rules)
    if not reads_english(shapes):
        return Reading(core, own, None)
    scores = load_model().scores(own, place_features(shapes, core))
    return Reading(find_region(scores, [measured.length for measured in shapes]), own, scores)


def model_claims(docket: Docket, shapes: Sequence[Shape], reading: Reading) -> None:
    """File what the model folds."""
    if reading.scores is None:
        return
    region = reading.region
    seen = sum(_is_furniture(docket.verdict(index)) for index in range(len(shapes)))
    if not seen:
        return
    low = sum(score < _FURNITURE for score in reading.scores)
    page = seen >= _PAGE_SEEN and low >= _PAGE_SHARE * len(shapes)
    thresholds = PAGE if page else SAVE
    prose = _with_prose_beside(docket, shapes, region)
    for index, score in enumerate(reading.scores):
        inside = index in region
        if score >= (thresholds.inside if inside else thresholds.outside):
            continue
        place = "inside" if inside else "outside"
        reason = f"score {probability(score):.2f}, {place} the article's region"
        claim = Claim(
            "fold", "model.paragraph", reason, kind=_kind(index, region), confidence=_sure(score)
        )
        guessed = inside and shapes[index].fluent
        if guessed or index in prose or _SPEAKER.match(docket.plain[index]):
            docket.hear(index, claim)
        else:
            docket.file(index, claim)


def _with_prose_beside(docket: Docket, shapes: Sequence[Shape], region: Core) -> set[int]:
    """Sentences that follow on the region with nothing between: the article's own edges."""
    found: set[int] = set()
    for start, step in ((region.start - 1, -1), (region.end, 1)):
        index = start
        while 0 <= index < len(shapes) and docket.open(index) and _is_prose(shapes[index]):
            found.add(index)
            index += step
    return found


def _is_prose(measured: Shape) -> bool:
    return (
        measured.ends
        and measured.length >= _SENTENCE_LENGTH
        and measured.stop_share >= _SENTENCE_SHARE
    )


def _is_furniture(verdict: Claim | None) -> bool:
    """Whether a rule has seen a piece of a page here, not just a mark or a line of metadata."""
    return (
        verdict is not None
        and verdict.action in ("fold", "remove")
        and verdict.kind not in ("header", "other")
    )


def _kind(index: int, region: Core) -> RemovedKind:
    if index < region.start:
        return "header"
    return "footer" if index >= region.end else "other"


def _sure(score: float) -> float:
    return round(max(0.5, 1 - probability(score)), 2)
