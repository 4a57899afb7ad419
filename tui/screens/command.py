"""The command line: a sheet in which one types an action or a command and is shown how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diploread.config.problems import DiploreadError
from diploread.tui import palette
from diploread.tui.screens.chooser import Choice, Chooser, matching
from diploread.tui.text import marked
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.panel import PanelList
from textual.widgets import Input

if TYPE_CHECKING:
    from diploread.tui.screens.reader import ReaderScreen

KEPT = 50
HINT = "tab completes · up earlier commands"


class CommandLine(Chooser[Any]):
    """Dismisses with what is to be done; stays open over a mistake, which it tells."""

    def __init__(self, reader: ReaderScreen, earlier: list[str]) -> None:
        self._reader, self._earlier = reader, earlier
        self._back = 0
        super().__init__(
            "Command",
            palette.actions(reader.diploread.keymap),
            hint=HINT,
            placeholder="an action, or: query  sort  group  open  export  theme",
        )

    def found(self, typed: str) -> list[Choice[Any]]:
        """The arguments of a command; else commands that begin so, and actions."""
        proposed = palette.proposals(self._reader, typed)
        if proposed is not None:
            return proposed
        begun = palette.beginnings(typed) if typed.strip() else []
        return [*begun, *matching(self._choices, typed)]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow; a mistake that was told is forgotten."""
        self._tell("")
        super().on_input_changed(event)

    def take(self, typed: str) -> None:
        """Run the row under the cursor, or complete it; what is typed where no row fits."""
        choice = self.chosen
        line = choice.value if choice is not None else typed.strip()
        if not line:
            return
        if line.endswith(" "):
            self._put(line)
            return
        try:
            todo = palette.understood(self._reader, line)
        except DiploreadError as error:
            self._tell(f"{error.message}; {error.hint}" if error.hint else error.message)
            return
        if choice is None or " " in line:
            kept = [one for one in self._earlier if one != line]
            self._earlier[:] = [*kept[-KEPT:], line]
        self.dismiss(todo)

    def handled(self, key: str) -> bool:
        """Tab completes; up, from the first row, brings earlier commands back."""
        choice = self.chosen
        if key == "tab" and choice is not None and " " in choice.value:
            self._put(choice.value)
            return True
        if (
            key == "up"
            and self.query_one(PanelList).cursor == 0
            and self._back < len(self._earlier)
        ):
            self._back += 1
            self._put(self._earlier[-self._back])
            return True
        return False

    def _put(self, text: str) -> None:
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)

    def _tell(self, mistake: str) -> None:
        title = self.query_one("#sheet-title", Bar)
        if mistake:
            title.show([("Command  ", "title"), (marked(mistake), "warn")])
        else:
            title.show([("Command", "title")], [(HINT, "faint")])
