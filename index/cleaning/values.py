"""The metadata values, chosen from what was found in the text and what the file states.

A value's ``start`` and ``end`` are the stretch of raw it accounts for, ``(Sept. 4)`` or ``By Jane
Doe``; its ``text`` is what the stretch says. Where the two differ the stretch as printed is the
``evidence``. Nothing is given that nothing says: an unknown stays None.
"""

from __future__ import annotations

from dataclasses import dataclass

from diploread.index.article import DateValue, Precision, RawArticle, Removed, Value
from diploread.index.cleaning.claims import Docket, plain
from diploread.index.cleaning.core import Core
from diploread.index.cleaning.credits import byline_names, named_house
from diploread.index.cleaning.datelines import (
    Dateline,
    date_beside_words,
    date_of_line,
    dates_article,
    says_updated,
)
from diploread.index.cleaning.dates import iso_date, printed_dates
from diploread.index.cleaning.neighbours import Evidence, complete_year, date_in_path
from diploread.index.cleaning.partition import Partition, Piece
from diploread.index.cleaning.rules import Rules
from diploread.index.cleaning.titles import without_site, without_trail

_DAY_OF_FILE = frozenset({"text", "pdf", "docx", "rtf"})
"""Formats whose stated date may be that of the file, not of the article."""

_BESIDE_RANK = 7
"""Below every line that says when the article was published."""
_UNDER_TITLE = 4
"""Units below the title in which a line of names may hold the day."""


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
    _date(values, raw, docket, core, result, used, dateline)
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
        date=_stated_date(raw, date) if date else None,
    )


def _stated_date(raw: RawArticle, date: tuple[str, Precision]) -> DateValue:
    return DateValue(
        value=date[0], precision=date[1], basis="metadata", evidence=raw.metadata["date"]
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


def _date(
    values: Values,
    raw: RawArticle,
    docket: Docket,
    core: Core,
    result: Partition,
    used: set[int],
    dateline: Dateline | None,
) -> None:
    """The best date in the text, else what the file states, else its name; years completed.

    Where a format states the day of publication, a line with another day dates something else.
    """
    found: list[tuple[int, DateValue, int]] = []
    anchors = [piece.unit for piece in result.pieces if piece.slot in ("title", "byline")]
    for number, piece in _pieces(result, "date"):
        printed = " ".join(piece.text.split())
        date = date_of_line(printed) or next(printed_dates(printed), None)
        closing = piece.rule.startswith("span.")
        if date is None or not (closing or dates_article(printed, piece.unit, core, anchors)):
            continue
        rank = (0 if date.has_year else 3) + (1 if closing else 0)
        note = "; month before day assumed" if date.ambiguous else ""
        found.append((rank, _date_value(date.value, date.precision, printed + note, piece), number))
    for _, piece in _pieces(result, "byline")[:1]:
        found += ((2, value, -1) for value in _beside_names(piece))
    if dateline is not None and dateline.date is not None:
        date = dateline.date
        start = dateline.date_start
        value = DateValue(
            value=date.value,
            precision=date.precision,
            evidence=dateline.text[start - dateline.start :][: date.end],
            start=start,
            end=start + date.end,
        )
        found.append((1 if date.has_year else 5, value, -1))
    found += _beside_title(docket, core, result)
    stated = iso_date(raw.metadata.get("date", ""))
    named = date_in_path(raw.path)
    if stated and stated[1] == "day" and raw.format not in _DAY_OF_FILE:
        found = [item for item in found if item[1].value in (stated[0], "-" + stated[0][4:])]
    best = min(found, default=None, key=lambda item: (item[0], item[2]))
    if best is not None:
        used.add(best[2])
        values.date = _with_year(best[1], stated[0] if stated else "", raw, named)
    elif named is not None and named.precision == "day":
        values.date = named
    if stated and (best is None or values.date is None or values.date.value[:2] == "--"):
        values.date = _stated_date(raw, stated)
        used.discard(best[2] if best else -1)


def _beside_title(
    docket: Docket, core: Core, result: Partition
) -> list[tuple[int, DateValue, int]]:
    """The day in a line under the title that holds names too; the line stays where it is."""
    for piece in [piece for piece in result.pieces if piece.slot == "title"][:1]:
        for index in range(piece.unit + 1, min(piece.unit + 1 + _UNDER_TITLE, core.start + 1)):
            text = docket.units[index].text
            date = date_beside_words(text) if len(docket.units[index].lines) == 1 else None
            if date is not None:
                start = docket.units[index].start
                value = DateValue(
                    value=date.value,
                    precision=date.precision,
                    evidence=" ".join(text.split()),
                    start=start + date.start,
                    end=start + date.end,
                )
                return [(_BESIDE_RANK, value, -1)]
    return []


def _beside_names(piece: Piece) -> list[DateValue]:
    """The day that a byline prints behind the names, where it is one and has its year."""
    dates = list(printed_dates(piece.text))
    if len(dates) != 1 or not dates[0].has_year or says_updated(piece.text):
        return []
    date = dates[0]
    start, end = piece.start + date.start, piece.start + date.end
    evidence = " ".join(piece.text.split())
    return [
        DateValue(
            value=date.value, precision=date.precision, evidence=evidence, start=start, end=end
        )
    ]


def _date_value(value: str, precision: Precision, evidence: str, piece: Piece) -> DateValue:
    return DateValue(
        value=value, precision=precision, evidence=evidence, start=piece.start, end=piece.end
    )


def _with_year(date: DateValue, stated: str, raw: RawArticle, named: DateValue | None) -> DateValue:
    evidence = []
    if stated:
        evidence.append(Evidence(stated, "metadata", f"the file's date {stated}"))
    if named is not None:
        evidence.append(Evidence(named.value, "filename", f"the file name {raw.path}"))
    return complete_year(date, evidence)
