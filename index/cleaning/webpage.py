"""Saved pages: where the article stands, by the markup, an extractor's vote and the text.

The page model asks boosted trees (``config/rules/pages.json``) about the measures of each unit:
trafilatura's vote on it, its text and links, what the page calls the elements around it, and what
its kin and its neighbours look like. So a second half that the extractor lost is won back by its
kin, and a list of links goes with its like. What the model surely drops outside the article, and
the extractor too, is removed; what is less sure, or stands within the article, is folded in its
place; what one would rather keep is shown. Where model and extractor differ much, readability is
asked too, and the article is flagged as doubtful.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diploread.index.article import RawArticle, RemovedKind
from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core, Shape
from diploread.index.cleaning.extractors import readability_text, trafilatura_text, votes
from diploread.index.cleaning.features import Features, own_features
from diploread.index.cleaning.measures import first_guess, measures, rows
from diploread.index.cleaning.model import (
    MOST_UNITS,
    find_region,
    probability,
    reads_english,
)
from diploread.index.cleaning.rules import Rules
from diploread.index.cleaning.trees import load_trees

_VOTE = 0.5
_SHOWN = math.log(0.25 / 0.75)
"""Log-odds from which a unit is shown: to lose a paragraph costs more than to keep a line."""
_FLUENT_INSIDE = math.log(0.05 / 0.95)
"""The same for running text within the article, which leaves the body on no guess."""
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
        guarded = self.fluent[index] and index in self.region
        bound = _FLUENT_INSIDE if guarded else _SHOWN
        return self.scores[index] < bound and not self.kept_by_both(index)

    def kept_by_both(self, index: int) -> bool:
        """Whether both extractors keep the unit, where both were asked."""
        return (
            self.second is not None and self.first[index] >= _VOTE and self.second[index] >= _VOTE
        )


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
        model = load_trees("pages.json")
        found = measures(docket.units, shapes, own, first, first_guess(docket.units, shapes, first))
        scores = model.scores(rows(found, model.measures))
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
