"""A scroll bar that is painted only where it changes, and the base of the panes that have one.

The scroll bar of Textual paints its whole height at every step: a third of what a key costs in a
text of a hundred pages, though the thumb then stands where it stood.
"""

from __future__ import annotations

from typing import Self

from diploread.tui.strips import ThinStrip
from diploread.tui.widgets.lines import Lines
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

Look = tuple[int, int, bool, bool]
"""First line of the thumb, the line after it, and whether the mouse holds it or is over it."""


class ThinBar(ScrollBar):
    """One column; the thumb is whole lines."""

    _painted: Look | None = None
    _strips: tuple[Strip, Strip, Strip] | None = None

    def _look(self) -> Look:
        lines, window, whole = self.size.height, self.window_size, self.window_virtual_size
        held, over = self.grabbed is not None, self.mouse_over
        if not lines or not window or window >= whole:
            return (0, 0, held, over)
        size = max(round(lines * window / whole), 1)
        first = round((lines - size) * min(self.position / (whole - window), 1.0))
        return (first, first + size, held, over)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint the lines that look otherwise than they did; none, mostly."""
        if regions or not repaint or layout or recompose or self._painted is None:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        before, now = self._painted, self._look()
        if before[2:] != now[2:]:
            self._strips = None
            return super().refresh()
        changed = set(range(*before[:2])) ^ set(range(*now[:2]))
        if not changed:
            return self
        low, high = min(changed), max(changed)
        return super().refresh(Region(0, low, self.size.width, high - low + 1))

    def on_resize(self, event: events.Resize) -> None:
        """The strips are as wide as the bar."""
        self._strips = self._painted = None

    def notify_style_update(self) -> None:
        """The theme has changed."""
        super().notify_style_update()
        self._strips = self._painted = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Above the thumb, the thumb, below it; each knows what a click on it does."""
        first, after, _, _ = self._painted = self._look()
        above, thumb, below = self._drawn()
        return [above if y < first else thumb if y < after else below for y in crop.line_range]

    def _drawn(self) -> tuple[Strip, Strip, Strip]:
        if self._strips is None:
            assert self.parent is not None
            styles = self.parent.styles
            ground, colour = styles.scrollbar_background, styles.scrollbar_color
            if self.grabbed is not None:
                ground, colour = styles.scrollbar_background_active, styles.scrollbar_color_active
            elif self.mouse_over:
                ground, colour = styles.scrollbar_background_hover, styles.scrollbar_color_hover
            base = self.background_colors[0] + ground
            groove, grip = base.rich_color, (base + colour).rich_color

            def strip(style: Style) -> Strip:
                runs = [Segment(" " * self.size.width, style)]
                for each in self.get_line_filters():
                    runs = each.apply(runs, base)
                return ThinStrip(runs, self.size.width)

            self._strips = (
                strip(Style(bgcolor=groove, meta={"@mouse.down": "scroll_up"})),
                strip(Style(color=grip, reverse=True, meta={"@mouse.down": "grab"})),
                strip(Style(bgcolor=groove, meta={"@mouse.down": "scroll_down"})),
            )
        return self._strips


class Scrolled(ScrollView, Lines):
    """A pane of lines that scrolls."""

    def hold(self, lines: int) -> None:
        """Have so many lines to scroll through.

        Textual lays out the whole screen for that, at each letter of a query three times; here that
        happens only where the scroll bar comes or goes, or the pane is as high as its lines.
        """
        size = Size(self.size.width, lines)
        height = self.styles.height
        if size == self.virtual_size or (height is not None and height.is_auto):
            self.virtual_size = size
            return
        self.set_reactive(Widget.virtual_size, size)
        self._scroll_update(size)

    @property
    def pane_width(self) -> int:
        """Cells of a line: up to the scroll bar, or each line would be cut there once more."""
        return self.size.width - self.show_vertical_scrollbar

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar at the right; made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = ThinBar(name="vertical")
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar
