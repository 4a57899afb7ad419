"""Lines of the screen that cost what they hold.

A strip of Textual makes seven caches for itself. Ours are made for one painting: of what a page
costs, a tenth went into caches that nobody asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

CACHES: Final = frozenset(name for name in Strip.__slots__ if name.endswith("_cache"))


class ThinStrip(Strip):
    """A strip that makes a cache when it is asked for one."""

    __slots__ = ()

    def __init__(self, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        self._segments = segments if isinstance(segments, list) else list(segments)
        self._cell_length = cell_length
        self._render_cache = None
        self._link_ids = None
        self._cell_count = None

    def __getattr__(self, name: str) -> Any:
        """A cache that is not there yet."""
        if name not in CACHES:
            raise AttributeError(name)
        made: FIFOCache[Any, Any] = FIFOCache(4)
        setattr(self, name, made)
        return made

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The pieces between cuts; itself where there is one cut, at its end."""
        length = self.cell_length
        ends = [cut for cut in cuts if cut <= length]
        if ends == [length]:
            return [self]
        pieces: list[Strip] = []
        start = 0
        for segments, end in zip(Segment.divide(self._segments, ends), ends, strict=False):
            pieces.append(ThinStrip(segments, end - start))
            start = end
        return pieces
