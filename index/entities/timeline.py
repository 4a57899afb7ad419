"""The dates of a text in their order: each gets its value from the article's date, from the dates
the story has named before it, and from the tense around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date

from diploread.index.entities.dates import DatePhrase
from diploread.index.entities.marks import Mark
from diploread.index.entities.resolve import Frame, resolve
from diploread.index.entities.tokens import Tokens

_OWN_NAME = re.compile(
    r"\d{4}|[A-Z][a-z]+day\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_RANGE = frozenset(("to", "and", "through", "-", "–", "or", "until"))
_NEAR = 200
"""Tokens within which a date with its year lends the year to one without."""
_LOOK_BACK = 14
_AHEAD = frozenset(
    """will 'll ’ll shall scheduled due slated expected plans planned upcoming would set until going
    coming must wants want ahead forward gonna starts begins opens resumes
    expires closes ensure preparations prepare preparing""".split()  # noqa: SIM905
)
_BEHIND = re.compile(r"^(?:was|were|had|has|said|says|told|met|went|came|began|held|left|did|gave|"
                     r"took|made|\w{2,}ed)$")  # fmt: skip
_INTENDING = frozenset(
    """agreed promised decided vowed pledged asked urged invited expected threatened offered wanted
    hoped intended ordered told prepared instructed""".split()  # noqa: SIM905
)
_BEFORE_ADJECTIVE = frozenset(
    "the a an of behind with its their his her these those some".split()  # noqa: SIM905
)
_ENDS = frozenset((".", "!", "?", ";", '"', "“", "”"))
_FORWARD = 16
"""Tokens behind a date that opens its sentence, among which the verb is looked for."""
_NEXT_VERB = 4
_OPENERS = frozenset("on by and but then also until before the".split())  # noqa: SIM905
_TO_COME = frozenset("will shall ’ll 'll".split())  # noqa: SIM905
_TO_BE = frozenset(("is", "are", "was", "were"))
_TO_BE_DONE = frozenset(("to", "due", "set", "scheduled", "expected", "slated"))
_SETS_OFF = _ENDS | {",", ":"}
_WHICH_WEEK = re.compile(r"(?:next|this|last) week", re.IGNORECASE)
_OWN_WEEKDAY = re.compile(r"[A-Z][a-z]+day|[A-Z]+DAY")


@dataclass(slots=True)
class _Story:
    """What the dates so far have said."""

    anchor: str | None = None
    """The value of the last date that stands by itself."""
    year: int | None = None
    """The year printed with the last date that had one of its own, a month or day at least."""
    year_at: int = -_NEAR
    """The token where that stood."""


def dated(tokens: Tokens, phrases: Iterable[DatePhrase], date: str | None) -> list[Mark]:
    """Marks of the date phrases, with values where something settles them.

    ``date`` is the article's ISO date or None.
    """
    article = _day(date)
    story = _Story()
    marks: list[Mark] = []
    ordered = list(phrases)
    for number, phrase in enumerate(ordered):
        following = ordered[number + 1] if number + 1 < len(ordered) else None
        text = phrase.text + _shared_year(tokens, phrase, following)
        text += _shared_week(tokens, phrase, following)
        near = story.year if phrase.i - story.year_at <= _NEAR else None
        after = _coming(tokens, marks[-1], phrase, article) if marks else None
        frame = Frame(article, story.anchor, near, _to_come(tokens, phrase), after)
        mark = Mark(phrase.i, phrase.j, "DATE", "date", value=resolve(text, frame))
        _remember(story, phrase, mark)
        marks.append(mark)
    return marks


def _coming(tokens: Tokens, last: Mark, phrase: DatePhrase, article: Date | None) -> str | None:
    """The month of the date before in this sentence, where that month is still to come: "in Oslo
    in November and in Rome in February" goes on from there."""
    value = last.value or ""
    if article is None or len(value) < 7 or "W" in value or not value[:4].isdigit():
        return None
    between = range(last.j, phrase.i)
    if len(between) > _NEAR or any(tokens.keys[x] in _ENDS or x in tokens.breaks for x in between):
        return None
    if _happened(tokens, phrase):
        return None
    return value[:7] if value[:7] > article.isoformat()[:7] else None


