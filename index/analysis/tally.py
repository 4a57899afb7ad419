"""Quotes of a whole library counted: by speaker, month, kind, source, those they came through …

A joint statement counts for each who made it. A quote belongs to the month in which it was said,
where the text tells that, else to that of its article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from diploread.index.library.rows import QuoteRow
from diploread.index.quotes.lexicon import lexicon

Value = tuple[str, str]
"""Key under which quotes are counted together, and the label to show."""

UNDATED = "undated"
TRANSCRIPT = "transcript/"
"""Opens the key of a role in a transcript, which is no person: ``transcript/question``."""
UNRESOLVED = "unresolved"
"""Speaker of the quotes whose speaker nobody could name."""


@dataclass(slots=True)
class Tally:
    """The quotes of one value."""

    key: str
    """Entity id where there is one, else the name in lower case; a month or kind as it stands."""
    labels: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    first: str = ""
    """Day of the earliest quote, as far as it is known; empty where none has a date."""
    last: str = ""

    @property
    def label(self) -> str:
        """The commonest way to write the value; of equally common ones the longest."""
        return max(self.labels, key=lambda name: (self.labels[name], len(name), name))

    @property
    def count(self) -> int:
        """Number of quotes."""
        return self.kinds.total()


def tally(rows: Iterable[QuoteRow], by: str) -> list[Tally]:
    """The rows counted ``by`` one of :data:`WAYS`: the commonest first, months in their order.

    Scare quotes, which nobody is quoted with, count by ``kind`` alone. Roles in transcripts and
    unresolved speakers stand behind all who are named.
    """
    values_of = WAYS[by]
    found: dict[str, Tally] = {}
    for row in rows:
        if row.quote.scare and by != "kind":
            continue
        day = _day(row)
        for key, label in values_of(row):
            one = found.setdefault(key, Tally(key))
            one.labels[label] += 1
            one.kinds["scare" if row.quote.scare else row.quote.type] += 1
            one.articles.add(row.article.id)
            if day:
                one.first = min(one.first or day, day)
                one.last = max(one.last, day)
    if by == "month":
        return sorted(found.values(), key=lambda one: (one.key == UNDATED, one.key))
    return sorted(found.values(), key=_order)


def _order(one: Tally) -> tuple[bool, bool, int, str, str]:
    nobody = one.key == UNRESOLVED
    return nobody, one.key.startswith(TRANSCRIPT), -one.count, one.label.lower(), one.key


def _day(row: QuoteRow) -> str:
    """The day, month or year of a quote; empty where even the year is unknown."""
    said, date = row.quote.said, row.article.date
    value = said.value if said is not None else date.value if date is not None else ""
    return "" if value.startswith("-") else value


def _speakers(row: QuoteRow) -> list[Value]:
    speaker = row.quote.speaker
    names = [name for name in speaker.name.split("; ") if name]
    if not names:
        return [(UNRESOLVED, UNRESOLVED)]
    if len(names) == 1 and row.quote.rule == "transcript" and speaker.id is None:
        words, label = lexicon(), names[0].lower()
        if label in words.labels:
            role = words.label_forms.get(label, label)
            return [(TRANSCRIPT + role, f"{role} (role in a transcript)")]
    if len(names) == 1:
        return [(speaker.id or names[0].lower(), names[0])]
    return [(name.lower(), name) for name in names]


def _month(row: QuoteRow) -> list[Value]:
    month = _day(row)[:7] or UNDATED
    return [(month, month)]


def _kind(row: QuoteRow) -> list[Value]:
    kind = "scare" if row.quote.scare else row.quote.type
    return [(kind, kind)]


def _source(row: QuoteRow) -> list[Value]:
    name = row.article.source or row.article.agency or "unknown"
    return [(name.lower(), name)]


def _via(row: QuoteRow) -> list[Value]:
    return [(link.name.lower(), link.name) for link in row.quote.via]


def _about(row: QuoteRow) -> list[Value]:
    return [(entity, entity) for entity in row.quote.about]


WAYS: dict[str, Callable[[QuoteRow], list[Value]]] = {
    "speaker": _speakers, "month": _month, "kind": _kind, "source": _source, "via": _via,
    "about": _about,
}  # fmt: skip
"""Way to count -> the values of a quote; a quote with no value is left out."""


def joined_names(tallies: list[Tally]) -> list[Tally]:
    """Speakers without an id put to the one who alone has their name under an id."""
    by_name: dict[str, list[Tally]] = {}
    for one in tallies:
        if "/" in one.key:
            for name in one.labels:
                by_name.setdefault(name.lower(), []).append(one)
    kept: list[Tally] = []
    for one in tallies:
        same = by_name.get(one.key, [])
        if "/" in one.key or len(same) != 1:
            kept.append(one)
            continue
        other = same[0]
        other.labels += one.labels
        other.kinds += one.kinds
        other.articles |= one.articles
        days = [day for day in (one.first, other.first) if day]
        other.first, other.last = min(days, default=""), max(one.last, other.last)
    return sorted(kept, key=_order)
