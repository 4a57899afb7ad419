"""The right panel: small lists made whole, with headings that cannot be chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

from diploread.tui.widgets.flow import wrap
from diploread.tui.widgets.rows import Parts, RowList

Draw = Callable[[int], Sequence[Parts]]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a panel: how to draw it at a width, and what it stands for."""

    draw: Draw
    height: int | None = None
    """Lines; None to count what ``draw`` gives."""
    value: object = None
    heading: bool = False
    key: str = field(default="")
    """What the row is recognised by when the panel is filled again."""


class PanelList(RowList):
    """A list of items; each may have another height."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.items: list[Item] = []
        self._tops: list[int] = [0]
        self._measured = 0

    def fill(self, items: Sequence[Item], *, empty: str = "", keep: bool = False) -> None:
        """Show these items; ``empty`` says in words why there are none."""
        before = self.item.key if keep and self.item is not None else ""
        self.items = list(items)
        if not self.items and empty:
            self.items = [Item(partial(_said, empty), heading=True)]
        self._measure()
        keys = [item.key for item in self.items]
        if before and before in keys:
            self.cursor = keys.index(before)
        else:
            self.cursor = next((i for i, item in enumerate(self.items) if not item.heading), 0)
        self.resized()
        if not (before and before in keys):
            self.scroll_to(y=0, animate=False, immediate=True)

    def _measure(self) -> None:
        width = max(self.size.width - 2, 8)
        heights = (
            len(item.draw(width)) if item.height is None else item.height for item in self.items
        )
        self._tops = [0, *accumulate(heights)]
        self._measured = width

    def resized(self) -> None:
        """Heights depend on the width."""
        if max(self.size.width - 2, 8) != self._measured:
            self._measure()
        super().resized()

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        if 0 <= self.cursor < len(self.items) and not self.items[self.cursor].heading:
            return self.items[self.cursor]
        return None

    @property
    def count(self) -> int:
        """Number of items."""
        return len(self.items)

    def top_of(self, index: int) -> int:
        """First line of an item."""
        return self._tops[index]

    def row_at(self, line: int) -> int:
        """The item a line belongs to."""
        return min(bisect_right(self._tops, line) - 1, len(self.items) - 1)

    def lines_in(self, index: int) -> int:
        """Height of an item."""
        return self._tops[index + 1] - self._tops[index]

    def selectable(self, index: int) -> bool:
        """Headings cannot be chosen."""
        return not self.items[index].heading

    def lines_of(self, index: int, width: int) -> Sequence[Parts]:
        """Draw an item."""
        return self.items[index].draw(width)

    def page(self) -> int:
        """Items a page, roughly."""
        if not self.items:
            return 1
        return max(self.size.height * len(self.items) // max(self._tops[-1], 1), 1)

    def follow(self, key: str) -> None:
        """Put the cursor on the item with this key, without saying so."""
        for index, item in enumerate(self.items):
            if item.key == key:
                self.move_to(index, quiet=True)
                return


def _said(text: str, width: int) -> Sequence[Parts]:
    """Why a list is empty, in as many lines as it takes."""
    return [[(text[start:end].strip(), "dim")] for start, end in wrap(text, width)]
