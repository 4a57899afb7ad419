"""Offices that the library's own articles state.

"Trade Minister Ana Ruiz" in one article names the "Trade Minister Ruiz" of the next, and "the trade
minister" who is quoted there. Each article says what it states and what it leaves open
(:func:`facts_of`); all of them together answer (:class:`Stated`), and the answers are written into
the article (:func:`named`). What is learnt so is inferred, and marked so, wherever it is used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from functools import lru_cache
from typing import Any

import msgspec
from diploread.index.article import Article, Mention, Quote
from diploread.index.entities.gazetteer import load
from diploread.index.entities.officials import office_key, surname_keys
from diploread.index.entities.phrases import key_of

HOW = "office:library"
_SURE, _CALLED = 0.75, 0.6
MARGIN = timedelta(days=120)
"""Time before the first and after the last article in which the office is believed."""
_COMMON = frozenset(("minister", "secretary", "leader", "president", "prime minister", "monarch",
                     "ambassador", "chancellor", "secretary general"))  # fmt: skip
"""Offices that many countries have in the news at once: they need their country beside them."""
_UNSURE = re.compile(r"^(?:an?|one|some|another|former|ex|then|next|acting|new|two)\b", re.I)
_NOT_NOW = re.compile(r"\b(?:former|ex|then|late|outgoing|elect|designate|nominee)\b", re.I)
_BEFORE = re.compile(r"\b(?:former|ex|then|late|outgoing)\b[^.,;:!?()\n]*$", re.I)
_TITLE = 60
"""Characters before a name in which its title is looked for."""
_ARTICLE = re.compile(r"^(?:the|this|that|its|their|his|her) ", re.I)


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """A person in an office."""

    name: str
    id: str
    role: str
    country: str


class Question(msgspec.Struct, frozen=True, array_like=True):
    """Someone known by surname and office, or by the office alone."""

    id: str
    """Of the mentions; empty for a speaker known by the office alone."""
    name: str
    """The surname, or the words for the office as printed."""
    role: str
    country: str


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What one dated article states and asks."""

    day: str
    stated: tuple[Statement, ...]
    asked: tuple[Question, ...]
    places: tuple[str, ...]
    """Ids of the countries it speaks of, where it asks for an office without its country."""


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """Who is meant by a question."""

    question: Question
    name: str
    id: str


def facts_of(article: Article) -> Facts | None:
    """What an article states and asks; None where that is nothing, or its day is unknown."""
    date = article.date
    if date is None or date.precision != "day" or date.value.startswith("-"):
        return None
    stated: dict[Statement, None] = {}
    asked: dict[Question, None] = {}
    for mention in article.entities:
        if mention.type != "PERSON" or not mention.role or not mention.id:
            continue
        if mention.how.startswith("office:") or not _office(mention.role):
            continue
        country = mention.country or ""
        if " " in mention.name:
            role = mention.role
            if _BEFORE.search(article.body[max(0, mention.start - _TITLE) : mention.start]):
                role = f"former {role}"  # "former Norlandic Trade Minister"
            stated[Statement(mention.name, mention.id, role, country)] = None
        elif mention.name and mention.how != "hand":
            asked[Question(mention.id, mention.name, mention.role, country)] = None
    for quote in article.quotes:
        if question := _called(quote):
            asked[question] = None
    if not stated and not asked:
        return None
    bare = any(not question.id and not question.country for question in asked)
    places = (
        {m.id for m in article.entities if m.id and m.id.startswith("country/")} if bare else ()
    )
    return Facts(date.value, tuple(stated), tuple(asked), tuple(sorted(places)))


def _called(quote: Quote) -> Question | None:
    """Who a speaker is that has no name but an office: "the Peruvian trade minister"."""
    speaker = quote.speaker
    if speaker.how != "role" or speaker.id:
        return None
    words = _ARTICLE.sub("", " ".join((speaker.name or speaker.text).split()))
    if not words or len(words) > 60 or _UNSURE.match(words):
        return None
    role, country = _apart(words)
    office = _office(role)
    if not office or (office.removeprefix("deputy ") in _COMMON and not country):
        return None
    return Question("", speaker.name or speaker.text, role, country)


@lru_cache(maxsize=2048)
def _apart(words: str) -> tuple[str, str]:
    """The office, and the id of the country or people named before it."""
    parts = words.split()
    for length in (3, 2, 1):
        lead = " ".join(key_of(word) for word in parts[:length])
        entity = load().lookup(re.sub(r"['’]s$", "", lead)) if length < len(parts) else None
        if entity is not None and entity.id.startswith("country/"):
            return " ".join(parts[length:]), entity.id
    return words, ""


