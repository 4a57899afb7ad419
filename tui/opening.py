"""What happens after the first paint: the library, the place, the notebook, and indexing.

Reading starts on the index there is; a fresh look at the folders runs beside it.
"""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError
from diploread.tui import letters
from diploread.tui.screens.searching import looked_up

if TYPE_CHECKING:
    from diploread.index.library.library import Library
    from diploread.tui.app import DiploreadApp
    from diploread.tui.screens.reader import ReaderScreen


async def open_all(app: DiploreadApp, reader: ReaderScreen) -> None:
    """Open library and notebook, restore the place, then look for changes in the folders."""
    from diploread.index.library.damage import LibraryNotBuilt
    from diploread.tui import indexing

    reader.line.keymap = app.keymap
    try:
        if app.library is None:
            app.library = await asyncio.to_thread(_open_library, app)
        await restore(app, reader)
        show_tour(app, reader)
    except LibraryNotBuilt:
        app.library = None
        reader.put(letters.first_index(app.where()))
    await _painted(reader)
    _start_is_over()
    await open_notebook(app, reader)
    if app.library is not None:
        with suppress(DiploreadError):  # who searches is told
            await asyncio.to_thread(app.library.warm)
    if app.paths is not None:
        await indexing.follow(app, reader)


async def _painted(reader: ReaderScreen) -> None:
    """Wait until what there is to see has been painted: once, and once more with scroll bars."""
    for _ in range(2):
        done = asyncio.Event()
        if reader.call_after_refresh(done.set):
            await done.wait()


def _start_is_over() -> None:
    """Let the collector of garbage begin; what the start has made stays, and is not gone through
    at every tenth key. See :func:`diploread.tui.start.read`."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _open_library(app: DiploreadApp) -> Library:
    from diploread.index.library.library import Library

    return Library.open(app.roots, app.settings)


async def open_notebook(app: DiploreadApp, reader: ReaderScreen) -> None:
    """Open the notebook; a failure is told and leaves reading as it is."""
    from diploread.tui.actions.notebook import refresh

    if app.paths is None:
        return
    try:
        app.desk.corrections = app.paths.config_dir / "corrections.yaml"
        notice = await asyncio.to_thread(app.desk.open, app.paths.user_db)
    except (DiploreadError, OSError) as error:
        reader.say(f"the notebook cannot be opened: {error}", "warn")
        return
    if notice:
        reader.say(notice, "warn")
    know_marks(app)
    refresh(reader)


def show_tour(app: DiploreadApp, reader: ReaderScreen) -> None:
    """On the first start with the samples: one page, gone with the first key in the list."""
    if app.sample and not app.place.toured:
        app.place = replace(app.place, toured=True)
        reader.put(letters.tour(app.keymap))


def know_marks(app: DiploreadApp) -> None:
    """Let queries speak of bookmarks, notes and saved searches."""
    from diploread.tui.marks import ReaderMarks

    if app.library is not None and app.desk.is_open:
        app.library.marks = ReaderMarks(app.desk.notebook)
        search = app.settings.search
        searches = {**search.searches, **app.desk.saved_searches()}
        app.library.search_settings = replace(search, searches=searches)


async def restore(app: DiploreadApp, reader: ReaderScreen) -> None:
    """Query, article and position as they were left."""
    library, place = app.library, app.place
    if library is None:
        return
    reader.sort = place.sort
    if place.panel in ("quotes", "entities", "removed", "notes"):
        reader.panel = place.panel
    reader.line.put(place.query)
    keep = place.article or None
    try:
        found = await asyncio.to_thread(looked_up, library, reader.query_text, keep=keep)
    except DiploreadError:
        reader.line.put("")
        found = await asyncio.to_thread(looked_up, library, "", keep=keep)
    reader.show_answer(found)
    if place.article and (reader.article is not None or reader.show_article(place.article)):
        if place.view in ("clean", "shown", "raw"):
            reader.view.set_view(place.view)  # type: ignore[arg-type]
        reader.call_after_refresh(reader.view.restore, place.offset)
        reader.go("article" if place.offset else "results")


async def reopen(app: DiploreadApp, reader: ReaderScreen) -> None:
    """A new generation of the index: same query, same article, same place."""
    from diploread.index.library.damage import LibraryNotBuilt

    old = app.library
    try:
        library = app.library = await asyncio.to_thread(_open_library, app)
    except LibraryNotBuilt:
        return
    know_marks(app)
    first = old is None
    page = None  # a page that is no article stays, but not one that says there are none
    if not first and reader.answer is not None and reader.answer.total:
        page = reader.article if reader.article is not None and not reader.article.id else None
    at, target = reader.view.place, reader.view.target
    kept = reader.article if reader.article is not None and reader.article.id else None
    try:
        found = await asyncio.to_thread(
            looked_up, library, reader.query_text, fold=reader.folding,
            keep=kept.id if kept is not None else None,
        )  # fmt: skip
    except DiploreadError:
        return
    reader.show_answer(found)
    if kept is not None:
        reader.article = None
        if reader.show_article(kept.id):
            reader.view.target = target
            reader.view.restyle()
            reader.view.restore(at)
    if first:
        show_tour(app, reader)
    elif page is not None and found.answer.total:
        reader.put(page)
    if old is not None:
        old.retire()
