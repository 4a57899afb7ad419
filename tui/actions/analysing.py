"""The answer seen otherwise: every hit in its context, counts along time, a quote in any format."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from diploread.tui.actions.notebook import current_quote
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted, dated
from diploread.tui.screens.chooser import Choice, Chooser
from diploread.tui.text import marked
from rich.cells import cell_len

if TYPE_CHECKING:
    from diploread.index.analysis.concordance import InContext
    from diploread.index.analysis.timeline import Period, Unit
    from diploread.index.library.answer import Answer
    from diploread.index.library.library import Library
    from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.signs import foreign

MOST: Final = 2_000
"""Lines of a concordance; more are no list that anybody reads."""
ORDERS: Final = ("date", "after", "before")
BAR: Final = 24
"""Cells of the longest bar."""


# --- concordance -------------------------------------------------------------------------------


@action("reader.concordance")
async def concordance(reader: ReaderScreen) -> None:
    """The hits of the query, or of what is typed, one a line; enter goes to the place."""
    library = reader.diploread.library
    if library is None:
        return
    asked = await reader.ask("Every hit of", _meant(reader), hint="words, a name, any query")
    if not asked:
        return
    reader.say("looking for every hit …", "dim")
    answer, lines = await asyncio.to_thread(_hits, library, asked)
    if not lines:
        reader.say(f"nothing to show for {marked(asked)}", "dim")
        return
    more = "first " if len(lines) == MOST else ""
    title = f"{more}{counted(len(lines), 'hit')} in {counted(answer.total, 'article')}"
    reader.say(title)
    order = "date"
    while True:
        chosen = await reader.app.push_screen_wait(_sheet(reader, title, _sorted(lines, order)))
        if not isinstance(chosen, str):
            break
        order = chosen
    if chosen is not None:
        _go(reader, chosen)


def _meant(reader: ReaderScreen) -> str:
    """What is asked for unless something else is typed: the current name, else the query."""
    target, article = reader.view.target, reader.article
    if article is not None and target is not None and target[0] == "entity":
        return f'"{article.entities[target[1]].text}"'
    return reader.line.value.strip()


def _hits(library: Library, query: str) -> tuple[Answer, list[InContext]]:
    from diploread.index.analysis.concordance import concordance as lines_of

    answer = library.search(query)
    return answer, lines_of(library, answer, MOST)


def _sorted(lines: list[InContext], order: str) -> list[InContext]:
    from diploread.index.analysis.concordance import by_word_after, by_word_before

    if order == "after":
        return sorted(lines, key=by_word_after)
    return sorted(lines, key=by_word_before) if order == "before" else lines


def _sheet(reader: ReaderScreen, title: str, lines: list[InContext]) -> Chooser[InContext | str]:
    """The lines, with the hits one below the other."""
    side = max((min(reader.size.width * 96 // 100, 120) - 24) // 2, 12)
    choices: list[Choice[InContext | str]] = [
        Choice(f"sorted by the {word}", order)
        for order, word in (("date", "article"), ("after", "next word"), ("before", "word before"))
    ]
    for line in lines:
        before = marked(line.before)[-side:]
        text = f"{' ' * (side - cell_len(before))}{before}[{marked(line.hit)}]{marked(line.after)}"
        choices.append(Choice(foreign(text), line, dated(line.row.date)))
    return Chooser(title, choices, wide=True)


def _go(reader: ReaderScreen, line: InContext) -> None:
    """Open the article of a line at its hit."""
    if reader.show_article(line.row.id, remember=True):
        reader.go("article")
        reader.view.found = ((line.start, line.end),)
        reader.view.restyle()
        reader.view.jump(("find", 0, line.start, line.end))


# --- timeline ----------------------------------------------------------------------------------


@action("reader.timeline")
async def timeline(reader: ReaderScreen) -> None:
    """A bar for each day, week or month; enter narrows the query to it."""
    from diploread.index.analysis.timeline import UNITS
    from diploread.index.analysis.timeline import timeline as periods_of

    library, answer = reader.diploread.library, reader.answer
    if library is None or answer is None:
        return
    unit: Unit | None = None
    while True:
        periods = await asyncio.to_thread(periods_of, library, answer, unit)
        if not periods:
            reader.say("no article of the answer has a date", "dim")
            return
        choices: list[Choice[str]] = [Choice(f"by {one}", one) for one in UNITS]
        choices += _bars(periods)
        chosen = await reader.app.push_screen_wait(Chooser("The answer along time", choices))
        unit = next((one for one in UNITS if one == chosen), None)
        if unit is None:
            break
    if chosen is not None:
        typed = reader.line.value.strip()
        reader.line.put(f"{typed} date:{chosen}".strip())
        reader.search()
        reader.go("results")


def _bars(periods: list[Period]) -> list[Choice[str]]:
    most = max(period.articles for period in periods)
    return [
        Choice(
            f"{one.term:<24}{'█' * max(round(BAR * one.articles / most), 1):<{BAR}}",
            one.term,
            f"{counted(one.articles, 'article')} · {counted(one.quotes, 'quote')}",
            style="dim",
        )
        for one in periods
    ]


# --- copy as -----------------------------------------------------------------------------------


@action("notebook.copy_as")
async def copy_as(reader: ReaderScreen) -> None:
    """The quote (without one, the article) with its citation, in a format that is chosen."""
    from diploread.index.notebook.compose import article_entry, quote_entry
    from diploread.index.notebook.export.formats import FORMATS
    from diploread.index.notebook.export.formats import export as exported
    from diploread.index.notebook.sources import Sources
    from diploread.tui import clipboard

    article = reader.article
    if article is None or not article.id:
        reader.say("no article is open", "dim")
        return
    quote = current_quote(reader)
    choices = [
        Choice(f"{one.name:<12}{one.what}", one.name, one.suffix)
        for one in FORMATS.values()
        if one.name not in ("template", "docx")  # a file of its own, and no text
    ]
    name = await reader.app.push_screen_wait(Chooser("Copy as", choices))
    if name is None:
        return
    sources = Sources(reader.diploread.roots)
    entry = quote_entry(article, quote, sources) if quote else article_entry(article, sources)
    text = str(await asyncio.to_thread(exported, [entry], name)).strip()
    told = await asyncio.to_thread(clipboard.copy, reader.diploread, text)
    reader.say(f"{told}, as {name}")
