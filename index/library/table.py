"""Reads one table of a volume: sets by word and prefix, expansions, word streams, rows."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from . import bits
from .blobs import BlobFile, BlobRows
from .damage import IndexDamaged
from .lexicon import Lexicon
from .positions import BORDER, letter
from .sentence_sets import SentenceSets
from .table_writer import TableSpec

if TYPE_CHECKING:
    from .fulltext.segment import Segment

_CACHED = 4096
"""Sets kept in memory: at 25,000 documents at most 13 MB."""


class Stream:
    """The words of one document as letters, region by region."""

    __slots__ = ("_head", "_letters", "spec")

    def __init__(self, data: bytes, spec: TableSpec) -> None:
        self.spec = spec
        start = 4 + int.from_bytes(data[:4], "little")
        self._head = data[4:start]
        self._letters = data[start:].decode()

    def region(self, field: str) -> str:
        """The letters of a field; ``text`` is the parts that make it up, a border between."""
        names = self.spec.text if field == "text" else (field,)
        first = self.spec.regions.index(names[0])
        parts = self._letters.split(BORDER)
        return BORDER.join(parts[first : first + len(names)])

    def text_starts(self) -> tuple[int, Sequence[int], Sequence[int]]:
        """Where the last part of ``text`` begins, and the starts of sentences and paragraphs.

        All count letters from the start of ``text``.
        """
        lengths, sentences, paragraphs = _HEAD.decode(self._head)
        first = self.spec.regions.index(self.spec.text[0])
        before = lengths[first : first + len(self.spec.text) - 1]
        return sum(before) + len(before), sentences, paragraphs


_HEAD = msgspec.msgpack.Decoder(tuple[list[int], list[int], list[int]])


class Table:
    """An open table. Sets are integers, see ``bits``."""

    def __init__(self, folder: Path, spec: TableSpec) -> None:
        self.spec, self._folder = spec, folder
        self._sets = BlobFile(folder / f"{spec.name}.sets")
        self.count = int(self._sets.need("count"))
        self._cache: OrderedDict[tuple[str, str, str], int] = OrderedDict()
        self._lock = threading.Lock()

    # --- lazily opened parts: a first screen needs rows alone ---

    @cached_property
    def _segment(self) -> Segment:
        from .fulltext.segment import Segment

        return Segment(self._folder / self.spec.name)

    @cached_property
    def _streams(self) -> BlobRows:
        self._stream_file = BlobFile(self._folder / f"{self.spec.name}.streams")
        return self._stream_file.rows("stream")

    @cached_property
    def _rows(self) -> BlobRows:
        self._row_file = BlobFile(self._folder / f"{self.spec.name}.rows")
        return self._row_file.rows("row")

    @cached_property
    def lexicon(self) -> Lexicon:
        """All words of all fields."""
        return Lexicon(self._sets)

    @cached_property
    def _numbers(self) -> array[int]:
        return self._array("numbers")

    @cached_property
    def _frequencies(self) -> array[int]:
        return self._array("frequencies")

    def _array(self, name: str) -> array[int]:
        made = array("I", self._sets.need(name))
        if len(made) != len(self.lexicon):
            raise IndexDamaged(f"{self.spec.name}.sets", name)
        return made

    # --- sets ---

    def all(self) -> int:
        """Every document."""
        return bits.full(self.count)

    def word(self, field: str, word: str) -> int:
        """Documents with the word in the field."""
        return self._cached("w", field, word, self._read_word)

    def prefix(self, field: str, prefix: str) -> int:
        """Documents with a word of this prefix in the field."""
        return self._cached("p", field, prefix, self._read_prefix)

    def _cached(self, kind: str, field: str, word: str, read: Callable[[str, str], int]) -> int:
        key = (kind, field, word)
        with self._lock:
            found = self._cache.get(key)
            if found is not None:
                self._cache.move_to_end(key)
                return found
        data = self._sets.get(f"{kind} {field} {word}")
        found = bits.unpacked(data) if data is not None else read(field, word)
        with self._lock:
            self._cache[key] = found
            if len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return found

    def _read_word(self, field: str, word: str) -> int:
        if field not in (*self.spec.keys, "pair"):
            place = self.lexicon.place(word)
            if place is None or (field == "text" and not self._frequencies[place]):
                return 0
        return bits.of(self._segment.documents(field, word), self.count)

    def _read_prefix(self, field: str, prefix: str) -> int:
        found = 0
        for word in self.expand_prefix(prefix):
            found |= self.word(field, word)
        return found

    def weights(self, field: str, word: str) -> tuple[Sequence[int], Sequence[float]]:
        """Documents with the word, and how often each has it."""
        return self._segment.weights(field, word)

    @cached_property
    def lengths(self) -> tuple[list[float], float]:
        """Words of ``text`` by document, and their mean."""
        return self._segment.lengths("text", self.count)

    # --- words ---

    def expand_prefix(self, prefix: str) -> list[str]:
        """The words that begin with ``prefix``."""
        return self.lexicon.words(self.lexicon.beginning(prefix))

    def numbers_from(self, prefix: str) -> Iterator[tuple[str, int]]:
        """The words that begin with ``prefix``, with their frequency."""
        places = self.lexicon.beginning(prefix)
        frequencies = self._frequencies[places.start : places.stop]
        return zip(self.lexicon.words(places), frequencies, strict=True)

    def letter(self, word: str) -> str | None:
        """The letter of a word in the streams; None where the table does not have it."""
        place = self.lexicon.place(word)
        return None if place is None else letter(self._numbers[place])

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(self._sets.need("common").decode())

    def pair(self, first: str, second: str) -> int | None:
        """Documents in whose ``text`` the second word follows the first.

        None where pairs of these are not kept, because one of them is not common.
        """
        letters = self.letter(first), self.letter(second)
        if letters[0] not in self._common or letters[1] not in self._common:
            return None
        return self.word("pair", f"{letters[0]}{letters[1]}")

    @cached_property
    def sentences(self) -> SentenceSets | None:
        """In which sentences the common words stand; None where the table does not keep it."""
        return SentenceSets(self._sets, self.count) if self.spec.sentences else None

    def frequency(self, word: str) -> int:
        """How many documents have the word in ``text``."""
        place = self.lexicon.place(word)
        return 0 if place is None else self._frequencies[place]

    # --- documents ---

    def stream(self, number: int) -> Stream:
        """The words of one document."""
        return Stream(self.packed_stream(number), self.spec)

    def packed_stream(self, number: int) -> bytes:
        """The same as it lies on disk."""
        return self._streams[number]

    def row(self, number: int) -> bytes:
        """The display row of one document."""
        return self._rows[number]

    def warm(self) -> None:
        """Reads the words and opens the postings, for which the first rare word would wait."""
        _ = self._frequencies, self._segment

    def forget(self) -> None:
        """Empties the cache of sets."""
        self._cache.clear()

    def close(self) -> None:
        """Lets all files go."""
        self._cache.clear()
        for name in ("_segment", "_stream_file", "_row_file", "_sets"):
            part = self.__dict__.get(name)
            if part is not None:
                part.close()
