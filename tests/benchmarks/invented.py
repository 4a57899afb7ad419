"""Articles for measuring: invented text with the word statistics of news.

A fixed vocabulary of made-up words in a Zipf distribution, made-up names of people, dates over
thirty years, quotes with speakers. Nothing is taken from any corpus; the same seed gives the same
articles.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

_ONSETS = "b c ch d dr f g gr h j k l m n p pl pr r s sh st t tr v w".split()  # noqa: SIM905
_VOWELS = "a e i o u ai ea ou".split()  # noqa: SIM905
_CODAS = ["", "", "", "n", "r", "s", "t", "l", "nd", "m"]
_ENDINGS = ["", "", "", "s", "ed", "ing", "er", "ion", "al"]
_COMMON = [
    "the", "of", "to", "and", "in", "a", "that", "for", "on", "with", "is", "was", "by", "at",
    "it", "as", "from", "be", "said", "will", "has", "its", "his", "not", "an", "are", "have",
    "this", "which", "he", "they", "but", "would", "been", "minister", "government", "talks",
    "country",
]  # fmt: skip
_CUES = ["said", "told reporters", "added", "warned", "stressed"]
_SOURCES = [
    f"The {name} Courier" for name in ("Varn", "Osbeck", "Tellin", "Marou", "Quent", "Ibara")
]
FIRST_DAY = date(1995, 1, 1)


class Invented:
    """A source of invented articles."""

    def __init__(self, seed: int = 1, vocabulary: int = 60_000) -> None:
        self._random = random.Random(seed)
        self.words = self._vocabulary(vocabulary)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.names = [f"{self._name()} {self._name()}" for _ in range(6_000)]
        self._name_weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.names))))

    def _syllable(self) -> str:
        pick = self._random.choice
        return pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS)

    def _vocabulary(self, size: int) -> list[str]:
        words = dict.fromkeys(_COMMON)
        while len(words) < size:
            # Frequent words are short: those of the first thousands have one or two syllables.
            syllables = 1 if len(words) < 1_200 else 2 if len(words) < 20_000 else 3
            stem = "".join(self._syllable() for _ in range(syllables))
            words[stem + self._random.choice(_ENDINGS)] = None
        return list(words)

    def _name(self) -> str:
        return (self._syllable() + self._syllable()).capitalize()

    def sentence(self) -> str:
        """One sentence of about 20 words; every fourth is a quote with its speaker."""
        words = self._random.choices(
            self.words, cum_weights=self._weights, k=self._random.randint(10, 28)
        )
        if self._random.random() < 0.35:
            words[self._random.randrange(len(words))] = self.person()
        text = " ".join(words)
        text = text[0].upper() + text[1:]
        if self._random.random() < 0.25:
            return f"“{text},” {self.person()} {self._random.choice(_CUES)}."
        return text + "."

    def person(self) -> str:
        """The name of a person who does not exist."""
        return self._random.choices(self.names, cum_weights=self._name_weights)[0]

    def day(self) -> date:
        """A day in thirty years."""
        return FIRST_DAY + timedelta(days=self._random.randrange(30 * 365))

    def article(self) -> str:
        """A text file as a wire service might have left it, about 450 words."""
        title = " ".join(self._random.choices(self.words[30:6000], k=7)).capitalize()
        day = self.day().strftime("%B %-d, %Y")
        paragraphs = []
        while sum(len(p) for p in paragraphs) < 2_700:
            paragraphs.append(" ".join(self.sentence() for _ in range(self._random.randint(1, 3))))
        head = [title, self._random.choice(_SOURCES), day]
        return "\n\n".join([*head, *paragraphs, "Print this page", "All rights reserved"]) + "\n"

    def articles(self, count: int) -> Iterator[str]:
        """``count`` articles."""
        return (self.article() for _ in range(count))
