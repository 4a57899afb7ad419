"""Offices that the library's own articles state: "Trade Minister Ana Ruiz" in one names the "Trade
Minister Ruiz" of the next. What is learnt so is inferred wherever it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta

import msgspec
from diploread.index.article import Mention
from diploread.index.entities.ids import entity_id
from diploread.index.entities.officials import Office, Officials, common_name, office_key

SOURCE = "library"
_SURE = 0.75
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


def relinked(
    mentions: Sequence[Mention], date: str | None, offices: Officials
) -> tuple[Mention, ...]:
    """The mentions of one article with its bare surnames named in full, where exactly one person of
    the library is stated to hold that office on ``date``; marked as inferred."""
    named: dict[str, Office] = {}
    for mention in mentions:
        if date and _is_bare(mention) and mention.role and mention.id:
            found = offices.holders(mention.name, mention.role, mention.country, date)
            if len({common_name(office.name) for office in found}) == 1:
                named[mention.id] = found[0]
    if not named:
        return tuple(mentions)
    return tuple(_renamed(m, named.get(m.id or "")) if m.id in named else m for m in mentions)


def _is_bare(mention: Mention) -> bool:
    return mention.type == "PERSON" and bool(mention.name) and " " not in mention.name


def _renamed(mention: Mention, office: Office | None) -> Mention:
    if office is None:
        return mention
    name = common_name(office.name)
    return msgspec.structs.replace(
        mention,
        id=entity_id("person", name),
        name=name,
        how=f"office:{office.source}",
        confidence=min(mention.confidence, _SURE),
    )
