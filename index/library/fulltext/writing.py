"""Writes a segment of postings that are already grouped by word."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .blocks import CompactCodec
from .pages import write_sums

with warnings.catch_warnings():  # of escapes in its sources
    warnings.simplefilter("ignore")
    import whoosh.analysis
    import whoosh.codec.whoosh3
    import whoosh.fields
    import whoosh.formats
    import whoosh.index

Postings = Mapping[str, tuple[Sequence[int], Sequence[int]]]
"""Word -> (document numbers ascending, frequencies)."""


def write_segment(
    folder: Path,
    count: int,
    fields: Mapping[str, Postings],
    lengths: Mapping[str, Sequence[int]],
) -> None:
    """Writes an index of ``count`` documents; ``lengths`` are those of the ranked fields."""
    folder.mkdir(mode=0o700)
    schema = _schema(fields, lengths)
    index = whoosh.index.create_in(str(folder), schema)
    writer = index.writer(compound=True, codec=whoosh.codec.whoosh3.W3Codec())
    try:
        ranked = [(name, schema[name], lengths[name]) for name in sorted(lengths)]
        for document in range(count):
            writer.perdocwriter.start_doc(document)
            for name, field, length in ranked:
                writer.perdocwriter.add_field(name, field, None, length[document])
            writer.perdocwriter.finish_doc()
        writer.docnum = count
        writer._added = True
        # Not the codec of the writer, which the segment names: whoever opens it needs only Whoosh.
        writer.fieldwriter._codec = CompactCodec()
        writer._flush_segment = lambda: _flush(writer, fields, lengths)
        writer.commit(merge=False)
    finally:
        if not writer.is_closed:
            writer.cancel()
        index.close()
    write_sums(folder)


def _schema(fields: Iterable[str], scored: Iterable[str]) -> Any:
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


def _flush(
    writer: Any, fields: Mapping[str, Postings], lengths: Mapping[str, Sequence[int]]
) -> None:
    """What ``SegmentWriter._flush_segment`` does, a word and not a posting at a time."""
    writer.perdocwriter.close()
    terms = writer.fieldwriter
    for name in sorted(fields):
        postings = fields[name]
        if not postings:
            continue
        terms.start_field(name, writer.schema[name])
        for text, word in sorted((word.encode(), word) for word in postings):
            terms.start_term(text)
            terms._postwriter.add_all(*postings[word], lengths.get(name))
            terms.finish_term()
        terms.finish_field()
    terms.close()
