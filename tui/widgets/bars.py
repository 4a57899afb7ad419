"""One-line widgets: pane headers, the read-as line, the status line."""

from __future__ import annotations

from diploread.tui.widgets.inks import ROWS
from diploread.tui.widgets.lines import Lines
from diploread.tui.widgets.rows import Parts, fitted
from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size


class Bar(Lines):
    """One line: parts at the left, parts at the right."""

    INKS = ROWS

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.left: Parts = []
        self.right: Parts = []

    def show(self, left: Parts, right: Parts | None = None) -> None:
        """Set the parts; nothing is painted where nothing changed."""
        right = right or []
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            own = self.styles.width is not None and self.styles.width.is_auto
            # it grows and does not shrink: to lay out the screen costs more than to search
            self.refresh(layout=own and self._wanted > self.size.width)

    @property
    def _wanted(self) -> int:
        """Cells that show all parts, with one at either end."""
        return 2 + sum(cell_len(text) for text, _ in (*self.left, *self.right))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The width of a bar that is as wide as what it says."""
        return self._wanted

    @property
    def text(self) -> str:
        """What is written on the left, for tests and screen readers."""
        return "".join(text for text, _ in self.left)

    def segments(self, y: int) -> list[Segment]:
        """The line."""
        if y:
            return []
        styles, width, base = self.styles_by_name, self.whole, self._ground
        parts = fitted(self.left, self.right, max(width - 2, 1))
        return [Segment(" ", base), *(Segment(text, base + styles[name]) for text, name in parts)]
