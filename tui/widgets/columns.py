"""The columns of the result list: which are shown, in which order, at which width.

In a narrow pane a row is a few lines: title and snippet have lines of their own, everything else
shares one, with the numbers at its right edge. In a wide one a row is a line of a table. Where
there is too little room for all numbers, the last ones of the setting give way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

from diploread.tui.labels import date_width, dated, outlets
from diploread.tui.signs import Foreign, foreign
from diploread.tui.text import clipped, marked
from diploread.tui.widgets.flow import wrap
from diploread.tui.widgets.rows import Part, Parts, fitted, kept
from rich.cells import cell_len

if TYPE_CHECKING:
    from diploread.index.library.rows import Row

TABLE: Final = 90
"""Cells from which a row is a line of a table."""
WORDS: Final = ("date", "source", "agency", "flags")
NUMBERS: Final = ("copies", "hits", "quotes", "words")
WIDTHS: Final = {"flags": 14, "copies": 4, "hits": 4, "quotes": 4, "words": 7}
"""Cells of a column of the table; names take what the width gives them."""
_GAP: Final = 2


class Marks(Protocol):
    """What the reader has done with articles: ids of those read, bookmarked, reviewed, marked."""

    read: set[str]
    starred: set[str]
    reviewed: set[str]
    marked: set[str]


def sign(row: Row, marks: Marks) -> str:
    """The mark before a title."""
    return "● " if row.id in marks.marked else "★ " if row.id in marks.starred else ""


class Arrangement:
    """Columns in their order, and the lines they make of a row."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self._words = [name for name in columns if name in WORDS]
        self._numbers = [name for name in columns if name in NUMBERS]
        self._both = "source" in columns and "agency" in columns
        others = [name for name in columns if name in ("source", "agency")][1:]
        self._not_in_table = {"snippet", *others}
        """A table has one column for source and agency: few articles have both."""

    def height(self, width: int, *, roomy: bool, snippets: bool) -> int:
        """Lines of every row at a width; ``roomy`` where a title may take two."""
        below = snippets and "snippet" in self.columns
        if width >= TABLE:
            return 1 + below
        title = "title" in self.columns
        details = bool(self._words) or not title
        return (1 + roomy) * title + details + below

    def lines(
        self, row: Row, marks: Marks, width: int, *, roomy: bool, wanted: Sequence[str]
    ) -> list[Parts]:
        """The lines of a row; ``wanted`` are the words that a snippet is cut round."""
        if width >= TABLE:
            lines = [self._table_line(row, marks, width)]
            if row.snippet and "snippet" in self.columns:
                lines.append([("  ", "faint"), *snippet(row.snippet, wanted, width - 2)])
            return lines
        made: list[Parts] = []
        counts = self._counts(row, marks, width)
        for name in self._order():
            if name == "title":
                room = 0 if self._words else cells(counts) + 1
                title = self._title(row, marks, width - room, roomy=roomy)
                if not self._words:
                    title[0] = fitted(title[0], counts, width)
                made += title
            elif name == "snippet":
                if row.snippet:
                    made.append(snippet(row.snippet, wanted, width))
            else:
                made.append(fitted(self._details(row, marks), counts, width))
        return made

    def _order(self) -> list[str]:
        """Lines in the order of their first columns."""
        order: list[str] = []
        details = "details" if self._words or "title" not in self.columns else ""
        for name in self.columns:
            line = name if name in ("title", "snippet") else details if name in WORDS else ""
            if line and line not in order:
                order.append(line)
        return order if not details or details in order else [details, *order]

    # --- one line for words and numbers ----------------------------------------------------

    def _details(self, row: Row, marks: Marks) -> Parts:
        out: Parts = []
        if "title" not in self.columns:
            out.append((sign(row, marks), "mark"))
        bare = True
        for name in self._words:
            text, style = self._cell(row, name)
            if not text:
                continue
            if name == "date" and bare:
                out.append((f"{text:<{date_width() + 1}}", style))
                continue
            out += [(text, style)] if bare else [(" · ", "dim"), (text, style)]
            bare = False
        return out

    def _cell(self, row: Row, name: str) -> Part:
        """The words of a column."""
        if name == "date":
            return dated(row.date), "date"
        if name == "flags":
            return ", ".join(flag.replace("-", " ") for flag in row.flags), "warn"
        if name == "agency":
            agency, source = row.agency or "", row.source or ""
            twice = self._both and agency.casefold() in source.casefold()
            return "" if twice else foreign(agency), "dim"
        return foreign(row.source or ""), "dim"

    def _counts(self, row: Row, marks: Marks, width: int) -> Parts:
        """The numbers, as many of them as half the line holds."""
        out: Parts = []
        for name in self._numbers:
            text, style = number(row, name)
            if not text:
                continue
            part: Part = (f" {text}" if out else text, style)
            if cells([*out, part]) > width // 2:
                break
            out.append(part)
        return [*out, (" ✓", "accent")] if row.id in marks.reviewed else out

    # --- the title, the table --------------------------------------------------------------

    def _title(self, row: Row, marks: Marks, width: int, *, roomy: bool) -> list[Parts]:
        """One line, or two where the window has room for them."""
        title, name = _title_of(row, marks)
        mark = sign(row, marks)
        room = max(width - len(mark), 4)
        ranges = wrap(title, room) if roomy else [(0, len(title))]
        start, end = ranges[0]
        if len(ranges) == 1:
            return [[(mark, "mark"), (clipped(foreign(title[start:end]), room), name)]]
        rest = clipped(foreign(title[ranges[1][0] :]), width)
        first = foreign(marked(title[start:end]))
        return [[(mark, "mark"), (first, name)], [(rest, name)]]

    def _table_line(self, row: Row, marks: Marks, width: int) -> Parts:
        shown = [name for name in self.columns if name not in self._not_in_table]
        names = min(max(width // 6, 14), 28)
        widths = {**WIDTHS, "date": date_width(), "source": names, "agency": names}
        taken = sum(widths[name] + _GAP for name in shown if name != "title") + 2
        out: Parts = [] if "title" in shown else [(sign(row, marks), "mark")]
        for name in shown:
            gap = " " * _GAP if name != shown[-1] else ""
            if name == "title":
                title, style = _title_of(row, marks)
                mark = sign(row, marks)
                room = max(width - taken - len(mark), 20)
                out += [(mark, "mark"), (padded(title, room), style), (gap, style)]
            elif name in NUMBERS:
                text, style = number(row, name)
                out.append((f"{text:>{widths[name]}}{gap}", style))
            else:
                text, style = self._cell(row, name)
                if self._both and name in ("source", "agency"):
                    text = foreign(" · ".join(outlets(row.source, row.agency)))
                out += [(padded(text, widths[name]), style), (gap, style)]
        return fitted(out, [(" ✓", "accent")] if row.id in marks.reviewed else [], width)


def _title_of(row: Row, marks: Marks) -> Part:
    title = " ".join((row.title or row.lead or row.path).split())
    return foreign(title), "dim" if not row.title else "read" if row.id in marks.read else "unread"


def number(row: Row, name: str) -> Part:
    """A number of a row with its sign; nothing where there is none."""
    if name == "copies":
        return f"×{row.copies + 1}" if row.copies else "", "accent"
    if name == "hits":
        return f"{row.hits}×" if row.hits else "", "hit"
    if name == "quotes":
        return f"{row.quotes:>2}❞" if row.quotes else "", "faint"
    return f"{row.words:,}w" if row.words else "", "faint"


def cells(parts: Parts) -> int:
    """Cells of some parts."""
    return sum(cell_len(text) for text, _ in parts)


def padded(text: str, width: int) -> str:
    """Exactly ``width`` cells of a text."""
    shown = clipped(text, width)
    whole = shown + " " * (width - cell_len(shown))
    return Foreign(whole) if isinstance(text, Foreign) else whole


def snippet(text: str, words: Sequence[str], width: int) -> Parts:
    """The stretch of a snippet round the first word that was asked for; the library has put dots
    where it cut the text, which are no words of it."""
    flat = " ".join(text.split())
    lead, end = ("… " if flat.startswith("… ") else ""), (" …" if flat.endswith(" …") else "")
    flat = flat[len(lead) : len(flat) - len(end)]
    places = [match for word in words if (match := re.search(re.escape(word), flat, re.I))]
    if not places:
        return _closed([(lead, "faint")], foreign(flat), end, width)
    first = min(places, key=lambda match: match.start())
    if len(lead) + first.end() > width - 2:
        cut = flat.find(" ", max(first.start() - width // 3, 0)) + 1
        lead, flat = "…", flat[min(cut, first.start()) :]
        first = re.search(re.escape(first.group()), flat) or first
    before, found, after = (
        foreign(marked(part))
        for part in (flat[: first.start()], first.group(), flat[first.end() :])
    )
    parts: Parts = [(lead, "faint"), (before, "faint"), (found, "hit")]
    return _closed(parts, after, end, width)


def _closed(parts: Parts, rest: str, end: str, width: int) -> Parts:
    """Parts with a rest behind them, and its end where there is room for it."""
    room = width - cells(parts)
    shown = kept(rest, room)
    return [*parts, (shown, "faint"), (end[: max(room - cell_len(shown), 0)], "faint")]