def _happened(tokens: Tokens, phrase: DatePhrase) -> bool:
    """Whether the verb behind a phrase tells of what was: "and, in May, cancelled the talks"."""
    for x in range(phrase.j, min(len(tokens), phrase.j + _NEXT_VERB)):
        key = tokens.keys[x].lower()
        if key in _ENDS or key in _TO_COME:
            return False
        if _BEHIND.match(key):
            return tokens.keys[x - 1].lower() not in _BEFORE_ADJECTIVE
    return False


def _shared_year(tokens: Tokens, phrase: DatePhrase, following: DatePhrase | None) -> str:
    """The year of the second half of "from March to August 2011", for the first half."""
    if following is None or following.i != phrase.j + 1 or tokens.keys[phrase.j] not in _RANGE:
        return ""
    year = _YEAR.search(following.text)
    own = _MONTH.search(phrase.text) and not _YEAR.search(phrase.text)
    return f" {year.group()}" if own and year and _MONTH.search(following.text) else ""


def _shared_week(tokens: Tokens, phrase: DatePhrase, following: DatePhrase | None) -> str:
    """The week that "Thursday of next week" or "Tuesday last week" names, for its weekday."""
    if following is None or not _OWN_WEEKDAY.fullmatch(phrase.text):
        return ""
    if [key for key in tokens.keys[phrase.j : following.i] if key != "of"]:
        return ""
    return f" {following.text.lower()}" if _WHICH_WEEK.fullmatch(following.text) else ""


def _to_come(tokens: Tokens, phrase: DatePhrase) -> bool:
    """Whether the sentence of a phrase speaks of what is to come: the verb before it tells, or,
    where it opens the sentence, the one behind."""
    return looks_ahead(tokens, phrase.i) or _leads_ahead(tokens, phrase)


def _leads_ahead(tokens: Tokens, phrase: DatePhrase) -> bool:
    """Whether the first verb behind a phrase that opens its sentence is "will" or "are to"."""
    first = phrase.i
    while first > 0 and tokens.keys[first - 1].lower() in _OPENERS and not _parted(tokens, first):
        first -= 1
    if not (first == 0 or tokens.keys[first - 1] in _SETS_OFF or _parted(tokens, first)):
        return False
    for x in range(phrase.j, min(len(tokens), phrase.j + _FORWARD)):
        key = tokens.keys[x].lower()
        if key in _ENDS or (x in tokens.breaks and _parted(tokens, x)):
            return False
        if key in _TO_COME or key.endswith(("'ll", "’ll")):
            return True
        if key in _TO_BE:
            return x + 1 < len(tokens) and tokens.keys[x + 1] in _TO_BE_DONE and key[0] != "w"
        if _BEHIND.match(key) and tokens.keys[x - 1].lower() not in _BEFORE_ADJECTIVE:
            return False
    return False


def _remember(story: _Story, phrase: DatePhrase, mark: Mark) -> None:
    if mark.value is None:
        mark.confidence = 0.5
    elif _OWN_NAME.search(phrase.text) is None:
        mark.how, mark.confidence = "date:relative", 0.85
    else:
        story.anchor = mark.value
        if _YEAR.search(phrase.text) and len(mark.value) > 4:
            story.year, story.year_at = int(mark.value[:4]), phrase.j
        elif not _YEAR.search(phrase.text):
            mark.how, mark.confidence = "date:completed", 0.9


def looks_ahead(tokens: Tokens, i: int) -> bool:
    """Whether the verb nearest before token ``i`` speaks of what is to come."""
    infinitive = False
    for x in range(i - 1, max(-1, i - _LOOK_BACK), -1):
        key = tokens.keys[x].lower()
        if key == "to" and tokens.words[x + 1].islower() and x + 1 < i - 1:
            infinitive = True
        if key in _ENDS or (x + 1 in tokens.breaks and (x + 1 < i or _parted(tokens, i))):
            return False
        if key in _AHEAD or key.endswith("'ll"):
            following = tokens.keys[x + 1]
            if key == "due" and following == "to":  # a cause, not a term
                return False
            return key != "set" or following in ("to", "for")
        if _BEHIND.match(key) and not (x and tokens.keys[x - 1].lower() in _BEFORE_ADJECTIVE):
            return infinitive and key in _INTENDING
    return False


def _parted(tokens: Tokens, i: int) -> bool:
    """Whether a line break stands before token ``i``; a date begins a block of its own anyhow."""
    return "\n" in tokens.text[tokens.ends[i - 1] : tokens.starts[i]]


def _day(date: str | None) -> Date | None:
    try:
        return Date.fromisoformat(date) if date else None
    except ValueError:
        return None
