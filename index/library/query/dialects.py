"""What the habits of other systems change in the language."""

from __future__ import annotations

from dataclasses import dataclass, field

from .errors import QueryError


@dataclass(frozen=True, slots=True)
class Dialect:
    """Switches that lexer and parser ask."""

    name: str
    space: str = "and"
    """What stands between two words without an operator: ``and``, ``or`` or ``phrase``."""
    or_first: bool = False
    """OR binds tighter than everything but the unit (Nexis)."""
    within_ordered: bool = False
    """``w/n`` keeps the order (Factiva)."""
    any_case: bool = False
    """Operators in lower case are operators."""
    bang_truncates: bool = False
    """``sanction!`` is ``sanction*`` (Nexis)."""
    dollar_truncates: bool = False
    """``sanction$3`` allows three letters more (Factiva)."""
    calls: dict[str, str] = field(default_factory=dict)
    """``HEADLINE(...)`` and the like, by the field they mean."""
    assigns: dict[str, str] = field(default_factory=dict)
    """``hd=`` and the like, by the field they mean."""


DIALECTS = {
    "diploread": Dialect("diploread"),
    "factiva": Dialect(
        "factiva", space="phrase", within_ordered=True, any_case=True, dollar_truncates=True,
        assigns={"hd": "title", "by": "byline", "hlp": "lead", "sn": "source", "wc": "words"},
    ),
    "nexis": Dialect(
        "nexis", space="phrase", or_first=True, any_case=True, bang_truncates=True,
        calls={"headline": "title", "hlead": "lead", "byline": "byline", "body": "body",
               "publication": "source"},
    ),
    "lucene": Dialect("lucene", space="or"),
}  # fmt: skip
DIALECTS["lexis"] = DIALECTS["nexis"]


def dialect(name: str) -> Dialect:
    """The dialect of that name."""
    if name not in DIALECTS:
        raise QueryError(f'no dialect "{name}"', "dialects are " + ", ".join(DIALECTS))
    return DIALECTS[name]
