"""Actions on the result list: sort, mark, unread, history, saved searches."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from diploread.index.library.query.saved import search_name
from diploread.tui.actions.marking import mark_all_quotes, mark_quote, over_quotes
from diploread.tui.actions.registry import action
from diploread.tui.labels import dated, outlets
from diploread.tui.opening import know_marks
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.screens.searching import listed
from diploread.tui.text import marked

SORTS: Final = (
    ("newest first", ""), ("oldest first", "date"), ("best match first", "relevance"),
    ("by source", "source"), ("by speaker", "speaker"), ("grouped by day", "group:day"),
    ("grouped by source", "group:source"), ("grouped by speaker", "group:speaker"),
)  # fmt: skip
_DATE: Final = r"(?:date|said|before|after|newer|older):(?:\"[^\"]*\"|[^\s(){}\"]+)"
DATES: Final = re.compile(rf"(?<![\w-])({_DATE})")
TAKEN_IN: Final = re.compile(rf"\(({_DATE}) OR is:undated\)")
LEFT_OUT: Final = re.compile(r"\s*-is:undated\b")


@action("list.sort")
async def sort(reader: ReaderScreen) -> None:
    from diploread.tui.screens.chooser import Choice, Chooser

    choices = [Choice(label, value) for label, value in SORTS]
    chosen = await reader.app.push_screen_wait(Chooser("Sort", choices, current=reader.sort))
    if chosen is not None:
        reader.sort = chosen
        reader.search(keep=reader.article.id if reader.article else None)


@action("list.fold")
async def fold(reader: ReaderScreen) -> None:
    """Copies of one report as one row, or each by itself."""
    reader.folding = not reader.folding
    library, answer = reader.diploread.library, reader.answer
    if library is not None and answer is not None:
        keep = reader.article.id if reader.article else None
        found = await asyncio.to_thread(listed, library, answer, fold=reader.folding, keep=keep)
        if reader.answer is answer:
            reader.show_answer(found)
    reader.say("copies are folded" if reader.folding else "every copy has its row")


@action("list.copies")
async def copies(reader: ReaderScreen) -> None:
    """The versions of the report in the list; enter opens one."""
    from diploread.tui.screens.chooser import Choice, Chooser

    library, answer = reader.diploread.library, reader.answer
    here = reader.results.row(reader.results.cursor)
    if reader.pane != "results" and reader.article is not None and library is not None:
        here = next(iter(library.rows_of([reader.article.id])), None)
    story = (
        library.stories(answer).get(here.story)
        if library is not None and answer is not None and here is not None and here.story
        else None
    )
    if library is None or story is None or here is None:
        reader.say("no other version of this report in the answer", "dim")
        return
    choices = []
    for row in library.rows_of(story.members):
        like = library.likeness(here.id, row.id)
        detail = "this one" if row.id == here.id else f"{like:.0%} alike"
        where = " · ".join([dated(row.date), *outlets(row.source, row.agency)])
        choices.append(Choice(f"{where}  {marked(row.title or row.lead)}", row.id, detail))
    sheet = Chooser(f"{len(choices)} versions of one report", choices, current=here.id)
    chosen = await reader.app.push_screen_wait(sheet)
    if chosen is not None and reader.show_article(chosen, remember=True):
        reader.go("article")


@action("list.undated")
def undated(reader: ReaderScreen) -> None:
    """Take in what has no date, where the query asks for one; leave it out, where it does not."""
    query, taken_in = turned(reader.line.value.strip())
    reader.line.put(query)
    reader.search()
    reader.say(f"articles without a date are {'taken in' if taken_in else 'left out'}")


def turned(query: str) -> tuple[str, bool]:
    """The query that treats undated articles the other way; whether it takes them in."""
    for now, then, taken_in in ((TAKEN_IN, r"\1", False), (LEFT_OUT, "", True)):
        other, count = now.subn(then, query)
        if count:
            return other.strip(), taken_in
    other, count = DATES.subn(r"(\1 OR is:undated)", query)
    return (other, True) if count else (f"{query} -is:undated".strip(), False)


@action("list.mark")
def mark(reader: ReaderScreen) -> None:
    if over_quotes(reader):
        mark_quote(reader)
        return
    results = reader.results
    row = results.row(results.cursor)
    if row is None:
        return
    results.marked ^= {row.id}
    results.refresh()
    if reader.pane == "results":
        results.move_to(results.cursor + 1)
    reader.counts()


@action("list.mark_all")
def mark_all(reader: ReaderScreen) -> None:
    """Mark every row of the answer; none, where all are marked; in the panel every quote."""
    if over_quotes(reader):
        mark_all_quotes(reader)
        return
    results, library, answer = reader.results, reader.diploread.library, reader.answer
    if library is None or answer is None:
        return
    rows = {row.id for row in library.rows(answer, 0, min(answer.total, 5000))}
    results.marked = set() if rows <= results.marked else rows
    if not results.marked:
        reader.say("no row is marked", "dim")
    elif answer.total > 5000:
        reader.say("the first 5,000 rows are marked")
    results.refresh()
    reader.counts()


@action("list.next_unread")
def next_unread(reader: ReaderScreen) -> None:
    results = reader.results
    for index in range(results.cursor + 1, results.count):
        row = results.row(index)
        if row is not None and row.id not in results.read:
            results.move_to(index, quiet=True)
            if reader.show_article(row.id, remember=True):
                reader.diploread.desk.mark_read(row.id)
                results.read.add(row.id)
            reader.counts()
            return
    reader.say("nothing unread below", "dim")


@action("list.save")
async def save(reader: ReaderScreen) -> None:
    query = reader.query_text
    if not query:
        reader.say("there is no query to save", "dim")
        return
    typed = await reader.ask("Save this search as", hint=query)
    name = search_name(typed or "")
    if typed and not name:
        reader.say("a name needs letters or digits", "dim")
    elif name:
        await reader.diploread.desk.save_search(name, query)
        know_marks(reader.diploread)
        reader.say(f"saved; @{name} in a query, or H, finds it again")


@action("list.history")
async def history(reader: ReaderScreen) -> None:
    from diploread.tui.screens.chooser import Choice, Chooser

    saved = reader.diploread.desk.saved_searches()
    choices = [Choice(name, query, query) for name, query in saved.items()]
    choices += [Choice(query, query) for query in reversed(reader.diploread.searches)]
    if not choices:
        reader.say("no searches yet", "dim")
        return
    chosen = await reader.app.push_screen_wait(Chooser("Searches", choices))
    if chosen is not None:
        reader.line.put(chosen)
        reader.search()
        reader.go("results")
