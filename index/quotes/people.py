"""The persons of an article, with all places where each is named.

Built from mentions where there are any, and from a light detection of names elsewhere. A surname
leads to its full name; roles are gathered from the words beside the names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from diploread.index.article import Mention
from diploread.index.quotes.lexicon import (
    CUE_NOUN,
    NATION,
    ORGANISATION,
    PLACE,
    TITLE,
    Lexicon,
    word_set,
)
from diploread.index.quotes.names import (
    FoundName,
    bare_word,
    find_names,
    office_end,
    one_slip,
    split_name,
)

_APPOSITION_END = re.compile(r",|[.;:]\s|\swho\s|\ssaid\b|\)")
_CLAUSE_BREAK = re.compile(r"[.;:,()\n\"“”](?=\s)|\sand\s")
_NEXT_WORD = re.compile(r"\s([a-z]+)")
SHORTEST_MISSPELT = 6
"""Letters of a surname from which one slip is forgiven."""
_BESIDE = 80
"""Characters after a name in which an apposition counts."""
_WORD = re.compile(r"[\w’'-]+")
_PLAIN_VERBS = word_set("say add tell")


@dataclass(slots=True)
class Person:
    """One person of the article."""

    name: str
    surname: str
    id: str | None = None
    role: str | None = None
    country: str | None = None
    roles: set[str] = field(default_factory=set)
    """Lower-case words of all that the article calls the person."""
    gender: str = ""
    """``f``, ``m`` or empty."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where a person is named."""

    start: int
    end: int
    person: Person
    possessive: bool = False


