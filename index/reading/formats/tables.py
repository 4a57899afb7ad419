"""CSV and TSV: a header row names the fields, every other row is an article."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from diploread.index.article import Skipped
from diploread.index.reading.fields import folded
from diploread.index.reading.formats.jsonfiles import article_of
from diploread.index.reading.source import Reading, Source, Text, Unreadable

_LONGEST_FIELD = 8 * 1024 * 1024
_DELIMITERS = ",;\t|"


def read(source: Source) -> Reading:
    """One article a row. Raises Unreadable where no column holds texts."""
    text, encoding = source.decoded()
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), delimiter=delimiter)
    numbered = _numbered(rows)
    first = next(numbered, None)
    if first is None:
        raise Unreadable("no rows in it", "empty")
    names = [name.strip() for name in first[1]]
    texts_in = (*source.options.fields.get("text", ()), *source.options.fields.get("html", ()))
    if not {folded(name) for name in names} & {folded(name) for name in texts_in}:
        raise Unreadable("no column with texts in it (name one in reading.fields)", "unsupported")
    texts: list[Text] = []
    skips: list[Skipped] = []
    for line, row in numbered:
        place = f"line {line}"
        try:
            record = dict(zip(names, row, strict=False))
            texts.append(article_of(record, source, encoding, place, "csv"))
        except Unreadable as error:
            if len(skips) < 50:
                skips.append(source.skip(f"{place}: {error.reason}", error.kind))
    return source.reading(list(_placed(texts, text)), skips)


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line they begin in."""
    line = 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(f"no sound CSV in line {line} ({error})") from error
        if row:
            yield line, row
        line = getattr(rows, "line_num", line) + 1


def _delimiter(text: str) -> str:
    """The separator that the header row holds most of."""
    header = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def _placed(texts: list[Text], whole: str) -> Iterator[Text]:
    """The texts with their offsets, where they stand in the file letter for letter."""
    at = 0
    for text in texts:
        found = whole.find(text.raw, at) if text.html is None and text.raw.strip() else -1
        if found >= 0:
            at = found + len(text.raw)
            yield replace(text, offset=found)
        else:
            yield text
