"""Who a printed speaker is: names, offices, pronouns and groups lead to a canonical name.

Resolved in the order of the text, because "he" and "the minister" mean who has just spoken. Where
nothing fits the speaker stays unresolved (``how`` is ``none`` and the name is empty).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diploread.index.article import Mention, Speaker
from diploread.index.quotes.lexicon import NATION, ORGANISATION, PLACE, TITLE, Lexicon, word_set
from diploread.index.quotes.marks import Quoted
from diploread.index.quotes.names import bare_word, split_name
from diploread.index.quotes.paragraphs import Range
from diploread.index.quotes.people import People, Person, Sighting

SINGULAR = word_set("he she him her his")
PLURAL = word_set("they them the-two both the-pair")
FIRST = word_set("i we you")
WINDOW = 12
"""Sentences back in which a pronoun may find its person."""
REACH = 40
"""Sightings looked at for one pronoun."""

_SPACE = re.compile(r"\s+")
_CONTRACTED = re.compile(r"['’](?:s|re|ve|d|ll|m)$")
_JOINT = re.compile(r",?\s+and\s+|,\s+|\s+&\s+")
_HEAD_END = re.compile(r",|\(|\s(?:of|for|in|at|who|with|from|on|near|under|to)\s")
_PREPOSITION_LEFT = re.compile(
    r"(?:\b(?:with|to|of|by|for|from|about|on|at|against)\s+)(?:[\w.’'-]+\s+){0,4}$"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speaker resolved earlier in the text."""

    position: int
    name: str
    person: Person | None
    plural: bool
    media: bool


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


_UNKNOWN = Identity("", "none", 0.0)


