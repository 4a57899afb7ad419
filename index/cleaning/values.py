"""The metadata values, chosen from what was found in the text and what the file states.

A value's ``start`` and ``end`` are the stretch of raw it accounts for, ``(Sept. 4)`` or ``By Jane
Doe``; its ``text`` is what the stretch says. Where the two differ the stretch as printed is the
``evidence``. Nothing is given that nothing says: an unknown stays None.
"""

from __future__ import annotations

from dataclasses import dataclass

from diploread.index.article import DateValue, RawArticle, Removed, Value
from diploread.index.cleaning.claims import Docket, plain
from diploread.index.cleaning.core import Core
from diploread.index.cleaning.credits import byline_names, named_house
from diploread.index.cleaning.datelines import Dateline
from diploread.index.cleaning.dates import iso_date
from diploread.index.cleaning.dating import choose_date, stated_date
from diploread.index.cleaning.partition import Partition, Piece
from diploread.index.cleaning.rules import Rules
from diploread.index.cleaning.titles import without_site, without_trail


@dataclass(slots=True)
class Values:
    """What the header of the article shows."""

    title: Value | None = None
    source: Value | None = None
    agency: Value | None = None
    byline: Value | None = None
    dateline: Value | None = None
    section: Value | None = None
    date: DateValue | None = None


def choose(
    raw: RawArticle,
    docket: Docket,
    core: Core,
    rules: Rules,
    result: Partition,
    dateline: Dateline | None,
) -> Values:
    """The values; pieces that none of them uses become removed pieces of ``result``."""
    values = Values()
    used: set[int] = set()
    _title(values, raw, docket, result, used)
    _houses(values, raw, rules, result, used, dateline)
    _byline(values, raw, result, used)
    values.date, number = choose_date(raw, docket, core, result, dateline)
    used.add(number)
    if dateline is not None:
        values.dateline = Value(
            text=dateline.place, start=dateline.start, end=dateline.end, evidence=dateline.text
        )
    _section(values, raw, docket, result)
    for number, piece in enumerate(result.pieces):
        if number not in used:
            result.removed.append(_spare(piece))
    result.removed.sort(key=lambda piece: piece.start)
    return values


def _spare(piece: Piece) -> Removed:
    return Removed(
        start=piece.start,
        end=piece.end,
        text=piece.text,
        kind="header",
        rule=f"{piece.rule}.again",
        reason=f"a further line for the {piece.slot}",
        confidence=0.9,
    )


def _pieces(result: Partition, slot: str) -> list[tuple[int, Piece]]:
    return [(i, piece) for i, piece in enumerate(result.pieces) if piece.slot == slot]


def _value(text: str, piece: Piece) -> Value:
    printed = " ".join(piece.text.split())
    return Value(
        text=text,
        start=piece.start,
        end=piece.end,
        evidence="" if printed == text else printed,
    )


def _title(
    values: Values, raw: RawArticle, docket: Docket, result: Partition, used: set[int]
) -> None:
    pieces = _pieces(result, "title")
    stated = raw.metadata.get("title", "").strip()
    if pieces:
        number, piece = pieces[0]
        used.add(number)
        values.title = _value(without_trail(plain(docket.units[piece.unit])), piece)
    elif stated:
        values.title = Value(
            text=without_site(stated, raw.metadata.get("source")), basis="metadata", evidence=stated
        )


def _houses(
    values: Values,
    raw: RawArticle,
    rules: Rules,
    result: Partition,
    used: set[int],
    dateline: Dateline | None,
) -> None:
    for number, piece in _pieces(result, "source")[:1]:
        house = named_house(rules, plain_text(piece.text))
        if house is None:
            continue
        used.add(number)
        values.source = _value(house.publisher if house.agency else house.name, piece)
        if house.agency:
            at = piece.text.find(house.name)
            start = piece.start + at if at >= 0 else piece.start
            end = start + len(house.name) if at >= 0 else piece.end
            evidence = "" if at >= 0 else " ".join(piece.text.split())
            values.agency = Value(text=house.name, start=start, end=end, evidence=evidence)
    for number, piece in _pieces(result, "agency")[:1]:
        house = named_house(rules, plain_text(piece.text))
        if house is not None:
            used.add(number)
            values.agency = _value(house.name, piece)
    if values.agency is None and dateline is not None and dateline.agency:
        house = rules.house(dateline.agency)
        if house is not None and house.agency:
            start = dateline.agency_start
            values.agency = Value(
                text=house.name,
                start=start,
                end=start + len(dateline.agency),
                evidence="" if house.name == dateline.agency else dateline.agency,
            )
    values.source = values.source or _stated(raw, "source")
    values.agency = values.agency or _stated(raw, "agency")


def plain_text(text: str) -> str:
    """A credit without the brackets and dashes around it."""
    return " ".join(text.split()).strip(" ()[]–—-|/•*.")


def _stated(raw: RawArticle, slot: str) -> Value | None:
    text = " ".join(raw.metadata.get(slot, "").split())
    return Value(text=text, basis="metadata") if text else None


def stated_values(raw: RawArticle) -> Values:
    """What the file itself states, and nothing read from the text."""
    date = iso_date(raw.metadata.get("date", ""))
    return Values(
        title=_stated(raw, "title"),
        source=_stated(raw, "source"),
        agency=_stated(raw, "agency"),
        byline=_stated(raw, "byline"),
        dateline=_stated(raw, "dateline"),
        section=_stated(raw, "section"),
        date=stated_date(raw, date) if date else None,
    )


def _byline(values: Values, raw: RawArticle, result: Partition, used: set[int]) -> None:
    for number, piece in _pieces(result, "byline")[:1]:
        used.add(number)
        printed = " ".join(piece.text.split())
        names = byline_names(printed.strip("()•*_ ")) or printed.strip("()")
        values.byline = _value(names, piece)
    values.byline = values.byline or _stated(raw, "byline")


def _section(values: Values, raw: RawArticle, docket: Docket, result: Partition) -> None:
    """From the breadcrumb, which is removed all the same."""
    for piece in result.removed:
        if piece.rule == "shape.breadcrumb":
            text = " ".join(piece.text.split())
            values.section = Value(text=text, start=piece.start, end=piece.end)
            return
    values.section = _stated(raw, "section")
