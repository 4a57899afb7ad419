"""What an export may be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grouping = Literal["speaker", "article", "date", "none"]
AgencyAs = Literal["author", "outlet", "note"]
Style = Literal["chicago", "apa"]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices that several formats share; each format looks at those that concern it."""

    title: str = ""
    """Heading of a memo, e.g. the dossier's name."""
    group: Grouping = "speaker"
    """``none`` keeps the order in which the entries came."""
    style: Style = "chicago"
    agency_as: AgencyAs = "author"
    """Guides disagree on wire copy: the agency as author, as outlet, or noted at the end."""
    context: bool = True
    """Print the sentences around each quote."""
    mark: bool = False
    """Begin a CSV file with a byte order mark, which some spreadsheets need."""
    unguarded: bool = False
    """Leave cells of a CSV as they are, even if a spreadsheet would run them as formulas."""
    template: str = ""
    """Text of a Jinja template, for the format ``template``."""
