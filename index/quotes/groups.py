"""Groups: who "they", "the two leaders" and "both sides" are.

A plural pronoun takes up the plural subject of the nearest sentence that has one (``The minister
and the envoy met. They said …``; ``Participants stayed. They noted …``), or the two who are said
to have met (``Doe spoke with Roe. They agreed …``).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, pairwise

from diploread.index.quotes.context import UNKNOWN, Context, Identity
from diploread.index.quotes.lexicon import ADVERB, AUXILIARY, BETWEEN, FINITE, PAST, TITLE, word_set
from diploread.index.quotes.people import Sighting

FURTHEST = 5
"""Sentences back in which a group is looked for."""
FURTHEST_OF_THEM = 15
"""The same, where the sentences between begin with "they" or "the leaders" themselves."""
LONGEST_SUBJECT = 16
"""Words of a subject that is read."""
_TALKED = re.compile(r"\b(?:met|spoke|spoken|talked|meeting|call|hosted|welcomed)\b")
_OPENER = re.compile(r"(?:When|While|As|After|Before|If|Although|Once)\s(?=[A-Z]|the\b)")
_WITH = re.compile(r"\swith\s")
_AND = re.compile(r",?\s+and\s")
_FROM_START = re.compile(
    r"(?:(?:Today|This|Yesterday|Earlier|Later|On|In|After|At|Between|During|To)\b[^,.]{0,60},\s+)?"
)
_WORD = re.compile(r"[\w.’'-]+|,")
_GOES_ON = re.compile(r"(?:They|Both|The (?:two|leaders|ministers|presidents|sides|officials))\b")
_AGAIN = word_set("they both the-two them their each")
_PEOPLE = word_set("clergy people police")
_BODIES = word_set("group team committee commission panel delegation crew staff couple family")
"""One word for several people: ``the team argued … they concluded``."""
_PAIRS = word_set("leaders sides men women ministers presidents secretaries officials")
"""What a pair may be called: ``the two leaders``, ``both ministers``."""
_OF_TWO = word_set("leaders ministers presidents secretaries principals counterparts sides")
"""What a pair may be called without a number."""


def is_pair(lower: str) -> bool:
    """True for a phrase that means two who were named before: ``the two leaders``."""
    words = lower.split()
    if words in (["the", "pair"], ["the", "two"], ["the", "three"], ["the", "trio"]):
        return True
    if words[:2] == ["the", "two"] or words[:1] == ["both"]:
        return len(words) <= 3 and (words[-1] in _PAIRS or words[-1] in ("two", "both"))
    return len(words) == 2 and words[0] == "the" and words[1] in _OF_TWO


class Groups(Context, ABC):
    """Resolves plural pronouns in a text."""

    @abstractmethod
    def _joint(self, phrase: str, position: int) -> Identity | None:
        """``Kono and the envoy``: each for himself."""

    @abstractmethod
    def _nominal(self, phrase: str, position: int) -> Identity:
        """The meaning of a description."""

    def _plural_pronoun(self, position: int) -> Identity:
        here = self._sentence(position) - 1
        steps = 0
        for i in range(here, max(-1, here - FURTHEST_OF_THEM), -1):
            start = self.starts[i] if i >= 0 else 0
            steps += not _GOES_ON.match(self.body, start)  # they … they … they
            if steps > FURTHEST:
                break
            stop = position if i == here else self.starts[i + 1]
            name = self._plural_subject(start, stop) or self._who_talked(start, stop)
            if not name:
                spoken = [s for s in self.spoken[-8:] if start <= s.position < stop]
                inside = [s for s in spoken if s.plural or s.name.split()[-1] in _BODIES]
                name = inside[-1].name if inside else ""
            if name:
                return Identity(name, "pronoun", 0.65, plural=True)
        low = bisect_left(self._sighting_starts, self.starts[max(0, here - 1)] if here > 0 else 0)
        high = bisect_left(self._sighting_starts, position)
        names = self._pair(self.people.sightings[low:high])
        return Identity("; ".join(names), "pronoun", 0.5, plural=True) if names else UNKNOWN

    def _subject(self, start: int, stop: int) -> tuple[str, int]:
        """The words in front of the first verb of a sentence, and where they begin."""
        lead = _FROM_START.match(self.body, start, stop)
        begin = lead.end() if lead else start
        opener = _OPENER.match(self.body, begin, stop)
        begin = opener.end() if opener else begin
        end, verbal = begin, FINITE | PAST | AUXILIARY | BETWEEN
        found = _WORD.finditer(self.body, begin, min(stop, begin + 300))
        for match in islice(found, LONGEST_SUBJECT):
            word = match.group()
            flags = self.words.classify(word.lower().strip(".'’"))
            form = self.words.forms.get(word)
            verbal_form = flags & verbal or (form is not None and form[1] in ("ed", "s"))
            if word[0].islower() and (verbal_form or word == "read") and not flags & ADVERB:
                return self.body[begin:end].strip(" ,"), begin
            if word[0].islower() and flags & ADVERB:
                continue  # "Doe and Roe finally read"
            if word[0].islower() and word in ("also", "then", "jointly"):
                return self.body[begin:end].strip(" ,"), begin
            end = match.end()
        return "", begin

    def _plural_subject(self, start: int, stop: int) -> str:
        """Name of the plural subject that opens a sentence; empty where it is none."""
        phrase, begin = self._subject(start, stop)
        words = phrase.split()
        if not words or words[0].lower() in _AGAIN or begin + len(phrase) >= stop:
            return ""
        if " and " in phrase:
            joint = self._joint(phrase, begin)
            return joint.name if joint is not None and "; " in joint.name else ""
        noun = words[-1].lower()
        if words[0] != "The" and any(word[0].isupper() for word in words[1:]):
            return ""
        if len(words) > 5 or is_pair(phrase.lower()) or not self._are_people(noun):
            return ""
        return self._nominal(phrase, begin).name

    def _are_people(self, noun: str) -> bool:
        single = noun[:-1] if noun.endswith("s") else ""
        known = self.words.flags.get(single, 0) & TITLE or single in self.words.human_nouns
        return noun in _PEOPLE or bool(single and known and single not in self.words.collectives)

    def _who_talked(self, start: int, stop: int) -> str:
        """``Doe spoke today with Roe and Poe``: all of them; empty where nobody is said to talk."""
        low = bisect_left(self._sighting_starts, start)
        high = bisect_left(self._sighting_starts, stop)
        seen = self.people.sightings[low:high]
        if len(seen) < 2 or not _TALKED.search(self.body, start, stop):
            return ""
        first = seen[0]
        link = _WITH.search(self.body, first.end, stop)
        if link is None or link.start() - first.end > 80:
            return ""
        others = [s for s in seen[1:] if s.start >= link.end() and s.person is not first.person]
        if not others or others[0].start - link.end() > 120:
            return ""
        names = [first.person.name, others[0].person.name]
        for left, right in pairwise(others):
            between = self.body[left.end : right.start]
            if not _AND.match(between) or len(between) > 80:
                break
            names.append(right.person.name)
        return "; ".join(dict.fromkeys(names))

    def _pair(self, sightings: Sequence[Sighting]) -> list[str]:
        """The first two names, if they are the only ones or joined by "and"."""
        names = list(dict.fromkeys(sighting.person.name for sighting in sightings))
        if len(names) == 2:
            return names
        if len(names) < 2:
            return []
        between = self.body[sightings[0].end : sightings[1].start]
        joined = between.lstrip().startswith("and ") and len(between) < 60
        return [sightings[0].person.name, sightings[1].person.name] if joined else []
