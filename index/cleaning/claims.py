"""Claims: what the rules say about the units, before anything is decided.

Each kind of evidence looks at the units and files its claims in a :class:`Docket`. The first
claim that decides a unit wins, in the order in which the evidence was heard; the later ones are
kept beside it, so that ``diploread removed --explain`` can show everything that spoke.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from diploread.index.article import RemovedKind
from diploread.index.cleaning.units import Unit

Action = Literal["keep", "extract", "fold", "remove"]
"""Shown in the body; taken out as metadata; dimmed in its place; only in the Removed panel."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One opinion on one unit, or on a stretch of it."""

    action: Action
    rule: str
    reason: str
    kind: RemovedKind = "other"
    """For ``fold`` and ``remove``."""
    slot: str = ""
    """For ``extract``: the metadata field it fills."""
    confidence: float = 1.0
    decides: bool = True
    """False for evidence that is recorded but too weak to act on."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch inside a unit that leaves the body while the rest stays; offsets in raw."""

    start: int
    end: int
    claim: Claim


@dataclass(slots=True)
class Docket:
    """All units of an article with everything claimed about them."""

    raw: str
    units: tuple[Unit, ...]
    claims: list[list[Claim]] = field(init=False)
    cuts: dict[int, list[Cut]] = field(default_factory=dict)
    plain: list[str] = field(init=False)
    """Each unit's text on one line without its bullet, as rules look at it."""

    doubt: str = ""
    """Why the whole is doubtful, as a reader may be told; empty where it is not."""
    limit: str = ""
    """What was not done because the text is too large, as a reader may be told."""

    def __post_init__(self) -> None:
        self.claims = [[] for _ in self.units]
        self.plain = [plain(unit) for unit in self.units]

    def file(self, index: int, claim: Claim) -> None:
        """Put ``claim`` on record for the unit ``index``."""
        self.claims[index].append(claim)

    def verdict(self, index: int) -> Claim | None:
        """The claim that decides the unit; None where it is simply body."""
        return next((c for c in self.claims[index] if c.decides), None)

    def open(self, index: int) -> bool:
        """Whether nothing has decided the unit yet."""
        return self.verdict(index) is None

    def in_body(self, index: int) -> bool:
        """Whether the unit is body as things stand."""
        verdict = self.verdict(index)
        return verdict is None or verdict.action == "keep"

    def cut(self, index: int, start: int, end: int, claim: Claim) -> None:
        """Take ``raw[start:end]`` out of the unit ``index``."""
        self.cuts.setdefault(index, []).append(Cut(start, end, claim))

    def hear(self, index: int, claim: Claim) -> None:
        """File ``claim`` as evidence that decides nothing."""
        self.file(index, replace(claim, decides=False))


def plain(unit: Unit) -> str:
    """The unit's text as rules see it: white space collapsed, bullet and emphasis marks off."""
    text = unit.text
    if len(text) > 600:  # no rule looks at a paragraph this long as a whole
        return text
    text = " ".join(text.split())
    stripped = text.lstrip("•◦▪‣·●○■□►▶*+#>–—- \ufeff\u200b").rstrip("*_ \u200b")
    return stripped or text
