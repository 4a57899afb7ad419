"""A sheet with a list that narrows as one types: palette, history, formats, corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.panel import Item, PanelList
from diploread.tui.widgets.rows import Parts, RowList, fitted
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One line of the list."""

    label: str
    value: T
    detail: str = ""
    heading: bool = False
    style: str = "text"
    spare: bool = False
    """Whether the detail gives way to a label that is long."""


def matching(choices: Sequence[Choice[T]], typed: str) -> list[Choice[T]]:
    """Choices that have every typed word; those whose label begins with it come first."""
    words = typed.casefold().split()
    if not words:
        return list(choices)
    kept = [
        choice
        for choice in choices
        if not choice.heading
        and all(word in f"{choice.label} {choice.detail}".casefold() for word in words)
    ]
    return sorted(kept, key=lambda choice: not choice.label.casefold().startswith(words[0]))


class Chooser(ModalScreen["T | None"], Generic[T]):
    """Dismisses with the chosen value; with what ``free`` makes of typed text; or None."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice[T]],
        *,
        hint: str = "",
        free: Callable[[str], T] | None = None,
        current: T | None = None,
        placeholder: str = "type to narrow",
        wide: bool = False,
    ) -> None:
        super().__init__()
        self._wide = wide
        self._title, self._choices, self._hint = title, choices, hint
        self._free, self._current, self._placeholder = free, current, placeholder

    def compose(self) -> ComposeResult:
        """Title, input, list."""
        with Vertical(classes="sheet broad" if self._wide else "sheet"):
            yield Bar(id="sheet-title")
            yield Input(placeholder=self._placeholder, id="filter", compact=True)
            yield PanelList(id="choices", classes="driven")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one("#sheet-title", Bar).show([(self._title, "title")], [(self._hint, "faint")])
        self._fill("")
        rows = self.query_one(PanelList)
        for index, item in enumerate(rows.items):
            chosen = item.value
            if isinstance(chosen, Choice) and chosen.value == self._current is not None:
                rows.move_to(index)

    def _fill(self, typed: str) -> None:
        rows = self.query_one(PanelList)
        empty = "enter takes what is typed" if self._free else "nothing fits"
        rows.fill([_item(choice) for choice in self.found(typed)], empty=empty)
        rows.styles.height = min(len(rows.items), 20)

    def found(self, typed: str) -> list[Choice[T]]:
        """The lines that fit what is typed."""
        return matching(self._choices, typed)

    @property
    def chosen(self) -> Choice[T] | None:
        """The line under the cursor."""
        item = self.query_one(PanelList).item
        return item.value if item is not None and isinstance(item.value, Choice) else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow."""
        self._fill(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the row under the cursor."""
        self.take(event.value)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A click takes too."""
        self.take("")

    def take(self, typed: str) -> None:
        """Leave with the line under the cursor, or with what is typed."""
        choice = self.chosen
        if choice is not None:
            self.dismiss(choice.value)
        elif self._free is not None and typed.strip():
            self.dismiss(self._free(typed.strip()))

    def on_key(self, event: events.Key) -> None:
        """Arrows move in the list while one types."""
        rows = self.query_one(PanelList)
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10, "tab": 1, "shift+tab": -1}
        if event.key == "escape":
            self.dismiss(None)
        elif self.handled(event.key):
            pass
        elif event.key in steps:
            rows.move_to(rows.cursor + steps[event.key])
        else:
            return
        event.stop()
        event.prevent_default()

    def handled(self, key: str) -> bool:
        """Whether a key means more here than a step in the list."""
        return False


def _item(choice: Choice[T]) -> Item:
    def draw(width: int) -> list[Parts]:
        name = "heading" if choice.heading else choice.style
        detail = choice.detail[: width // 2]
        if choice.spare and cell_len(choice.label) + cell_len(detail) >= width:
            detail = ""
        return [fitted([(choice.label, name)], [(detail, "faint")], width)]

    return Item(draw, value=choice, heading=choice.heading, key=choice.label)
