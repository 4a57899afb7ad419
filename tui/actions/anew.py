"""The open article with all corrections as they are now, before the library has followed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from diploread.tui.actions.correcting import show_again

if TYPE_CHECKING:
    from diploread.index.article import Article
    from diploread.tui.app import DiploreadApp
    from diploread.tui.screens.reader import ReaderScreen


async def look_again(reader: ReaderScreen) -> None:
    """Annotate the open article anew and show it at the same place."""
    article = reader.article
    if article is None or not article.id:
        return
    found = await asyncio.to_thread(found_again, reader.diploread, article)
    if reader.article is article:
        show_again(reader, found)


def found_again(app: DiploreadApp, article: Article) -> Article:
    """The article as a rebuild will make it. For a thread."""
    from diploread.config.corrections import load
    from diploread.index.library.again import annotated_again
    from diploread.index.library.user_files import UserFiles

    folder = getattr(app.library, "folder", None)
    if folder is None:
        return _names_again(app, article)
    engine = app.settings.entities.engine
    if app.paths is None:
        fixes = load(app.desk.corrections)[0] if app.desk.corrections is not None else load()[0]
        return annotated_again(folder, article, fixes, engine=engine)
    user = UserFiles.of(app.paths.config_dir, app.roots)
    return annotated_again(
        folder, article, user.fixes(), rules=user.rules, names=user.names, engine=engine
    )


def _names_again(app: DiploreadApp, article: Article) -> Article:
    """Names and quotes alone, where the library keeps no raw text."""
    from diploread.config.corrections import load
    from diploread.index.corrected import context_with
    from diploread.index.corrected_names import found_again as again
    from diploread.index.entities.context import load_context

    corrections = app.desk.corrections
    fixes = load(corrections)[0] if corrections is not None else load()[0]
    return again(article, fixes, context_with(fixes, load_context()))
