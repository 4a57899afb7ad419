"""Pronouns: who "he", "they" and "it" are, by prominence, gender, number and distance."""

from __future__ import annotations

import re
from abc import abstractmethod
from bisect import bisect_left, bisect_right

from diploread.index.quotes.context import UNKNOWN, Identity, Spoken
from diploread.index.quotes.groups import Groups
from diploread.index.quotes.lexicon import (
    AUXILIARY,
    FINITE,
    PAST,
    TITLE,
    VENUE,
)
from diploread.index.quotes.people import Person, Sighting

UNNAMED_WEIGHT = 1.4
"""Prominence that a named person needs against an unnamed one who has just spoken."""
UNPROVED = 0.8
"""What a name loses that neither an office nor a first name nor a title shows to be a person's."""
OFFICE_WEIGHT = 1.9
"""Prominence of the office that is the subject of the sentence before."""
WINDOW = 12
"""Sentences back in which a pronoun may find its person."""
REACH = 40
"""Sightings looked at for one pronoun."""

_OFFICE = re.compile(
    r"The ((?:[A-Z]?[a-z]+\s){1,3}?)(?=(?:[a-z]+ed|also|then|has|had|said|met|told)\b)"
)
_PREPOSITION_LEFT = re.compile(
    r"(?:\b(?:with|to|of|by|for|from|about|on|at|against)\s+)(?:[\w.’'-]+\s+){0,4}$"
)


