"""RSS and Atom files: every entry is an article."""

from __future__ import annotations

import codecs
import io
import re
from typing import Any

from diploread.index.article import Encoding
from diploread.index.reading.decode import override_for
from diploread.index.reading.formats.html import text_of_fragment
from diploread.index.reading.source import Reading, Source, Text, Unreadable

_MOST_ENTRIES = 20_000
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def read(source: Source) -> Reading:
    """One article an entry. Raises Unreadable where no entry can be made out."""
    import feedparser

    data = _in_utf8(source)
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    entries = feed.entries[:_MOST_ENTRIES]
    if not entries:
        broken = "damaged" if feed.bozo else "empty"
        raise Unreadable("a feed without entries", broken)
    encoding = Encoding(name=str(feed.get("encoding") or "utf-8"))
    publisher = _text(feed.feed.get("title_detail")) if "feed" in feed else ""
    return source.reading(
        [_article(entry, number, encoding, publisher) for number, entry in enumerate(entries, 1)]
    )


def _in_utf8(source: Source) -> bytes:
    """The bytes as the parser reads them: those of two a letter, or read as the user says, anew."""
    forced = override_for(source.path, source.options.encodings)
    if not forced and source.data[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return source.data
    text, _ = source.decoded()
    return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def _article(entry: Any, number: int, encoding: Encoding, publisher: str) -> Text:
    markup = max(
        (str(content.get("value") or "") for content in entry.get("content") or ()),
        key=len,
        default="",
    )
    summary = str(entry.get("summary") or "")
    raw, blocks = text_of_fragment(markup or summary)
    title = _text(entry.get("title_detail"))
    metadata = {
        "title": title,
        "date": str(entry.get("published") or entry.get("updated") or ""),
        "byline": ", ".join(
            filter(None, (str(a.get("name") or "") for a in entry.get("authors") or ()))
        ),
        "source": str((entry.get("source") or {}).get("title") or "") or publisher,
        "url": str(entry.get("link") or ""),
        "id": str(entry.get("id") or ""),
        "section": ", ".join(
            filter(None, (str(t.get("term") or "") for t in (entry.get("tags") or ())[:10]))
        ),
    }
    if markup and summary:
        lead = text_of_fragment(summary)[0]
        if lead.rstrip(" .…[]")[:80] not in raw:
            metadata["summary"] = lead
    if not raw.strip():
        raw = title  # a headline is all that some feeds carry
    html = f"<html><body>{markup or summary}</body></html>" if blocks else None
    return Text(raw, "feed", encoding, blocks, metadata, html, None, f"entry {number}")


def _text(detail: Any) -> str:
    """The words of a title, which may be text or markup."""
    if not detail:
        return ""
    value = str(detail.get("value") or "")
    return " ".join(text_of_fragment(value)[0].split())
