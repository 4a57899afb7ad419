"""JSON and JSON lines: every record with a text is an article, its other fields metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from diploread.index.article import Encoding, Skipped
from diploread.index.reading.fields import mapped
from diploread.index.reading.formats.html import text_of_page
from diploread.index.reading.source import Reading, Source, Text, Unreadable

_LISTS = ("articles", "items", "documents", "docs", "results", "hits", "entries", "data", "posts")
_MOST_SKIPS = 50


def read(source: Source) -> Reading:
    """As many articles as there are records with a text."""
    text, encoding = source.decoded()
    if source.format == "json":
        try:
            return _whole(source, json.loads(text, strict=False), encoding)
        except ValueError as error:
            if "\n" not in text.strip():
                raise Unreadable(_why(error)) from error
    return _lines(source, text, encoding)


def _lines(source: Source, text: str, encoding: Encoding) -> Reading:
    texts: list[Text] = []
    skips: list[Skipped] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line, strict=False)
                found = article_of(record, source, encoding, f"line {number}", "jsonl")
                texts.append(_placed(found, line, at))
            except (ValueError, Unreadable, RecursionError) as error:
                skips.append(source.skip(f"line {number}: {_why(error)}", "damaged"))
                if not texts and len(skips) > 5:
                    raise Unreadable(f"not JSON ({_why(error)})") from error
        at += len(line) + 1
    return source.reading(texts, _summed(source, skips))


def _whole(source: Source, data: Any, encoding: Encoding) -> Reading:
    records = list(_records(data))
    texts: list[Text] = []
    skips: list[Skipped] = []
    for number, record in enumerate(records, 1):
        place = f"record {number}" if len(records) > 1 else ""
        try:
            texts.append(article_of(record, source, encoding, place, "json"))
        except Unreadable as error:
            skips.append(source.skip(f"{place}: {error.reason}".lstrip(": "), error.kind))
    return source.reading(texts, _summed(source, skips))


def _records(data: Any) -> Iterator[Any]:
    if isinstance(data, Mapping):
        for name in _LISTS:
            inner = data.get(name)
            if isinstance(inner, Mapping):  # as search engines answer: hits within hits
                inner = inner.get(name)
            if isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
                data = inner
                break
    if isinstance(data, list):
        for item in data:
            source = item.get("_source") if isinstance(item, Mapping) else None
            yield source if isinstance(source, Mapping) else item
    else:
        yield data


def article_of(record: Any, source: Source, encoding: Encoding, place: str, kind: str) -> Text:
    """The article of one record. Raises Unreadable where it has no text."""
    if not isinstance(record, Mapping):
        raise Unreadable("no record of names and values", "unsupported")
    values = mapped(record, source.options.fields)
    text, html = values.pop("text", ""), values.pop("html", "")
    if not text.strip() and not html.strip():
        raise Unreadable("no field with a text in it", "unsupported")
    fmt: Any = kind
    if text.strip():
        return Text(text, fmt, encoding, metadata=values, place=place)
    page = text_of_page(html, encoding, fmt)
    return Text(
        page.raw, fmt, encoding, page.blocks,
        {**(page.metadata or {}), **values}, page.html, None, place, page.flags,
    )  # fmt: skip


def _placed(text: Text, line: str, start: int) -> Text:
    """The same with its offset, where the text stands in the file letter for letter."""
    from dataclasses import replace

    at = line.find(text.raw) if text.html is None and text.raw else -1
    return text if at < 0 else replace(text, offset=start + at)


def _summed(source: Source, skips: list[Skipped]) -> list[Skipped]:
    """The skips, of which a file of a million broken lines gives no million."""
    if len(skips) <= _MOST_SKIPS:
        return skips
    more = source.skip(f"{len(skips) - _MOST_SKIPS} more records without a text", "damaged")
    return [*skips[:_MOST_SKIPS], more]


def _why(error: Exception) -> str:
    if isinstance(error, Unreadable):
        return error.reason
    if isinstance(error, json.JSONDecodeError):
        return f"no sound JSON at column {error.colno}"
    return "no sound JSON"
