"""Marks: stretches of tokens on their way to become mentions."""

from __future__ import annotations

from dataclasses import dataclass

from diploread.index.entities.gazetteer import Entity

UNKNOWN = ""
"""The type of a mark that the evidence of the document has still to decide."""
NOTHING = "-"
"""The type of a mark that was found to name nothing."""


@dataclass(slots=True)
class Mark:
    """Tokens ``[i, j)`` that may name something. Layers fill it in; ``find`` makes it a mention."""

    i: int
    j: int
    type: str
    how: str
    entity: Entity | None = None
    """What the gazetteer or the user's own list says it is."""
    tag: str = ""
    """The kind of gazetteer phrase: country, capital, demonym …"""
    titled: bool = False
    """A title or an office stands beside it: surely a person."""
    before_title: bool = False
    """A title follows at once ("Vestra Chairman …"): an organisation or a place."""
    words: tuple[str, ...] = ()
    """The words of the right spelling, where the text misspells a name."""
    same_as: Mark | None = None
    """The mark of the long form, where this is its short form."""
    id: str | None = None
    name: str = ""
    role: str | None = None
    country: str | None = None
    value: str | None = None
    metonym: bool = False
    confidence: float = 1.0
