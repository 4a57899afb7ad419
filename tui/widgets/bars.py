"""One-line widgets: pane headers, the read-as line, the status line."""

from __future__ import annotations

from typing import ClassVar

from diploread.tui.widgets.rows import STYLES, Parts, fitted
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget


class Bar(Widget):
    """One line: parts at the left, parts at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows--{name}" for name in STYLES}

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.left: Parts = []
        self.right: Parts = []

    def show(self, left: Parts, right: Parts | None = None) -> None:
        """Set the parts; nothing is painted where nothing changed."""
        right = right or []
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    @property
    def text(self) -> str:
        """What is written on the left, for tests and screen readers."""
        return "".join(text for text, _ in self.left)

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, base = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, base)
        runs = [Segment(" ", base)]
        for text, name in fitted(self.left, self.right, max(width - 2, 1)):
            runs.append(Segment(text, base + self._named(name)))
        return Strip(runs).adjust_cell_length(width, base)

    def _named(self, name: str) -> Style:
        return self.get_component_rich_style(f"rows--{name}", partial=True)
