"""Labels for the units of a page or a text, by how far the gold body holds their words.

A set is JSON lines of ``{"id", "source" (host), "html" or "text", "gold_body", "title"?,
"flavour"?}``, the form that ``python -m tests.benchmarks.cleaning`` scores. A unit counts as
article where the gold body holds most of its five-grams; a shorter unit where it is a line of the
gold, or stands in it between neighbours that are article themselves. Title lines are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+")
_GRAM = 5
_MOST = 0.6

ARTICLE, FURNITURE, NEUTRAL = 1, 0, -1


def tokens(text: str) -> list[str]:
    """The words of ``text`` as compared."""
    return _TOKEN.findall(text.lower())


def label(units: Sequence[str], gold_body: str, title: str = "") -> list[int]:
    """``ARTICLE``, ``FURNITURE`` or ``NEUTRAL`` for each unit."""
    wanted = tokens(gold_body)
    grams = set(zip(*(wanted[i:] for i in range(_GRAM)), strict=False))
    lines = {tuple(tokens(line)) for line in gold_body.splitlines()}
    joined = f" {' '.join(wanted)} "
    headline = tokens(title)
    found: list[int] = []
    doubtful: list[int] = []
    for index, unit in enumerate(units):
        words = tokens(unit)
        if not words or words == headline:
            found.append(NEUTRAL)
        elif len(words) >= _GRAM:
            own = list(zip(*(words[i:] for i in range(_GRAM)), strict=False))
            found.append(int(sum(gram in grams for gram in own) >= _MOST * len(own)))
        else:
            found.append(int(tuple(words) in lines))
            if not found[-1] and f" {' '.join(words)} " in joined:
                doubtful.append(index)
    for index in doubtful:
        beside = found[max(0, index - 1) : index] + found[index + 1 : index + 2]
        if beside and all(value == ARTICLE for value in beside):
            found[index] = ARTICLE
    return found
