"""The result list: rows fetched a page at a time, so that 100,000 cost what ten do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from diploread.config.settings import UiSettings
from diploread.tui.text import marked
from diploread.tui.widgets.columns import Arrangement
from diploread.tui.widgets.rows import Parts, RowList, fitted

if TYPE_CHECKING:
    from diploread.index.library.rows import Row

PAGE: Final = 50
ROOMY: Final = 24
"""Lines of the list from which titles may take two."""
KEPT_PAGES: Final = 8

Source = Callable[[int, int], "Sequence[Row]"]


class ResultList(RowList):
    """The articles of an answer."""

    def __init__(
        self,
        *,
        columns: Sequence[str] = UiSettings().columns,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._source: Source | None = None
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.snippets = False
        self.words: Sequence[str] = ()
        """What the query asked for, to be seen in the snippets."""
        self.arrangement = Arrangement(columns)
        self._height = 0
        self._roomy = False
        self.read: set[str] = set()
        self.starred: set[str] = set()
        self.reviewed: set[str] = set()
        self.marked: set[str] = set()

    def show(self, source: Source, total: int, *, snippets: bool, at: int | None = None) -> None:
        """Another answer; the cursor goes to the row ``at``, which is as far down the page as the
        one was on which it stood; to the first where there is none."""
        above = self.top_of(self.cursor) - self.scroll_offset.y
        self._source, self._total, self.snippets = source, total, snippets
        self._pages.clear()
        self.cursor = at or 0
        self.resized()
        top = self.top_of(self.cursor) - above if at else 0
        self.scroll_to(y=max(top, 0), animate=False, immediate=True)
        self.reveal()

    @property
    def count(self) -> int:
        """Number of articles in the answer."""
        return self._total

    @property
    def height_of_row(self) -> int:
        """Title (two lines where there is room), provenance, a snippet where a query made one."""
        if not self._height:
            size = self.size  # asked once: thirty times a key it was a fifth of what a key cost
            self._roomy = size.height >= ROOMY
            self._height = self.arrangement.height(
                max(size.width - 2, 8), roomy=self._roomy, snippets=self.snippets
            )
        return self._height

    def resized(self) -> None:
        """Heights depend on the window and on the answer."""
        self._height = 0
        super().resized()

    def row(self, index: int) -> Row | None:
        """The row at an index; None outside the answer."""
        if not 0 <= index < self._total:
            return None
        page = self._page(index // PAGE)
        return page[index % PAGE] if index % PAGE < len(page) else None

    def _page(self, number: int) -> Sequence[Row]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        assert self._source is not None
        rows = self._source(number * PAGE, min((number + 1) * PAGE, self._total))
        self._pages[number] = rows
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return rows

    def lines_of(self, index: int, width: int) -> list[Parts]:
        """The columns that are set, arranged for the width; what is left over is air below."""
        row = self.row(index)
        if row is None:
            return [[("…", "dim")]]
        lines = self.arrangement.lines(row, self, width, roomy=self._roomy, wanted=self.words)
        before = self.row(index - 1)
        if row.group and (before is None or before.group != row.group):
            lines[0] = fitted([(f"{marked(row.group)}  ", "heading"), *lines[0]], [], width)
        return lines
