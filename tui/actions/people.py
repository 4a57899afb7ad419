"""From a name to the whole library: articles with it, quotes by it, quotes about it, and back.

What the reader comes from is kept: query, order, article, place and panel. One key leads back
through all of it, however far one has gone from name to name.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from diploread.tui.actions.names import current_mention, kind_of
from diploread.tui.actions.registry import Action, action
from diploread.tui.labels import counted
from diploread.tui.screens.searching import looked_up
from diploread.tui.text import marked
from diploread.tui.widgets import items as make

if TYPE_CHECKING:
    from diploread.index.article import Mention, Quote
    from diploread.tui.screens.reader import ReaderScreen

FIELDS = {"person": "person", "org": "org", "country": "country"}
"""Fields of the query language by kind of name; all others are ``place:``."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who or what a key speaks of."""

    name: str
    field: str


@dataclass(frozen=True, slots=True)
class Whence:
    """Where one was before a key led to other results."""

    query: str
    sort: str
    article: str
    place: int
    panel: str
    all_quotes: bool
    pane: str
    item: int


def somebody(reader: ReaderScreen) -> Somebody | None:
    """The name meant: current in the text or the panel, else who says the quote that is meant."""
    mention = current_mention(reader)
    if mention is not None and mention.type != "DATE":
        return Somebody(mention.name or " ".join(mention.text.split()), _field(mention))
    quote = _quote_meant(reader)
    if quote is None or not (quote.speaker.name or quote.speaker.text):
        return None
    kind = (quote.speaker.id or "person/").partition("/")[0]
    return Somebody(quote.speaker.name or quote.speaker.text, FIELDS.get(kind, "place"))


def _field(mention: Mention) -> str:
    return FIELDS.get(kind_of(mention), "place")


def _quote_meant(reader: ReaderScreen) -> Quote | None:
    from diploread.tui.actions.notebook import current_quote

    item = reader.side.item
    if reader.pane == "panel" and item is not None and isinstance(item.value, make.Far):
        return item.value.quote
    if reader.pane == "results":
        return None
    return current_quote(reader)


def term(field: str, name: str) -> str:
    """``speaker:"Ilse Varga"``."""
    bare = " ".join(name.replace('"', " ").split())
    return f'{field}:"{bare}"'


async def _about(reader: ReaderScreen, what: str) -> None:
    """Ask the library for everything ``with``, ``by`` or ``about`` the name that is meant."""
    one = somebody(reader)
    if one is None:
        keys = reader.diploread.keymap.first
        reader.say(
            f"no name here; {keys('panel.entities')} lists those of the article, "
            f"{keys('reader.next_entity')} goes to the next",
            "dim",
        )
        return
    field = {"with": one.field, "by": "speaker", "about": "about"}[what]
    told = {"with": "articles with", "by": "quotes by", "about": "quotes about"}[what]
    await _lead(reader, term(field, one.name), f"{told} {marked(one.name)}", what != "with")


async def _lead(reader: ReaderScreen, query: str, told: str, quotes: bool) -> None:
    """Show another answer in the place of this one; where it is empty, stay and say so."""
    library = reader.diploread.library
    if library is None:
        return
    found = await asyncio.to_thread(looked_up, library, query, fold=reader.folding)
    answer = found.answer
    rows = await asyncio.to_thread(library.quotes, answer) if quotes and answer.total else []
    if not answer.total or (quotes and not rows):
        reader.say(f"no {told} in the library", "dim")
        return
    reader.ways.append(_here(reader))
    reader.diploread.remember_search(query)
    reader.line.put(query)
    reader.sort, reader.narrowing, reader.all_quotes = "", ("", ""), False
    reader.show_answer(found)
    if quotes:
        reader.panel, reader.all_quotes, reader.answer_quotes = "quotes", True, rows
        reader.fill_panel()
        reader.side.move_to(0, quiet=True)
    reader.go("panel" if quotes else "results")
    count = counted(len(rows), "quote") if quotes else counted(answer.total, "article")
    back = reader.diploread.keymap.first("list.before")
    reader.say(f"{told}: {count} · {back} leads back")


def _here(reader: ReaderScreen) -> Whence:
    return Whence(
        query=reader.line.value, sort=reader.sort,
        article=reader.article.id if reader.article is not None else "",
        place=reader.view.place, panel=reader.panel, all_quotes=reader.all_quotes,
        pane=reader.pane, item=reader.side.cursor,
    )  # fmt: skip


@action("list.before")
async def before(reader: ReaderScreen) -> None:
    """Back to the results, the article and the place from which a name led away."""
    library = reader.diploread.library
    if not reader.ways or library is None:
        reader.say("no results before these; keys on a name lead to others, and back", "dim")
        return
    whence = reader.ways.pop()
    reader.line.put(whence.query)
    reader.sort, reader.all_quotes, reader.panel = whence.sort, whence.all_quotes, whence.panel
    found = await asyncio.to_thread(
        looked_up, library, reader.query_text, fold=reader.folding, keep=whence.article or None
    )
    if whence.all_quotes:
        reader.answer_quotes = await asyncio.to_thread(library.quotes, found.answer)
    reader.show_answer(found)
    reader.article = None  # it may be the same, with the hits of another query
    if whence.article and reader.show_article(whence.article):
        reader.call_after_refresh(reader.view.restore, whence.place)
    reader.fill_panel()
    reader.side.move_to(whence.item, quiet=True)
    reader.go(whence.pane)
    reader.say("back")


def _key(what: str) -> Action:
    return partial(_about, what=what)


for _what in ("with", "by", "about"):
    action(f"panel.{_what}")(_key(_what))
