"""``like:ID``: articles on the same subject, by the words that set an article apart.

A word sets an article apart if it is frequent in it and rare in the library (the weight of BM25).
An article is like another if it has a fair share of that one's telling words. All is done on sets:
the copies of how many words an article has are counted bit by bit, for all articles at once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from ..article import Article
from . import words
from .volume import Volume

TELLING = 16
"""Words taken of an article."""
SHARED = 6
"""So many of them another article must have; fewer where the article has fewer."""
OFTEN = 10
"""A word in more than one of this many articles tells nothing."""


def telling_words(article: Article, volumes: Sequence[Volume]) -> list[str]:
    """The words that set the article apart, the most telling first."""
    title = words.words(article.title.text) if article.title else []
    counts = Counter([*title, *title, *words.words(article.body)])
    total = sum(volume.count for volume in volumes)
    weights: dict[str, float] = {}
    for word, count in counts.items():
        found = sum(volume.articles.frequency(word) for volume in volumes)
        # A word that this article alone has leads nowhere.
        if 1 < found <= max(total / OFTEN, 3) and not word.isdigit():
            weights[word] = (1 + math.log(count)) * math.log(total / found + 1)
    best = sorted(weights, key=lambda word: (-weights[word], word))
    return best[:TELLING]


def alike(volume: Volume, telling: Sequence[str]) -> int:
    """The articles of a volume that have enough of the words."""
    least = max(min(SHARED, (len(telling) + 1) // 2), 1)
    counters: list[int] = []
    """Bit k of the number of words that each article has, as a set of articles."""
    for word in telling:
        carry = volume.articles.word("text", word)
        for k, held in enumerate(counters):
            counters[k], carry = held ^ carry, held & carry
        if carry:
            counters.append(carry)
    return _at_least(counters, least) if telling else 0


def _at_least(counters: Sequence[int], least: int) -> int:
    """Articles whose number, given bit by bit, is ``least`` or more."""
    if least >= 1 << len(counters):
        return 0
    greater, equal = 0, -1
    for k in range(len(counters) - 1, -1, -1):
        if least >> k & 1:
            equal &= counters[k]
        else:
            greater |= equal & counters[k]
            equal &= ~counters[k]
    return greater | equal
