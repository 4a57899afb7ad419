"""Sheets that ask for words: one line, or a note of several."""

from __future__ import annotations

from diploread.tui.widgets.bars import Bar
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea


class Prompt(ModalScreen["str | None"]):
    """Asks for one line; dismisses with it, or with None."""

    def __init__(self, title: str, value: str = "", *, hint: str = "enter · esc") -> None:
        super().__init__()
        self._title, self._value, self._hint = title, value, hint

    def compose(self) -> ComposeResult:
        """Title and input."""
        with Vertical(classes="sheet"):
            yield Bar(id="sheet-title")
            yield Input(self._value, id="line", compact=True)

    def on_mount(self) -> None:
        """Say what is asked."""
        self.query_one(Bar).show([(self._title, "title")], [(self._hint, "faint")])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done."""
        self.dismiss(event.value.strip())

    def on_key(self, event: events.Key) -> None:
        """Escape leaves."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)


class NoteEditor(ModalScreen["str | None"]):
    """A note of several lines; ctrl+d keeps it, escape keeps it too if it has changed."""

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__()
        self._title, self._value = title, value

    def compose(self) -> ComposeResult:
        """Title and text."""
        with Vertical(classes="sheet"):
            yield Bar(id="sheet-title")
            yield TextArea(self._value, id="note", soft_wrap=True)

    def on_mount(self) -> None:
        """Say how it is kept."""
        self.query_one(Bar).show([(self._title, "title")], [("esc or ctrl+d keeps it", "faint")])

    def on_key(self, event: events.Key) -> None:
        """Nothing written is ever lost by leaving."""
        if event.key in ("escape", "ctrl+d"):
            event.stop()
            event.prevent_default()
            text = self.query_one(TextArea).text.strip()
            self.dismiss(text if text != self._value.strip() else None)
