"""Lists with a cursor: a line-API base whose cost does not depend on the number of rows.

A row is one or more lines; a line is a list of ``(text, style name)`` parts. Subclasses say how
many rows there are and what a row's lines are; this class paints, scrolls and moves the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.tui.signs import Foreign
from diploread.tui.text import clipped, marked
from diploread.tui.widgets.inks import ROWS
from diploread.tui.widgets.scrollbar import Scrolled
from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

Part = tuple[str, str]
Parts = list[Part]


class RowList(Scrolled, can_focus=True):
    """Base of every list."""

    INKS = ROWS

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RowList, index: int) -> None:
            super().__init__()
            self.rows, self.index = rows, index

        @property
        def control(self) -> RowList:
            """The list that sent it."""
            return self.rows

    class Chosen(Moved):
        """A row was chosen by a click."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self._drawn: Sequence[Parts] = ()
        self._drawn_row: tuple[int, int] | None = None
        """Which row ``_drawn`` is: the lines of one row are painted one after another."""

    @property
    def lively(self) -> bool:
        """Whether keys move this cursor: it has the focus, or an input above it drives it."""
        return self.has_focus or self.has_class("driven")

    # --- what subclasses say ---------------------------------------------------------------

    @property
    def count(self) -> int:
        """Number of rows."""
        raise NotImplementedError

    @property
    def height_of_row(self) -> int:
        """Lines a row."""
        return 1

    def lines_of(self, index: int, width: int) -> Sequence[Parts]:
        """The lines of a row, each as parts."""
        raise NotImplementedError

    def top_of(self, index: int) -> int:
        """Number of the first line of a row."""
        return index * self.height_of_row

    def row_at(self, line: int) -> int:
        """The row a line belongs to."""
        return line // self.height_of_row

    def lines_in(self, index: int) -> int:
        """How many lines a row has."""
        return self.height_of_row

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on a row."""
        return True

    # --- painting --------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows may have changed since they were painted last."""
        self._drawn_row = None
        return super().render_lines(crop)

    def resized(self) -> None:
        """Tell the scroll bars how many lines there are."""
        last = self.count - 1
        lines = self.top_of(last) + self.lines_in(last) if last >= 0 else 0
        self.hold(lines)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """The width has changed."""
        self.resized()
        self.reveal()

    def segments(self, y: int) -> list[Segment]:
        """One line of the screen."""
        line = y + self.above
        if not self.count or line >= self.virtual_size.height:
            return []
        styles, width = self.styles_by_name, self.whole
        index = self.row_at(line)
        if self._drawn_row != (index, width):
            self._drawn_row, self._drawn = (index, width), self.lines_of(index, max(width - 2, 8))
        lines = self._drawn
        inside = line - self.top_of(index)
        parts = lines[inside] if inside < len(lines) else []
        if not parts:
            return []
        base = self._ground
        if index != self.cursor or not self.selectable(index):
            return [
                Segment(" ", base),
                *(Segment(text, base + styles[name]) for text, name in parts),
            ]
        chosen = styles["cursor" if self.lively else "cursor-blurred"]
        base += chosen
        bar = Segment("▌", base + styles["accent" if self.lively else "faint"])
        if chosen.reverse:  # colours would be grounds, each another
            bar = Segment(" ", base)
            runs = [
                bar,
                *(Segment(text, base + styles[name].without_color) for text, name in parts),
            ]
        else:
            runs = [bar, *(Segment(text, base + styles[name]) for text, name in parts)]
        taken = sum(run.cell_length for run in runs)
        return [*runs, Segment(" " * max(width - taken, 0), base)]

    def on_focus(self) -> None:
        """The cursor row brightens."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor row dims."""
        self.refresh()

    # --- moving ----------------------------------------------------------------------------

    def move_to(self, index: int, *, quiet: bool = False) -> None:
        """Put the cursor on a row, or on the nearest one that can be chosen."""
        if not self.count:
            return
        index = min(max(index, 0), self.count - 1)
        step = 1 if index >= self.cursor else -1
        while 0 <= index < self.count and not self.selectable(index):
            index += step
        if not 0 <= index < self.count:
            return
        before, self.cursor = self.cursor, index
        self._refresh_row(before)
        self._refresh_row(index)
        self.reveal()
        if before != index and not quiet:
            self.post_message(self.Moved(self, index))

    def _refresh_row(self, index: int) -> None:
        if 0 <= index < self.count:
            top = self.top_of(index) - self.scroll_offset.y
            self.refresh(Region(0, top, self.pane_width, self.lines_in(index)))

    def reveal(self) -> None:
        """Bring the cursor's row into sight, with a third of the page beyond it: to scroll at every
        key would cost three times as much and send six times the bytes."""
        if not self.count or not self.size.height:
            return
        top = self.top_of(self.cursor)
        bottom = top + self.lines_in(self.cursor)
        if self.cursor and not any(map(self.selectable, range(self.cursor))):
            top = 0  # headings above the first row stay in sight
        at, height = self.scroll_offset.y, self.size.height
        lead = height // 3 if height > 3 * (bottom - top) else 0
        if top < at:
            self.scroll_to(y=max(top - lead, 0), animate=False, immediate=True)
        elif bottom > at + height:
            self.scroll_to(y=bottom - height + lead, animate=False, immediate=True)

    def page(self) -> int:
        """Rows a page."""
        return max(self.size.height // max(self.height_of_row, 1), 1)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on the row; a second one chooses it."""
        index = self.row_at(event.y + self.scroll_offset.y)
        if 0 <= index < self.count and self.selectable(index):
            again = index == self.cursor
            self.move_to(index)
            if again:
                self.post_message(self.Chosen(self, index))


def kept(text: str, room: int) -> str:
    """At most ``room`` cells, with the blanks at its edges kept where it fits."""
    shown = marked(text)
    if cell_len(shown) <= room:
        return shown
    lead = len(shown) - len(shown.lstrip(" "))
    whole = " " * min(lead, room) + clipped(shown, room - lead)
    return Foreign(whole) if isinstance(text, Foreign) else whole


def fitted(left: Parts, right: Parts, width: int) -> Parts:
    """Parts at the left, clipped, and parts at the right edge, whole."""
    taken = sum(cell_len(text) for text, _ in right)
    room = width - taken - (1 if right else 0)
    out: Parts = []
    for text, name in left:
        shown = (
            text
            if text.isascii() and text.isprintable() and len(text) <= room
            else kept(text, room)
        )
        out.append((shown, name))
        room -= cell_len(shown)
        if room <= 0:
            break
    return [*out, (" " * (max(room, 0) + (1 if right else 0)), "text"), *right]
