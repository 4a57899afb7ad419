"""The result list: rows fetched a page at a time, so that 100,000 cost what ten do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from diploread.tui.labels import dated, outlets
from diploread.tui.text import clipped
from diploread.tui.widgets.rows import Parts, RowList, fitted

if TYPE_CHECKING:
    from diploread.index.library.rows import Row

PAGE: Final = 50
KEPT_PAGES: Final = 8

Source = Callable[[int, int], "Sequence[Row]"]


class ResultList(RowList):
    """The articles of an answer."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._source: Source | None = None
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.snippets = False
        self.read: set[str] = set()
        self.starred: set[str] = set()
        self.marked: set[str] = set()

    def show(self, source: Source, total: int, *, snippets: bool, keep: str | None = None) -> None:
        """Another answer; the cursor stays on the article ``keep`` if it is on the first page."""
        self._source, self._total, self.snippets = source, total, snippets
        self._pages.clear()
        self.cursor = 0
        if keep is not None and total:
            ids = [row.id for row in self._page(0)]
            self.cursor = ids.index(keep) if keep in ids else 0
        self.resized()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.reveal()

    @property
    def count(self) -> int:
        """Number of articles in the answer."""
        return self._total

    @property
    def height_of_row(self) -> int:
        """Title, provenance, a snippet where a query made one, and air where there is room."""
        return 3 if self.snippets else 2

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
        """Title; date, source and counts; snippet."""
        row = self.row(index)
        if row is None:
            return [[("…", "dim")]]
        title = row.title or " ".join(row.lead.split()) or row.path
        name = "read" if row.id in self.read else "unread"
        mark = "● " if row.id in self.marked else "★ " if row.id in self.starred else ""
        first = fitted([(mark, "mark"), (title, name)], [], width)
        counts: Parts = []
        if row.hits:
            counts.append((f"{row.hits}×", "hit"))
        if row.quotes:
            counts.append((f"{' ' if counts else ''}{row.quotes:>2}❞", "faint"))
        where = " · ".join(outlets(row.source, row.agency))
        second = fitted([(f"{dated(row.date):<13}", "date"), (where, "dim")], counts, width)
        if not self.snippets:
            return [first, second]
        return [first, second, [(clipped(row.snippet, width), "faint")]]