class Pronouns(Groups):
    """Resolves pronouns in a text."""

    def _person_pronoun(self, pronoun: str, position: int) -> Identity:
        """``he``: the most prominent person nearby of a fitting gender."""
        gender = "f" if pronoun in ("she", "her") else "m"
        here = self._sentence(position)
        scores: dict[int, tuple[float, Person]] = {}
        last = bisect_left(self._sighting_starts, position)
        for sighting in self.people.sightings[max(0, last - REACH) : last]:
            person = sighting.person
            distance = here - self._sentence(sighting.start)
            if distance > WINDOW or (person.gender and person.gender != gender):
                continue
            score = self._prominence(sighting) - distance
            if not (person.id or person.roles or person.gender):
                score -= UNPROVED
            if person.gender == gender:
                score += 0.3
            held = scores.get(id(person))
            if held is None or score >= held[0]:
                scores[id(person)] = (score, person)
        office = self._office_before(here)
        if office is not None and office.gender in ("", gender):
            held = scores.get(id(office))
            scores[id(office)] = (OFFICE_WEIGHT + (held[0] / 4 if held else 0.0), office)
        unnamed = self._unnamed_before(position, here)
        for spoken in self.spoken[-3:]:
            if spoken.person is None or spoken.person.gender not in ("", gender):
                continue
            distance = here - self._sentence(spoken.position)
            if distance > WINDOW or spoken.position >= position:
                continue
            bonus = 2.2 - 0.8 * distance
            held = scores.get(id(spoken.person))
            score = max(held[0] + 0.8, bonus) if held else bonus
            scores[id(spoken.person)] = (score, spoken.person)
        if not scores:
            return self._unnamed_speaker(position)
        ranked = sorted(scores.values(), key=lambda item: -item[0])
        margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 2.0
        person = ranked[0][1]
        if unnamed is not None and ranked[0][0] < UNNAMED_WEIGHT:
            return Identity(unnamed.name, "pronoun", 0.6)
        if not person.gender:
            person.gender = gender
        return Identity(person.name, "pronoun", round(min(0.9, 0.6 + 0.15 * margin), 2), person)

    def _office_before(self, here: int) -> Person | None:
        """``The envoy thanked him. She said``: the office that opens the sentence before."""
        if not 2 <= here <= len(self.starts):
            return None
        start = self.starts[here - 2]
        match = _OFFICE.match(self.body, start)
        if match is None:
            return None
        *modifiers, noun = match.group(1).lower().split()
        known = self._flags(noun) & TITLE and noun not in self.words.collectives
        return self._person_called(noun, modifiers, start) if known else None

    @abstractmethod
    def _person_called(self, noun: str, modifiers: list[str], position: int) -> Person | None:
        """The person of an office."""

    def _unnamed_before(self, position: int, here: int) -> Spoken | None:
        """``An official said … "…," he added``: the unnamed person who has just spoken."""
        subject = self._unnamed_subject(here)
        if subject is not None:
            return subject
        earlier = [spoken for spoken in self.spoken[-3:] if spoken.position < position]
        if not earlier or here - self._sentence(earlier[-1].position) > 1:
            return None
        last = earlier[-1]
        return last if last.person is None and last.human and not last.plural else None

    def _unnamed_subject(self, here: int) -> Spoken | None:
        """``One historian has described the office. He wrote``."""
        if not 2 <= here <= len(self.starts):
            return None
        start, stop = self.starts[here - 2], self.starts[here - 1]
        if self.body[start:stop].split(None, 1)[0] not in ("One", "A", "An", "Another"):
            return None
        phrase, begin = self._subject(start, stop)
        words = phrase.split()
        if not 2 <= len(words) <= 5 or words[-1].lower() not in self.words.human_nouns:
            noun = words[-1].lower() if words else ""
            if not 2 <= len(words) <= 5 or not self._flags(noun) & TITLE:
                return None
        return Spoken(begin, phrase, None, False, "", True)

    def _unnamed_speaker(self, position: int) -> Identity:
        """``An official said … He added``."""
        if self.spoken and not self.spoken[-1].plural:
            spoken = self.spoken[-1]
            if self._sentence(position) - self._sentence(spoken.position) <= 2:
                return Identity(spoken.name, "pronoun", 0.5, spoken.person)
        return UNKNOWN

    def _prominence(self, sighting: Sighting) -> float:
        """How likely a name is taken up by a pronoun: subjects more, objects and genitives less."""
        body, score = self.body, 0.0
        if sighting.possessive:
            score -= 0.8
        if self.quoted.holds(sighting.start):
            score -= 1.5
        i = bisect_right(self.starts, sighting.start) - 1
        start = self.starts[i] if i >= 0 else 0
        lead = body[max(start, sighting.start - 80) : sighting.start]
        if _PREPOSITION_LEFT.search(lead):
            score -= 0.7
        behind = re.match(r",?\s+([a-z]+)", body[sighting.end : sighting.end + 30])
        if behind:
            flags = self.words.classify(behind.group(1))
            if flags & (FINITE | PAST | AUXILIARY):
                score += 1.5
        if len(lead.split()) <= 4:
            score += 0.6
        return score

    def _thing_pronoun(self, position: int) -> Identity:
        here = self._sentence(position)
        for spoken in reversed(self.spoken[-3:]):
            near = here - self._sentence(spoken.position) <= 2
            if spoken.person is None and not spoken.plural and near:
                return Identity(spoken.name, "pronoun", 0.6)
        return self._thing_before(position, here)

    def _thing_before(self, position: int, here: int) -> Identity:
        """``This report has two parts; it says``: the paper or the body that opens a sentence."""
        for i in (here - 1, here - 2):
            if i < 0:
                break
            start = self.starts[i]
            stop = min(position, self.starts[i + 1] if i + 1 < len(self.starts) else position)
            phrase, begin = self._subject(start, stop)
            noun = phrase.lower().split()[-1] if phrase else ""
            mention = next(iter(self._mention_in(begin, begin + len(phrase))), None)
            if mention is not None and mention.type in ("ORG", "GPE") and mention.name:
                return Identity(mention.name, "pronoun", 0.5, id=mention.id)
            if len(phrase.split()) <= 4 and self._flags(noun) & VENUE:
                return Identity(phrase, "pronoun", 0.5)
        return UNKNOWN
