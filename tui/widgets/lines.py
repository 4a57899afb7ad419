"""The base of what we paint ourselves: a widget that is lines, without border or padding.

Textual asks a widget for a line and then goes over it for borders, padding, tint and opacity, none
of which our lists and texts have; a page of forty lines costs twice what it must. Here lines go to
the compositor as they are, through the filters of the app (the guard against acting characters is
one of them).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from diploread.tui.strips import ThinStrip
from diploread.tui.widgets.inks import Ink, styles
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Lines(Widget):
    """Paints its :meth:`segments` on each line of its pane, with styles by name."""

    INKS: ClassVar[Mapping[str, Ink]] = {}
    """What its parts are painted with."""

    _table: dict[str, Style] | None = None
    _ground: Style = Style.null()
    _under: Color | None = None
    whole = 0
    """Width of the widget while lines are painted: Textual works it out anew at each question."""
    above = 0
    """Lines scrolled away above the pane while lines are painted, for the same reason."""

    @property
    def pane_width(self) -> int:
        """Cells of a line."""
        return self.size.width

    def segments(self, y: int) -> list[Segment]:
        """What stands on line ``y`` of the pane, each run with its whole style; it is made as wide
        as the pane."""
        raise NotImplementedError

    def line(self, y: int) -> Strip:
        """Line ``y`` of the pane, as wide as the pane."""
        width, self.whole, self.above = self.pane_width, self.size.width, self.scroll_offset.y
        return ThinStrip(self.padded(self.segments(y), width), width)

    def render_line(self, y: int) -> Strip:
        """The same, for whoever asks for one line, such as the mouse."""
        return self.line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the pane; beyond its width lies the scroll bar."""
        _ = self.styles_by_name
        filters, under = self.get_line_filters(), self._under
        width, self.whole, self.above = self.pane_width, self.size.width, self.scroll_offset.y
        assert under is not None
        out: list[Strip] = []
        for y in crop.line_range:
            runs = self.padded(self.segments(y), width)
            for each in filters:
                runs = each.apply(runs, under)
            out.append(ThinStrip(runs, width))
        if crop.x or crop.right < width:
            out = [strip.crop(crop.x, min(crop.right, width)) for strip in out]
        return out

    def padded(self, runs: list[Segment], width: int) -> list[Segment]:
        """Runs as wide as the pane: blanks behind them, or what is too much cut off."""
        room = width
        for run in runs:
            text = run.text
            room -= len(text) if text.isascii() else cell_len(text)
        if room > 0:
            return [*runs, Segment(" " * room, self._ground)]
        return Segment.adjust_line_length(runs, width) if room < 0 else runs

    @property
    def styles_by_name(self) -> dict[str, Style]:
        """Styles without the ground of the widget, which is ``_ground``."""
        if self._table is None:
            self._ground = self.rich_style
            self._under = self.background_colors[1]
            self._table = styles(self.INKS, self.app.theme_variables)
        return self._table

    def notify_style_update(self) -> None:
        """The theme, or the focus, has changed."""
        super().notify_style_update()
        self._table = None
