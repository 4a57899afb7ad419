"""The words of a table, sorted, as they lie on disk: a word is made when somebody asks for it.

A list of 72,000 strings takes 5 MB and a table is opened eight times over; the bytes take 0.8.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left

from .blobs import BlobFile, BlobWriter
from .damage import IndexDamaged


def write_lexicon(file: BlobWriter, words: list[str]) -> None:
    """Keeps words, which come sorted; none holds a line feed."""
    starts, at = array("I"), 0
    encoded = [word.encode() for word in words]
    for word in encoded:
        starts.append(at)
        at += len(word) + 1
    starts.append(at)
    file.add("words", b"".join(word + b"\n" for word in encoded))
    file.add("words.starts", starts.tobytes())


class Lexicon:
    """Words by their place in the order of the alphabet."""

    def __init__(self, file: BlobFile) -> None:
        self._data = file.need("words")
        self._starts = array("I", file.need("words.starts"))
        if not self._starts or self._starts[-1] != len(self._data):
            raise IndexDamaged(file.path.name, "words")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _bytes(self, place: int) -> bytes:
        return self._data[self._starts[place] : self._starts[place + 1] - 1]

    def _least(self, word: bytes) -> int:
        """The place of the first word that is not below ``word``; UTF-8 sorts as its letters do."""
        return bisect_left(range(len(self)), word, key=self._bytes)

    def place(self, word: str) -> int | None:
        """The place of a word; None where it is not there."""
        wanted = word.encode()
        at = self._least(wanted)
        return at if at < len(self) and self._bytes(at) == wanted else None

    def beginning(self, prefix: str) -> range:
        """The places of the words that begin so."""
        low, last = prefix.encode(), "\U0010ffff".encode()
        return range(self._least(low), self._least(low + last) if prefix else len(self))

    def words(self, places: range) -> list[str]:
        """The words of places that follow each other."""
        if not places:
            return []
        data = self._data[self._starts[places.start] : self._starts[places.stop] - 1]
        return data.decode().split("\n")
