"""Export: what, in which format, into which file; and whether what was written still stands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError
from diploread.tui.actions.filtering import named as narrowed
from diploread.tui.actions.filtering import passes
from diploread.tui.actions.marking import entries_of, marked_rows
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted
from diploread.tui.text import marked

if TYPE_CHECKING:
    from diploread.index.article import Article, Quote
    from diploread.index.notebook.entry import Entry
    from diploread.index.notebook.export.options import Options
    from diploread.tui.app import DiploreadApp
    from diploread.tui.screens.reader import ReaderScreen


@dataclass(frozen=True, slots=True)
class Exportable:
    """A set that could be exported; its entries are made when it is chosen."""

    label: str
    count: int
    entries: Callable[[], list[Entry]]
    title: str = ""
    """Heading of a memo; a set with one keeps its order."""


def exportables(reader: ReaderScreen) -> list[Exportable]:
    """What could be exported, with words for it; only what there is."""
    out: list[Exportable] = []
    library, article = reader.diploread.library, reader.article
    if reader.all_quotes and (chosen := marked_rows(reader)):
        out.append(
            Exportable("the marked quotes", len(chosen), partial(entries_of, reader, chosen))
        )
    if reader.all_quotes and library is not None:
        rows = [row for row in reader.answer_quotes if passes(reader, row.quote)]
        label = f"quotes of the answer, {narrowed(reader)}" if narrowed(reader) else "quotes"
        pairs = [(row.article.id, row.quote) for row in rows]
        out.append(Exportable(f"{label} as listed", len(rows), partial(_of, reader, pairs)))
    if ids := sorted(reader.results.marked):
        label = f"quotes of the {len(ids)} marked articles"
        out.append(Exportable(label, len(ids), partial(_of_articles, reader, ids)))
    notebook = reader.diploread.desk.notebook
    kept = notebook.bookmarks()
    out.append(Exportable("all bookmarks", len(kept), lambda: kept))
    if article is not None and article.id:
        here = [(article.id, quote) for quote in article.quotes if not quote.scare]
        out.append(Exportable("every quote of this article", len(here), partial(_of, reader, here)))
    held = {entry.id: entry for entry in kept}
    for dossier in notebook.dossiers():
        inside = [held[one] for one in dossier.entries if one in held]
        out.append(Exportable(f"dossier {dossier.name}", len(inside), inside.copy, dossier.name))
    return [one for one in out if one.count]


def _of(reader: ReaderScreen, pairs: Sequence[tuple[str, Quote]]) -> list[Entry]:
    """Entries of quotes, each article fetched once; a bookmarked one with its note and tags."""
    from diploread.index.notebook.compose import quote_entry
    from diploread.index.notebook.sources import Sources

    library, sources = reader.diploread.library, Sources(reader.diploread.roots)
    notebook = reader.diploread.desk.notebook
    out: list[Entry] = []
    article: Article | None = reader.article
    for article_id, quote in pairs:
        if (article is None or article.id != article_id) and library is not None:
            article = library.article(article_id)
        if article is not None:
            made, known = quote_entry(article, quote, sources), notebook.get(quote.id)
            out.append(made.with_user(known.user) if known is not None else made)
    return out


def _of_articles(reader: ReaderScreen, ids: Sequence[str]) -> list[Entry]:
    library = reader.diploread.library
    articles = [library.article(one) for one in ids] if library is not None else []
    return _of(reader, [(a.id, quote) for a in articles for quote in a.quotes if not quote.scare])


@action("notebook.export")
async def export(reader: ReaderScreen) -> None:
    """What, then the format, then the file."""
    from diploread.tui.screens.chooser import Choice, Chooser

    sets = exportables(reader)
    if not sets:
        reader.say("nothing to export: no bookmarks, and no quotes here", "dim")
        return
    what = [Choice(one.label, index, f"{one.count:,}") for index, one in enumerate(sets)]
    index = await reader.app.push_screen_wait(Chooser("Export what", what))
    if index is None:
        return
    entries = await asyncio.to_thread(sets[index].entries)
    told = await export_entries(reader.diploread, entries, sets[index].title)
    if told:
        reader.say(told)


async def export_entries(app: DiploreadApp, entries: list[Entry], title: str = "") -> str:
    """The sheet with the preview, the file's name, the file; what to tell, or nothing."""
    from diploread.index.notebook.export.formats import FORMATS
    from diploread.index.notebook.export.options import Options
    from diploread.tui.screens.export import ExportSheet
    from diploread.tui.screens.prompt import Prompt

    options = Options(title=title, group="none" if title else "speaker")
    chosen = await app.push_screen_wait(ExportSheet(entries, options))
    if chosen is None or not isinstance(chosen[1], Options):
        return ""
    name, options = chosen[0], chosen[1]
    if name == "template":
        typed = await app.push_screen_wait(Prompt("Template file", hint="Jinja · enter · esc"))
        if not typed:
            return ""
        options = await asyncio.to_thread(_with_template, options, Path(typed).expanduser())
    stem = "".join(c if c.isalnum() else "-" for c in title.casefold()).strip("-") or "quotes"
    file = await app.push_screen_wait(Prompt("Write to", f"{stem}{FORMATS[name].suffix}"))
    if not file:
        return ""
    return await written(app, entries, Path(file).expanduser(), name, options)


def _with_template(options: Options, file: Path) -> Options:
    try:
        return replace(options, template=file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise DiploreadError(f"{file} cannot be read: {why}") from error


def export_to(reader: ReaderScreen, file: str) -> None:
    """``:export FILE``: the bookmarks, in the format of the ending."""
    from diploread.index.notebook.export.formats import format_named

    entries = reader.diploread.desk.notebook.bookmarks()
    if not entries:
        raise DiploreadError("there are no bookmarks to export")
    path = Path(file).expanduser()
    name = format_named(path.suffix).name

    async def run() -> None:
        told = await written(reader.diploread, entries, path, name)
        if told:
            reader.say(told)

    reader.start(run, "export")


async def written(
    app: DiploreadApp,
    entries: list[Entry],
    path: Path,
    name: str,
    options: Options | None = None,
) -> str:
    """Write the file whole or not at all, then check what was written against the sources.

    Asks before it writes over a file; what to tell, or nothing where that was refused.
    """
    from diploread.index.notebook.export.formats import export as exported
    from diploread.index.notebook.export.formats import write
    from diploread.tui.exports import verdict_counts
    from diploread.tui.screens.chooser import Choice, Chooser

    force = path.exists()
    if force:
        choices = [Choice("No", 0), Choice("Yes", 1)]
        question = f"{marked(path.name)} is there. Write over it?"
        if await app.push_screen_wait(Chooser(question, choices, placeholder="y or n")) != 1:
            return ""
    content = await asyncio.to_thread(exported, entries, name, options)
    await asyncio.to_thread(write, path, content, force=force)
    told = await asyncio.to_thread(verdict_counts, entries, app.roots)
    return f"{counted(len(entries), 'entry', 'entries')} in {marked(path.name)} · {told}"
