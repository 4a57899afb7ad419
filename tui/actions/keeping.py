"""What else the reader keeps: any words of an article, tags, dossiers, read and reviewed marks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from diploread.tui.actions.choosing import choose_words, under_mouse
from diploread.tui.actions.notebook import current_quote, refresh
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted

if TYPE_CHECKING:
    from diploread.index.article import Quote
    from diploread.index.notebook.entry import Entry
    from diploread.tui.screens.reader import ReaderScreen

Range = tuple[int, int]


def entry_in_panel(reader: ReaderScreen) -> Entry | None:
    """The bookmark under the cursor of the notes panel, where that has the focus."""
    from diploread.index.notebook.entry import Entry

    item = reader.side.item
    if reader.pane != "panel" or reader.panel != "notes" or item is None:
        return None
    return item.value if isinstance(item.value, Entry) else None


# --- any words of an article -------------------------------------------------------------------


def has_selection(reader: ReaderScreen) -> bool:
    """Whether the mouse has selected words of the article."""
    return bool(reader.article and reader.article.id) and selected(reader) is not None


def selected(reader: ReaderScreen) -> Range | None:
    """Body offsets of what the mouse has selected, to the letter; blanks at the ends left out."""
    view, article = reader.view, reader.article
    selection = reader.selections.get(view)
    if selection is None or view.document is None or article is None:
        return None
    if view.view == "raw":  # another frame: by the words
        return under_mouse(reader)
    left = view.text_column
    found: list[int] = []
    for number, row in enumerate(view.document.lines):
        span, piece = selection.get_span(number), view.document.pieces[row.piece]
        if span is None or piece.kind != "body":
            continue
        length = row.end - row.start
        low, high = (min(max(at - left, 0), length) for at in span)
        high = length if span[1] == -1 else high
        found += [piece.at + row.start + at for at in (low, high)] if low < high else []
    if not found:
        return None
    start, end = min(found), max(found)
    words = article.body[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None


@action("notebook.bookmark_words")
async def bookmark_words(reader: ReaderScreen) -> None:
    await bookmark_span(reader)


async def bookmark_span(reader: ReaderScreen) -> None:
    """Bookmark what the mouse has selected, or words that are chosen by keys."""
    article, desk = reader.article, reader.diploread.desk
    span = selected(reader) or await choose_words(reader, "Bookmark")
    if article is None or span is None:
        return
    before = desk.kept_quotes(article)
    entry = await desk.act(desk.notebook.add_passage, article, *span, desk.roots)
    reader.clear_selection()
    refresh(reader)
    words = " ".join(article.body[slice(*span)].split())
    short = f"{words[:40]}…" if len(words) > 40 else words
    known = entry.id in before
    into = f" · in {desk.current_dossier}" if desk.current_dossier else ""
    reader.say(f"“{short}” was bookmarked before" if known else f"★ “{short}” bookmarked{into}")


async def bind_here(reader: ReaderScreen, entry: Entry) -> None:
    """Anchor a bookmark anew at words of the open article."""
    article, desk = reader.article, reader.diploread.desk
    span = await choose_words(reader, f"Where “{' '.join(entry.text.split())[:24]}…” stands")
    if article is None or span is None:
        return
    from diploread.tui.exports import texts_of

    words = article.body[slice(*span)]
    await desk.act(desk.notebook.rebind, entry.id, desk.roots, article.path, words, texts_of)
    refresh(reader)
    reader.say(f"anchored here; {reader.diploread.keymap.first('app.undo')} undoes")


# --- many at once ------------------------------------------------------------------------------


def meant(reader: ReaderScreen) -> list[str]:
    """Ids of the articles meant: those marked in the list, else the one that is open."""
    if reader.pane == "results" and reader.results.marked:
        return sorted(reader.results.marked)
    return [reader.article.id] if reader.article is not None and reader.article.id else []


async def bookmark_marked(reader: ReaderScreen) -> None:
    """Bookmark all marked articles, in one act."""
    from diploread.index.notebook.compose import article_entry
    from diploread.index.notebook.sources import Sources

    library, desk = reader.diploread.library, reader.diploread.desk
    if library is None:
        return
    ids, notebook = meant(reader), desk.notebook

    def add() -> int:
        sources = Sources(desk.roots)
        return len(notebook.add(article_entry(library.article(one), sources) for one in ids))

    count = await desk.act(add)
    refresh(reader)
    into = f" · in {desk.current_dossier}" if desk.current_dossier else ""
    reader.say(f"★ {counted(count, 'article')} bookmarked{into}")


@action("notebook.reviewed")
async def reviewed(reader: ReaderScreen) -> None:
    """Mark articles as reviewed, or take the mark off."""
    ids, desk = meant(reader), reader.diploread.desk
    if not ids:
        return
    on = not desk.reviewed_articles().issuperset(ids)
    await desk.act(desk.notebook.mark_reviewed, ids, on)
    refresh(reader)
    what = "article" if len(ids) == 1 else f"{len(ids)} articles"
    reader.say(f"✓ {what} reviewed" if on else f"{what} not reviewed any more")


@action("notebook.unread")
async def unread(reader: ReaderScreen) -> None:
    """Mark articles as unread, or as read."""
    ids, desk = meant(reader), reader.diploread.desk
    if not ids:
        return
    read = not desk.read_articles().issuperset(ids)
    await desk.settle()
    await desk.act(desk.notebook.mark_read, ids, read)
    refresh(reader)
    what = "article" if len(ids) == 1 else f"{len(ids)} articles"
    reader.say(f"{what} marked as {'read' if read else 'unread'}")


# --- tags and dossiers -------------------------------------------------------------------------


def known_entry(reader: ReaderScreen) -> tuple[Entry | None, Quote | None]:
    """The bookmark that is meant, if there is one yet, and the quote that it is or would be of."""
    article, desk = reader.article, reader.diploread.desk
    if (entry := entry_in_panel(reader)) is not None or article is None:
        return entry, None
    quote = current_quote(reader) if reader.view.target or reader.pane == "panel" else None
    if quote is not None:
        return desk.notebook.get(quote.id), quote
    return next((e for e in desk.of_article(article) if e.kind == "article"), None), None


@action("notebook.tag")
async def tag(reader: ReaderScreen) -> None:
    """Put tags on a bookmark and take others off; what is none yet is bookmarked with them."""
    from diploread.tui.screens.prompt import Prompt

    article, desk = reader.article, reader.diploread.desk
    if article is None or not article.id:
        reader.say("no article is open", "dim")
        return
    (entry, quote), notebook = known_entry(reader), desk.notebook
    tags = entry.user.tags if entry is not None else ()
    known = " ".join(f"#{name}" for name in list(notebook.tags())[:12])
    typed = await reader.app.push_screen_wait(
        Prompt("Tags", " ".join(tags), hint=known or "words · enter · esc")
    )
    if typed is None:
        return
    before, after = set(tags), {word.strip("#,") for word in typed.split()} - {""}
    if entry is None and not after:
        return

    def put() -> None:
        made = entry
        if made is None and quote is not None:
            made = notebook.add_quote(article, quote, desk.roots)
        elif made is None:
            made = notebook.add_article(article, desk.roots)
        notebook.tag([made.id], list(after - before), list(before - after))

    await desk.act(put)
    refresh(reader)
    reader.say("tags: " + (" ".join(f"#{one}" for one in sorted(after)) or "none"))


@action("notebook.dossier")
async def dossier(reader: ReaderScreen) -> None:
    """Which dossier is current; make, rename, open and dissolve them."""
    from diploread.tui.actions.dossiers import manage
    from diploread.tui.actions.notebook import open_bookmarks

    told, shown = await manage(reader.diploread)
    await asyncio.sleep(0)
    refresh(reader)
    if told:
        reader.say(told)
    if shown:
        await open_bookmarks(reader, dossier=shown)
