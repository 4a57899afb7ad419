"""Offices that the library's own articles state: "Trade Minister Ana Ruiz" in one names the "Trade
Minister Ruiz" of the next. What is learnt so is inferred wherever it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta

from diploread.index.article import Mention
from diploread.index.entities.officials import Office, office_key

SOURCE = "library"
_MARGIN = timedelta(days=120)
"""Time before the first and after the last article in which the office is believed."""


def stated_offices(articles: Iterable[tuple[str | None, Sequence[Mention]]]) -> tuple[Office, ...]:
    """The offices stated in dated articles, ``(ISO date, mentions)`` each, one row a person,
    office and country, from the first to the last article that says so."""
    days: dict[tuple[str, str, str], list[Date]] = defaultdict(list)
    for date, mentions in articles:
        try:
            day = Date.fromisoformat(date or "")
        except ValueError:
            continue
        for mention in mentions:
            if mention.type != "PERSON" or not mention.role or " " not in mention.text.strip():
                continue
            if mention.how.startswith("office:") or not office_key(mention.role):
                continue
            days[mention.name, mention.role, mention.country or ""].append(day)
    return tuple(
        Office(
            name,
            role,
            country,
            "",
            _shifted(min(found), -_MARGIN),
            _shifted(max(found), _MARGIN),
            SOURCE,
        )
        for (name, role, country), found in sorted(days.items())
    )


def _shifted(day: Date, by: timedelta) -> str:
    try:
        return (day + by).isoformat()
    except OverflowError:
        return day.isoformat()
