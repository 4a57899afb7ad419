"""How the postings of one word are packed: as Whoosh reads them, in half the bytes.

Most words stand in few articles, and what Whoosh adds to a list of a few numbers is longer than
the list: a tag, a header, a pickle, and a compression that makes short pieces longer. Here short
lists go into the index of terms (Whoosh 2.7.4 means to do so, under a name that it misspells),
and longer ones are bytes where their numbers are small enough. Weights are frequencies: whole
numbers, one at least.
"""

from __future__ import annotations

import pickle
import warnings
import zlib
from array import array
from collections.abc import Sequence
from operator import sub
from typing import Any

with warnings.catch_warnings():  # of escapes in its sources
    warnings.simplefilter("ignore")
    from whoosh.codec.whoosh3 import (
        WHOOSH3_HEADER_MAGIC,
        W3Codec,
        W3PostingsWriter,
        length_to_byte,
    )

BLOCK = 512
"""Postings of a block. Blocks are read whole, so large ones are read faster."""
INLINED = 16
"""Lists of at most so many go into the index of terms: four in five words of 10,000 articles."""
_PROTOCOL = 3
"""Of pickles; the first that has bytes."""
_WORTH_COMPRESSING = 48


class CompactCodec(W3Codec):  # type: ignore[misc]
    """The codec of Whoosh with other postings. Used for writing alone."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """See ``whoosh.codec.base.Codec``."""
        return _CompactPostings(dbfile, blocklimit=BLOCK, byteids=byteids)


class _CompactPostings(W3PostingsWriter):  # type: ignore[misc]
    _terminfo: Any

    def add_all(
        self, documents: Sequence[int], frequencies: Sequence[int], lengths: Sequence[int] | None
    ) -> None:
        """All postings of a word; ``lengths`` are those of all documents, where they are ranked."""
        for start in range(0, len(documents), BLOCK):
            if start:
                self._write_block()
            self._ids = array("I", documents[start : start + BLOCK])
            self._weights = array("f", frequencies[start : start + BLOCK])
            self._maxweight = max(self._weights)
            if lengths is not None:
                held = [length for n in self._ids if (length := lengths[n])]
                self._minlength, self._maxlength = min(held, default=None), max(held, default=0)

    def finish_postings(self) -> Any:
        if self.written() or len(self) > INLINED:
            return super().finish_postings()
        terminfo = self._terminfo
        terminfo.add_block(self)
        weights = None if self._maxweight == 1.0 else tuple(map(int, self._weights))
        terminfo._inlined = (tuple(self._ids), weights, None)
        self._terminfo = None
        return terminfo

    def _write_block(self, last: bool = False) -> None:
        """What the class above does, in fewer bytes."""
        if not self._blockcount:
            self._postfile.write(WHOOSH3_HEADER_MAGIC)
        self._terminfo.add_block(self)
        ids = self._ids
        gaps = [ids[0], *map(sub, ids[1:], ids)]
        data = pickle.dumps((_packed(gaps), self._mini_weights(), None), _PROTOCOL)
        compression = 3 if len(data) > _WORTH_COMPRESSING else 0
        if compression:
            data = zlib.compress(data, compression)
        info = pickle.dumps(
            (
                len(ids), ids[-1], int(self._maxweight), compression,
                length_to_byte(self._minlength), length_to_byte(self._maxlength),
            ),
            _PROTOCOL,
        )  # fmt: skip
        size = len(info) + len(data)
        self._postfile.write_int(-size if last else size)
        self._postfile.write(info + data)
        self._blockcount += 1
        self._new_block()

    def _mini_weights(self) -> Any:
        """None for nothing but ones, a number for nothing but that number, else all of them."""
        weights = self._weights
        if min(weights) == max(weights):
            return None if weights[0] == 1.0 else weights[0]
        return _packed(list(map(int, weights)))


def _packed(numbers: list[int]) -> Sequence[int]:
    """Bytes where all numbers fit: they are read as the same numbers."""
    try:
        return bytes(numbers)
    except ValueError:
        return tuple(numbers)
