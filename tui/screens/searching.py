"""Searching as one types: debounce, one search at a time, the newest answer only.

A mistake in a query is shown with a caret below the line while the last good results stay.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from diploread.config.problems import DiploreadError
from diploread.index.library.rows import Stopped, never
from diploread.tui import letters
from diploread.tui.labels import counted
from diploread.tui.text import marked
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.query import QueryLine
from diploread.tui.widgets.results import PAGE
from diploread.tui.widgets.rows import Parts
from textual import on
from textual.screen import Screen
from textual.widgets import Input

if TYPE_CHECKING:
    from diploread.index.library.answer import Answer
    from diploread.index.library.library import Library
    from diploread.tui.completing import Completions
    from diploread.tui.screens.reader import ReaderScreen

DEBOUNCE: Final = 0.12


@dataclass(frozen=True, slots=True)
class Found:
    """An answer as the list shows it."""

    answer: Answer
    listed: Answer
    """The answer, or one article of each of its stories."""
    kept: str | None = None
    """Id of the article that stays open."""
    at: int | None = None
    """Its place in the list; None where it is not in it."""


def looked_up(
    library: Library,
    query: str,
    *,
    fold: bool = True,
    keep: str | None = None,
    typing: bool = False,
    cancelled: Callable[[], bool] = never,
) -> Found:
    """An answer, counted, described and folded, for all of it may take time. For a thread."""
    answer = library.search(query, typing=typing, cancelled=cancelled)
    library.rows(answer, 0, PAGE)
    _ = answer.total, answer.read_as
    return listed(library, answer, fold=fold, keep=keep)


def listed(library: Library, answer: Answer, *, fold: bool, keep: str | None) -> Found:
    """The answer with copies folded or not, and where the article ``keep`` is. For a thread."""
    shown = library.folded(answer, keep) if fold and answer.total > 1 else answer
    at = library.position(shown, keep) if keep is not None else None
    _ = shown.total
    return Found(answer, shown, keep, at)


def words_of(query: str) -> list[str]:
    """The bare words of a query, without operators and names of fields."""
    found = re.findall(r"[^\W_]{2,}(?!\w*:)", query)
    return [word for word in found if word not in ("AND", "OR", "NOT")]


class Searching(Screen[None]):
    """The half of the reader that asks the library."""

    answer: Answer | None = None
    listed: Answer | None = None
    """What the list shows: the answer, or its stories."""
    marked_quotes: frozenset[str] = frozenset()
    """Ids of the quotes that are marked among those of the answer."""
    folding = True
    """Whether copies of one report are one row."""
    sort: str = ""
    undated = True
    _cancel: threading.Event | None = None

    @property
    def _reader(self) -> ReaderScreen:
        from diploread.tui.screens.reader import ReaderScreen

        assert isinstance(self, ReaderScreen)
        return self

    @property
    def query_text(self) -> str:
        """The query as typed, with the sort that is set."""
        typed = self._reader.line.value.strip()
        field = "" if self.sort.startswith("group:") else "sort:"
        if self.sort and "sort:" not in typed and "group:" not in typed:
            return f"{typed} {field}{self.sort}".strip()
        return typed

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self.search(typing=True)

    def search(self, *, typing: bool = False, keep: str | None = None) -> None:
        """Ask the library; a running search is told to stop."""
        if self._cancel is not None:
            self._cancel.set()
        self._cancel = threading.Event()
        work = partial(self._search, self.query_text, self._cancel, typing=typing, keep=keep)
        self._reader.start(work, "search")

    async def _search(
        self, query: str, cancel: threading.Event, *, typing: bool, keep: str | None
    ) -> None:
        reader = self._reader
        if typing:
            await asyncio.sleep(DEBOUNCE)
        library = reader.diploread.library
        if library is None:
            return
        try:
            found = await asyncio.to_thread(
                looked_up, library, query, fold=self.folding, keep=keep,
                typing=typing, cancelled=cancel.is_set,
            )  # fmt: skip
        except DiploreadError as error:
            if not cancel.is_set():
                self._mistake(query, error)
            return
        except Stopped:
            return
        if not cancel.is_set():
            self.show_answer(found)

    def show_answer(self, found: Found) -> None:
        """Show an answer: list, counts, how the query was read, the first article."""
        reader = self._reader
        library = reader.diploread.library
        if library is None:
            return
        answer = self.answer = found.answer
        listed = self.listed = found.listed
        results = reader.results
        results.words = words_of(reader.line.value)
        results.show(
            lambda start, stop: library.rows(listed, start, stop),
            listed.total,
            snippets=bool(reader.line.value.strip()),
            at=found.at,
        )
        results.starred = set(reader.diploread.desk.starred_articles())
        results.read = reader.diploread.desk.read_articles()
        self._read_as(answer)
        self.counts()
        row = results.row(results.cursor)
        if row is not None and found.kept is None:
            reader.article = None
            reader.show_article(row.id)
        elif row is None:
            self._nothing(answer)
        else:
            reader.fill_panel(keep=True)
        if reader.panel == "facets" or reader.all_quotes:
            from diploread.tui.actions import panels

            load = panels.load_facets if reader.panel == "facets" else panels.load_answer_quotes
            reader.start(partial(load, reader), "facets")

    def _nothing(self, answer: Answer) -> None:
        """An empty library and an empty answer each get a page."""
        reader = self._reader
        query = reader.line.value.strip()
        if query:
            page = letters.nothing_found(query, answer.advice, reader.diploread.keymap)
        else:
            library = reader.diploread.library
            skipped = library.skipped() if library is not None else ()
            page = letters.empty_library(reader.diploread.where(), skipped)
        reader.put(page)
        if reader.pane != "panel":
            reader.remove_class("panel-open")  # it may lie over the page

    def _read_as(self, answer: Answer) -> None:
        parts: Parts = []
        if answer.advice:
            parts.append((answer.advice, "text" if answer.total == 0 else "dim"))
        elif self._reader.line.value.strip():
            parts += [("read as  ", "faint"), (answer.read_as, "dim")]
        else:
            parts.append((self._reader.diploread.where(), "faint"))
        self._reader.query_one("#readas", Bar).show(parts)

    def _mistake(self, query: str, error: DiploreadError) -> None:
        """The caret under the place; what is wrong; how to mend it."""
        column = getattr(error, "column", None)
        bar = self._reader.query_one("#readas", Bar)
        indent = "" if column is None else " " * (int(column) + 2)
        hint = f"; {error.hint}" if error.hint else ""
        bar.show([(f"{indent}^ {marked(error.message + hint)}", "warn")])

    def counts(self) -> None:
        """Position and size of the answer, at the right of the search line."""
        reader, answer = self._reader, self.answer
        if answer is None:
            return
        results = reader.results
        place = f"{results.cursor + 1}/" if answer.total else ""
        parts: Parts = []
        more = "+" if answer.partial else ""
        roomy = reader.size.width >= 70
        if results.count < answer.total:
            parts.append((f"{place}{results.count:,}", "text"))
            parts.append((" stories of ", "dim") if roomy else (" of ", "dim"))
            place = ""
        parts.append((f"{place}{answer.total:,}{more}", "text"))
        parts.append((" article" if answer.total == 1 else " articles", "dim"))
        library = reader.diploread.library
        if library is not None and library.first_look:
            parts.append((" so far", "accent"))
        if answer.quotes is not None:
            parts.append((f" · {counted(answer.quotes, 'quote')}", "dim"))
        if results.marked:
            parts.append((f" · {len(results.marked)} marked", "accent"))
        reader.query_one("#counts", Bar).show([], parts)

    @on(QueryLine.Acted)
    def _input_acted(self, event: QueryLine.Acted) -> None:
        reader = self._reader
        if event.action == "input.submit":
            reader.diploread.remember_search(reader.line.value.strip())
            self.search(keep=None)
            reader.go("results")
        elif event.action == "input.leave":
            reader.go("results")
        elif event.action.startswith("input.complete"):
            self._complete(-1 if event.action.endswith("back") else 1)
        else:
            step = -1 if event.action == "input.earlier" else 1
            reader.line.value = reader.diploread.earlier_search(step, reader.line.value)
            reader.line.cursor_position = len(reader.line.value)

    # --- completion ------------------------------------------------------------------------

    _completing: tuple[str, Completions, int] | None = None
    """The line as it was completed last, what was found, and which of it was put in."""

    def _complete(self, by: int) -> None:
        """Put the first completion in; again and again the next ones."""
        from diploread.tui.completing import complete, values_in

        reader = self._reader
        line = reader.line
        now = self._completing
        if now is not None and now[0] == line.value and len(now[1].found) > 1:
            _, known, at = now
        else:
            known, at = complete(line.value, values_in(reader.diploread)), -1 if by > 0 else 0
        if not known.found:
            reader.say("nothing to complete here", "dim")
            return
        at = (at + by) % len(known.found)
        line.value = line.value[: known.start] + known.found[at]
        line.cursor_position = len(line.value)
        self._completing = (line.value, known, at)
        shown = [("".join(f"{marked(one)}  " for one in known.found[max(at - 2, 0) : at]), "dim"),
                 (f"{marked(known.found[at])}  ", "accent"),
                 ("  ".join(map(marked, known.found[at + 1 : at + 12])), "dim")]  # fmt: skip
        reader.query_one("#readas", Bar).show(shown, [(f"{at + 1}/{len(known.found)}", "faint")])