@lru_cache(maxsize=4096)
def _office(role: str) -> str:
    """The office; of one that is no longer or not yet held, apart from those who hold it."""
    office = office_key(role)
    return f"former {office}" if office and _NOT_NOW.search(role) else office


@lru_cache(maxsize=4096)
def _called_by(name: str) -> frozenset[str]:
    """What may stand behind a title for the person: never a given name that comes first."""
    keys = surname_keys(name)
    first = name.split()[0]
    return frozenset(keys - {first.casefold()} if first in load().given else keys)


class _Term(msgspec.Struct):
    """A person in an office, from the first to the last day that an article says so."""

    name: str
    id: str
    country: str
    first: str
    last: str

    def holds(self, day: Date) -> bool:
        low, high = Date.fromisoformat(self.first), Date.fromisoformat(self.last)
        return low - day <= MARGIN and day - high <= MARGIN


class Stated:
    """What all articles state together."""

    def __init__(self, facts: Iterable[Facts]) -> None:
        terms: dict[tuple[str, str, str], _Term] = {}
        for one in facts:
            for said in one.stated:
                key = (_office(said.role), said.id, said.country)
                term = terms.setdefault(
                    key, _Term(said.name, said.id, said.country, one.day, one.day)
                )
                term.first, term.last = min(term.first, one.day), max(term.last, one.day)
                term.name = max(term.name, said.name, key=lambda name: (len(name), name))
        self._by_office: dict[str, list[_Term]] = defaultdict(list)
        for (office, _, _), term in sorted(terms.items()):
            self._by_office[office].append(term)
            if office.endswith(" minister"):
                self._by_office["minister"].append(term)

    def answers(self, facts: Facts) -> tuple[Answer, ...]:
        """The questions of an article to which exactly one person is the answer."""
        try:
            day = Date.fromisoformat(facts.day)
        except ValueError:
            return ()
        made = []
        for question in facts.asked:
            found = {term.id: term for term in self._fitting(question, day, facts.places)}
            if len(found) == 1:
                (term,) = found.values()
                made.append(Answer(question, term.name, term.id))
        return tuple(made)

    def _fitting(self, question: Question, day: Date, places: Sequence[str]) -> Iterable[_Term]:
        surname = question.name.casefold()
        for term in self._by_office.get(_office(question.role), ()):
            if not term.holds(day):
                continue
            if question.country and term.country and question.country != term.country:
                continue
            if question.id:
                if surname in _called_by(term.name):
                    yield term
            elif question.country:
                if term.country == question.country:
                    yield term
            elif not term.country or term.country in places:
                yield term


def named(article: Article, answers: Sequence[Answer]) -> Article:
    """The article with its bare surnames and offices named in full, as inferences."""
    people = {answer.question.id: answer for answer in answers if answer.question.id}
    called = {answer.question.name: answer for answer in answers if not answer.question.id}
    if not answers:
        return article
    entities = tuple(_mention(m, people) for m in article.entities)
    quotes = tuple(_quote(quote, people, called) for quote in article.quotes)
    return msgspec.structs.replace(article, entities=entities, quotes=quotes)


def _mention(mention: Mention, people: dict[str, Answer]) -> Mention:
    answer = people.get(mention.id or "")
    if answer is None:
        return mention
    sure = min(mention.confidence, _SURE)
    return msgspec.structs.replace(
        mention, id=answer.id, name=answer.name, how=HOW, confidence=sure
    )


def _quote(quote: Quote, people: dict[str, Answer], called: dict[str, Answer]) -> Quote:
    speaker = quote.speaker
    changes: dict[str, Any] = {}
    answer = people.get(speaker.id or "")
    if answer is None and speaker.how == "role" and not speaker.id:
        answer = called.get(speaker.name or speaker.text)
    if answer is not None and speaker.how != "hand":
        sure = min(speaker.confidence, _SURE if answer.question.id else _CALLED)
        changes["speaker"] = msgspec.structs.replace(
            speaker,
            id=answer.id,
            name=answer.name,
            role=speaker.role or answer.question.role,
            how="role",
            confidence=sure,
        )
    if any(ident in people for ident in quote.about):
        about = (people[i].id if i in people else i for i in quote.about)
        changes["about"] = tuple(dict.fromkeys(about))
    return msgspec.structs.replace(quote, **changes) if changes else quote
