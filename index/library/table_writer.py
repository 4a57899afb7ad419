"""Writes one searchable table of a volume: its words, postings, bit sets, word streams and rows.

A volume has two tables, articles and quotes, made alike. For every document a table keeps

* postings by field and word, in a Whoosh segment;
* sets of the common words and of short prefixes as bits, which is what key strokes ask for;
* the stream of its words, a letter each (see ``positions.letter``), with the starts of sentences
  and paragraphs: phrases and proximity are decided on it, at a few microseconds a document, which
  is why the Whoosh segment needs no positions;
* a row for display.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path

import msgspec

from . import bits
from .blobs import BlobWriter
from .fulltext import write_segment
from .positions import BORDER, letter

COMMON = 64
"""A word in more than one of this many documents gets a bit set beside its postings: about five
times the size, two hundred times the speed, a tenth of the text in sum."""
PREFIX_LENGTHS = (1, 2, 3, 4)
PREFIX_WORDS = 16
"""A prefix with fewer words than this is cheaper to expand than to keep (one letter always is)."""


PAIRED = 4
PAIRED_LEAST = 64
"""Two neighbours that both stand in more than one of this many documents are posted as a pair:
only for them would a phrase have to look into too many texts. Costs a tenth more postings."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """The shape of a table."""

    name: str
    regions: tuple[str, ...]
    """Word fields, in the order of their words in the stream."""
    text: tuple[str, ...]
    """The regions that make up the field ``text``, which is searched where none is named."""
    keys: tuple[str, ...]
    """Fields of whole terms, such as entity ids."""


ARTICLES = TableSpec(
    name="articles",
    regions=("title", "body", "source", "agency", "byline", "dateline", "section", "removed"),
    text=("title", "body"),
    keys=("entity",),
)
QUOTES = TableSpec(
    name="quotes",
    regions=("text", "speaker", "via", "to"),
    text=("text",),
    keys=("entity",),
)


@dataclass(slots=True)
class Document:
    """One document on its way into a table."""

    regions: dict[str, list[str]]
    keys: Mapping[str, Iterable[str]] = field(default_factory=dict)
    sentences: Sequence[int] = ()
    """Word numbers, in the stream, at which sentences of ``text`` begin."""
    paragraphs: Sequence[int] = ()
    row: bytes = b""


class _Numbers(dict[str, int]):
    """Number of each word, given as words come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Postings(dict[str, tuple["array[int]", "array[int]"]]):
    def __missing__(self, word: str) -> tuple[array[int], array[int]]:
        made = self[word] = (array("I"), array("H"))
        return made


