"""What the user has set right, laid over what the rooms have found.

Line corrections go into cleaning and entity corrections into entities, which know how to respect
them; metadata and quotes are set right here, on the records. Everything so set has the basis
``hand``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from diploread.config.corrections import ArticleFix, Corrections, EntityFix, LineFix, QuoteFix

from .article import (
    Cleaned,
    DateValue,
    Precision,
    Quote,
    QuoteType,
    RawArticle,
    Speaker,
    Value,
)

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


def with_quotes(
    quotes: Sequence[Quote],
    body: str,
    raw: RawArticle,
    corrections: Corrections,
    id_of: Callable[[int, int], str],
) -> tuple[Quote, ...]:
    """The quotes with speakers, kinds and bounds as the user gave them, and those they added.

    A fix names a quote by its id; where the bounds have moved since, by file and words.
    """
    made = list(quotes)
    for fix in corrections.quotes:
        if fix.file and (fix.file != raw.path or fix.part != raw.part):
            continue
        at = _which(made, fix)
        if fix.kind == "none":
            made = _without(made, at)
        elif at is not None:
            made[at] = _set_right(made[at], fix, body)
        elif fix.file and fix.text:
            added = _added(fix, body, id_of)
            made += [added] if added else []
    return tuple(sorted(made, key=lambda quote: (quote.start, -quote.end)))


def _without(quotes: list[Quote], at: int | None) -> list[Quote]:
    """The quotes without one that is none; what was nested in it stands by itself."""
    if at is None:
        return quotes
    gone = quotes[at].id
    rest = [*quotes[:at], *quotes[at + 1 :]]
    return [
        msgspec.structs.replace(quote, nested_in=None) if quote.nested_in == gone else quote
        for quote in rest
    ]


def _which(quotes: Sequence[Quote], fix: QuoteFix) -> int | None:
    for i, quote in enumerate(quotes):
        if fix.quote and quote.id == fix.quote:
            return i
    if fix.file and fix.text:
        wanted = " ".join(fix.text.split())
        for i, quote in enumerate(quotes):
            if " ".join(quote.text.split()) == wanted:
                return i
    return None


def _set_right(quote: Quote, fix: QuoteFix, body: str) -> Quote:
    changes: dict[str, Any] = {"speaker": _speaker(quote.speaker, fix)}
    edited = ["speaker"] if fix.speaker is not None else []
    kind = _kind(fix)
    if kind:
        changes["type"] = kind
        edited.append("type")
    if fix.kind is not None:
        changes["scare"] = fix.kind == "scare"
        edited += ["scare"] if quote.scare is not changes["scare"] else []
    if fix.words:
        # The new words are looked for around the old ones, for they may stand elsewhere too.
        low = max(quote.start - len(fix.words), 0)
        start = body.find(fix.words, low)
        if start == -1:
            start = body.find(fix.words)
        if start != -1:
            end = start + len(fix.words)
            changes |= {"start": start, "end": end, "text": fix.words, "spans": ((start, end),)}
            edited.append("bounds")
    edited = list(dict.fromkeys((*quote.edited, *edited)))
    return msgspec.structs.replace(quote, confidence=1.0, edited=tuple(edited), **changes)


def _kind(fix: QuoteFix) -> QuoteType | None:
    known: tuple[QuoteType, ...] = get_args(QuoteType)
    return next((kind for kind in known if kind == fix.kind), None)


def _speaker(old: Speaker, fix: QuoteFix) -> Speaker:
    if fix.speaker is None:
        return old
    if not fix.speaker:
        return Speaker(how="none")
    return msgspec.structs.replace(
        old,
        name=fix.speaker,
        id=fix.speaker_id,
        role=fix.role if fix.role is not None else old.role,
        how="hand",
        confidence=1.0,
    )


def _added(fix: QuoteFix, body: str, id_of: Callable[[int, int], str]) -> Quote | None:
    """A quote the machine missed."""
    start = body.find(fix.text)
    if start == -1:
        return None
    end = start + len(fix.text)
    return Quote(
        id=id_of(start, end),
        type=_kind(fix) or "direct",
        start=start,
        end=end,
        text=fix.text,
        spans=((start, end),),
        speaker=_speaker(Speaker(), fix),
        rule="hand",
        edited=("quote",),
    )