class Coreference:
    """Resolves the speakers of one body; call :meth:`resolve` in the order of the text."""

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
        self.mentions = sorted(mentions, key=lambda mention: mention.start)
        self._mention_starts = [mention.start for mention in self.mentions]
        self._sighting_starts = [sighting.start for sighting in people.sightings]
        self.starts = starts
        self.quoted = quoted
        self.spoken: list[Spoken] = []
        self._known: dict[Range, Identity] = {}
        self._country_words: dict[str, frozenset[str]] = {}

    def resolve(self, speaker: Range | None, antecedent: Range | None = None) -> Speaker:
        """The record of the speaker printed at ``speaker``.

        ``antecedent`` is what a relative pronoun stands for, where that is known.
        """
        if speaker is None:
            return Speaker()
        start, end = self._trimmed(speaker)
        printed = self.body[start:end]
        identity = self._known.get((start, end))
        if identity is None:
            if antecedent is not None:
                meant = self.identify(self.body[slice(*antecedent)], antecedent[0])
                identity = replace(meant, how="pronoun" if meant.name else "none")
            else:
                identity = self.identify(printed, start)
            self._known[(start, end)] = identity
            if identity.name:
                self._remember(identity, start)
        return Speaker(
            start=start,
            end=end,
            text=printed,
            id=identity.id or (identity.person.id if identity.person else None),
            name=identity.name,
            role=identity.role or (identity.person.role if identity.person else None),
            how=identity.how,  # type: ignore[arg-type]
            confidence=identity.confidence,
        )

    def _trimmed(self, speaker: Range) -> Range:
        start, end = speaker
        printed = self.body[start:end]
        if printed.endswith(("'s", "’s")):
            end -= 2
            printed = printed[:-2]
        if " " not in printed:
            bare = _CONTRACTED.sub("", printed)
            if bare.lower() in ("he", "she", "it", "they", "i", "we", "you", "who"):
                end = start + len(bare)
        return (start, end)

    def _remember(self, identity: Identity, position: int) -> None:
        lower = identity.name.lower().split()
        media = any(
            word in self.words.media_words for word in re.split(r"[\s-]+", identity.name.lower())
        )
        plural = identity.plural or (
            identity.person is None and bool(lower) and lower[-1].endswith("s")
        )
        self.spoken.append(Spoken(position, identity.name, identity.person, plural, media))

    def identify(self, printed: str, position: int) -> Identity:
        """The meaning of a noun phrase that stands at ``position``."""
        phrase = _SPACE.sub(" ", printed).strip(" ,.'’\"“”")
        lower = phrase.lower()
        if not phrase:
            return _UNKNOWN
        if lower in SINGULAR:
            return self._person_pronoun(lower, position)
        if lower in PLURAL or lower in ("the two", "the pair", "the two sides", "the two men"):
            return self._plural_pronoun(position)
        if lower == "it":
            return self._thing_pronoun(position)
        if lower in FIRST or lower in (
            "who",
            "that",
            "this",
            "which",
            "one",
            "some",
            "many",
            "others",
        ):
            return _UNKNOWN
        joint = self._joint(phrase, position)
        return joint or self._named(phrase, position) or self._nominal(phrase, position)

    # --- names ----------------------------------------------------------------------------------

    def _joint(self, phrase: str, position: int) -> Identity | None:
        """``Kono and the envoy``: each for himself."""
        parts = _parts(phrase)
        if len(parts) < 2 or len(parts) > 6 or " and " not in f" {phrase} ":
            return None
        names: list[str] = []
        for part, offset in parts:
            lower = part.lower()
            if lower in ("others", "many others", "other"):
                continue
            adjective = len(part.split()) == 1 and self._flags(lower) & NATION
            place = self._flags(bare_word(part)) & PLACE
            if adjective and not place and lower not in ("u.s.", "u.s", "us", "uk", "u.k.", "eu"):
                return None
            named = self._named(part, position + offset)
            if named is None and not lower.startswith("the "):
                return None
            named = named or self._nominal(part, position + offset)
            if not named.name:
                return None
            names.append(named.name)
        if not names:
            return None
        return Identity("; ".join(dict.fromkeys(names)), "named", 0.8, plural=True)

    def _flags(self, word: str) -> int:
        return self.words.flags.get(word.strip(".'’"), 0)

    def _mention_in(self, phrase_start: int, phrase_end: int) -> list[Mention]:
        i = bisect_left(self._mention_starts, phrase_start)
        found: list[Mention] = []
        while i < len(self.mentions) and self.mentions[i].start < phrase_end:
            found.append(self.mentions[i])
            i += 1
        return found

    def _named(self, phrase: str, position: int) -> Identity | None:
        """A phrase with a person's name in it, or the name of an organisation or a country."""
        head = _HEAD_END.split(phrase, maxsplit=1)[0].strip() or phrase
        words = head.split()
        person = self._person_named(words, phrase, position)
        if person is not None:
            role = " ".join(words[: split_name(words, self.words)]) or None
            return Identity(person.name, "named", 0.95, person, role=person.role or role)
        mention = self._organisation_at(phrase, position)
        if mention is not None:
            name = mention.name if mention.type != "ORG" else _without_article(phrase)
            return Identity(name or mention.text, "named", 0.9, id=mention.id)
        begin = split_name(words, self.words)
        rest = words[begin:]
        capital = [word for word in rest if word[:1].isupper()]
        if not capital or phrase.lower().startswith(("a ", "an ", "some ", "one ")):
            return None
        last = bare_word(rest[-1])
        if len(words) > 1 and self._flags(last) & TITLE:
            return None
        if words[0].lower() in ("the", "this", "that") and not rest[-1][:1].isupper():
            return None
        if not rest[-1][:1].isupper():
            return Identity(_without_article(phrase), "role", 0.8)
        titled = begin and any(self._flags(bare_word(word)) & TITLE for word in words[:begin])
        organisation = self._flags(last) & ORGANISATION
        name = " ".join(rest) if titled and not organisation else _without_article(phrase)
        return Identity(name, "named", 0.85)

    def _organisation_at(self, phrase: str, position: int) -> Mention | None:
        """The mention of an organisation or a country that is the head of the phrase."""
        end = position + len(phrase)
        lead = 4 if phrase.lower().startswith("the ") else 0
        for mention in self._mention_in(position, end):
            whole = mention.start <= position + lead and mention.end >= end - 1
            if whole and mention.type in ("ORG", "GPE"):
                return mention
        return None

    def _person_named(self, words: list[str], phrase: str, position: int) -> Person | None:
        for mention in reversed(self._mention_in(position, position + len(phrase) + 1)):
            if mention.type == "PERSON":
                sighting = self._sighting_at(mention.start)
                end = position + len(" ".join(words))
                inside = (
                    end - 4 <= mention.end <= end + 2
                )  # the name is the head, not "Doe campaign"
                if sighting is not None and inside:
                    return sighting.person
        if not words:
            return None
        last = re.sub(r"['’]s$", "", words[-1]).strip(".,'’")
        if last.lower() in ("jr", "sr", "ii", "iii") and len(words) > 1:
            last = words[-2].strip(".,'’")
        if not last[:1].isupper():
            return None
        known = self.people.by_surname.get(last.lower())
        if known:
            return self._best_namesake(known, words, position)
        name = words[split_name(words, self.words) :]
        if len(name) == 1:
            return self.people.by_first.get(last.lower()) or self._misspelt(last.lower())
        return None

    def _sighting_at(self, start: int) -> Sighting | None:
        i = bisect_left(self._sighting_starts, start)
        if i < len(self._sighting_starts) and self._sighting_starts[i] == start:
            return self.people.sightings[i]
        return None

    def _best_namesake(self, known: list[Person], words: list[str], position: int) -> Person:
        if len(known) == 1:
            return known[0]
        lower = {bare_word(word) for word in words}
        for person in known:
            if " " in person.name and bare_word(person.name.split()[0]) in lower:
                return person
        gender = "f" if lower & self.words.feminine else "m" if lower & self.words.masculine else ""
        fitting = [p for p in known if not gender or p.gender in ("", gender)] or known
        fitting = [p for p in fitting if " " in p.name] or fitting
        last = bisect_right(self._sighting_starts, position)
        for sighting in reversed(self.people.sightings[max(0, last - REACH) : last]):
            if any(sighting.person is p for p in fitting):
                return sighting.person
        return fitting[0]

    def _misspelt(self, surname: str) -> Person | None:
        """A surname one slip away from a known one (a swap, a lost or a wrong letter)."""
        if len(surname) < 6:
            return None
        for known, persons in self.people.by_surname.items():
            close = abs(len(known) - len(surname)) <= 1 and " " in persons[0].name
            if close and _one_slip(known, surname):
                return persons[0]
        return None

    # --- offices and other descriptions ---------------------------------------------------------

    def _nominal(self, phrase: str, position: int) -> Identity:
        """``the minister``: who was last called so; an unnamed source stays as printed."""
        lower = phrase.lower()
        head = _HEAD_END.split(lower, maxsplit=1)[0].split()
        if not head:
            return Identity(phrase, "role", 0.6)
        noun = bare_word(head[-1])
        definite = head[0] in ("the", "this", "that", "his", "her", "their", "its")
        if definite and not noun.endswith("s"):
            person = self._person_called(noun, head[1:-1], position)
            if person is not None:
                return Identity(person.name, "role", 0.75, person)
            if self._flags(noun) & TITLE or noun in self.words.human_nouns:
                person = self._only_person_near(position)
                if person is not None:
                    return Identity(person.name, "role", 0.55, person)
            if noun in self.words.media_nouns:
                for spoken in reversed(self.spoken):
                    if spoken.media:
                        return Identity(spoken.name, "role", 0.7)
            thing = self._thing_called(noun, position)
            if thing:
                return Identity(thing, "role", 0.7)
        if definite and noun.endswith("s"):
            fuller = self._group_called(noun, position)
            if fuller:
                return Identity(fuller, "role", 0.7, plural=True)
        capital = any(word[:1].isupper() for word in phrase.split()[1:])
        name = _without_article(phrase) if capital else phrase
        return Identity(name, "role", 0.6, plural=noun.endswith("s"))

    def _person_called(self, noun: str, modifiers: list[str], position: int) -> Person | None:
        """The last person before ``position`` whose roles hold the noun and fit the modifiers."""
        wanted = self.words.synonyms.get(noun, frozenset((noun,)))
        if not self._flags(noun) & TITLE and noun not in self.words.synonyms:
            return None
        specific = [m for m in map(bare_word, modifiers) if self._flags(m) & (NATION | TITLE)]
        last = bisect_left(self._sighting_starts, position)
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

    def _only_person_near(self, position: int) -> Person | None:
        """The one person named in this sentence and the two before; None where there are more."""
        here = self._sentence(position)
        start = self.starts[max(0, here - 3)] if self.starts else 0
        low = bisect_left(self._sighting_starts, start)
        high = bisect_left(self._sighting_starts, position)
        near = {id(s.person): s.person for s in self.people.sightings[low:high]}
        return next(iter(near.values())) if len(near) == 1 else None

    def _contradicts(self, specific: list[str], person: Person) -> bool:
        """True where what is said of the office is known not to fit the person."""
        for modifier in specific:
            if self._has_modifier(modifier, person):
                continue
            nation = self._flags(modifier) & NATION and modifier not in self.words.houses
            if not nation or person.country is not None:
                return True
            if any(self._flags(role) & NATION for role in person.roles):
                return True
        return False

    def _has_modifier(self, modifier: str, person: Person) -> bool:
        """True where "Japanese" or "Pentagon" beside an office fits the person."""
        house = self.words.houses.get(modifier)
        if house is not None:
            return bool(house & person.roles)
        return modifier in person.roles or modifier in self._adjectives(person)

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
                found = re.sub(r"^(?:The|In|At|But|And|A)\s+", "", found)
                if " " in found:
                    return found

    # --- pronouns -------------------------------------------------------------------------------

    def _sentence(self, position: int) -> int:
        return bisect_right(self.starts, position)

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
            if person.gender == gender:
                score += 0.3
            held = scores.get(id(person))
            if held is None or score >= held[0]:
                scores[id(person)] = (score, person)
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
        if not person.gender:
            person.gender = gender
        return Identity(person.name, "pronoun", round(min(0.9, 0.6 + 0.15 * margin), 2), person)

    def _unnamed_speaker(self, position: int) -> Identity:
        """``An official said … He added``."""
        if self.spoken and not self.spoken[-1].plural:
            spoken = self.spoken[-1]
            if self._sentence(position) - self._sentence(spoken.position) <= 2:
                return Identity(spoken.name, "pronoun", 0.5, spoken.person)
        return _UNKNOWN

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
            if flags & _VERBAL:
                score += 1.5
        if len(lead.split()) <= 4:
            score += 0.6
        return score

    def _plural_pronoun(self, position: int) -> Identity:
        here = self._sentence(position)
        start = self.starts[here - 1] if here else 0
        low = bisect_left(self._sighting_starts, start)
        high = bisect_left(self._sighting_starts, position)
        names = list(dict.fromkeys(s.person.name for s in self.people.sightings[low:high]))
        if len(names) == 2:
            return Identity("; ".join(names), "pronoun", 0.6, plural=True)
        for spoken in reversed(self.spoken[-4:]):
            if spoken.plural and here - self._sentence(spoken.position) <= 3:
                return Identity(spoken.name, "pronoun", 0.6, plural=True)
        return _UNKNOWN

    def _thing_pronoun(self, position: int) -> Identity:
        here = self._sentence(position)
        for spoken in reversed(self.spoken[-3:]):
            near = here - self._sentence(spoken.position) <= 2
            if spoken.person is None and not spoken.plural and near:
                return Identity(spoken.name, "pronoun", 0.6)
        return _UNKNOWN


_VERBAL = 1 << 13 | 1 << 30 | 1 << 0


def _fits(role: str, roles: set[str]) -> bool:
    """A role may be several words: ``prime minister``."""
    return all(word in roles for word in role.split())


def _parts(phrase: str) -> list[tuple[str, int]]:
    """The members of a list with their offsets in it."""
    parts: list[tuple[str, int]] = []
    at = 0
    for match in _JOINT.finditer(phrase):
        parts.append((phrase[at : match.start()], at))
        at = match.end()
    parts.append((phrase[at:], at))
    return [(part, offset) for part, offset in parts if part]


def _without_article(phrase: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "", phrase)


def _one_slip(a: str, b: str) -> bool:
    """True where ``b`` is ``a`` with one letter changed, lost or added, or two swapped."""
    if a == b:
        return True
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (
            a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
        )
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return len(longer) - len(shorter) == 1 and longer[i + 1 :] == shorter[i:]
