"""The fields of the language and what each takes."""

from __future__ import annotations

import difflib
from typing import Literal

from .errors import QueryError

Kind = Literal[
    "words", "entity", "date", "state", "path", "number", "mark", "sort", "relative", "kin",
]  # fmt: skip

FIELDS: dict[str, Kind] = {
    "title": "words", "body": "words", "lead": "words", "quote": "words", "speaker": "words",
    "via": "words", "to": "words", "about": "entity", "person": "entity", "org": "entity",
    "place": "entity", "country": "entity", "source": "words", "agency": "words",
    "dateline": "words", "byline": "words", "section": "words", "removed": "words",
    "date": "date", "said": "date", "before": "relative", "after": "relative",
    "newer": "relative", "older": "relative", "tag": "mark", "note": "mark", "in": "mark",
    "file": "path", "is": "state", "has": "state", "words": "number", "sort": "sort",
    "group": "sort", "story": "kin", "like": "kin",
}  # fmt: skip

IS = (
    "starred", "bookmarked", "unread", "read", "reviewed", "undated", "guessed", "duplicate",
    "edited", "truncated", "direct", "mixed", "indirect", "transcript", "scare", "inferred",
)  # fmt: skip
QUOTE_STATES = frozenset({"direct", "mixed", "indirect", "transcript", "scare", "inferred"})
HAS = ("quote", "note", "removed", "bookmark", "date", "tag")
SORTS = ("date", "-date", "relevance", "source", "speaker")
GROUPS = ("story", "day", "speaker", "source")


def nearest(word: str, known: tuple[str, ...] | dict[str, Kind]) -> str:
    """The known name most like ``word``; empty where none is near."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def kind_of(name: str, column: int) -> Kind:
    """What the field takes; an unknown field is an error, never an empty answer."""
    kind = FIELDS.get(name.lower())
    if kind is None:
        near = nearest(name, FIELDS)
        hint = f"did you mean {near}: ?" if near else "fields are " + ", ".join(sorted(FIELDS))
        raise QueryError(f'no field "{name}"', hint, column)
    return kind


def one_of(name: str, value: str, known: tuple[str, ...], column: int) -> str:
    """``value`` if ``name:`` knows it."""
    if value.lower() in known:
        return value.lower()
    near = nearest(value, known)
    hint = f"did you mean {near}?" if near else ""
    raise QueryError(f"{name}: knows {', '.join(known)}", hint, column)
