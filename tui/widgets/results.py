"""The result list: rows fetched a page at a time, so that 100,000 cost what ten do."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from diploread.tui.labels import date_width, dated, outlets
from diploread.tui.text import clipped, marked
from diploread.tui.widgets.flow import wrap
from diploread.tui.widgets.rows import Parts, RowList, fitted, kept
from rich.cells import cell_len

if TYPE_CHECKING:
    from diploread.index.library.rows import Row

PAGE: Final = 50
ROOMY: Final = 24
"""Lines of the list from which titles may take two."""
KEPT_PAGES: Final = 8
NEAR: Final = 200
"""Rows before and after its old place in which an article is looked for in another answer."""

Source = Callable[[int, int], "Sequence[Row]"]


class ResultList(RowList):
    """The articles of an answer."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._source: Source | None = None
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.snippets = False
        self.words: Sequence[str] = ()
        """What the query asked for, to be seen in the snippets."""
        self.read: set[str] = set()
        self.starred: set[str] = set()
        self.reviewed: set[str] = set()
        self.marked: set[str] = set()

    def show(self, source: Source, total: int, *, snippets: bool, keep: str | None = None) -> None:
        """Another answer; the cursor stays on the article ``keep``, as far down the page as it was,
        if that is not far from where it stood."""
        before, above = self.cursor, self.top_of(self.cursor) - self.scroll_offset.y
        self._source, self._total, self.snippets = source, total, snippets
        self._pages.clear()
        found = None if keep is None else self._find(keep, before)
        self.cursor = found or 0
        self.resized()
        top = self.top_of(self.cursor) - above if found else 0
        self.scroll_to(y=max(top, 0), animate=False, immediate=True)
        self.reveal()

    def _find(self, article_id: str, near: int) -> int | None:
        """Where an article stands: on the first page, or near where it stood."""
        low = max(near - NEAR, 0)
        high = min(near + NEAR, self._total)
        for index in chain(range(min(PAGE, self._total)), range(low, high)):
            row = self.row(index)
            if row is not None and row.id == article_id:
                return index
        return None

    @property
    def count(self) -> int:
        """Number of articles in the answer."""
        return self._total

    @property
    def height_of_row(self) -> int:
        """Title (two lines where there is room), provenance, a snippet where a query made one."""
        return 2 + self._roomy + self.snippets

    @property
    def _roomy(self) -> bool:
        return self.size.height >= ROOMY

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
        """Title; date, source and counts; snippet; what is left over is air below."""
        row = self.row(index)
        if row is None:
            return [[("…", "dim")]]
        lines = self._title(row, width)
        before = self.row(index - 1)
        if row.group and (before is None or before.group != row.group):
            lines[0] = fitted([(f"{marked(row.group)}  ", "heading"), *lines[0]], [], width)
        counts: Parts = []
        if row.copies:
            counts.append((f"×{row.copies + 1} ", "accent"))
        if row.hits:
            counts.append((f"{row.hits}×", "hit"))
        if row.quotes:
            counts.append((f"{' ' if counts else ''}{row.quotes:>2}❞", "faint"))
        if row.id in self.reviewed:
            counts.append((" ✓", "accent"))
        where = " · ".join(outlets(row.source, row.agency))
        lines.append(
            fitted(
                [(f"{dated(row.date):<{date_width() + 1}}", "date"), (where, "dim")], counts, width
            )
        )
        if self.snippets and row.snippet:
            lines.append(snippet(row.snippet, self.words, width))
        return lines

    def _title(self, row: Row, width: int) -> list[Parts]:
        """One line, or two where the window has room for them."""
        title = " ".join((row.title or row.lead or row.path).split())
        name = "read" if row.id in self.read else "unread"
        if not row.title:
            name = "dim"
        mark = "● " if row.id in self.marked else "★ " if row.id in self.starred else ""
        room = width - len(mark)
        ranges = wrap(title, room) if self._roomy else [(0, len(title))]
        start, end = ranges[0]
        if len(ranges) == 1:
            return [[(mark, "mark"), (clipped(title[start:end], room), name)]]
        rest = clipped(title[ranges[1][0] :], width)
        return [[(mark, "mark"), (marked(title[start:end]), name)], [(rest, name)]]


def snippet(text: str, words: Sequence[str], width: int) -> Parts:
    """The stretch of a snippet round the first word that was asked for."""
    flat = " ".join(text.split())
    places = [match for word in words if (match := re.search(re.escape(word), flat, re.I))]
    if not places:
        return [(clipped(flat, width), "faint")]
    first = min(places, key=lambda match: match.start())
    if first.end() > width - 2:
        cut = flat.find(" ", max(first.start() - width // 3, 0)) + 1
        flat = "…" + flat[min(cut, first.start()) :]
        first = re.search(re.escape(first.group()), flat) or first
    before, found, after = (
        marked(part) for part in (flat[: first.start()], first.group(), flat[first.end() :])
    )
    room = width - cell_len(before) - cell_len(found)
    return [(before, "faint"), (found, "hit"), (kept(after, room), "faint")]
