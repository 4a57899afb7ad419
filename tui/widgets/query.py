"""The search line: an input that knows its history and leaves the keymap to decide."""

from __future__ import annotations

from diploread.tui.keys import Keymap, stroke_of
from textual import events
from textual.message import Message
from textual.widgets import Input


class QueryLine(Input):
    """One line for the query."""

    class Acted(Message):
        """A key of the area ``input`` was pressed."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, compact=True, placeholder='words, "a phrase", speaker:name …')
        self.keymap: Keymap | None = None

    async def _on_key(self, event: events.Key) -> None:
        """Keys of the area ``input`` first; everything else is typing."""
        if self.keymap is not None and len(event.key) > 1:
            action = self.keymap.apart("input", stroke_of(event.key, event.character))
            if action is not None:
                event.stop()
                event.prevent_default()
                if action == "input.clear":
                    self.value = ""  # at once: what is typed next must not be cleared with it
                else:
                    self.post_message(self.Acted(action))
                return
        await super()._on_key(event)

    def put(self, text: str) -> None:
        """Set the text without searching for it again."""
        with self.prevent(Input.Changed):
            self.value = text
            self.cursor_position = len(text)
