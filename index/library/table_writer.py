"""Writes one searchable table of a volume: its words, postings, bit sets, word streams and rows.

A volume has two tables, articles and quotes, made alike. For every document a table keeps

* postings by field and word, in a Whoosh segment;
* sets of the common words and of short prefixes as bits, which is what key strokes ask for;
* the stream of its words, a letter each (see ``positions.letter``), with the starts of sentences
  and paragraphs: phrases and proximity are decided on it, at a few microseconds a document, which
  is why the Whoosh segment needs no positions;
* of articles, in which sentences the common words stand (see ``sentence_sets``);
* a row for display.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise
from pathlib import Path

import msgspec

from . import bits
from .blobs import BlobWriter
from .lexicon import write_lexicon
from .positions import BORDER, letter
from .sentence_sets import SentenceSetsWriter, is_common
from .spool import Spool

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
    rows: bool = False
    """Whether documents have a row for display."""
    sentences: bool = False
    """Whether the sentences of common words are kept as sets."""


ARTICLES = TableSpec(
    name="articles",
    regions=("title", "body", "source", "agency", "byline", "dateline", "section", "removed"),
    text=("title", "body"),
    keys=("entity",),
    rows=True,
    sentences=True,
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
        self._rows, self._streams = Spool(folder), Spool(folder)
        self._common: frozenset[str] = frozenset()
        self._sentences = SentenceSetsWriter(frozenset(), 0)
        self.count = 0

    def add(self, document: Document) -> None:
        """Adds one document."""
        number, numbers = self.count, self._numbers
        regions = []
        text: Counter[str] = Counter()
        for name in self._spec.regions:
            pieces = document.regions.get(name, [])
            regions.append(array("I", [numbers[word] for word in pieces]).tobytes())
            counts = Counter(pieces)
            if name in self._spec.text:
                text.update(counts)
            if name in self._postings and name != "text":
                self._post(name, counts, number)
        self._post("text", text, number)
        self._lengths.append(sum(text.values()))
        for name in self._spec.keys:
            self._post(name, Counter(document.keys.get(name, ())), number)
        self._streams.add(_PACK.encode((regions, document.sentences, document.paragraphs)))
        if self._spec.rows:
            self._rows.add(document.row)
        self.count += 1

    def _post(self, name: str, counts: Mapping[str, int], number: int) -> None:
        postings = self._postings[name]
        for word, count in counts.items():
            documents, frequencies = postings[word]
            documents.append(number)
            frequencies.append(count if count < 65_536 else 65_535)

    def close(self) -> None:
        """Writes the table's files, and lets go of what was in memory."""
        self._write_streams()
        if self._spec.rows:
            rows = BlobWriter(self._folder / f"{self._spec.name}.rows")
            rows.add_rows("row", self._rows.taken())
            rows.close()
        sets = BlobWriter(self._folder / f"{self._spec.name}.sets")
        self._write_lexicon(sets)
        for name, postings in self._postings.items():
            self._write_common(sets, name, postings)
            if name not in (*self._spec.keys, "pair"):
                self._write_prefixes(sets, name, postings)
        if self._spec.sentences:
            self._sentences.write(sets)
        sets.close()
        from .fulltext.writing import write_segment  # Whoosh takes long to load

        write_segment(
            self._folder / self._spec.name, self.count, self._postings, {"text": self._lengths}
        )
        self._postings = {}

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
        self._common = self._letters_of(lambda documents: documents >= least)
        self._sentences = SentenceSetsWriter(
            self._letters_of(lambda documents: is_common(documents, self.count)), self.count
        )
        streams = BlobWriter(self._folder / f"{self._spec.name}.streams")
        streams.add_rows("stream", self._stream_rows(letters))
        streams.close()

    def _letters_of(self, wanted: Callable[[int], bool]) -> frozenset[str]:
        """The letters of words by the number of documents that have them in ``text``."""
        postings = self._postings["text"].items()
        return frozenset(
            letter(self._numbers[word]) for word, (held, _) in postings if wanted(len(held))
        )

    def _stream_rows(self, letters: Sequence[str]) -> Iterator[bytes]:
        """Lengths of the regions, sentence and paragraph starts, then the regions with borders."""
        text = [self._spec.regions.index(name) for name in self._spec.text]
        for number, data in enumerate(self._streams.taken()):
            packed, sentences, paragraphs = _UNPACK.decode(data)
            regions = [array("I", region) for region in packed]
            parts = ["".join([letters[word] for word in region]) for region in regions]
            joined = BORDER.join([parts[i] for i in text])
            self._post_pairs(number, joined)
            if self._spec.sentences:
                self._sentences.add(number, joined, sentences)
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
        write_lexicon(sets, ordered)
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
    """Sets of documents by prefix, the shorter made from the longer ones.

    Words come in order, so that of each length one prefix alone is in memory.
    """
    longest = PREFIX_LENGTHS[-1]
    open_ones = {length: _Prefix("") for length in PREFIX_LENGTHS}
    for beginning, group in groupby(sorted(postings), key=lambda word: word[:longest]):
        words = list(group)
        made = bits.of(chain.from_iterable(postings[word][0] for word in words), count)
        for length in PREFIX_LENGTHS:
            if length > len(beginning):
                break  # a word shorter than the length is its own, shorter prefix
            if open_ones[length].prefix != beginning[:length]:
                yield from open_ones[length].kept()
                open_ones[length] = _Prefix(beginning[:length])
            open_ones[length].members |= made
            open_ones[length].words += len(words)
    for last in open_ones.values():
        yield from last.kept()


@dataclass(slots=True)
class _Prefix:
    """A prefix of which more words may come."""

    prefix: str
    members: int = 0
    words: int = 0

    def kept(self) -> Iterator[tuple[str, int]]:
        """The set, where it is worth keeping."""
        if len(self.prefix) == 1 or (self.prefix and self.words >= PREFIX_WORDS):
            yield self.prefix, self.members


_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(tuple[list[bytes], list[int], list[int]])
"""The words of each region by number, and the starts of sentences and paragraphs."""
