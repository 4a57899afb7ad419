"""Date lines, datelines, and the date in brackets that closes a wire story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core
from diploread.index.cleaning.dates import PrintedDate, printed_dates
from diploread.index.cleaning.published import (
    LONGEST_LINE,
    dates_another_thing,
    has_time,
    without_asides,
    without_clock,
)

_UPDATED = re.compile(r"(?i)(?<![a-z])(?:updated|modified|revised|last)\b")
_PUBLISHED = re.compile(r"(?i)\b(?:published|posted|issued|released|created|dated?)\b")
_HEAD_LENGTH = 240
"""Characters; a longer line above a date is text already, not the head of a release."""
_HEAD_UNITS, _NEAR_TITLE, _NEAR_END = 6, 5, 2
"""How far a bare date may stand from the top, from title or byline, and from the last paragraph."""
_LABEL = re.compile(r"(?i)\W*(?:first |last )?(?:published|posted|updated|modified|created)")
_CLOSING = re.compile(r"(?P<all>[(\[]\s*(?P<date>[^()\[\]]{4,24}?)\s*[)\]])\.?$")

_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /-][A-ZÀ-Þ.'’-]+){0,4}"
_MIXED = r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3}"
_DASH = r"(?:\s*(?:--+|[—―])|\s*[-–](?=\s))"
_DATELINE = re.compile(
    rf"""(?x)(?P<all>(?:
        (?P<place>{_PLACE}(?:,\s[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){{0,2}})?)
        (?:,?\s+(?P<date>[A-Z][a-z]+\.?\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s[A-Z][a-z]+\.?(?:,?\s\d{{4}})?))?
        (?:,?\s*\((?P<agency>[^()]{{2,40}})\))?
      | (?P<mixed>{_MIXED}(?:,\s{_MIXED})?)
        (?:,?\s+(?P<mixed_date>[A-Z][a-z]+\.?\s\d{{1,2}}(?:,?\s\d{{4}})?))?
        ,?\s*\((?P<mixed_agency>[^()]{{2,40}})\)
    ){_DASH})"""
)
_FIRST_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place, day and agency before the first sentence; offsets in raw."""

    start: int
    end: int
    text: str
    place: str
    agency: str
    agency_start: int
    date: PrintedDate | None
    date_start: int


def date_of_line(text: str) -> PrintedDate | None:
    """The date of a line that says little else; None where it says more."""
    if len(text) > LONGEST_LINE:
        return None
    text = without_asides(text)
    if dates_another_thing(text):
        return None
    found = list(printed_dates(text))
    if not found:
        return None
    rest = text
    for printed in reversed(found):
        rest = rest[: printed.start] + " " + rest[printed.end :]
    if any(char.isalnum() for char in without_clock(rest)):
        return None
    for printed in found:
        if not _UPDATED.search(text[: printed.start]):
            return printed
    return found[0]


def only_updated(text: str) -> bool:
    """Whether a date line says when the page was changed, and not when it was published."""
    return _UPDATED.search(text) is not None and date_of_line(text) in [
        printed for printed in printed_dates(text) if _UPDATED.search(text[: printed.start])
    ]


def dates_article(text: str, unit: int, core: Core, anchors: Sequence[int]) -> bool:
    """Whether a date line dates the article, by its label or by where it stands.

    ``anchors`` are the units of title and byline. A bare date elsewhere may belong to a teaser,
    to a comment or to an event.
    """
    if only_updated(text):
        return False
    if _PUBLISHED.search(text):
        return True
    if unit < core.end:
        near = any(abs(unit - anchor) <= _NEAR_TITLE for anchor in anchors)
        return near or unit < _HEAD_UNITS or 0 < core.start - unit <= _NEAR_TITLE
    return unit < core.end + _NEAR_END and not has_time(text)


def date_lines(docket: Docket, core: Core) -> None:
    """The short line near the head, or else after the end, that holds one date and little else.

    Further lines are claimed only where they are labelled ("Updated: …"): the date under a
    signature belongs to the text, and several dates after the end are those of other articles.
    """
    seen, head = False, True
    tail = [text for text in docket.plain[core.end :] if date_of_line(text)]
    many = sum(not only_updated(text) for text in tail) > 1
    for index, text in enumerate(docket.plain):
        head = head and (index == 0 or len(docket.plain[index - 1]) <= _HEAD_LENGTH)
        inside = core.start + 2 < index < core.end and not (head and index < _HEAD_UNITS)
        if inside or not docket.open(index) or (many and index >= core.end):
            continue
        if date_of_line(text) is None or (seen and not _LABEL.match(text)):
            continue
        reason = "a line with a date only"
        docket.file(index, Claim("extract", "meta.date", reason, slot="date"))
        seen = True


def closing_date(docket: Docket, core: Core) -> None:
    """``(Sept. 4)`` that ends the last paragraph of the article, or stands below it."""
    body = [i for i in range(core.start, min(core.end + 2, len(docket.units))) if docket.in_body(i)]
    for index in reversed(body[-2:]):
        unit = docket.units[index]
        last = unit.lines[-1]
        at = max(last.start, last.end - 60)
        match = _CLOSING.search(docket.raw[at : last.end])
        if match is None:
            continue
        found = list(printed_dates(match["date"]))
        if len(found) != 1 or found[0].start > 0 or found[0].end < len(match["date"]):
            continue
        claim = Claim("extract", "span.closing-date", "a date closing the article", slot="date")
        docket.cut(index, at + match.start("all"), at + match.end(), claim)
        return


def find_dateline(docket: Docket, core: Core) -> Dateline | None:
    """The dateline of the first paragraphs; it stays in the body."""
    seen = 0
    for index in range(core.start, min(core.end, len(docket.units))):
        if not docket.in_body(index):
            continue
        seen += 1
        if seen > _FIRST_PARAGRAPHS:
            return None
        unit = docket.units[index]
        first = unit.lines[0]
        match = _DATELINE.match(docket.raw, first.start, min(first.end, first.start + 120))
        if match is None:
            continue
        group = "mixed_date" if match["mixed_date"] else "date"
        found = next(printed_dates(match[group]), None) if match[group] else None
        agency = "mixed_agency" if match["mixed_agency"] else "agency"
        return Dateline(
            start=match.start("all"),
            end=match.end("all"),
            text=match["all"],
            place=(match["place"] or match["mixed"]).strip(" ,"),
            agency=match[agency] or "",
            agency_start=match.start(agency) if match[agency] else -1,
            date=found,
            date_start=match.start(group) if found else -1,
        )
    return None
