"""Who a printed speaker is: names, offices, pronouns and groups lead to a canonical name.

Resolved in the order of the text, because "he" and "the minister" mean who has just spoken. Where
nothing fits the speaker stays unresolved (``how`` is ``none`` and the name is empty).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from diploread.index.article import Mention, Speaker
from diploread.index.quotes.context import UNKNOWN, Identity, Spoken
from diploread.index.quotes.descriptions import HEAD_END, Descriptions, without_article
from diploread.index.quotes.groups import is_pair
from diploread.index.quotes.lexicon import NATION, ORGANISATION, PLACE, TITLE, word_set
from diploread.index.quotes.names import bare_word, split_name
from diploread.index.quotes.paragraphs import Range
from diploread.index.quotes.people import Person, Sighting
from diploread.index.quotes.pronouns import REACH

LONGEST_TITLES = 40
"""Characters of titles that may stand between a comma and a name."""
SINGULAR = word_set("he she him her his")
PLURAL = word_set("they them their both")
FIRST = word_set("i me we us")
WE_CONFIDENCE = 0.5
"""Whoever says "we" says it, but may speak for others, too."""
_SPACE = re.compile(r"\s+")
_CONTRACTED = re.compile(r"['’](?:s|re|ve|d|ll|m)$")
_APPOSITION_GOES = re.compile(r",|\s(?:of|who)\s")
_EDITION = re.compile(r"^the [^,]{0,40}\b(?:edition|issue) of (?=(?:the )?[A-Z])", re.IGNORECASE)
_OF_DAY = re.compile(r"\sof\s[A-Z][a-z]{2,8}\.?\s\d{1,2}$")
_OFFICE_FOR = re.compile(r"(?:[Tt]he )?((?:[A-Z][\w’'-]* (?:of (?=[A-Z]))?){1,5}?)for ")
_APPOSED = re.compile(r",\s")
_OPENS_MEMBER = ("the ", "some ", "several ", "many ")
_JOINT = re.compile(r",?\s+and\s+|,\s+|\s+&\s+")


class Coreference(Descriptions):
    """Resolves the speakers of one body; call :meth:`resolve` in the order of the text."""

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
            role=self._office(identity),
            how=identity.how,  # type: ignore[arg-type]
            confidence=identity.confidence,
        )

    def _office(self, identity: Identity) -> str | None:
        """The office of a speaker; a form of address ("MR. DOE:") is none."""
        role = identity.role or (identity.person.role if identity.person else None)
        titles = role.split() if role else []
        return role if any(bare_word(one) not in self.words.courtesy for one in titles) else None

    def _trimmed(self, speaker: Range) -> Range:
        start, end = speaker
        printed = self.body[start:end]
        if printed[:4].lower() == "let ":  # "Let me say"
            start += 4
            printed = printed[4:]
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
        parts = set(re.split(r"[\s-]+", identity.name.lower()))
        organisation = identity.id is not None and identity.id.startswith("org/")
        known = parts | set((identity.id or "").split("/")[-1].split("-"))
        media = ""
        if known & self.words.broadcasters:
            media = "broadcaster"
        elif known & self.words.media_words or organisation:
            media = "paper" if known & self.words.media_words else "perhaps"
        elif identity.how == "named" and identity.person is None and identity.id is None:
            media = "perhaps"  # nobody's name, and it speaks
        plural = identity.plural or (
            identity.person is None and bool(lower) and lower[-1].endswith("s")
        )
        human = not media and identity.person is None and identity.how in ("role", "pronoun")
        human = human and self._is_human(identity.name)
        self.spoken.append(Spoken(position, identity.name, identity.person, plural, media, human))

    def _is_human(self, name: str) -> bool:
        """True for a description of a person: ``a senior official``."""
        head = HEAD_END.split(name.lower(), maxsplit=1)[0].split()
        noun = bare_word(head[-1]) if head else ""
        known = self._flags(noun) & TITLE or noun in self.words.synonyms
        return bool(known or noun in self.words.human_nouns) and noun not in self.words.collectives

    def identify(self, printed: str, position: int) -> Identity:
        """The meaning of a noun phrase that stands at ``position``."""
        phrase = _SPACE.sub(" ", printed.replace("*", "")).strip(" ,.'’\"“”")
        lower = phrase.lower()
        if not phrase:
            return UNKNOWN
        if lower in SINGULAR:
            return self._person_pronoun(lower, position)
        if lower in PLURAL:
            return self._plural_pronoun(position)
        if is_pair(lower):
            pair = self._plural_pronoun(position)
            if pair.name:
                return pair
        if lower == "it":
            return self._thing_pronoun(position)
        if lower in FIRST:
            return UNKNOWN if self.quoted.holds(position) else self._first_person(lower, position)
        if lower in (
            "you",
            "who",
            "that",
            "this",
            "which",
            "one",
            "some",
            "many",
            "others",
        ):
            return UNKNOWN
        apposed = self._apposed(phrase, position + len(printed))
        if apposed is not None:
            return apposed
        if lower in self.words.labels:
            return Identity(phrase, "role", 0.6)
        if phrase.isupper() and " " in phrase and self._is_human(lower) and "the " not in lower:
            return Identity(phrase, "role", 0.6)  # SENIOR OFFICIAL: nobody's name
        edition = _EDITION.match(phrase)
        if edition is not None:
            return self.identify(phrase[edition.end() :], position + edition.end())
        phrase = _OF_DAY.sub("", phrase)
        holder = self._holder(phrase, position)
        if holder is not None:
            return holder
        joint = self._joint(phrase, position)
        return joint or self._named(phrase, position) or self._nominal(phrase, position)

    def _first_person(self, pronoun: str, position: int) -> Identity:
        """``I``, ``we``: whoever has the turn in a transcript, else who speaks all through."""
        turn = bisect_left(self.turns, (position, position)) - 1
        if turn >= 0:
            start, end = self.turns[turn]
            meant = self.identify(self.body[start:end], start)
            meant = replace(meant, how="pronoun" if meant.name else "none")
        else:
            meant = self._author() if self.author else UNKNOWN
        we = pronoun in ("we", "us")
        return replace(meant, confidence=min(meant.confidence, WE_CONFIDENCE)) if we else meant

    def _author(self) -> Identity:
        """Whoever speaks in the whole article, by the name that the body knows."""
        words = self.author.split()
        name = " ".join(words[split_name(words, self.words) :])
        known = self._person_named(words, self.author, len(self.body))
        if known is not None and known.name.endswith(name.split()[-1]):
            return Identity(known.name, "pronoun", 0.7, known)
        return Identity(name, "pronoun", 0.7)

    def _apposed(self, phrase: str, end: int) -> Identity | None:
        """``her adviser, Jane Doe, said``: the description is of the name that follows."""
        if not (phrase.split()[-1][:1].islower() or _OFFICE_FOR.match(phrase)):
            return None
        comma = _APPOSED.match(self.body, end)
        sighting = self._titled_sighting(comma.end()) if comma else None
        if sighting is None or not _APPOSITION_GOES.match(self.body, sighting.end):
            return None
        role = _SPACE.sub(" ", phrase)
        return Identity(
            sighting.person.name, "named", 0.9, sighting.person, role=sighting.person.role or role
        )

    def _holder(self, phrase: str, position: int) -> Identity | None:
        """``the Minister for Ports and Canals Jane Doe``: the name behind the field."""
        office = _OFFICE_FOR.match(phrase)
        if office is None or office.group(1).split()[-1].lower() not in self.words.office_for:
            return None
        end = position + len(phrase)
        i = bisect_right(self._sighting_starts, end) - 1
        sighting = self.people.sightings[i] if i >= 0 else None
        if sighting is None or abs(sighting.end - end) > 1 or sighting.start < position:
            return None
        person = sighting.person
        return Identity(person.name, "named", 0.9, person, role=person.role or office.group(1))

    def _titled_sighting(self, start: int) -> Sighting | None:
        """The name at ``start``, titles in front of it passed over."""
        i = bisect_left(self._sighting_starts, start)
        if i == len(self._sighting_starts) or self._sighting_starts[i] > start + LONGEST_TITLES:
            return None
        between = self.body[start : self._sighting_starts[i]].split()
        titled = all(self._flags(bare_word(word)) & TITLE for word in between)
        return self.people.sightings[i] if titled else None

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
            if named is None and not lower.startswith(_OPENS_MEMBER):
                return None
            named = named or self._nominal(part, position + offset)
            if not named.name:
                return None
            names.append(named.name)
        if not names:
            return None
        return Identity("; ".join(dict.fromkeys(names)), "named", 0.8, plural=True)

    def _named(self, phrase: str, position: int) -> Identity | None:
        """A phrase with a person's name in it, or the name of an organisation or a country."""
        closing = self._closing_name(phrase, position)
        if closing is not None:
            return closing
        head = HEAD_END.split(phrase, maxsplit=1)[0].strip() or phrase
        words = head.split()
        person = self._person_named(words, phrase, position)
        if person is not None:
            role = " ".join(words[: split_name(words, self.words)]) or None
            return Identity(person.name, "named", 0.95, person, role=person.role or role)
        mention = self._organisation_at(phrase, position)
        if mention is not None:
            name = mention.name if mention.type != "ORG" else without_article(phrase)
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
            return Identity(without_article(phrase), "role", 0.8)
        titled = begin and any(self._flags(bare_word(word)) & TITLE for word in words[:begin])
        organisation = self._flags(last) & ORGANISATION
        name = " ".join(rest) if titled and not organisation else without_article(phrase)
        return Identity(name, "named", 0.85)

    def _closing_name(self, phrase: str, position: int) -> Identity | None:
        """``Secretary of State Jane Doe``: an office that holds "of", then the name."""
        parts = phrase.split()
        for i in range(2, len(parts) - 1):
            if bare_word(parts[i]) in ("state", "defense", "defence", "treasury", "commerce"):
                if bare_word(parts[i - 1]) not in ("of", "the"):
                    continue
                name = " ".join(parts[i + 1 :])
                rest = self._named(name, position + max(phrase.rfind(name), 0))
                return replace(rest, role=" ".join(parts[: i + 1])) if rest else None
        return None

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
            near = self.people.misspelt(last.lower())
            return self.people.by_first.get(last.lower()) or (near[0] if near else None)
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


def _parts(phrase: str) -> list[tuple[str, int]]:
    """The members of a list with their offsets in it."""
    parts: list[tuple[str, int]] = []
    at = 0
    for match in _JOINT.finditer(phrase):
        parts.append((phrase[at : match.start()], at))
        at = match.end()
    parts.append((phrase[at:], at))
    return [(part, offset) for part, offset in parts if part]
