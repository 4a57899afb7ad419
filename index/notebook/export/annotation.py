"""W3C Web Annotation (JSON-LD): one annotation an entry, with quote, text and byte selectors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.jsonl import escaped
from diploread.index.notebook.export.options import Options

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"sha256": "urn:diploread:sha256"}]


def render(entries: Sequence[Entry], options: Options) -> str:
    """A page of annotations."""
    page = {
        "@context": _CONTEXT,
        "type": "AnnotationPage",
        "items": [_annotation(entry) for entry in entries],
    }
    return escaped(json.dumps(page, indent=1, ensure_ascii=False, allow_nan=False)) + "\n"


def _annotation(entry: Entry) -> dict[str, object]:
    notes = [{"type": "TextualBody", "purpose": "commenting", "value": entry.user.note}]
    bodies = [body for body in notes if body["value"]] + [
        {"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in entry.user.tags
    ]
    out: dict[str, object] = {
        "id": f"urn:diploread:{quote(entry.id, safe='')}",
        "type": "Annotation",
        "motivation": "commenting" if entry.user.note else "highlighting",
        "target": {"source": _source(entry), "selector": _selectors(entry)},
    }
    if entry.user.starred_at:
        out["created"] = entry.user.starred_at
    if bodies:
        out["body"] = bodies
    return out


def _source(entry: Entry) -> dict[str, object]:
    path = quote(entry.file.path.encode("utf-8", "surrogateescape"))
    out: dict[str, object] = {"id": path, "type": "Text", "sha256": entry.file.sha256}
    if entry.article.url:
        out["via"] = entry.article.url
    return out


def _selectors(entry: Entry) -> list[dict[str, object]]:
    out: list[dict[str, object]] = [
        {
            "type": "TextQuoteSelector",
            "exact": entry.selector.exact or entry.text,
            "prefix": entry.selector.prefix,
            "suffix": entry.selector.suffix,
        }
    ]
    position = entry.file.chars or entry.file.raw
    out.append({"type": "TextPositionSelector", "start": position[0], "end": position[1]})
    if entry.file.bytes:
        first, last = entry.file.bytes
        out.append({"type": "DataPositionSelector", "start": first, "end": last})
    return out
