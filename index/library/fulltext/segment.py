"""One written segment, for reading: the documents of a word, and how often each has it."""

from __future__ import annotations

import threading
import warnings
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from ..damage import IndexDamaged
from .storage import CheckedStorage

with warnings.catch_warnings():  # of escapes in its sources
    warnings.simplefilter("ignore")
    from whoosh.index import FileIndex

T = TypeVar("T")


class Segment:
    """Safe to use from several threads: Whoosh reads on from where it stood, so they take turns."""

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._name = folder.parent.name + "/" + folder.name
        try:
            self._storage = CheckedStorage(folder)
            index = FileIndex(self._storage)
            self._reader = index.reader()
            self._fields = frozenset(self._reader.schema.names())
        except IndexDamaged:
            raise
        except Exception as error:  # a dozen types, whoosh has no common one
            raise IndexDamaged(self._name, type(error).__name__) from error

    def documents(self, field: str, word: str) -> Sequence[int]:
        """Numbers of the documents that have ``word`` in ``field``, ascending."""
        with self._lock:
            matcher = self._matcher(field, word)
            return () if matcher is None else self._sound(_whole_blocks, matcher)

    def weights(self, field: str, word: str) -> tuple[Sequence[int], Sequence[float]]:
        """Documents as :meth:`documents`, and how often each has the word."""
        with self._lock:
            matcher = self._matcher(field, word)
            if matcher is None:
                return (), ()
            return self._sound(_whole_blocks_with_weights, matcher)

    def _matcher(self, field: str, word: str) -> Any:
        term = (field, word.encode())
        if field not in self._fields or not self._sound(self._reader.__contains__, term):
            return None
        return self._sound(self._reader.postings, *term)

    def lengths(self, field: str, count: int) -> tuple[list[float], float]:
        """Words in the field of each document (as Whoosh keeps them, rounded), and their mean."""
        reader = self._reader

        def read() -> tuple[list[float], float]:
            found = [reader.doc_field_length(n, field, 0) or 0 for n in range(count)]
            return found, (reader.field_length(field) / count if count else 0.0)

        with self._lock:
            return self._sound(read)

    def _sound(self, read: Callable[..., T], *arguments: object) -> T:
        """What ``read`` gives; what Whoosh raises is told as damage."""
        try:
            return read(*arguments)
        except IndexDamaged:
            raise
        except Exception as error:
            raise IndexDamaged(self._name, type(error).__name__) from error

    def close(self) -> None:
        """Lets the files go."""
        self._reader.close()
        self._storage.close()


def _whole_blocks(matcher: Any) -> Sequence[int]:
    """All document numbers of a leaf matcher, block by block.

    ``_read_ids`` is private to the codec; where it is missing the public iterator does the same,
    ten times slower.
    """
    if not hasattr(matcher, "_read_ids"):
        return list(matcher.all_ids())
    found = array("I")
    while matcher.is_active():
        matcher._read_ids()
        found.extend(matcher._ids)
        matcher._next_block()
    return found


def _whole_blocks_with_weights(matcher: Any) -> tuple[Sequence[int], Sequence[float]]:
    if not hasattr(matcher, "_read_weights"):
        found = []
        while matcher.is_active():
            found.append((matcher.id(), matcher.weight()))
            matcher.next()
        return [n for n, _ in found], [w for _, w in found]
    numbers, weights = array("I"), array("f")
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        numbers.extend(matcher._ids)
        weights.extend(iter(matcher._weights))
        matcher._next_block()
    return numbers, weights
