"""What the resolution of speakers knows of a text: its names, its sentences, who has spoken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from diploread.index.article import Mention
from diploread.index.quotes.lexicon import Lexicon
from diploread.index.quotes.marks import Quoted
from diploread.index.quotes.paragraphs import Range
from diploread.index.quotes.people import People, Person, Sighting


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speaker resolved earlier in the text."""

    position: int
    name: str
    person: Person | None
    plural: bool
    media: str
    """``broadcaster``, ``paper``, ``perhaps`` for another organisation, or empty."""
    human: bool = True


@dataclass(frozen=True, slots=True)
class Identity:
    """What a noun phrase was found to mean."""

    name: str
    how: str
    confidence: float
    person: Person | None = None
    id: str | None = None
    role: str | None = None
    plural: bool = False


UNKNOWN = Identity("", "none", 0.0)


class Context:
    """Look-ups that pronouns, descriptions and names share."""

    def __init__(
        self,
        body: str,
        people: People,
        mentions: Sequence[Mention],
        starts: Sequence[int],
        quoted: Quoted,
        words: Lexicon,
    ) -> None:
        self.body, self.people, self.words = body, people, words
        self.author = ""
        """Who "I" is outside quotation marks; empty where nobody says so."""
        self.turns: list[Range] = []
        """Who has the turn in a transcript, in the order of the text; as printed."""
        self.mentions = sorted(mentions, key=lambda mention: mention.start)
        self._mention_starts = [mention.start for mention in self.mentions]
        self._sighting_starts = [sighting.start for sighting in people.sightings]
        self.starts = starts
        self.quoted = quoted
        self.spoken: list[Spoken] = []
        self._known: dict[Range, Identity] = {}
        self._offices: list[tuple[str, ...]] = []
        self._country_words: dict[str, frozenset[str]] = {}

    def _flags(self, word: str) -> int:
        return self.words.flags.get(word.strip(".'’"), 0)

    def _mention_in(self, phrase_start: int, phrase_end: int) -> list[Mention]:
        i = bisect_left(self._mention_starts, phrase_start)
        found: list[Mention] = []
        while i < len(self.mentions) and self.mentions[i].start < phrase_end:
            found.append(self.mentions[i])
            i += 1
        return found

    def _sighting_at(self, start: int) -> Sighting | None:
        i = bisect_left(self._sighting_starts, start)
        if i < len(self._sighting_starts) and self._sighting_starts[i] == start:
            return self.people.sightings[i]
        return None

    def _sentence(self, position: int) -> int:
        return bisect_right(self.starts, position)
