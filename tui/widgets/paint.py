"""From spans to segments: the styled runs of one visible line.

Layers carry one meaning each and touch one property each, so that they can lie over one another
without a riot: entities colour the letters, quotes tint the ground, hits invert, what is current
is underlined.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from diploread.tui.signs import foreign
from diploread.tui.text import marked
from rich.segment import Segment
from rich.style import Style

Span = tuple[int, int, str]
"""Half-open range and the name of its style."""


def flat(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlap, in order; where several lie over one another the last begun wins."""
    waiting = sorted((s for s in spans if s[0] < s[1]), key=lambda s: (s[0], -s[1]), reverse=True)
    edges = sorted({edge for span in waiting for edge in span[:2]})
    active: list[Span] = []
    out: list[Span] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1][0] == start:
            active.append(waiting.pop())
        active = [span for span in active if span[1] > start]
        if active:
            out.append((start, end, active[-1][2]))
    return out


class Layer:
    """Flat spans, with a quick look-up of those in a range."""

    __slots__ = ("_ends", "_starts", "spans")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.spans = flat(spans)
        self._starts = [span[0] for span in self.spans]
        self._ends = [span[1] for span in self.spans]

    def within(self, start: int, end: int) -> Sequence[Span]:
        """The spans that touch ``[start, end)``."""
        return self.spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def segments(
    text: str,
    offset: int,
    base: Style,
    layers: Sequence[Layer],
    styles: Mapping[str, Style],
) -> list[Segment]:
    """The runs of one line; ``offset`` is where ``text`` stands in the frame of the layers."""
    end = offset + len(text)
    touching = [layer.within(offset, end) for layer in layers]
    if not any(touching):
        return [Segment(foreign(marked(text)), base)]
    cuts = {offset, end}
    for spans in touching:
        for start, stop, _ in spans:
            cuts.add(max(start, offset))
            cuts.add(min(stop, end))
    edges = sorted(cuts)
    out: list[Segment] = []
    for start, stop in pairwise(edges):
        style = base
        for spans in touching:
            for low, high, name in spans:
                if low <= start < high:
                    style += styles[name]
        out.append(Segment(foreign(marked(text[start - offset : stop - offset])), style))
    return out
