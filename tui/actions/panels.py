"""The right panel: what each tab holds, how it follows the text, and what enter does there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from diploread.tui.actions.filtering import named as narrowed
from diploread.tui.actions.filtering import passes
from diploread.tui.actions.reading import NAMES, detail
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted
from diploread.tui.panes import floats
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.widgets import items as make
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.panel import Item
from diploread.tui.widgets.rows import Parts

if TYPE_CHECKING:
    from diploread.index.article import Article, Mention, Quote, Removed
    from diploread.index.library.rows import FacetValue

TABS: Final = ("quotes", "entities", "removed", "notes", "facets")
TITLES: Final = {
    "quotes": "Quotes", "entities": "Names", "removed": "Removed", "notes": "Notes",
    "facets": "Narrow",
}  # fmt: skip


HINTS: Final = {
    "entities": (
        ("panel.with", "articles with it"), ("panel.by", "quotes by"),
        ("panel.about", "quotes about"), ("notebook.correct", "correct"),
    ),
    "removed": (
        ("move.open", "its place"), ("notebook.restore", "restore"), ("reader.view", "other view"),
    ),
}  # fmt: skip
"""What the rows of a tab are for; told when it is opened."""


def items_for(reader: ReaderScreen) -> tuple[list[Item], str]:
    """The items of the chosen tab, and words for when there are none."""
    if reader.panel == "facets":
        return make.facet_items(reader.facets), "nothing to narrow by"
    if reader.all_quotes and reader.panel == "quotes":
        rows = [row for row in reader.answer_quotes if passes(reader, row.quote)]
        return make.answer_quote_items(rows, reader.marked_quotes), _none(reader, "in this answer")
    article = reader.article
    if article is None or not article.id:
        return [], ""
    desk = reader.diploread.desk
    if reader.panel == "quotes":
        kept = desk.kept_quotes(article)
        return make.quote_items(article, kept, partial(passes, reader)), _none(
            reader, "in this article"
        )
    if reader.panel == "entities":
        return make.entity_items(article), "no names found"
    if reader.panel == "removed":
        return make.removed_items(article), "nothing was removed"
    keys = reader.diploread.keymap
    empty = (
        f"{keys.first('notebook.note')} writes a note, "
        f"{keys.first('notebook.bookmark_quote')} bookmarks a quote"
    )
    return make.note_items(desk.of_article(article)), empty


def _none(reader: ReaderScreen, where: str) -> str:
    told = narrowed(reader)
    key = reader.diploread.keymap.first("panel.filter")
    if told:
        return f"no quotes {where} ({told}; {key} shows others)"
    scare = sum(quote.scare for quote in reader.article.quotes) if reader.article else 0
    if reader.all_quotes or not scare:
        return f"no quotes {where}"
    terms = counted(scare, "term or title", "terms or titles")
    show = reader.diploread.keymap.first("reader.scare")
    return f"nobody is quoted {where}; {show} shows {terms} between quotation marks"


def follow(reader: ReaderScreen) -> None:
    """Put the panel's cursor on what stands in the text where one reads."""
    article, view = reader.article, reader.view
    if article is None or reader.pane == "panel" or reader.all_quotes:
        return
    target = view.target
    wanted = {"quotes": "quote", "entities": "entity", "removed": "removed"}.get(reader.panel)
    if target is not None and target[0] == wanted:
        reader.side.follow(make.key_of(article, target[0], target[1]))
        return
    low, high = view.visible_range()
    if wanted == "quote":
        here = [i for i, q in enumerate(article.quotes) if low <= q.start < high]
        shown = [i for i in here if passes(reader, article.quotes[i])]
        if shown:
            reader.side.follow(make.key_of(article, "quote", shown[0]))


def open_item(reader: ReaderScreen) -> None:
    """Enter in the panel: to the place in the text."""
    item = reader.side.item
    if item is None:
        return
    if reader.panel == "facets":
        _narrow(reader, item.value)
        return
    if isinstance(item.value, make.Far):
        open_far(reader, item.value)
        return
    if reader.panel == "notes":
        from diploread.tui.actions.keeping import entry_in_panel
        from diploread.tui.actions.notebook import open_entry

        if (entry := entry_in_panel(reader)) is not None:
            open_entry(reader, entry)
        return
    if isinstance(item.value, make.Near):
        near = item.value
        if near.kind == "entity" and reader.article is not None:
            _next_mention(reader, near.index)
        else:
            if near.kind == "removed" and reader.view.view == "clean":
                reader.view.set_view("shown")
            _jump(reader, near.kind, near.index)


def open_far(reader: ReaderScreen, far: make.Far) -> None:
    """Open the article of a quote at that quote."""
    if reader.show_article(far.article_id, remember=True) and reader.article is not None:
        found = [i for i, q in enumerate(reader.article.quotes) if q.id == far.quote.id]
        _jump(reader, "quote", found[0] if found else 0)


def _jump(reader: ReaderScreen, kind: str, index: int) -> None:
    article = reader.article
    if article is None:
        return
    record: Quote | Mention | Removed
    if kind == "quote":
        record = article.quotes[index]
    else:
        record = article.entities[index] if kind == "entity" else article.removed[index]
    target = (kind, index, record.start, record.end)
    reader.view.jump(target)
    reader.say(f"{NAMES[kind]} {index + 1}{detail(reader, target)}")
    if floats(reader):
        reader.set_class(False, "panel-open")
        reader.go("article")
        reader.from_panel = True


