"""In which sentences the common words stand, as sets: two of them in one is one AND.

Where two words stand in half of the articles each, and hardly ever in one sentence, looking into
the candidates one by one takes most of a second at 100,000 articles. A set here has a bit for
every article and sentence; a long article's sentences share bits, so of those it is a bound.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise

from . import bits
from .blobs import BlobFile, BlobWriter

SLOTS = 64
"""Sentences of an article told apart; the 65th shares its bits with the first."""
COMMON = 16
COMMON_LEAST = 64
"""Words that stand in more than one of this many articles are kept: the rest is looked up."""


def is_common(documents: int, count: int) -> bool:
    """Whether a word in so many of ``count`` articles is kept."""
    return documents >= max(count // COMMON, COMMON_LEAST)


class SentenceSetsWriter:
    """Takes articles in order; :meth:`write` keeps the sets."""

    def __init__(self, letters: frozenset[str], count: int) -> None:
        """``letters`` of the words kept, see ``positions.letter``; of ``count`` articles."""
        self._letters, self._count = letters, count
        self._members = {letter: array("I") for letter in letters}
        self._long = array("I")

    def add(self, number: int, text: str, starts: Sequence[int]) -> None:
        """One article: its letters, and where its sentences begin."""
        if len(starts) > SLOTS:
            self._long.append(number)
        for sentence, (start, end) in enumerate(pairwise((*starts, len(text)))):
            bit = sentence % SLOTS * self._count + number
            for letter in self._letters.intersection(text[start:end]):
                self._members[letter].append(bit)

    def write(self, file: BlobWriter) -> None:
        """Adds a set for every word."""
        size = self._count * SLOTS
        file.add("sentences.long", bits.to_bytes(bits.of(self._long, self._count), self._count))
        for letter, members in sorted(self._members.items()):
            file.add(f"s {letter}", bits.packed(bits.of(members, size), size))


class SentenceSets:
    """The sets of an open table."""

    def __init__(self, file: BlobFile, count: int) -> None:
        self._file, self._count = file, count
        self.long = bits.from_bytes(file.need("sentences.long"))
        """Articles whose sentences share bits."""

    def __contains__(self, letter: str) -> bool:
        return f"s {letter}" in self._file

    def of(self, letter: str) -> int | None:
        """The sentences with a word; None where it is not kept."""
        data = self._file.get(f"s {letter}")
        return None if data is None else bits.unpacked(data)

    def articles(self, sentences: int) -> int:
        """The articles of a set of sentences."""
        slots = SLOTS
        while slots > 1:
            slots //= 2
            sentences |= sentences >> slots * self._count
        return sentences & bits.full(self._count)