class TableWriter:
    """Takes documents in order of their numbers; :meth:`close` writes everything."""

    def __init__(self, folder: Path, spec: TableSpec) -> None:
        self._folder, self._spec = folder, spec
        self._numbers = _Numbers()
        names = {*spec.keys, "text", "pair"} | {r for r in spec.regions if r != "body"}
        self._postings = {name: _Postings() for name in sorted(names)}
        self._lengths = array("I")
        self._rows: list[bytes] = []
        self._streams: list[_Stream] = []
        self._common: frozenset[str] = frozenset()
        self.count = 0

    def add(self, document: Document) -> None:
        """Adds one document."""
        number, numbers = self.count, self._numbers
        regions = []
        text: Counter[str] = Counter()
        for name in self._spec.regions:
            pieces = document.regions.get(name, [])
            regions.append(array("I", [numbers[word] for word in pieces]))
            counts = Counter(pieces)
            if name in self._spec.text:
                text.update(counts)
            if name in self._postings and name != "text":
                self._post(name, counts, number)
        self._post("text", text, number)
        self._lengths.append(sum(text.values()))
        for name in self._spec.keys:
            self._post(name, Counter(document.keys.get(name, ())), number)
        self._streams.append((regions, document.sentences, document.paragraphs))
        self._rows.append(document.row)
        self.count += 1

    def _post(self, name: str, counts: Mapping[str, int], number: int) -> None:
        postings = self._postings[name]
        for word, count in counts.items():
            documents, frequencies = postings[word]
            documents.append(number)
            frequencies.append(min(count, 65_535))

    def close(self) -> None:
        """Writes the table's files."""
        self._write_streams()
        rows = BlobWriter(self._folder / f"{self._spec.name}.rows")
        rows.add_rows("row", self._rows)
        rows.close()
        sets = BlobWriter(self._folder / f"{self._spec.name}.sets")
        self._write_lexicon(sets)
        for name, postings in self._postings.items():
            self._write_common(sets, name, postings)
            if name not in (*self._spec.keys, "pair"):
                self._write_prefixes(sets, name, postings)
        sets.close()
        write_segment(
            self._folder / self._spec.name, self.count, self._postings, {"text": self._lengths}
        )

    def _ranks(self) -> list[int]:
        """New number by old: the most frequent words get the smallest, which take fewest bytes."""
        often = [0] * len(self._numbers)
        for postings in self._postings.values():
            for word, (_, frequencies) in postings.items():
                number = self._numbers.get(word)
                if number is not None:
                    often[number] += sum(frequencies)
        ranks = [0] * len(often)
        for rank, number in enumerate(sorted(range(len(often)), key=lambda n: -often[n])):
            ranks[number] = rank
        return ranks

    def _write_streams(self) -> None:
        ranks = self._ranks()
        for word, number in self._numbers.items():
            self._numbers[word] = ranks[number]
        letters = [letter(rank) for rank in ranks]
        least = max(self.count // PAIRED, PAIRED_LEAST)
        self._common = frozenset(
            letter(self._numbers[word])
            for word, (documents, _) in self._postings["text"].items()
            if len(documents) >= least
        )
        streams = BlobWriter(self._folder / f"{self._spec.name}.streams")
        streams.add_rows("stream", self._stream_rows(letters))
        streams.close()

    def _stream_rows(self, letters: Sequence[str]) -> Iterator[bytes]:
        """Lengths of the regions, sentence and paragraph starts, then the regions with borders."""
        text = [self._spec.regions.index(name) for name in self._spec.text]
        for number, (regions, sentences, paragraphs) in enumerate(self._streams):
            parts = ["".join([letters[word] for word in region]) for region in regions]
            self._post_pairs(number, BORDER.join([parts[i] for i in text]))
            lengths = [len(region) for region in regions]
            head = msgspec.msgpack.encode((lengths, sentences, paragraphs))
            yield len(head).to_bytes(4, "little") + head + BORDER.join(parts).encode()

    def _post_pairs(self, number: int, text: str) -> None:
        common = self._common
        found = {a + b for a, b in pairwise(text) if a in common and b in common}
        self._post("pair", dict.fromkeys(found, 1), number)

    def _write_lexicon(self, sets: BlobWriter) -> None:
        ordered = sorted(self._numbers)
        sets.add("common", "".join(sorted(self._common)).encode())
        sets.add("count", str(self.count).encode())
        sets.add("words", "\n".join(ordered).encode())
        sets.add("numbers", array("I", [self._numbers[word] for word in ordered]).tobytes())
        text = self._postings["text"]
        frequencies = array("I", [len(text[w][0]) if w in text else 0 for w in ordered])
        sets.add("frequencies", frequencies.tobytes())

    def _write_common(self, sets: BlobWriter, name: str, postings: _Postings) -> None:
        least = max(48, self.count // COMMON)
        for word, (documents, _) in postings.items():
            if len(documents) >= least:
                made = bits.of(documents, self.count)
                sets.add(f"w {name} {word}", bits.packed(made, self.count))

    def _write_prefixes(self, sets: BlobWriter, name: str, postings: _Postings) -> None:
        for prefix, members in _prefix_sets(postings, self.count):
            sets.add(f"p {name} {prefix}", bits.packed(members, self.count))


def _prefix_sets(postings: _Postings, count: int) -> Iterator[tuple[str, int]]:
    """Sets of documents by prefix, the shorter made from the longer ones."""
    longest = PREFIX_LENGTHS[-1]
    union: dict[str, int] = {}
    size: Counter[str] = Counter()
    for prefix, group in groupby(sorted(postings), key=lambda word: word[:longest]):
        flags = bytearray((count >> 3) + 1)
        words = 0
        for word in group:
            words += 1
            for number in postings[word][0]:
                flags[number >> 3] |= 1 << (number & 7)
        made = int.from_bytes(flags, "little")
        for length in PREFIX_LENGTHS:
            # A word shorter than the length is its own, shorter prefix.
            if length <= len(prefix):
                union[prefix[:length]] = union.get(prefix[:length], 0) | made
                size[prefix[:length]] += words
    for prefix, members in union.items():
        if len(prefix) == 1 or size[prefix] >= PREFIX_WORDS:
            yield prefix, members


_Stream = tuple[list["array[int]"], Sequence[int], Sequence[int]]
