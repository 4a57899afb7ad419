"""Bookmarks, notes, copying with a citation, verification."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from diploread.tui.actions.marking import (
    bookmark_quotes,
    entries_of,
    marked_rows,
    over_quotes,
)
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted, speaker_name
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.text import marked
from diploread.tui.widgets import items as make

if TYPE_CHECKING:
    from diploread.index.article import Article, Quote
    from diploread.index.notebook.entry import Entry
    from diploread.index.notebook.verify import Verdict


def current_quote(reader: ReaderScreen) -> Quote | None:
    """The quote meant: the one under the panel's cursor, the current one, the first on the page."""
    article, view = reader.article, reader.view
    if article is None:
        return None
    item = reader.side.item
    near = item.value if reader.pane == "panel" and item is not None else None
    if isinstance(near, make.Near) and near.kind == "quote":
        return article.quotes[near.index]
    if view.target is not None and view.target[0] == "quote":
        return article.quotes[view.target[1]]
    if view.target is not None and view.target[0] in ("hit", "find", "entity"):
        at = view.target[2]
        around = [q for q in article.quotes if q.start <= at < q.end and not q.scare]
        if around:
            return min(around, key=lambda quote: quote.end - quote.start)
    low, high = view.visible_range()
    here = [q for q in article.quotes if low <= q.start < high and not q.scare]
    return here[0] if here else None


def refresh(reader: ReaderScreen) -> None:
    """Paint bookmarks anew in text, panel and list."""
    desk = reader.diploread.desk
    reader.view.kept = desk.kept_quotes(reader.article)
    reader.view.starred = passages(reader)
    reader.view.restyle()
    reader.results.starred = set(desk.starred_articles())
    reader.results.read = desk.read_articles()
    reader.results.reviewed = desk.reviewed_articles()
    reader.results.refresh()
    reader.fill_panel(keep=True)
    reader.status()


def passages(reader: ReaderScreen) -> list[int]:
    """Where bookmarked passages begin in the body of the open article."""
    article = reader.article
    kept = reader.diploread.desk.of_article(article) if article is not None else []
    spans = [body_span(article, e) for e in kept if article and e.kind == "passage"]
    return [span[0] for span in spans if span is not None]


@action("notebook.bookmark_quote")
async def bookmark_quote(reader: ReaderScreen) -> None:
    from diploread.tui.actions.keeping import bookmark_span, entry_in_panel, has_selection

    item = reader.side.item
    if over_quotes(reader) and marked_rows(reader):
        await bookmark_quotes(reader)
        return
    if reader.pane == "panel" and item is not None and isinstance(item.value, make.Far):
        await _bookmark_far(reader, item.value)
        return
    if (entry := entry_in_panel(reader)) is not None:
        await reader.diploread.desk.remove([entry.id])
        refresh(reader)
        reader.say(f"bookmark taken off; {reader.diploread.keymap.first('app.undo')} undoes")
        return
    if has_selection(reader):
        await bookmark_span(reader)
        return
    quote = current_quote(reader)
    if quote is None or reader.article is None:
        reader.say("no quote here to bookmark", "dim")
        return
    kept = await reader.diploread.desk.toggle_quote(reader.article, quote)
    refresh(reader)
    index = reader.article.quotes.index(quote)
    reader.view.jump(("quote", index, quote.start, quote.end))
    undo = reader.diploread.keymap.first("app.undo")
    who = speaker_name(quote.speaker)
    into = reader.diploread.desk.current_dossier
    where = f" · in {into}" if into else ""
    reader.say(f"★ bookmarked: {who}{where}" if kept else f"bookmark taken off; {undo} undoes")


async def _bookmark_far(reader: ReaderScreen, far: make.Far) -> None:
    """A quote of another article of the answer."""
    library = reader.diploread.library
    if library is None:
        return
    article = library.article(far.article_id)
    kept = await reader.diploread.desk.toggle_quote(article, far.quote)
    refresh(reader)
    reader.say("★ bookmarked" if kept else "bookmark taken off")


@action("notebook.bookmark_article")
async def bookmark_article(reader: ReaderScreen) -> None:
    from diploread.tui.actions.keeping import bookmark_marked

    if reader.article is None:
        return
    if reader.pane == "results" and reader.results.marked:
        await bookmark_marked(reader)
        return
    kept = await reader.diploread.desk.toggle_article(reader.article)
    refresh(reader)
    reader.say("★ article bookmarked" if kept else "article's bookmark taken off")


