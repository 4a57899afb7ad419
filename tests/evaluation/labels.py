"""Labels for the units of a page or a text: which of them the gold body has kept.

A set is JSON lines of ``{"id", "source" (host), "html" or "text", "gold_body", "title"?,
"flavour"?}``, the form that ``python -m tests.benchmarks.cleaning`` scores. The gold body is laid
over the units word by word, in order; a unit counts as article where the gold has kept half of its
words. Title lines are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from diploread.index.cleaning.alignment import kept_words

_TOKEN = re.compile(r"\w+")

ARTICLE, FURNITURE, NEUTRAL = 1, 0, -1


def tokens(text: str) -> list[str]:
    """The words of ``text`` as compared."""
    return _TOKEN.findall(text.lower())


def label(units: Sequence[str], gold_body: str, title: str = "") -> list[int]:
    """``ARTICLE``, ``FURNITURE`` or ``NEUTRAL`` for each unit."""
    words = [tokens(unit) for unit in units]
    page = [word for unit in words for word in unit]
    kept = kept_words(page, tokens(gold_body))
    bounds = [0]
    for unit in words:
        bounds.append(bounds[-1] + len(unit))
    headline = tokens(title)
    return [
        NEUTRAL
        if not unit or unit == headline
        else int(kept.count(1, start, end) >= 0.5 * (end - start))
        for unit, (start, end) in zip(words, pairwise(bounds), strict=True)
    ]
