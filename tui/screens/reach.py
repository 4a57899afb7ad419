"""Where a decision on a line shall hold, with what it would hit counted while one looks."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Final

from diploread.tui.labels import counted, dated, outlets
from diploread.tui.text import clipped, marked
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.flow import wrap
from diploread.tui.widgets.panel import Item, PanelList
from diploread.tui.widgets.rows import Parts, RowList, fitted
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from diploread.index.library.reach import Reach, Scope
    from diploread.index.library.rows import Row

SHOWN: Final = 8
"""Articles that are named; the others are counted."""
AGAIN: Final = 0.1
"""Seconds between two paintings of the counts."""
STEPS: Final = {"down": 1, "up": -1, "j": 1, "k": -1, "tab": 1, "shift+tab": -1}


class ReachSheet(ModalScreen["Scope | None"]):
    """Dismisses with the scope that was chosen; nothing is decided before ``enter``."""

    def __init__(self, reach: Reach, verb: str) -> None:
        super().__init__()
        self._reach, self._verb = reach, verb
        self._stop = threading.Event()

    def compose(self) -> ComposeResult:
        """The line, the scopes, the articles."""
        with Vertical(classes="sheet"):
            yield Bar(id="sheet-title")
            yield PanelList(id="choices")
            yield Bar(id="sheet-foot")

    def on_mount(self) -> None:
        """Count beside the screen."""
        self.query_one("#sheet-title", Bar).show(
            [(f"{self._verb} this line", "title")], [("enter does it · esc leaves it", "faint")]
        )
        self.show()
        self.query_one(PanelList).focus()
        self.set_interval(AGAIN, self.show)
        self.run_worker(asyncio.to_thread(self._count), exit_on_error=False)

    def _count(self) -> None:
        """Count until all is counted or nobody looks; nothing else asks the store after that."""
        try:
            self._reach.count(lambda: None, self._stop.is_set)
        finally:
            self._reach.close()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self._stop.set()

    @property
    def scope(self) -> Scope | None:
        """The scope under the cursor."""
        from diploread.index.library.reach import Scope

        item = self.query_one(PanelList).item
        return item.value if item is not None and isinstance(item.value, Scope) else None

    def show(self) -> None:
        """Paint what has been counted so far."""
        rows, scope = self.query_one(PanelList), self.scope or self._reach.scopes[0]
        items = [_line_item(self._reach.line)]
        items += [_scope_item(one, self._reach.done) for one in self._reach.scopes]
        items += [_row_item(row) for row in scope.rows[:SHOWN]]
        rows.fill(items, keep=True)
        rows.styles.height = rows.top_of(rows.count)
        more = len(scope.rows) - SHOWN
        told = f"and {counted(more, 'article')} more" if more > 0 else ""
        self.query_one("#sheet-foot", Bar).show([(told, "faint")], [])

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Another scope: its articles."""
        self.show()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A click takes."""
        self.dismiss(self.scope)

    def on_key(self, event: events.Key) -> None:
        """Arrows or letters move, enter decides."""
        event.stop()
        event.prevent_default()
        rows = self.query_one(PanelList)
        if event.key in ("escape", "q"):
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(self.scope)
        elif event.key in STEPS:
            rows.move_to(rows.cursor + STEPS[event.key])


def _line_item(line: str) -> Item:
    """The line itself, two rows of it."""

    def draw(width: int) -> list[Parts]:
        flat = " ".join(line.split())
        ranges = wrap(flat, width)
        shown: list[Parts] = [[(marked(flat[slice(*ranges[0])]), "quote")]] if ranges else [[]]
        if len(ranges) > 1:
            shown.append([(clipped(flat[ranges[1][0] :], width), "quote")])
        return [*shown, []]

    return Item(draw, heading=True)


def _scope_item(scope: Scope, done: bool) -> Item:
    def draw(width: int) -> list[Parts]:
        if "file" in scope.values:
            name = "in this article"
        elif "source" in scope.values:
            name = f"wherever {marked(scope.name)} has it"
        else:
            name = "in every article, also those to come"
        lines = f"{counted(scope.lines, 'line')} in {counted(scope.articles, 'article')}"
        return [fitted([(name, "text")], [(lines if done else f"{lines} …", "dim")], width)]

    return Item(draw, 1, scope, key=str(scope.values))


def _row_item(row: Row) -> Item:
    def draw(width: int) -> list[Parts]:
        where = " · ".join([dated(row.date), *outlets(row.source, row.agency)])
        return [
            [("  ", "text"), (clipped(f"{where}  {row.title or row.lead}", width - 2), "faint")]
        ]

    return Item(draw, 1, heading=True)
