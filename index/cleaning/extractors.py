"""Second opinions on a page: what two extraction libraries take for its article.

The libraries give text without offsets or reasons. Here their text is laid over the page's own
units: a unit has an extractor's vote as far as that extractor kept its words. So each unit that
is dropped keeps its place, and the votes against it can be shown.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from diploread.index.cleaning.alignment import kept_words
from diploread.index.cleaning.units import Unit

_TOKEN = re.compile(r"\w+")
_LONGEST_PAGE = 3_000_000
"""Characters of markup beyond which no extractor is asked: their time is not ours to waste."""

_BLOCKS = (
    "p div h1 h2 h3 h4 h5 h6 li ul ol table tr td th br hr blockquote section article header "
    "footer pre dd dt figure figcaption"
)
_BREAKING = frozenset(_BLOCKS.split())


def trafilatura_text(html: str) -> str | None:
    """The article according to trafilatura; None where it finds none or fails."""
    if len(html) > _LONGEST_PAGE:
        return None
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return (
            trafilatura.extract(
                html,
                favor_recall=True,
                include_comments=False,
                include_tables=True,
                output_format="txt",
            )
            or None
        )
    except Exception:  # a page that breaks a library must not break ours
        return None


def readability_text(html: str) -> str | None:
    """The article according to readability-lxml; None where it finds none or fails."""
    if len(html) > _LONGEST_PAGE:
        return None
    import lxml.html
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        tree: Any = lxml.html.fromstring(Document(html).summary(html_partial=True))
        for element in tree.iter():
            if element.tag in _BREAKING:
                element.text = "\n" + (element.text or "")
                element.tail = "\n" + (element.tail or "")
        return "".join(tree.itertext()).strip() or None
    except Exception:  # as above
        return None


def votes(units: Sequence[Unit], extracted: str) -> list[float]:
    """How much of each unit's words the extracted text holds, from 0 to 1, in their order."""
    words: list[str] = []
    bounds = [0]
    for unit in units:
        words += _TOKEN.findall(unit.text.lower())
        bounds.append(len(words))
    kept = kept_words(words, _TOKEN.findall(extracted.lower()))
    return [
        kept.count(1, start, end) / (end - start) if end > start else 0.0
        for start, end in pairwise(bounds)
    ]
