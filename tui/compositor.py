"""Repaints the lines that changed and no others.

The compositor of Textual paints the smallest rectangle round everything that changed: a row at the
left and a counter at the top right make it go through every line of every pane between them, at
each key. Here each widget is asked for its changed lines alone, which takes a third of the time.
This leans on names that Textual keeps for itself; where one is missing, :func:`lean` leaves the
screen as Textual made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any, Final

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

NEEDED: Final = ("_dirty_regions", "_regions_to_spans", "cuts", "visible_widgets", "size")
Row = dict[int, Strip | None]


class LeanCompositor(Compositor):
    """Differs from its base only in how much it renders for a partial update."""

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
        blocks = list(_blocks(spans))
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for block in blocks:
                part = seen.intersection(block)
                if not part or _covered(rows, cuts, part):
                    continue
                lines = Region(seen.x - region.x, part.y - region.y, seen.width, part.height)
                for y, strip in zip(part.line_range, widget.render_lines(lines), strict=False):
                    _put(rows[y], cuts[y], seen, strip)
        ends = {y: cuts[y][1:] for y in rows}
        return ChopsUpdate(rows, spans, ends)  # type: ignore[arg-type]


def _blocks(spans: list[tuple[int, int, int]]) -> Iterator[Region]:
    """Spans of lines that follow one another, with the same ends, as one region each."""
    ordered = sorted(spans, key=lambda span: (span[1], span[2], span[0]))
    numbered = enumerate(ordered)
    for (x1, x2, _), group in groupby(numbered, lambda n: (n[1][1], n[1][2], n[1][0] - n[0])):
        ys = [span[0] for _, span in group]
        yield Region(x1, ys[0], x2 - x1, len(ys))


def _covered(rows: dict[int, Row], cuts: list[list[int]], part: Region) -> bool:
    """Whether what lies in front has already filled this part of the screen."""
    first, last = part.column_span
    return all(
        rows[y][cut] is not None
        for y in part.line_range
        for cut, end in pairwise(cuts[y])
        if cut < last and end > first
    )


def _put(row: Row, cuts: list[int], seen: Region, strip: Strip) -> None:
    """Put the line of a widget where nothing lies over it yet: we paint from front to back."""
    first, last = seen.column_span
    inside = [cut for cut in cuts if first <= cut <= last]
    for cut, piece in zip(inside, strip.divide([c - first for c in inside[1:]]), strict=False):
        if row[cut] is None:
            row[cut] = piece


def lean(screen: Screen[Any]) -> None:
    """Give a new screen this compositor."""
    if all(hasattr(screen._compositor, name) for name in NEEDED):
        screen._compositor = LeanCompositor()
