"""How the postings of one word are packed: as Whoosh reads them, in half the bytes.

Most words stand in few articles, and what Whoosh adds to a list of a few numbers is longer than
the list: a tag, a header, a pickle, and a compression that makes short pieces longer. Here short
lists go into the index of terms (Whoosh 2.7.4 means to do so, under a name that it misspells),
and longer ones are bytes where their numbers are small enough.
"""

from __future__ import annotations

import pickle
import warnings
import zlib
from collections.abc import Sequence
from typing import Any

with warnings.catch_warnings():  # of escapes in its sources
    warnings.simplefilter("ignore")
    from whoosh.codec.whoosh3 import (
        WHOOSH3_HEADER_MAGIC,
        W3Codec,
        W3PostingsWriter,
        length_to_byte,
    )
    from whoosh.util.numlists import delta_encode

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

    def finish_postings(self) -> Any:
        if self.written() or len(self) > INLINED:
            return super().finish_postings()
        terminfo = self._terminfo
        terminfo.add_block(self)
        ones = all(weight == 1.0 for weight in self._weights)
        weights = None if ones else tuple(map(_whole, self._weights))
        terminfo._inlined = (tuple(self._ids), weights, None)
        self._terminfo = None
        return terminfo

    def _write_block(self, last: bool = False) -> None:
        """What the class above does, in fewer bytes."""
        if not self._blockcount:
            self._postfile.write(WHOOSH3_HEADER_MAGIC)
        self._terminfo.add_block(self)
        ids = self._ids
        data = pickle.dumps(
            (_packed(list(delta_encode(ids))), self._mini_weights(), self._mini_values()), _PROTOCOL
        )
        compression = 3 if len(data) > _WORTH_COMPRESSING else 0
        if compression:
            data = zlib.compress(data, compression)
        info = pickle.dumps(
            (
                len(ids), ids[-1], _whole(self._maxweight), compression,
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
        made = super()._mini_weights()
        return _packed([_whole(w) for w in made]) if isinstance(made, tuple) else made


def _packed(numbers: Sequence[Any]) -> Sequence[Any]:
    """Bytes where all numbers fit: they are read as the same numbers."""
    if all(isinstance(number, int) and number < 256 for number in numbers):
        return bytes(numbers)
    return tuple(numbers)


def _whole(weight: float) -> float:
    """The same as an integer where it is one."""
    return int(weight) if weight == int(weight) else weight
