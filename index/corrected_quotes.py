"""Quotes as the user has set them right: speaker, kind, bounds, no quote at all, one more quote.

A correction names its quote by the id that the machine's findings give it, and says the words
beside it: where a newer machine, or a text cleaned otherwise, bounds the quote differently, the
words find it again. What was set right so holds after every rebuild, and :func:`refitted` shows it
at once in an article that is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from diploread.config.corrections import Corrections, QuoteFix

from .article import Article, Mention, Quote, QuoteType, RawArticle, Speaker

if TYPE_CHECKING:
    from .spans import Range

IdOf = Callable[[int, int], str]
"""Id of a quote from its body offsets."""

SAME = 0.7
"""Share of the longer of two stretches that both must hold to be taken for one quote."""


def with_quotes(
    quotes: Sequence[Quote],
    body: str,
    raw: RawArticle | Article,
    corrections: Corrections,
    id_of: IdOf,
    mentions: Sequence[Mention] = (),
) -> tuple[Quote, ...]:
    """The quotes with speakers, kinds and bounds as the user gave them, and those they added.

    ``raw`` says whose they are by ``path`` and ``part``. ``mentions`` are the entities of the body,
    from which quotes with new bounds take what they are about.
    """
    made = list(quotes)
    moved: set[str] = set()
    for fix in corrections.quotes:
        if fix.file and (fix.file != raw.path or fix.part != raw.part):
            continue
        at = _which(made, fix, body)
        if fix.kind == "none":
            made = _without(made, at)
        elif at is not None:
            made[at] = _set_right(made[at], fix, body)
            if fix.words:
                moved.add(made[at].id)
        elif fix.file and fix.text:
            added = _added(fix, body, id_of)
            made += [added] if added else []
            moved.update(quote.id for quote in made[-1:] if added)
    if moved:
        made = [_about(q, mentions) if q.id in moved and mentions else q for q in made]
        made = _nested_anew(made, moved)
    return tuple(sorted(made, key=_order))


def refitted(article: Article, fix: QuoteFix) -> Article:
    """An open article with one more correction: as the next rebuild will make it."""
    from .pipeline import quote_id_of
    from .spans import BodyMap

    body_map = BodyMap(article.body_map)

    def id_of(start: int, end: int) -> str:
        span = body_map.raw_span(start, end) or (start, end)
        return quote_id_of(article.sha256, article.part, *span)

    fixes = Corrections(quotes=(fix,))
    quotes = with_quotes(article.quotes, article.body, article, fixes, id_of, article.entities)
    return msgspec.structs.replace(article, quotes=quotes)


def _order(quote: Quote) -> tuple[int, int]:
    return (quote.start, -quote.end)


# --- which quote is meant -----------------------------------------------------------------------


def _which(quotes: Sequence[Quote], fix: QuoteFix, body: str) -> int | None:
    """Index of the quote a correction speaks of; None where there is none yet."""
    for i, quote in enumerate(quotes):
        if fix.quote and quote.id == fix.quote:
            return i
    if not (fix.file and fix.text):
        return None
    for words in (fix.text, fix.words or ""):
        wanted = " ".join(words.split())
        for i, quote in enumerate(quotes):
            if wanted and " ".join(quote.text.split()) == wanted:
                return i
    if not fix.quote:  # the words alone: one more quote, wherever they stand
        return None
    found = next(_places(fix.text, body), None)
    return None if found is None else _nearly(quotes, found)


def _nearly(quotes: Sequence[Quote], span: Range) -> int | None:
    """Index of the quote that shares most with ``span``, if that is nearly all of both."""
    best, most = None, SAME
    for i, quote in enumerate(quotes):
        shared = min(quote.end, span[1]) - max(quote.start, span[0])
        share = shared / max(quote.end - quote.start, span[1] - span[0])
        if share >= most:
            best, most = i, share
    return best


def _places(words: str, body: str) -> Iterator[Range]:
    """Where the words stand in the body, however its lines are broken."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if pattern:
        for match in re.finditer(pattern, body):
            yield match.span()


# --- what is set right --------------------------------------------------------------------------


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