class People:
    """Register of the persons of one body."""

    def __init__(self, body: str, mentions: Sequence[Mention], words: Lexicon) -> None:
        self.body = body
        self.words = words
        self.persons: list[Person] = []
        self.sightings: list[Sighting] = []
        self.by_surname: dict[str, list[Person]] = {}
        self._by_ends: dict[tuple[str, int], list[str]] = {}
        self._surname_order: dict[str, int] = {}
        self._misspelt: dict[str, list[Person] | None] = {}
        self._by_key: dict[str, Person] = {}
        self._single: list[FoundName] = []
        covered = self._from_mentions(mentions)
        self._from_names(covered)
        self.sightings.sort(key=lambda sighting: sighting.start)
        self.by_first = {
            person.name.split()[0].lower(): person
            for person in reversed(self.persons)
            if " " in person.name
        }

    def _from_mentions(self, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
        covered: list[tuple[int, int]] = []
        for mention in mentions:
            covered.append((mention.start, mention.end))
            if mention.type != "PERSON":
                continue
            printed = mention.text.split()
            name = mention.name or " ".join(printed[split_name(printed, self.words) :])
            if not name.strip():
                continue
            person = self._person(name, mention.id or name.lower())
            person.id = person.id or mention.id
            person.role = person.role or mention.role
            person.country = person.country or mention.country
            if mention.role:
                person.roles.update(_lower_words(mention.role))
            self._see(person, mention.start, mention.end)
        return sorted(covered)

    def _from_names(self, covered: Sequence[tuple[int, int]]) -> None:
        found = list(find_names(self.body, self.words))
        at = 0
        singles: list[FoundName] = []
        for name in found:
            while at < len(covered) and covered[at][1] <= name.start:
                at += 1
            if at < len(covered) and covered[at][0] < name.end:
                continue
            if " " in name.name:
                person = self._person(name.name, name.name.lower())
                self._note(person, name)
            else:
                singles.append(name)
        for name in singles:
            known = self.by_surname.get(name.name.lower()) or self.misspelt(name.name.lower())
            if known:
                self._note(known[0], name)
            elif (name.role and _has_title(name.role, self.words)) or self._speaks(name):
                self._note(self._person(name.name, name.name.lower()), name)

    def misspelt(self, surname: str) -> list[Person] | None:
        """The persons of a surname one slip away (a swap, a lost or a wrong letter)."""
        if len(surname) < SHORTEST_MISSPELT:
            return None
        if surname not in self._misspelt:
            self._misspelt[surname] = self._near(surname)
        return self._misspelt[surname]

    def _near(self, surname: str) -> list[Person] | None:
        """Searches only the surnames that share two letters at the start or at the end.

        One slip, or one swap, cannot touch both ends of a word of six letters.
        """
        keys = [
            (end, length)
            for length in range(len(surname) - 1, len(surname) + 2)
            for end in _ends(surname)
        ]
        near = [
            known
            for key in keys
            for known in self._by_ends.get(key, ())
            if " " in self.by_surname[known][0].name and one_slip(known, surname)
        ]
        order = self._surname_order
        first = min(near, key=lambda known: order[known], default=None)
        return None if first is None else self.by_surname[first]

    def _speaks(self, name: FoundName) -> bool:
        """True for a lone surname in front of a verb of saying in the past: ``Doe said``."""
        following = _NEXT_WORD.match(self.body, name.end)
        if following is None or name.name.isupper():
            return False
        form = self.words.forms.get(following.group(1))
        known = self.words.flags.get(name.name.lower(), 0)
        return (
            form is not None
            and form[1] in ("ed", "s")
            and not known
            and (
                form[0] in _PLAIN_VERBS
                or not self.words.flags.get(following.group(1), 0) & CUE_NOUN
            )
        )

    def _note(self, person: Person, name: FoundName) -> None:
        person.roles.update(_lower_words(name.role))
        self._see(person, name.start, name.end)

    def _person(self, name: str, key: str) -> Person:
        known = self._by_key.get(key)
        if known is not None:
            return known
        parts = name.split()
        surname = parts[-1].strip(".,").lower()
        if surname in ("jr", "sr", "ii", "iii") and len(parts) > 1:
            surname = parts[-2].strip(",").lower()
        person = Person(name=name, surname=surname)
        first = parts[0].lower() if len(parts) > 1 else ""
        if first in self.words.feminine_names:
            person.gender = "f"
        elif first in self.words.masculine_names:
            person.gender = "m"
        self._by_key[key] = person
        self.persons.append(person)
        if surname not in self.by_surname:
            self.by_surname[surname] = []
            self._surname_order[surname] = len(self._surname_order)
            for end in _ends(surname):
                self._by_ends.setdefault((end, len(surname)), []).append(surname)
        self.by_surname[surname].append(person)
        self._misspelt.clear()
        return person

    def _see(self, person: Person, start: int, end: int) -> None:
        body = self.body
        office = office_end(body, start, self.words) or start
        titles = self._titles_left(body[max(0, office - 60) : office])
        person.roles.update(titles)
        printed = _lower_words(body[start:end])
        person.roles.update(w for w in printed[:-1] if _is_title(w, self.words))
        if body[end : end + 2] in (", ", ",\n"):
            beside = body[end + 2 : end + _BESIDE]
            person.roles.update(_lower_words(_APPOSITION_END.split(beside, maxsplit=1)[0]))
        if not person.gender:
            said = titles | set(printed)
            if said & self.words.feminine:
                person.gender = "f"
            elif said & self.words.masculine:
                person.gender = "m"
        possessive = body[end : end + 2] in ("'s", "’s")
        self.sightings.append(Sighting(start, end, person, possessive))

    def _titles_left(self, left: str) -> set[str]:
        """Title words that lead up to a name: ``Russian ambassador to Japan``."""
        left = _CLAUSE_BREAK.split(left)[-1]
        titles: set[str] = set()
        for word in reversed(_lower_words(left)[-6:]):
            flags = self.words.flags.get(word, 0)
            if flags & (TITLE | NATION):
                titles.add(word)
            elif word not in _LINKS and not flags & (PLACE | ORGANISATION):
                break
        return titles


def _ends(surname: str) -> tuple[str, str]:
    """Keys of the two letters at the start and at the end."""
    return (surname[:2] + "…", "…" + surname[-2:])


_LINKS = frozenset({"of", "for", "to", "the", "at"})


def _lower_words(text: str) -> list[str]:
    return [bare_word(word) for word in _WORD.findall(text)]


def _is_title(word: str, words: Lexicon) -> bool:
    return bool(words.flags.get(word, 0) & (TITLE | NATION))


def _has_title(role: str, words: Lexicon) -> bool:
    return any(words.flags.get(word, 0) & TITLE for word in role.split())
