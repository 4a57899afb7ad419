"""Saved pages: where the article stands, by the markup, an extractor's vote and the text.

The page model is the paragraph model with more to look at: trafilatura's vote on each unit, the
element and its ancestors, links, and how far the units in the same container have the vote
(``config/rules/pages.json``). So a second half that the extractor lost is won back by its kin.
What model and extractor both drop outside the article is removed where the model is sure, and
folded where it is not or where the article surrounds it; what one keeps is folded or shown. Where
the two differ much, readability is asked too, and the article is flagged as doubtful.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from diploread.index.article import RawArticle, RemovedKind
from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core, Shape
from diploread.index.cleaning.extractors import readability_text, trafilatura_text, votes
from diploread.index.cleaning.features import Features, own_features, place_features
from diploread.index.cleaning.model import (
    MOST_UNITS,
    Model,
    find_region,
    probability,
    reads_english,
)
from diploread.index.cleaning.pages import page_features
from diploread.index.cleaning.rules import Rules

_VOTE = 0.5
_INSIDE, _OUTSIDE = math.log(0.1 / 0.9), math.log(0.6 / 0.4)
"""Log-odds under which a unit without a vote is dropped, inside the region and outside it."""
_FLUENT_INSIDE, _FLUENT_OUTSIDE = math.log(0.02 / 0.98), math.log(0.4 / 0.6)
"""The same for running text: inside the article it leaves the body on no guess."""
_VOTED_INSIDE, _VOTED_OUTSIDE = math.log(0.01 / 0.99), math.log(0.03 / 0.97)
"""The same for a unit that the extractor keeps: it takes much to overrule it."""
_SURE = math.log(0.1 / 0.9)
"""Log-odds under which a unit that the extractor drops too is removed and not just folded."""
_PLAIN_SCORE = 2.0
"""Log-odds that a vote alone counts for, in languages that the model does not know."""
_MUCH = 0.35
"""Share of the running text on which model and extractor differ that makes a page doubtful."""
_KINDS: dict[str, RemovedKind] = {
    "nav": "navigation",
    "footer": "footer",
    "figcaption": "caption",
    "figure": "caption",
    "aside": "related",
    "form": "control",
    "button": "control",
    "select": "control",
    "header": "header",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the units of a page before anything is claimed."""

    region: Core
    own: list[Features]
    fluent: list[bool]
    """Which units are running text."""
    scores: list[float]
    first: list[float]
    """Trafilatura's votes."""
    second: list[float] | None
    """Readability's, where it was asked."""
    doubt: str
    """Why the page is doubtful, for the reader; empty where it is not."""

    def dropped(self, index: int) -> bool:
        """Whether the model takes the unit for furniture."""
        inside = index in self.region
        if self.first[index] >= _VOTE:
            bound = _VOTED_INSIDE if inside else _VOTED_OUTSIDE
        elif self.fluent[index]:
            bound = _FLUENT_INSIDE if inside else _FLUENT_OUTSIDE
        else:
            bound = _INSIDE if inside else _OUTSIDE
        return self.scores[index] < bound and not self.kept_by_both(index)

    def kept_by_both(self, index: int) -> bool:
        """Whether both extractors keep the unit, where both were asked."""
        return (
            self.second is not None and self.first[index] >= _VOTE and self.second[index] >= _VOTE
        )


@lru_cache(maxsize=1)
def load_page_model() -> Model:
    """The weights for pages."""
    text = resources.files("diploread.config.rules").joinpath("pages.json")
    data = json.loads(text.read_text(encoding="utf-8"))
    return Model(data["intercept"], data["tables"])


def read_page(
    raw: RawArticle, docket: Docket, shapes: Sequence[Shape], core: Core, rules: Rules
) -> Page | None:
    """Judge the units of a page; None where there is no markup to go by, or no extractor's text."""
    if not raw.html or not docket.units or len(docket.units) > MOST_UNITS:
        return None
    extracted = trafilatura_text(raw.html)
    if extracted is None:
        return None
    first = votes(docket.units, extracted)
    if not any(vote >= _VOTE for vote in first):
        return None  # an extractor that saw another text has no say
    own = own_features(docket, shapes, core, rules)
    if reads_english(shapes):
        marked = page_features(docket.units, first)
        own = [a + b for a, b in zip(own, marked, strict=True)]
        scores = load_page_model().scores(own, place_features(shapes, core))
    else:
        scores = [_PLAIN_SCORE if vote >= _VOTE else -_PLAIN_SCORE for vote in first]
    region = find_region(scores, [measured.length for measured in shapes])
    fluent = [measured.fluent for measured in shapes]
    page = Page(region, own, fluent, scores, first, None, "")
    return _asked_again(raw.html, page, docket, shapes)


def _asked_again(html: str, page: Page, docket: Docket, shapes: Sequence[Shape]) -> Page:
    """With a second opinion, where model and extractor differ on much of the running text."""
    fluent = [i for i, measured in enumerate(shapes) if measured.fluent]
    total = sum(shapes[i].length for i in fluent)
    differing = sum(shapes[i].length for i in fluent if page.dropped(i) == (page.first[i] >= _VOTE))
    if not total or differing <= _MUCH * total:
        return page
    extracted = readability_text(html)
    second = votes(docket.units, extracted) if extracted else None
    kept = sum(shapes[i].length for i in fluent if page.first[i] >= _VOTE)
    doubt = f"the page can be read in more than one way: trafilatura keeps {kept / total:.0%}"
    if second is not None:
        kept = sum(shapes[i].length for i in fluent if second[i] >= _VOTE)
        doubt += f", readability {kept / total:.0%}"
    doubt += " of its running text"
    return replace(page, second=second, doubt=doubt)


def page_claims(docket: Docket, shapes: Sequence[Shape], page: Page) -> None:
    """Remove what model and extractor surely drop outside the article; fold what is less sure."""
    docket.doubt = page.doubt
    for index, score in enumerate(page.scores):
        if not page.dropped(index):
            continue
        place = "inside" if index in page.region else "outside"
        voted = page.first[index] >= _VOTE
        sure = place == "outside" and score < _SURE
        opinion = "keeps" if voted else "drops"
        reason = f"score {probability(score):.2f}, {place} the article; trafilatura {opinion} it"
        if page.second is not None:
            opinion = "keeps" if page.second[index] >= _VOTE else "drops"
            reason += f", readability {opinion} it"
        claim = Claim(
            "remove" if sure and not voted and not page.doubt else "fold",
            "page.model",
            reason,
            kind=_kind(docket, index, page.region),
            confidence=round(max(0.5, 1 - probability(score)), 2),
        )
        if place == "inside" and shapes[index].fluent and voted:
            docket.hear(index, claim)
        else:
            docket.file(index, claim)


def _kind(docket: Docket, index: int, region: Core) -> RemovedKind:
    steps = [step.partition("[")[0] for step in docket.units[index].path.split("/")]
    for step in reversed(steps):
        if step in _KINDS:
            return _KINDS[step]
    if index < region.start:
        return "header"
    return "footer" if index >= region.end else "other"
