"""The only module that knows Whoosh: writes a segment, reads its postings, ranks by BM25F.

Two things differ from Whoosh's usual way, both for speed. A segment is written from postings that
are already grouped by word, through the codec's own writer, which skips the sort runs that make
up most of Whoosh's indexing time. And sets are read by whole decoded blocks, not posting by
posting. Neither changes the files: Whoosh opens and ranks them as its own. One folder holds one
segment, written once; ``refresh()`` is never called.

A Whoosh table of contents is a pickle, that is, code: only folders in the owner-checked cache are
ever opened (see ``folder.py``).
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .damage import IndexDamaged

Postings = Mapping[str, tuple[Sequence[int], Sequence[int]]]
"""Word -> (document numbers ascending, frequencies)."""


def _whoosh() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import whoosh.analysis
        import whoosh.codec.whoosh3
        import whoosh.fields
        import whoosh.formats
        import whoosh.index
        import whoosh.query
        import whoosh.scoring
    return whoosh


def _schema(fields: Iterable[str], scored: Iterable[str]) -> Any:
    whoosh = _whoosh()
    scored = set(scored)
    schema = whoosh.fields.Schema()
    for name in sorted(fields):
        field = whoosh.fields.ID()
        # Frequencies travel as weights, which BM25F reads; values would only be a second copy.
        field.format = whoosh.formats.Existence()
        field.scorable = name in scored
        field.analyzer = whoosh.analysis.IDAnalyzer()
        schema.add(name, field)
    return schema


class _Grouped:
    """Stands in for Whoosh's sorting pool: the postings come grouped and only need an order."""

    def __init__(self, fields: Mapping[str, Postings]) -> None:
        self._fields = fields

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        for name in sorted(self._fields):
            postings = self._fields[name]
            for text, word in sorted((word.encode(), word) for word in postings):
                documents, frequencies = postings[word]
                for document, frequency in zip(documents, frequencies, strict=True):
                    yield name, text, document, float(frequency), b""

    def cleanup(self) -> None:
        """Nothing is on disk."""


def write_segment(
    folder: Path,
    count: int,
    fields: Mapping[str, Postings],
    lengths: Mapping[str, Sequence[int]],
) -> None:
    """Writes an index of ``count`` documents; ``lengths`` are those of the ranked fields."""
    whoosh = _whoosh()
    folder.mkdir(mode=0o700)
    schema = _schema(fields, lengths)
    index = whoosh.index.create_in(str(folder), schema)
    # Blocks are read whole, so large ones are read faster. (Inlining is broken in 2.7.4.)
    codec = whoosh.codec.whoosh3.W3Codec(blocklimit=512)
    writer = index.writer(compound=True, codec=codec)
    try:
        ranked = [(name, schema[name], lengths[name]) for name in sorted(lengths)]
        for document in range(count):
            writer.perdocwriter.start_doc(document)
            for name, field, length in ranked:
                writer.perdocwriter.add_field(name, field, None, length[document])
            writer.perdocwriter.finish_doc()
        writer.docnum = count
        writer._added = True
        writer.pool = _Grouped(fields)
        writer._flush_segment = lambda: _flush(writer, _Lengths(lengths))
        writer.commit(merge=False)
    finally:
        if not writer.is_closed:
            writer.cancel()
        index.close()


class _Lengths:
    """Field lengths by document, from memory; Whoosh would ask the disk once a posting."""

    def __init__(self, lengths: Mapping[str, Sequence[int]]) -> None:
        self._lengths = lengths

    def doc_field_length(self, document: int, field: str, default: int = 0) -> int:
        """Words in the field; 0 where it is not ranked."""
        lengths = self._lengths.get(field)
        return lengths[document] if lengths is not None else default


def _flush(writer: Any, lengths: _Lengths) -> None:
    """What ``SegmentWriter._flush_segment`` does, with lengths from memory."""
    writer.perdocwriter.close()
    writer.fieldwriter.add_postings(writer.schema, lengths, writer.pool.iter_postings())
    writer.fieldwriter.close()


class Segment:
    """One written segment, for reading. Thread-safe for one reader at a time."""

    def __init__(self, folder: Path) -> None:
        self._name = folder.parent.name + "/" + folder.name
        try:
            self._index = _whoosh().index.open_dir(str(folder))
            self._reader = self._index.reader()
            # ``index.schema`` reads the table of contents anew each time.
            self._fields = frozenset(self._index.schema.names())
        except Exception as error:  # a dozen types, whoosh has no common one
            raise IndexDamaged(self._name, type(error).__name__) from error

    def documents(self, field: str, word: str) -> Sequence[int]:
        """Numbers of the documents that have ``word`` in ``field``, ascending."""
        term = (field, word.encode())
        try:
            if field not in self._fields or term not in self._reader:
                return ()
            return _whole_blocks(self._reader.postings(field, word.encode()))
        except Exception as error:
            raise IndexDamaged(self._name, type(error).__name__) from error

    def weights(self, field: str, word: str) -> tuple[Sequence[int], Sequence[float]]:
        """Documents as :meth:`documents`, and how often each has the word."""
        term = (field, word.encode())
        try:
            if field not in self._fields or term not in self._reader:
                return (), ()
            return _whole_blocks_with_weights(self._reader.postings(field, word.encode()))
        except Exception as error:
            raise IndexDamaged(self._name, type(error).__name__) from error

    def lengths(self, field: str, count: int) -> tuple[list[float], float]:
        """Words in the field of each document (as Whoosh keeps them, rounded), and their mean."""
        try:
            reader = self._reader
            found = [reader.doc_field_length(n, field, 0) or 0 for n in range(count)]
            return found, (reader.field_length(field) / count if count else 0.0)
        except Exception as error:
            raise IndexDamaged(self._name, type(error).__name__) from error

    def close(self) -> None:
        """Lets the files go."""
        self._reader.close()
        self._index.close()


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
        weights.extend(matcher._weights)
        matcher._next_block()
    return numbers, weights
