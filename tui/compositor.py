"""Repaints the lines that changed and no others, and none that something lies over.

The compositor of Textual paints the smallest rectangle round everything that changed: a row at the
left and a counter at the top right make it go through every line of every pane between them, at
each key. Here each widget is asked for its changed lines alone, which takes a third of the time.
This leans on names that Textual keeps for itself; where one is missing, :func:`lean` leaves the
screen as Textual made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from typing import Any, Final

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

NEEDED: Final = ("_dirty_regions", "_regions_to_spans", "cuts", "visible_widgets", "size")
Row = dict[int, Strip | None]


def _written(rows: Mapping[int, Row], console: Console) -> str:
    """What goes to the terminal. The cursor is moved where pieces do not meet, and behind letters
    of which terminals think differently how wide they are: no pane is shifted by another."""
    out: list[str] = []
    for y, row in rows.items():
        at = -1
        for x, strip in row.items():
            if strip is None:
                continue
            if x != at:
                out.append(f"\x1b[{y + 1};{x + 1}H")
            shown = strip.render(console)
            out.append(shown)
            at = x + strip.cell_length if shown.isascii() else -1
    return "".join(out)


class Changes(ChopsUpdate):
    """Changed pieces of lines; every piece that is there is to be written."""

    def render_segments(self, console: Console) -> str:
        """The bytes, as text."""
        return _written(self.chops, console)  # type: ignore[arg-type]


class Whole(LayoutUpdate):
    """All lines of the screen."""

    rows: Mapping[int, Row]

    def render_segments(self, console: Console) -> str:
        """The bytes, as text."""
        return _written(self.rows, console)


class LeanCompositor(Compositor):
    """Differs from its base only in how much it renders."""

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """The whole screen; without the lines of containers that their children cover."""
        screen = self.size.region
        if simplify or not screen:
            return super().render_full_update(simplify=simplify)
        self._dirty_regions.clear()
        rows: dict[int, Row] = {y: dict.fromkeys(cut[:-1]) for y, cut in enumerate(self.cuts)}
        self._fill(rows, screen)
        strips = [[strip for strip in row.values() if strip is not None] for row in rows.values()]
        update = Whole(strips, screen)  # type: ignore[arg-type]
        update.rows = rows
        return update

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed since the last update; None where nothing did."""
        screen = self.size.region
        dirty = [part for region in self._dirty_regions if (part := region.intersection(screen))]
        self._dirty_regions.clear()
        if not dirty:
            return None
        spans = list(self._regions_to_spans(dirty))
        cuts = self.cuts
        rows: dict[int, Row] = {y: dict.fromkeys(cuts[y][:-1]) for y, _, _ in spans}
        for block in _blocks(spans):
            self._fill(rows, block)
        ends = {y: cuts[y][1:] for y in rows}
        return Changes(rows, spans, ends)  # type: ignore[arg-type]

    def _fill(self, rows: dict[int, Row], block: Region) -> None:
        """Fill the lines of a part of the screen, from front to back, until there is no hole."""
        cuts, (left, right) = self.cuts, block.column_span
        holes = {
            y: {cut for cut, end in pairwise(cuts[y]) if cut < right and end > left}
            for y in block.line_range
        }
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            part = seen.intersection(block)
            if not part:
                continue
            first, after = seen.column_span
            wanted = [
                y
                for y in part.line_range
                if y in holes and any(first <= cut < after for cut in holes[y])
            ]
            if not wanted:
                continue
            top = wanted[0]
            lines = Region(seen.x - region.x, top - region.y, seen.width, wanted[-1] - top + 1)
            strips = widget.render_lines(lines)
            for y in wanted:
                _put(rows[y], holes[y], cuts[y], seen, strips[y - top])
                if not holes[y]:
                    del holes[y]
            if not holes:
                return


def _blocks(spans: list[tuple[int, int, int]]) -> Iterator[Region]:
    """Spans of lines that follow one another, with the same ends, as one region each."""
    ordered = sorted(spans, key=lambda span: (span[1], span[2], span[0]))
    numbered = enumerate(ordered)
    for (x1, x2, _), group in groupby(numbered, lambda n: (n[1][1], n[1][2], n[1][0] - n[0])):
        ys = [span[0] for _, span in group]
        yield Region(x1, ys[0], x2 - x1, len(ys))


def _put(row: Row, holes: set[int], cuts: list[int], seen: Region, strip: Strip) -> None:
    """Put the line of a widget into the holes that are left where it stands."""
    first, last = seen.column_span
    inside = [cut for cut in cuts if first <= cut <= last]
    for cut, piece in zip(inside, strip.divide([c - first for c in inside[1:]]), strict=False):
        if cut in holes:
            row[cut] = piece
            holes.discard(cut)


def lean(screen: Screen[Any]) -> None:
    """Give a new screen this compositor."""
    if all(hasattr(screen._compositor, name) for name in NEEDED):
        screen._compositor = LeanCompositor()
