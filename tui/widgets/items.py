"""Rows of the panel, made from records: quotes, names, removed pieces, notes, facets."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diploread.index.article import Article, Mention, Quote
from diploread.tui.labels import chain, counted, dated, day, quote_kind, speaker_name
from diploread.tui.signs import foreign, plain
from diploread.tui.text import clipped, marked
from diploread.tui.widgets.flow import wrap
from diploread.tui.widgets.panel import Item
from diploread.tui.widgets.rows import Parts, fitted

if TYPE_CHECKING:
    from diploread.index.library.rows import FacetValue, QuoteRow
    from diploread.index.notebook.entry import Entry

GROUPS: Final = (
    ("People", ("PERSON",), "person"), ("Bodies", ("ORG", "EVENT"), "org"),
    ("Places", ("GPE", "LOC"), "place"), ("Peoples", ("NORP",), "place"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Near:
    """Something in the article that is open."""

    kind: str
    index: int


@dataclass(frozen=True, slots=True)
class Far:
    """A quote in some article of the answer."""

    article_id: str
    quote: Quote


def key_of(article: Article, kind: str, index: int) -> str:
    """What a row is recognised by: rows of one entity share one key."""
    if kind == "entity":
        return "entity " + entity_key(article.entities[index])
    return f"{kind} {index}"


def entity_key(mention: Mention) -> str:
    """The id of the entity, or its name where nothing identifies it."""
    return mention.id or f"{mention.type}:{(mention.name or mention.text).casefold()}"


def _wrapped(text: str, width: int, lines: int, style: str) -> list[Parts]:
    """The first lines of a text, with an ellipsis where it goes on."""
    flat = " ".join(text.split())
    ranges = wrap(flat, width)
    out: list[Parts] = [
        [(foreign(marked(flat[start:end])), style)] for start, end in ranges[: lines - 1]
    ]
    if len(ranges) >= lines:
        out.append([(clipped(foreign(flat[ranges[lines - 1][0] :]), width), style)])
    return out


def _quote_lines(quote: Quote, width: int, lead: Parts, tail: str = "") -> list[Parts]:
    speaker = speaker_name(quote.speaker)
    sure = quote.speaker.how in ("named", "hand")
    who: Parts = [*lead, (foreign(speaker), "person" if sure else "mark")]
    if quote.speaker.role:
        who.append((foreign(f", {quote.speaker.role}"), "dim"))
    under = " · ".join(part for part in (quote_kind(quote), chain(quote), tail) if part)
    text = _wrapped(quote.text, width - 2, 2, "quote" if quote.type == "direct" else "text")
    return [
        fitted(who, [], width),
        *[[("  ", "text"), *line] for line in text],
        [("  ", "text"), (clipped(under, width - 2), "faint")],
        [],
    ]


def quote_items(
    article: Article, kept: frozenset[str], shown: Callable[[Quote], bool]
) -> list[Item]:
    """The quotes of an article that are to be shown: speaker, first words, kind and chain."""
    out: list[Item] = []
    for index, quote in enumerate(article.quotes):
        if not shown(quote):
            continue

        def draw(width: int, quote: Quote = quote) -> list[Parts]:
            return _quote_lines(quote, width, [("★ ", "mark")] if quote.id in kept else [])

        out.append(Item(draw, value=Near("quote", index), key=f"quote {index}"))
    return out


def answer_quote_items(
    rows: Sequence[QuoteRow], chosen: frozenset[str] = frozenset()
) -> list[Item]:
    """Quotes of many articles, each with date and source; a mark before those ``chosen``."""
    out: list[Item] = []
    for number, row in enumerate(rows):

        def draw(width: int, row: QuoteRow = row) -> list[Parts]:
            places = (dated(row.article.date), row.article.source or "")
            tail = " · ".join(part for part in places if part)
            lead: Parts = [("● ", "mark")] if row.quote.id in chosen else []
            return _quote_lines(row.quote, width, lead, tail)

        far = Far(row.article.id, row.quote)
        out.append(Item(draw, 5, far, key=f"far {number}"))
    return out


def entity_items(article: Article) -> list[Item]:
    """Names by group, each with its count, role and country."""
    out: list[Item] = []
    for title, types, style in GROUPS:
        found: OrderedDict[str, list[int]] = OrderedDict()
        for index, mention in enumerate(article.entities):
            if mention.type in types:
                found.setdefault(entity_key(mention), []).append(index)
        if not found:
            continue
        out.append(_heading(title, len(found)))
        ranked = sorted(found.values(), key=len, reverse=True)
        out += [_entity_item(article, indices, style) for indices in ranked]
    return out


def _entity_item(article: Article, indices: list[int], style: str) -> Item:
    mentions = [article.entities[index] for index in indices]
    name = mentions[0].name or mentions[0].text
    role = next((mention.role for mention in mentions if mention.role), "")
    metonym = any(mention.metonym for mention in mentions)
    detail = role or ("also for its government" if metonym else "")

    def draw(width: int) -> list[Parts]:
        count = f"{len(indices):>3}"
        left: Parts = [
            (foreign(name), style), (foreign(f"  {detail}") if detail else "", "faint")
        ]  # fmt: skip
        return [fitted(left, [(count, "faint")], width)]

    return Item(draw, 1, Near("entity", indices[0]), key=key_of(article, "entity", indices[0]))


def _heading(title: str, count: int | None = None) -> Item:
    def draw(width: int) -> list[Parts]:
        return [[], fitted([(title, "heading")], [(f"{count}" if count else "", "faint")], width)]

    return Item(draw, 2, heading=True)


def removed_items(article: Article) -> list[Item]:
    """What cleaning removed, with kind and reason."""
    out: list[Item] = []
    for index in range(len(article.removed)):

        def draw(width: int, index: int = index) -> list[Parts]:
            piece = article.removed[index]
            sure = "" if piece.confidence >= 0.9 else f" · {piece.confidence:.0%} sure"
            why = f"{piece.kind} · {piece.reason or piece.rule}{sure}"
            text = _wrapped(piece.text, width, 3, "text") or [[("(blank)", "dim")]]
            reason = _wrapped(plain(why), width - 2, 2, "faint")
            return [*text, *[[("  ", "text"), *line] for line in reason], []]

        out.append(Item(draw, value=Near("removed", index), key=f"removed {index}"))
    return [*out, _markup(article)] if article.markup else out


def _markup(article: Article) -> Item:
    """That the file holds marks that are no words; only its raw text shows them."""
    told = f"{counted(len(article.markup), 'mark')} of Markdown, which only the file as it is shows"

    def draw(width: int) -> list[Parts]:
        return [[], *_wrapped(told, width, 3, "faint")]

    return Item(draw, heading=True)


def note_items(kept: Sequence[Entry]) -> list[Item]:
    """Bookmarks and notes of an article."""
    out: list[Item] = []
    for entry in kept:

        def draw(width: int, entry: Entry = entry) -> list[Parts]:
            return entry_lines(entry, width)

        out.append(Item(draw, value=entry, key=f"kept {entry.id}"))
    return out


def entry_lines(entry: Entry, width: int, *, where: bool = False) -> list[Parts]:
    """A bookmark: who, the words, the note, and where it was printed."""
    speaker = entry.speaker
    name = f"[{speaker.name}]" if speaker.guessed else speaker.name or speaker.as_written
    who = name or {"article": "article", "passage": "passage"}.get(entry.kind, "?")
    tags = "  " + " ".join(f"#{tag}" for tag in entry.user.tags) if entry.user.tags else ""
    out: list[Parts] = [
        fitted(
            [("★ " if entry.user.starred_at else "✎ ", "mark"), (foreign(who), "person")],
            [(tags, "accent")] if tags else [],
            width,
        )
    ]
    text = entry.text_flat or entry.text
    if text and entry.kind != "article":
        out += [[("  ", "text"), *line] for line in _wrapped(text, width - 2, 2, "text")]
    if entry.user.note:
        note = _wrapped(entry.user.note, width - 4, 3, "mark")
        out += [
            [("  ✎ " if number == 0 else "    ", "mark"), *line] for number, line in enumerate(note)
        ]
    if where:
        shown = clipped(printed_in(entry), width - 2)
        out.append([("  ", "text"), *_own_dots(shown)])
    return [*out, []]


def _own_dots(text: str) -> Parts:
    """Words of an article with the dots between them, which are ours."""
    first, *others = text.split(" · ")
    parts: Parts = [(foreign(first), "faint")]
    for one in others:
        parts += [(" · ", "faint"), (foreign(one), "faint")]
    return parts


def printed_in(entry: Entry) -> str:
    """Title, outlet and date of a bookmark; guesses marked."""
    article = entry.article
    when = ""
    if entry.date is not None:
        when = ("~" if entry.date.guessed else "") + day(entry.date.value)
    parts = [
        article.title.text if article.title else "",
        article.outlet.text if article.outlet else "",
        article.agency.text if article.agency else "",
        when or "undated",
    ]
    return " · ".join(part for part in parts if part)


def facet_items(facets: Mapping[str, Sequence[FacetValue]]) -> list[Item]:
    """Values to narrow by, with their counts."""
    out: list[Item] = []
    for field, values in facets.items():
        if not values:
            continue
        out.append(_heading(field.capitalize()))
        for value in values[:12]:

            def draw(width: int, value: FacetValue = value) -> list[Parts]:
                return [
                    fitted([(foreign(value.label), "text")], [(f"{value.count:,}", "faint")], width)
                ]

            out.append(Item(draw, 1, (field, value), key=f"facet {field} {value.id}"))
    return out


def facet_term(field: str, facet: FacetValue) -> str:
    """The words of the query language that narrow by a facet."""
    if field == "month":
        return f"date:{facet.id}"
    value = facet.label.replace('"', " ").strip()
    return f'{field}:"{value}"' if not value.isalnum() else f"{field}:{value.lower()}"
