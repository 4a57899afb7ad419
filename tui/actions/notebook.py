"""Bookmarks, notes, copying with a citation, export and verification."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError
from diploread.tui.actions.filtering import named as narrowed
from diploread.tui.actions.filtering import passes
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted, speaker_name
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.text import marked
from diploread.tui.widgets import items as make

if TYPE_CHECKING:
    from diploread.index.article import Article, Quote
    from diploread.index.notebook.entry import Entry


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
    reader.view.restyle()
    reader.results.starred = set(desk.starred_articles())
    reader.results.refresh()
    reader.fill_panel(keep=True)


@action("notebook.bookmark_quote")
async def bookmark_quote(reader: ReaderScreen) -> None:
    item = reader.side.item
    if reader.pane == "panel" and item is not None and isinstance(item.value, make.Far):
        await _bookmark_far(reader, item.value)
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
    reader.say(f"★ bookmarked: {who}" if kept else f"bookmark taken off; {undo} undoes")


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
    if reader.article is None:
        return
    kept = await reader.diploread.desk.toggle_article(reader.article)
    refresh(reader)
    reader.say("★ article bookmarked" if kept else "article's bookmark taken off")


@action("notebook.note")
async def note(reader: ReaderScreen) -> None:
    """A note on the current quote, else on the article."""
    from diploread.tui.screens.prompt import NoteEditor

    article = reader.article
    if article is None:
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
    from diploread.tui.screens.bookmarks import BookmarksScreen

    chosen = await reader.app.push_screen_wait(BookmarksScreen(reader.diploread))
    refresh(reader)
    if chosen is not None:
        open_entry(reader, chosen)


def open_entry(reader: ReaderScreen, entry: Entry) -> None:
    """Go to a bookmark in its article."""
    if not reader.show_article(entry.article.id, remember=True):
        return
    article = reader.article
    assert article is not None
    reader.go("article")
    for index, quote in enumerate(article.quotes):
        if quote.id == entry.id:
            reader.view.jump(("quote", index, quote.start, quote.end))
            return
    start, end = entry.file.body
    if entry.kind != "article" and end <= len(article.body):
        reader.view.jump(("find", 0, start, end))


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
    chosen = reader.screen.get_selected_text()
    quote = current_quote(reader)
    sources = Sources(reader.diploread.roots)
    if chosen:
        text = chosen
    else:
        entry = quote_entry(article, quote, sources) if quote else article_entry(article, sources)
        text = str(exported([entry], "text")).strip()
    reader.say(await asyncio.to_thread(clipboard.copy, reader.diploread, text))


# --- export and verification -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exportable:
    """A set that could be exported; its entries are made when it is chosen."""

    label: str
    count: int
    entries: Callable[[], list[Entry]]


def exportables(reader: ReaderScreen) -> list[Exportable]:
    """What could be exported, with words for it; only what there is."""
    out: list[Exportable] = []
    library, article = reader.diploread.library, reader.article
    if reader.all_quotes and library is not None:
        rows = [row for row in reader.answer_quotes if passes(reader, row.quote)]
        label = f"quotes of the answer, {narrowed(reader)}" if narrowed(reader) else "quotes"
        pairs = [(row.article.id, row.quote) for row in rows]
        out.append(Exportable(f"{label} as listed", len(rows), partial(_of, reader, pairs)))
    if ids := sorted(reader.results.marked):
        label = f"quotes of the {len(ids)} marked articles"
        out.append(Exportable(label, len(ids), partial(_of_articles, reader, ids)))
    kept = reader.diploread.desk.notebook.bookmarks()
    out.append(Exportable("all bookmarks", len(kept), lambda: kept))
    if article is not None and article.id:
        here = [(article.id, quote) for quote in article.quotes if not quote.scare]
        out.append(Exportable("every quote of this article", len(here), partial(_of, reader, here)))
    return [one for one in out if one.count]


def _of(reader: ReaderScreen, pairs: Sequence[tuple[str, Quote]]) -> list[Entry]:
    """Entries of quotes, each article fetched once."""
    from diploread.index.notebook.compose import quote_entry
    from diploread.index.notebook.sources import Sources

    library, sources = reader.diploread.library, Sources(reader.diploread.roots)
    out: list[Entry] = []
    article: Article | None = reader.article
    for article_id, quote in pairs:
        if (article is None or article.id != article_id) and library is not None:
            article = library.article(article_id)
        if article is not None:
            out.append(quote_entry(article, quote, sources))
    return out


def _of_articles(reader: ReaderScreen, ids: Sequence[str]) -> list[Entry]:
    library = reader.diploread.library
    articles = [library.article(one) for one in ids] if library is not None else []
    return _of(reader, [(a.id, quote) for a in articles for quote in a.quotes if not quote.scare])


@action("notebook.export")
async def export(reader: ReaderScreen) -> None:
    """What, then the format, then the file."""
    from diploread.index.notebook.export.formats import FORMATS
    from diploread.tui.screens.chooser import Choice, Chooser

    sets = exportables(reader)
    if not sets:
        reader.say("nothing to export: no bookmarks, and no quotes here", "dim")
        return
    what = [Choice(one.label, index, f"{one.count:,}") for index, one in enumerate(sets)]
    index = await reader.app.push_screen_wait(Chooser("Export what", what))
    if index is None:
        return
    formats = [
        Choice(f"{one.name:<12}{one.what}", one.name, one.suffix)
        for one in FORMATS.values()
        if one.name != "template"
    ]
    name = await reader.app.push_screen_wait(Chooser("Export as", formats))
    if name is None:
        return
    file = await reader.ask("Write to", f"quotes{FORMATS[name].suffix}")
    if file:
        entries = await asyncio.to_thread(sets[index].entries)
        await _write(reader, entries, Path(file).expanduser(), name)


def export_to(reader: ReaderScreen, file: str) -> None:
    """``:export FILE``: the bookmarks, in the format of the ending."""
    from diploread.index.notebook.export.formats import format_named

    entries = reader.diploread.desk.notebook.bookmarks()
    if not entries:
        raise DiploreadError("there are no bookmarks to export")
    path = Path(file).expanduser()
    name = format_named(path.suffix).name
    reader.start(partial(_write, reader, entries, path, name), "export")


async def _write(reader: ReaderScreen, entries: list[Entry], path: Path, name: str) -> None:
    """Write the file whole or not at all, then check what was written against the sources."""
    from diploread.index.notebook.export.formats import export as exported
    from diploread.index.notebook.export.formats import write

    force = path.exists()
    if force and not await reader.confirm(f"{marked(path.name)} is there. Write over it?"):
        return
    content = await asyncio.to_thread(exported, entries, name)
    await asyncio.to_thread(write, path, content, force=force)
    told = await asyncio.to_thread(_verdicts, reader, entries)
    reader.say(f"{counted(len(entries), 'entry', 'entries')} in {marked(path.name)} · {told}")


def _verdicts(reader: ReaderScreen, entries: list[Entry]) -> str:
    from diploread.tui.exports import verdict_counts

    return verdict_counts(entries, reader.diploread.roots)


@action("notebook.verify")
async def verify(reader: ReaderScreen) -> None:
    """Check every bookmark against its source file."""
    entries = reader.diploread.desk.notebook.bookmarks()
    if not entries:
        reader.say("there are no bookmarks to verify", "dim")
        return
    told = await asyncio.to_thread(_verdicts, reader, entries)
    reader.say(f"{counted(len(entries), 'bookmark')}: {told}")
