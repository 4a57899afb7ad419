"""Two articles beside each other: two marked rows, or versions of the report that is open."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError
from diploread.config.visible import visible
from diploread.tui.actions.registry import action
from diploread.tui.labels import dated, outlets
from diploread.tui.text import marked

if TYPE_CHECKING:
    from diploread.index.article import Article
    from diploread.index.library.library import Library
    from diploread.tui.screens.reader import ReaderScreen


@action("list.compare")
async def compare(reader: ReaderScreen) -> None:
    """Two marked rows; else the open article and another version, or the one read before it."""
    library = reader.diploread.library
    if library is None:
        return
    if len(reader.results.marked) > 2:
        reader.say("two marked rows can be compared, not more", "dim")
        return
    if len(reader.results.marked) == 2:
        first, second = (library.article(one) for one in sorted(reader.results.marked))
        if _day(first) > _day(second):
            first, second = second, first
        await compare_two(reader, first, second)
        return
    article = reader.article
    if article is None or not article.id:
        reader.say("no article is open", "dim")
        return
    other = await _other(reader, library, article)
    if other:
        second = await asyncio.to_thread(library.article, other)
        await compare_two(reader, article, second)


def _day(article: Article) -> str:
    return article.date.value if article.date is not None else ""


async def _other(reader: ReaderScreen, library: Library, article: Article) -> str:
    """The article to compare with: of several versions the one that is chosen."""
    from diploread.tui.screens.chooser import Choice, Chooser

    here = library.rows_of([article.id])[0]
    answer = reader.answer
    story = library.stories(answer).get(here.story) if answer is not None and here.story else None
    ids = [one for one in (story.members if story is not None else ()) if one != article.id]
    before = next((one for one in reversed(reader.trail.ids) if one != article.id), "")
    if not ids and not before:
        keys = reader.diploread.keymap.first
        reader.say(f"nothing to compare with; {keys('list.mark')} marks two rows for it", "dim")
        return ""
    if len(ids) == 1:
        return ids[0]
    if not ids:
        return before
    choices = [
        Choice(
            f"{' · '.join([dated(row.date), *outlets(row.source, row.agency)])}  "
            f"{marked(row.title or row.lead)}",
            row.id,
            f"{library.likeness(article.id, row.id):.0%} alike",
        )
        for row in library.rows_of(ids)
    ]
    return await reader.app.push_screen_wait(Chooser("Compare with", choices)) or ""


async def compare_two(reader: ReaderScreen, first: Article, second: Article) -> None:
    """The sheet; then what was chosen there."""
    from diploread.tui.screens.versions import VersionsScreen, as_text

    reader.say("")
    sheet = await asyncio.to_thread(VersionsScreen, reader.diploread, first, second)
    chosen = await reader.app.push_screen_wait(sheet)
    if chosen == "open" and reader.show_article(second.id, remember=True):
        reader.go("article")
    elif chosen == "export":
        file = await reader.ask("Write the differences to", "differences.txt")
        if file and await _written(reader, Path(file).expanduser(), as_text(sheet)):
            reader.say(f"written: {marked(file)}")


async def _written(reader: ReaderScreen, file: Path, text: str) -> bool:
    """Write the file whole; asks before it writes over one."""
    from diploread.config.atomic import write_whole

    if file.exists() and not await reader.confirm(f"Write over {marked(str(file))} ?"):
        return False
    try:
        await asyncio.to_thread(write_whole, file, visible(text).encode())
    except OSError as error:
        raise DiploreadError(f"not written: {file}: {error.strerror}") from error
    return True
