"""Lines as compared between pages, and the source that pages have in common."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from diploread.index.article import RawArticle

_DIGITS = re.compile(r"\d+")
_OTHER = re.compile(r"[\W_]+")
_SUBDOMAIN = re.compile(r"^(?:www\d?|m|amp|edition|mobile)\.")


def normalised(text: str) -> str:
    """A line with case, digits, punctuation and space folded: ``Page 3 of 12`` recurs so."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _DIGITS.sub("0", _OTHER.sub(" ", text.casefold())).strip()


def source_key(raw: RawArticle, source: str | None = None) -> str:
    """What pages with the same furniture share: host, publisher, or folder, in that order.

    ``source`` is the publisher found in the text, if any.
    """
    if url := raw.metadata.get("url"):
        try:
            host = (urlsplit(url).hostname or "").lower()
        except ValueError:
            host = ""
        if host:
            return _SUBDOMAIN.sub("", host)
    stated = raw.metadata.get("source") or source
    if stated:
        return normalised(stated)
    folder = raw.path.rpartition("/")[0]
    return f"folder:{folder}"