def _set_right(quote: Quote, fix: QuoteFix, body: str) -> Quote:
    changes: dict[str, Any] = {"speaker": _speaker(quote.speaker, fix)}
    edited = ["speaker"] if fix.speaker is not None else []
    span = _new_bounds(quote, fix.words or "", body)
    if span is not None:
        spans = _pieces(quote.spans, span)
        changes |= {"start": span[0], "end": span[1], "text": body[slice(*span)], "spans": spans}
        changes["type"] = quote.type if "type" in quote.edited else _by_marks(body, spans)
        edited.append("bounds")
    kind = _kind(fix)
    if kind:
        changes["type"] = kind
        edited.append("type")
    if fix.kind is not None:
        changes["scare"] = fix.kind == "scare"
        edited += ["scare"] if quote.scare is not changes["scare"] else []
    edited = list(dict.fromkeys((*quote.edited, *edited)))
    return msgspec.structs.replace(quote, confidence=1.0, edited=tuple(edited), **changes)


def _new_bounds(quote: Quote, words: str, body: str) -> Range | None:
    """Where the new words stand: they may stand elsewhere too, the nearest to the old ones count.

    None where the article does not hold them; the bounds then stay.
    """

    def distance(span: Range) -> tuple[int, int]:
        shared = min(quote.end, span[1]) - max(quote.start, span[0])
        return (-shared, abs(span[0] - quote.start))

    return min(_places(words, body), key=distance, default=None)


def _pieces(old: Sequence[Range], new: Range) -> tuple[Range, ...]:
    """The new bounds without what interrupted the old quote: its attribution in the middle."""
    start, end = new
    kept = [(max(a, start), min(b, end)) for a, b in old if a < end and b > start]
    if not kept:
        return (new,)
    kept[0] = (start, kept[0][1])
    kept[-1] = (kept[-1][0], end)
    return tuple(kept)


def _by_marks(body: str, spans: Sequence[Range]) -> QuoteType:
    from .quotes.records import type_by_marks

    return type_by_marks(body, spans)


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


def _added(fix: QuoteFix, body: str, id_of: IdOf) -> Quote | None:
    """A quote the machine missed; an id tells which of several like places is meant."""
    places = list(_places(fix.words or fix.text, body))
    if not places:
        return None
    start, end = next((span for span in places if id_of(*span) == fix.quote), places[0])
    spans = ((start, end),)
    return Quote(
        id=id_of(start, end),
        type=_kind(fix) or _by_marks(body, spans),
        start=start,
        end=end,
        text=body[start:end],
        spans=spans,
        speaker=_speaker(Speaker(), fix),
        scare=fix.kind == "scare",
        rule="hand",
        edited=("quote",),
    )


# --- what follows from new bounds ---------------------------------------------------------------


def _about(quote: Quote, mentions: Sequence[Mention]) -> Quote:
    inside = [
        mention.id
        for mention in mentions
        if mention.id and any(a <= mention.start and mention.end <= b for a, b in quote.spans)
    ]
    return msgspec.structs.replace(quote, about=tuple(dict.fromkeys(inside)))


def _nested_anew(quotes: Sequence[Quote], moved: set[str]) -> list[Quote]:
    """Which quote stands in which, for those whose bounds are new and those around or in them."""
    ordered = sorted(quotes, key=_order)
    bounds = {quote.id: (quote.start, quote.end) for quote in ordered}
    out: list[Quote] = []
    for i, quote in enumerate(ordered):
        span = (quote.start, quote.end)
        outer = quote.nested_in
        touched = quote.id in moved or outer in moved
        touched = touched or any(_holds(bounds[name], span) for name in moved if name in bounds)
        if touched:
            outer = next((o.id for o in reversed(ordered[:i]) if _holds_piece(o, span)), None)
        out.append(msgspec.structs.replace(quote, nested_in=outer))
    return out


def _holds(outer: Range, inner: Range) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _holds_piece(outer: Quote, inner: Range) -> bool:
    if (outer.start, outer.end) == inner:
        return False
    return any(a <= inner[0] and inner[1] <= b for a, b in outer.spans)
