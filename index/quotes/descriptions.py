"""Descriptions: who "the minister", "the Pentagon chief" and "the ministry officials" are."""

from __future__ import annotations

import re
from bisect import bisect_left

from diploread.index.quotes.context import Identity
from diploread.index.quotes.lexicon import LONGEST_WORD, NATION, ORGANISATION, TITLE
from diploread.index.quotes.names import bare_word
from diploread.index.quotes.people import Person, Sighting
from diploread.index.quotes.pronouns import Pronouns

_NATIONAL = ("NORP", "GPE")
MOST_SPOKEN = 200
"""Speakers back in which a medium is looked for."""
_SPACE = re.compile(r"\s+")
HEAD_END = re.compile(r",|\(|\s(?:of|for|in|at|who|with|from|on|near|under(?!\ssecretary)|to)\s")
"""Where the head of a noun phrase ends."""


class Descriptions(Pronouns):
    """Resolves offices, houses and groups in a text."""

    def _nominal(self, phrase: str, position: int) -> Identity:
        """``the minister``: who was last called so; an unnamed source stays as printed."""
        lower = phrase.lower()
        head = HEAD_END.split(lower, maxsplit=1)[0].split()
        if not head:
            return Identity(phrase, "role", 0.6)
        noun = bare_word(head[-1])
        definite = head[0] in ("the", "this", "that", "his", "her", "their", "its")
        if definite and not noun.endswith("s"):
            person = self._person_called(noun, head[1:-1], position)
            if person is not None:
                return Identity(person.name, "role", 0.75, person)
            personal = self._flags(noun) & TITLE and noun not in self.words.collectives
            national = any(m in self._nation_words() for m in map(bare_word, head[1:-1]))
            if (personal or noun in self.words.human_nouns) and not national:
                person = self._only_person_near(position)
                held = person is not None and any(
                    self._flags(role) & TITLE for role in person.roles
                )
                if person is not None and not (held and self._flags(noun) & TITLE):
                    return Identity(person.name, "role", 0.55, person)
            if noun in self.words.media_nouns:
                medium = self._medium_called(noun, position)
                if medium:
                    return Identity(medium, "role", 0.7)
            thing = self._thing_called(noun, position)
            if thing:
                return Identity(thing, "role", 0.7)
        if definite and noun.endswith("s"):
            fuller = self._group_called(noun, position)
            if fuller:
                return Identity(fuller, "role", 0.7, plural=True)
        capital = any(word[:1].isupper() for word in phrase.split()[1:])
        name = without_article(phrase) if capital else phrase
        return Identity(name, "role", 0.6, plural=noun.endswith("s"))

    def _medium_called(self, noun: str, position: int) -> str:
        """``the paper``, ``the network``: the last medium of that kind, else the last medium."""
        kind = "broadcaster" if noun in self.words.broadcasters else "paper"
        recent = self.spoken[-MOST_SPOKEN:]
        earlier = [spoken for spoken in recent if spoken.media and spoken.position < position]
        for wanted in ((kind,), ("perhaps",), ("paper", "broadcaster")):
            if noun in ("agency", "outlet") and wanted == (kind,):
                wanted = ("paper", "broadcaster")
            for spoken in reversed(earlier[-8:]):
                if spoken.media in wanted:
                    return spoken.name
        return ""

    def _person_called(self, noun: str, modifiers: list[str], position: int) -> Person | None:
        """The last person before ``position`` whose roles hold the noun and fit the modifiers."""
        wanted = self.words.synonyms.get(noun, frozenset((noun,)))
        if not self._flags(noun) & TITLE and noun not in self.words.synonyms:
            return None
        specific = [
            m
            for m in map(bare_word, modifiers)
            if self._flags(m) & (NATION | TITLE) or m in self._nation_words()
        ]
        last = bisect_left(self._sighting_starts, position)
        if not modifiers:
            titled = self._most_titled(noun, last)
            if titled is not None:
                return titled
        best: Person | None = None
        for sighting in reversed(self.people.sightings[max(0, last - 200) : last]):
            roles = sighting.person.roles
            if not any(_fits(role, roles) for role in wanted):
                continue
            if all(self._has_modifier(m, sighting.person) for m in specific):
                return sighting.person
            if best is None and not self._contradicts(specific, sighting.person):
                best = sighting.person
        return best

    def _most_titled(self, noun: str, last: int) -> Person | None:
        """Whom the text calls by the bare office most often (``Secretary Doe``), if one leads."""
        sightings = self.people.sightings
        for i in range(len(self._offices), last):
            self._offices.append(self._office_words(sightings[i]))
        counts: dict[int, int] = {}
        persons: dict[int, Person] = {}
        for i in range(max(0, last - 200), last):
            if noun in self._offices[i]:
                person = sightings[i].person
                persons[id(person)] = person
                counts[id(person)] = counts.get(id(person), 0) + 1
        ranked = sorted(counts, key=lambda key: -counts[key])
        leads = ranked and (len(ranked) == 1 or counts[ranked[0]] > counts[ranked[1]])
        return persons[ranked[0]] if leads else None

    def _office_words(self, sighting: Sighting) -> tuple[str, ...]:
        """The word in front of a name and the first word of the name as it is printed."""
        left = self.body[max(0, sighting.start - LONGEST_WORD) : sighting.start].split()
        printed = self.body[sighting.start : sighting.end].split(None, 1)
        return tuple(word.lower() for word in (*left[-1:], *printed[:1]))

    def _only_person_near(self, position: int) -> Person | None:
        """The one person named in this sentence and the two before, or who has just spoken."""
        here = self._sentence(position)
        start = self.starts[max(0, here - 3)] if self.starts else 0
        low = bisect_left(self._sighting_starts, start)
        high = bisect_left(self._sighting_starts, position)
        near = {id(s.person): s.person for s in self.people.sightings[low:high]}
        if len(near) == 1:
            return next(iter(near.values()))
        for spoken in reversed(self.spoken[-2:]):
            if spoken.position < position and spoken.person is not None:
                return spoken.person if here - self._sentence(spoken.position) <= 1 else None
        return None

    def _contradicts(self, specific: list[str], person: Person) -> bool:
        """True where what is said of the office is known not to fit the person."""
        for modifier in specific:
            if self._has_modifier(modifier, person):
                continue
            nation = self._flags(modifier) & NATION or modifier in self._nation_words()
            nation = nation and modifier not in self.words.houses
            if not nation or person.country is not None:
                return True
            if any(
                self._flags(role) & NATION or role in self._nation_words() for role in person.roles
            ):
                return True
        return False

    def _has_modifier(self, modifier: str, person: Person) -> bool:
        """True where "Japanese" or "Pentagon" beside an office fits the person."""
        house = self.words.houses.get(modifier)
        if house is not None:
            return bool(house & person.roles)
        return modifier in person.roles or modifier in self._adjectives(person)

    def _nation_words(self) -> frozenset[str]:
        """Every word by which the mentions of the text name a country or its people."""
        known = self._country_words.get("")
        if known is None:
            known = frozenset(
                bare_word(mention.text) for mention in self.mentions if mention.type in _NATIONAL
            )
            self._country_words[""] = known
        return known

    def _adjectives(self, person: Person) -> frozenset[str]:
        """Words by which the text names the country of a person: "japanese", "japan"."""
        if person.country is None:
            return frozenset()
        code = person.country.rsplit("/", 1)[-1]
        known = self._country_words.get(code)
        if known is None:
            known = frozenset(
                bare_word(mention.text)
                for mention in self.mentions
                if mention.id and mention.id.rsplit("/", 1)[-1] == code
            )
            self._country_words[code] = known
        return known

    def _thing_called(self, noun: str, position: int) -> str:
        """``the ministry``: the last capitalised name before ``position`` that ends so."""
        if not self._flags(noun) & ORGANISATION:
            return ""
        return self._last_capitalised(noun.capitalize(), position)

    def _group_called(self, noun: str, position: int) -> str:
        """``the ministry officials``: the last ``Foreign Ministry officials``."""
        return self._last_capitalised(noun, position)

    def _last_capitalised(self, ending: str, position: int) -> str:
        low = max(0, position - 6000)
        at = position
        while True:
            at = self.body.rfind(ending, low, at)
            if at < 0:
                return ""
            left = re.search(r"((?:[A-Z][\w’.-]*\s+){1,5})$", self.body[max(low, at - 80) : at])
            behind = self.body[at + len(ending) : at + len(ending) + 1]
            if left and not behind.isalnum():
                found = _SPACE.sub(" ", left.group(1) + ending)
                found = re.split(r"\.\s(?=(?:The|In|At|But|And|A)\s)", found)[-1]
                found = re.sub(r"^(?:The|In|At|But|And|A)\s+", "", found)
                if " " in found:
                    return found


def _fits(role: str, roles: set[str]) -> bool:
    """A role may be several words: ``prime minister``."""
    return all(word in roles for word in role.split())


def without_article(phrase: str) -> str:
    """A phrase without "the" in front."""
    return re.sub(r"^(?:the|The)\s+", "", phrase)