@action("notebook.note")
async def note(reader: ReaderScreen) -> None:
    """A note on the current quote, else on the article."""
    from diploread.tui.actions.keeping import entry_in_panel
    from diploread.tui.screens.prompt import NoteEditor

    article = reader.article
    if article is None or not article.id:
        return
    if (entry := entry_in_panel(reader)) is not None:
        text = await reader.app.push_screen_wait(NoteEditor("Note", entry.user.note))
        if text is not None:
            await reader.diploread.desk.set_note(entry.id, text)
            refresh(reader)
        return
    quote = current_quote(reader) if reader.view.target or reader.pane == "panel" else None
    desk = reader.diploread.desk
    about = f"Note on a quote of {speaker_name(quote.speaker)}" if quote else "Note on the article"
    text = await reader.app.push_screen_wait(NoteEditor(about, desk.note_of(article, quote)))
    if text is None:
        return
    await desk.note(article, quote, text)
    refresh(reader)
    reader.say("note kept")


@action("notebook.bookmarks")
async def bookmarks(reader: ReaderScreen) -> None:
    await open_bookmarks(reader)


async def open_bookmarks(
    reader: ReaderScreen, *, dossier: str = "", verdicts: Mapping[str, Verdict] | None = None
) -> None:
    """The list of all bookmarks; what is chosen there is gone to, or bound to words here."""
    from diploread.tui.actions.keeping import bind_here
    from diploread.tui.screens.bookmarks import BookmarksScreen

    sheet = BookmarksScreen(reader.diploread, dossier=dossier, verdicts=verdicts)
    chosen = await reader.app.push_screen_wait(sheet)
    refresh(reader)
    if chosen is None:
        return
    act, entry = chosen
    if act == "bind":
        await bind_here(reader, entry)
    else:
        open_entry(reader, entry)


def open_entry(reader: ReaderScreen, entry: Entry) -> None:
    """Go to a bookmark in its article."""
    if not reader.show_article(entry.article.id, remember=True):
        root = entry.user.root
        if root and root not in map(str, reader.diploread.roots):
            reader.say(f"that article is of another library: diploread {marked(root)}", "warn")
        return
    article = reader.article
    assert article is not None
    reader.go("article")
    for index, quote in enumerate(article.quotes):
        if quote.id == entry.id:
            reader.view.jump(("quote", index, quote.start, quote.end))
            return
    if entry.kind != "article" and (span := body_span(article, entry)) is not None:
        reader.view.jump(("find", 0, *span))


def body_span(article: Article, entry: Entry) -> tuple[int, int] | None:
    """Where a bookmark stands in the body as cleaning leaves it today; None where it does not."""
    from diploread.index.spans import BodyMap

    if entry.file.sha256 != article.sha256:
        return None
    places = BodyMap(article.body_map)
    inside = [at for raw in range(*entry.file.raw) if (at := places.to_body(raw)) is not None]
    return (inside[0], inside[-1] + 1) if inside else None


# --- copy --------------------------------------------------------------------------------------


@action("notebook.copy")
async def copy(reader: ReaderScreen) -> None:
    """The quote with its citation; without a quote the title and where it was printed."""
    from diploread.index.notebook.compose import article_entry, quote_entry
    from diploread.index.notebook.export.formats import export as exported
    from diploread.index.notebook.sources import Sources
    from diploread.tui import clipboard

    article = reader.article
    if article is None:
        return
    if over_quotes(reader) and (rows := marked_rows(reader)):
        entries = await asyncio.to_thread(entries_of, reader, rows)
        text = str(exported(entries, "text")).strip()
        told = await asyncio.to_thread(clipboard.copy, reader.diploread, text)
        reader.say(f"{told}: {counted(len(rows), 'quote')}")
        return
    chosen = reader.screen.get_selected_text()
    quote = current_quote(reader)
    sources = Sources(reader.diploread.roots)
    if chosen:
        text = chosen
    else:
        entry = quote_entry(article, quote, sources) if quote else article_entry(article, sources)
        text = str(exported([entry], "text")).strip()
    reader.say(await asyncio.to_thread(clipboard.copy, reader.diploread, text))


# --- verification ----------------------------------------------------------------------------


@action("notebook.verify")
async def verify(reader: ReaderScreen) -> None:
    """Check every bookmark against its source file; what no longer stands is listed."""
    from diploread.tui.exports import in_words, verdicts

    entries = reader.diploread.desk.notebook.bookmarks()
    if not entries:
        reader.say("there are no bookmarks to verify", "dim")
        return
    reader.say(f"looking for {counted(len(entries), 'bookmark')} in the files …", "dim")
    found = await asyncio.to_thread(verdicts, entries, reader.diploread.roots)
    reader.say(f"{counted(len(entries), 'bookmark')}: {in_words(found)}")
    if any(verdict.state.name != "OK" for verdict in found):
        await open_bookmarks(reader, verdicts={v.claim.id: v for v in found})