def _next_mention(reader: ReaderScreen, index: int) -> None:
    """Enter again and again goes through the mentions of one entity."""
    article = reader.article
    assert article is not None
    name = make.entity_key(article.entities[index])
    same = [i for i, m in enumerate(article.entities) if make.entity_key(m) == name]
    current = reader.view.target
    at = (
        same.index(current[1])
        if current and current[:1] == ("entity",) and current[1] in same
        else -1
    )
    chosen = same[(at + 1) % len(same)]
    _jump(reader, "entity", chosen)
    reader.say(f"mention {(at + 1) % len(same) + 1}/{len(same)}  {article.entities[chosen].text}")


def _narrow(reader: ReaderScreen, value: object) -> None:
    """Add a facet to the query."""
    if not isinstance(value, tuple):
        return
    field, facet = value
    term = make.facet_term(str(field), facet)
    typed = reader.line.value.strip()
    reader.line.put(f"{typed} {term}".strip())
    reader.search()
    reader.go("results")


def _open_tab(tab: str) -> Callable[[ReaderScreen], None]:
    def run(reader: ReaderScreen) -> None:
        again = reader.panel == tab and reader.pane == "panel" and not reader.all_quotes
        reader.all_quotes = False
        reader.panel = tab
        if again:  # the same key closes what it opened
            reader.set_class(False, "panel-open")
            reader.go("article")
            return
        reader.fill_panel()
        if tab == "facets":
            reader.start(partial(load_facets, reader), "facets")
        reader.go("panel")
        follow(reader)
        _hint(reader, tab)

    return run


def _hint(reader: ReaderScreen, tab: str) -> None:
    """What can be done with the rows of a tab, for who has just opened it."""
    acts = HINTS.get(tab, ())
    keys = reader.diploread.keymap.first
    if acts and reader.side.items:
        reader.say(" · ".join(f"{keys(name)} {word}" for name, word in acts), "dim")


for _tab in TABS:
    action(f"panel.{_tab}")(_open_tab(_tab))


async def load_facets(reader: ReaderScreen) -> None:
    """Count the facets of the answer, in a thread."""
    library, answer = reader.diploread.library, reader.answer
    if library is None or answer is None:
        return
    facets: dict[str, list[FacetValue]] = await asyncio.to_thread(library.facets, answer)
    reader.facets = facets
    reader.fill_panel()


@action("panel.all_quotes")
async def all_quotes(reader: ReaderScreen) -> None:
    """Every quote of the whole answer, in the panel."""
    reader.panel = "quotes"
    reader.all_quotes = not reader.all_quotes
    await load_answer_quotes(reader)
    reader.go("panel")


async def load_answer_quotes(reader: ReaderScreen) -> None:
    """Fill the panel with the quotes of the answer, or of the article again."""
    library, answer = reader.diploread.library, reader.answer
    if reader.all_quotes and library is not None and answer is not None:
        reader.answer_quotes = await asyncio.to_thread(library.quotes, answer)
    reader.fill_panel(keep=True)


# --- headers -----------------------------------------------------------------------------------


def paint_heads(reader: ReaderScreen) -> None:
    """The header of the article and the tabs of the panel."""
    _article_head(reader)
    article = reader.article
    counts = dict(reader.counts_of_article)
    counts["notes"] = len(reader.diploread.desk.of_article(article)) if article else 0
    parts: Parts = []
    if reader.all_quotes and reader.panel == "quotes":
        told = narrowed(reader) or "Every quote of the answer"
        parts = [(f"{told} ", "accent"), (f"{len(reader.side.items)}", "dim")]
    else:
        tight = reader.side.size.width < 40
        shown = reader.diploread.settings.ui.panels
        for tab in (*shown, *(tab for tab in TABS if tab not in shown and tab == reader.panel)):
            chosen = tab == reader.panel
            style = ("accent" if reader.pane == "panel" else "title") if chosen else "faint"
            key = reader.diploread.keymap.first(f"panel.{tab}")
            label = key if tight and not chosen else TITLES[tab]
            if tab == "quotes" and reader.narrowing[0]:
                label += "*"  # not all of them are shown
            parts.append((label, style))
            if counts.get(tab) and (chosen or not tight):
                parts.append((f" {counts[tab]}", "dim"))
            parts.append(("  ", "faint"))
    reader.query_one("#panel-head", Bar).show(parts)


def counts_of(article: Article | None) -> dict[str, int]:
    """What the tabs count; asked once an article, for headers are painted at every key."""
    if article is None:
        return dict.fromkeys(TABS, 0)
    names = {make.entity_key(m) for m in article.entities if m.type != "DATE"}
    quotes = sum(not quote.scare for quote in article.quotes)
    return {"quotes": quotes, "entities": len(names), "removed": len(article.removed), "facets": 0}


def _article_head(reader: ReaderScreen) -> None:
    view, article = reader.view, reader.article
    bar = reader.query_one("#article-head", Bar)
    if article is None or view.document is None or not article.id:  # a page of ours
        bar.show([])
        return
    left: Parts = [(view.document.summary(), "accent" if view.view != "clean" else "faint")]
    right: Parts = []
    hits = len(view.found or view.hits)
    if hits:
        at = view.target[1] + 1 if view.target and view.target[0] in ("hit", "find") else 0
        right.append((f"{at}/{hits} hits  " if at else f"{counted(hits, 'hit')}  ", "hit"))
    bottom = view.max_scroll_y
    share = round(100 * view.scroll_offset.y / bottom) if bottom else 100
    if article.id:
        right.append((f"{share} %", "faint"))
    bar.show(left, right)
