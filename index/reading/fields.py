"""Named values of JSON, CSV and front matter: which of them is the text, the title, the date.

Newsrooms and scrapers name the same thing in twenty ways; the names are a setting. What has no
name there is kept beside the article under its own, because nothing a file states may vanish.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

MOST_EXTRA = 40
"""Unknown fields of one article that are kept."""
_TEXTS = ("text", "html")
_ADDRESS = re.compile(r"https?://\S{1,2000}")
_WIKI_LINK = re.compile(r"^\[\[([^\[\]|]{1,200})(?:\|[^\[\]]{0,200})?\]\]$")


def mapped(record: Mapping[str, Any], names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What ``record`` states by the names that articles have here, then the rest by its own."""
    by_name: dict[str, Any] = {}
    for key, value in record.items():
        by_name.setdefault(folded(str(key)), value)
    found: dict[str, str] = {}
    used: set[str] = set()
    for slot, candidates in names.items():
        for candidate in candidates:
            known = folded(candidate)
            value = by_name.get(known)
            if slot == "date":
                value = _day_of(value)
            text = value if slot in _TEXTS and isinstance(value, str) else plain(value)
            if text:
                found[slot] = text
                used.add(known)
                break
    _address_as_url(found)
    extra = 0
    for key, value in by_name.items():
        if key in used or extra >= MOST_EXTRA:
            continue
        if text := plain(value):
            found[key + "_" if key in names else key] = text  # a name that means another thing here
            extra += 1
    return found


def _address_as_url(found: dict[str, str]) -> None:
    """Clippers write the page's address as its source: it is the url; the house is its host's."""
    if _ADDRESS.fullmatch(found.get("source", "")):
        address = found.pop("source")
        if found.setdefault("url", address) != address:
            found["source_"] = address


def _day_of(value: Any) -> Any:
    """A count of seconds or milliseconds since 1970 as a date; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    seconds = value / 1000 if abs(value) > 100_000_000_000 else value
    if not 100_000_000 < seconds < 10_000_000_000:  # a year, or a number that is no time
        return value
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def plain(value: Any, depth: int = 0) -> str:
    """A value as a line of text; names of nested records, lists joined by commas."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return _WIKI_LINK.sub(r"\1", value.strip())
    if isinstance(value, int | float):
        return str(value)
    if depth > 3:
        return ""
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("title") or value.get("value")
        return plain(named, depth + 1)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (plain(item, depth + 1) for item in value[:50])))
    return ""


def folded(name: str) -> str:
    """A field's name as names are compared: without case, blanks and hyphens as underscores."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")
