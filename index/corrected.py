"""What the user has set right, laid over what the rooms have found.

Line corrections go into cleaning and entity corrections into entities, which know how to respect
them; metadata is set right here, on the records, and quotes in ``corrected_quotes``. Everything so
set has the basis ``hand``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
from diploread.config.corrections import ArticleFix, Corrections, EntityFix, LineFix

from .article import Cleaned, DateValue, Precision, RawArticle, Value

if TYPE_CHECKING:
    from .cleaning.overrides import Overrides
    from .entities.context import EntityContext
    from .entities.decisions import Decision

_SECTIONS = {
    "person": "people", "org": "organisations", "country": "countries", "place": "places",
    "city": "cities", "norp": "peoples", "event": "events",
}  # fmt: skip
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def overrides_of(corrections: Corrections) -> Overrides | None:
    """Lines restored and removed, as cleaning takes them."""
    from .cleaning.lines import normalised
    from .cleaning.overrides import Overrides

    if not corrections.lines:
        return None
    decided: dict[tuple[str, str], LineFix] = {}
    for fix in corrections.lines:  # of two decisions on one line the later holds
        for scope in _scopes(fix):
            decided[scope, normalised(fix.restore or fix.remove)] = fix
    restored = [at for at, fix in decided.items() if fix.restore]
    removed = [(*at, fix.kind) for at, fix in decided.items() if not fix.restore]
    return Overrides.of(restored, removed)


def _scopes(fix: LineFix) -> list[str]:
    """One article, or a source by its name, its host or its folder, or everywhere."""
    from .cleaning.lines import normalised
    from .cleaning.overrides import EVERYWHERE

    if fix.file:
        return [f"{fix.file}#{fix.part}"]
    if fix.source:
        return [normalised(fix.source), fix.source.lower(), fix.source]
    return [EVERYWHERE]


def context_with(
    corrections: Corrections, base: EntityContext | None = None
) -> EntityContext | None:
    """Names added and forbidden, ids merged, split and given another type, on top of the user's
    ``entities.yaml``."""
    from .entities.context import EntityContext, context_of
    from .entities.decisions import Decisions

    if not corrections.entities:
        return base
    names: dict[str, Any] = {"never": []}
    for fix in corrections.entities:
        _put(fix, names)
    decided = tuple(one for fix in corrections.entities if (one := _decision(fix)))
    made = replace(context_of(names, "corrections"), decisions=Decisions(decided))
    return (base or EntityContext()).joined(made)


def _decision(fix: EntityFix) -> Decision | None:
    from .entities.decisions import Decision
    from .entities.ids import entity_id

    if fix.merge:
        return Decision(fix.merge, fix.into, name=fix.name)
    if fix.retype:
        return Decision(fix.retype, fix.into, fix.type, fix.name)
    if fix.split:
        into = fix.into or entity_id(fix.split.partition("/")[0], fix.name) or fix.split
        return Decision(fix.split, into, "", fix.name, fix.text, fix.file, fix.part)
    return None


def _put(fix: EntityFix, names: dict[str, Any]) -> None:
    """A name or a word that is none, as ``entities.yaml`` would have it."""
    from .entities.ids import entity_id

    if fix.merge or fix.retype or fix.split:
        return
    if fix.never:
        here = {"text": fix.never, "file": fix.file, "part": fix.part}
        names["never"].append(here if fix.file else fix.never)
    elif fix.name and (fix.id or entity_id("", fix.name)):
        row: dict[str, Any] = {"name": fix.name, "aliases": list(fix.aliases)}
        if fix.id:
            row["id"] = fix.id
        if fix.country:
            row["country"] = fix.country
        called = {" ".join(word.casefold().split()) for word in (fix.name, *fix.aliases)}
        names["never"] = [  # what is named now is an entity after all
            word for word in names["never"]
            if isinstance(word, dict) or " ".join(word.casefold().split()) not in called
        ]  # fmt: skip
        kind = fix.type or fix.id.partition("/")[0]
        names.setdefault(_SECTIONS.get(kind, "people"), []).append(row)


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
