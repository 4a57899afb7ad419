"""Offsets between the two frames: raw (as decoded) and body (as read).

``body_map`` is a tuple of runs ``(body_start, raw_start, length)``, ascending in both frames and
disjoint. Body characters outside every run are separators that cleaning put in (the blank line
between two paragraphs); raw characters outside every run are metadata, removed pieces or space.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Run = tuple[int, int, int]
Range = tuple[int, int]


class BodyMap:
    """Leads offsets from body to raw and back."""

    __slots__ = ("_body_starts", "_raw_starts", "runs")

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs: tuple[Run, ...] = tuple((b, r, n) for b, r, n in runs)
        self._body_starts = [b for b, _, _ in self.runs]
        self._raw_starts = [r for _, r, _ in self.runs]

    @classmethod
    def identity(cls, length: int) -> BodyMap:
        """The map of a text that was left as it is."""
        return cls([(0, 0, length)] if length else [])

    def to_raw(self, offset: int) -> int | None:
        """Raw offset of the body character at ``offset``; None for a separator."""
        i = bisect_right(self._body_starts, offset) - 1
        if i < 0:
            return None
        body_start, raw_start, length = self.runs[i]
        inside = offset - body_start
        return raw_start + inside if inside < length else None

    def to_body(self, offset: int) -> int | None:
        """Body offset of the raw character at ``offset``; None where it is not in the body."""
        i = bisect_right(self._raw_starts, offset) - 1
        if i < 0:
            return None
        body_start, raw_start, length = self.runs[i]
        inside = offset - raw_start
        return body_start + inside if inside < length else None

    def raw_ranges(self, start: int, end: int) -> list[Range]:
        """The ranges of raw behind ``body[start:end]``, in order; one where nothing was cut out."""
        ranges: list[Range] = []
        i = max(bisect_right(self._body_starts, start) - 1, 0)
        for body_start, raw_start, length in self.runs[i:]:
            if body_start >= end:
                break
            low, high = max(start, body_start), min(end, body_start + length)
            if low < high:
                ranges.append((raw_start + low - body_start, raw_start + high - body_start))
        return ranges

    def raw_span(self, start: int, end: int) -> Range | None:
        """The smallest range of raw that holds ``body[start:end]``; None for separators alone."""
        ranges = self.raw_ranges(start, end)
        return (ranges[0][0], ranges[-1][1]) if ranges else None


def merged(ranges: Sequence[Range]) -> list[Range]:
    """Overlapping and touching ranges joined, in order."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def uncovered(length: int, ranges: Sequence[Range]) -> list[Range]:
    """The parts of ``[0, length)`` outside all ``ranges``."""
    out: list[Range] = []
    at = 0
    for start, end in merged(ranges):
        if start > at:
            out.append((at, min(start, length)))
        at = max(at, end)
    if at < length:
        out.append((at, length))
    return out
