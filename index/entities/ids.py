"""Entity ids: stable across the library, readable, ASCII."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae",
     "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ı": "i", "’": "", "'": "", "ʻ": "", "ʿ": ""}
)  # fmt: skip
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=16384)
def slug(name: str) -> str:
    """``name`` in small ASCII letters joined by hyphens; other scripts keep their letters."""
    plain = without_marks(name).casefold()
    ascii_only = _NOT_SLUG.sub("-", plain).strip("-")
    return ascii_only or re.sub(r"\W+", "-", plain).strip("-")


def without_marks(name: str) -> str:
    """``name`` in plain letters, as many newsrooms print it: Gdańsk is Gdansk."""
    if name.isascii():
        return name.replace("'", "")
    folded = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(c for c in folded if not unicodedata.combining(c))


def entity_id(kind: str, name: str) -> str | None:
    """``kind/slug``, or None where nothing of the name is left."""
    tail = slug(name)
    return f"{kind}/{tail}" if tail else None
