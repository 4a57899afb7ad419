"""What the user has set right, laid over what the rooms have found.

Line corrections go into cleaning and entity corrections into entities, which know how to respect
them; metadata is set right here, on the records, and quotes in ``corrected_quotes``. Everything so
set has the basis ``hand``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from diploread.config.corrections import ArticleFix, Corrections, EntityFix, LineFix

from .article import Cleaned, DateValue, Precision, RawArticle, Value

if TYPE_CHECKING:
    from .cleaning.overrides import Overrides
    from .entities.context import EntityContext

_SECTIONS = {
    "person": "people", "org": "organisations", "country": "countries", "place": "places",
    "city": "cities", "norp": "peoples", "event": "events",
}  # fmt: skip
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def overrides_of(corrections: Corrections) -> Overrides | None:
    """Lines restored and removed, as cleaning takes them."""
    from .cleaning.overrides import Overrides

    if not corrections.lines:
        return None
    restored = [(scope, f.restore) for f in corrections.lines if f.restore for scope in _scopes(f)]
    removed = [
        (scope, fix.remove, fix.kind)
        for fix in corrections.lines
        if fix.remove
        for scope in _scopes(fix)
    ]
    return Overrides.of(restored, removed)


def _scopes(fix: LineFix) -> list[str]:
    """One article, or a source by its name or its host, or everywhere."""
    from .cleaning.lines import normalised
    from .cleaning.overrides import EVERYWHERE

    if fix.file:
        return [f"{fix.file}#{fix.part}"]
    if fix.source:
        return [normalised(fix.source), fix.source.lower()]
    return [EVERYWHERE]


def context_with(
    corrections: Corrections, base: EntityContext | None = None
) -> EntityContext | None:
    """Names added, forbidden and merged, on top of the user's ``entities.yaml``."""
    from .entities.context import EntityContext, context_of

    if not corrections.entities:
        return base
    data: dict[str, Any] = {"never": [], "merge": {}}
    for fix in corrections.entities:
        _put(fix, data)
    made = context_of(data, "corrections")
    return (base or EntityContext()).joined(made)


def _put(fix: EntityFix, data: dict[str, Any]) -> None:
    if fix.never:
        data["never"].append(fix.never)
    elif fix.merge and fix.into:
        data["merge"][fix.merge] = fix.into
    elif fix.name:
        row: dict[str, Any] = {"name": fix.name, "aliases": list(fix.aliases)}
        if fix.id:
            row["id"] = fix.id
        if fix.country:
            row["country"] = fix.country
        data.setdefault(_SECTIONS.get(fix.type, "people"), []).append(row)


def with_metadata(cleaned: Cleaned, raw: RawArticle, corrections: Corrections) -> Cleaned:
    """The article with title, date, source, agency and byline as the user gave them."""
    for fix in corrections.articles:
        if fix.file == raw.path and fix.part == raw.part:
            cleaned = _fixed(cleaned, fix)
    return cleaned


def _fixed(cleaned: Cleaned, fix: ArticleFix) -> Cleaned:
    changes: dict[str, Any] = {}
    for name in ("title", "source", "agency", "byline"):
        given, old = getattr(fix, name), getattr(cleaned, name)
        if given is not None:
            start, end = (old.start, old.end) if old is not None else (None, None)
            changes[name] = Value(text=given, basis="hand", start=start, end=end) if given else None
    if fix.date is not None:
        changes["date"] = _date(fix.date, cleaned.date)
    return msgspec.structs.replace(cleaned, **changes)


def _date(given: str, old: DateValue | None) -> DateValue | None:
    precision = _PRECISIONS.get(len(given))
    if precision is None:  # "none", or empty
        return None
    start, end = (old.start, old.end) if old is not None else (None, None)
    evidence = "set by hand"
    return DateValue(
        value=given, precision=precision, basis="hand", evidence=evidence, start=start, end=end
    )
