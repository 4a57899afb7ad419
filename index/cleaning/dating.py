"""The date of the article: what the text prints, what the file states, what it is called.

A page prints many days: of other articles, of comments, of copyrights, of its last change. A day
counts as that of publication by its label, or by where it stands: at the head, under the title,
beside the author. What only says when the page was changed leaves the date unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from diploread.index.article import DateValue, Precision, RawArticle
from diploread.index.cleaning.claims import Docket
from diploread.index.cleaning.core import Core
from diploread.index.cleaning.datelines import Dateline, date_of_line, dates_article
from diploread.index.cleaning.dates import PrintedDate, iso_date, printed_dates
from diploread.index.cleaning.neighbours import Evidence, complete_year, date_in_path
from diploread.index.cleaning.partition import Partition, Piece
from diploread.index.cleaning.published import (
    date_behind_label,
    date_beside_words,
    date_in_title,
    main_date,
)

_DAY_OF_FILE = frozenset({"text", "pdf", "docx", "rtf"})
"""Formats whose stated date may be that of the file, not of the article."""
_LABELLED, _DATELINE, _BYLINE, _PARTIAL, _BESIDE, _TITLE = 1, 1, 2, 3, 7, 8
"""Ranks, the best first: a line that is a date alone has 0, a day without its year ``_PARTIAL``
more, one that is printed beside words or in the title the last."""
_ABOVE_TITLE, _UNDER_TITLE = 3, 6
"""Units around the title in which a line of names may hold the day."""
_ELSEWHERE = frozenset({"related", "comments", "promotion", "copyright"})
"""Pieces of the page whose days are those of something else."""

Found = tuple[int, DateValue, int]
"""Rank, date, and the number of the piece it was found in; -1 for none."""


def stated_date(raw: RawArticle, date: tuple[str, Precision]) -> DateValue:
    """The date that the format itself states."""
    return DateValue(
        value=date[0], precision=date[1], basis="metadata", evidence=raw.metadata["date"]
    )


def choose_date(
    raw: RawArticle, docket: Docket, core: Core, result: Partition, dateline: Dateline | None
) -> tuple[DateValue | None, int]:
    """The best date, with its year where anything tells it, and the number of its piece or -1.

    Where a format states the day of publication, a line with another day dates something else.
    """
    found = [
        *_date_lines(core, result),
        *_bylines(result),
        *_of_dateline(dateline),
        *_labelled(docket, core, result),
        *_beside_title(docket, core, result),
        *_in_title(result),
    ]
    stated = iso_date(raw.metadata.get("date", ""))
    named = date_in_path(raw.path)
    if stated and stated[1] == "day" and raw.format not in _DAY_OF_FILE:
        found = [item for item in found if item[1].value in (stated[0], "-" + stated[0][4:])]
    best = min(found, default=None, key=lambda item: (item[0], item[2]))
    date, number = None, -1
    if best is not None:
        date, number = _with_year(best[1], stated[0] if stated else "", raw, named), best[2]
    elif named is not None and named.precision == "day":
        date = named
    if stated and (best is None or date is None or date.value[:2] == "--"):
        return stated_date(raw, stated), -1
    return date, number


def _date_lines(core: Core, result: Partition) -> Iterator[Found]:
    """Lines that hold a date and little else, and the date in brackets that closes a story."""
    anchors = [piece.unit for piece in result.pieces if piece.slot in ("title", "byline")]
    for number, piece in enumerate(result.pieces):
        if piece.slot != "date":
            continue
        printed = " ".join(piece.text.split())
        date = date_of_line(printed) or next(printed_dates(printed), None)
        closing = piece.rule.startswith("span.")
        if date is None or not (closing or dates_article(printed, piece.unit, core, anchors)):
            continue
        rank = (0 if date.has_year else _PARTIAL) + (1 if closing else 0)
        note = "; month before day assumed" if date.ambiguous else ""
        value = DateValue(
            value=date.value,
            precision=date.precision,
            basis="inferred" if date.ambiguous else "text",
            evidence=printed + note,
            start=piece.start,
            end=piece.end,
        )
        yield rank, value, number


def _bylines(result: Partition) -> Iterator[Found]:
    """The day that the first byline prints behind the names."""
    piece = next((piece for piece in result.pieces if piece.slot == "byline"), None)
    date = main_date(piece.text) if piece else None
    if piece is not None and date is not None:
        yield _BYLINE, _beside(date, piece.text, piece.start), -1


def _of_dateline(dateline: Dateline | None) -> Iterator[Found]:
    if dateline is None or dateline.date is None:
        return
    date, start = dateline.date, dateline.date_start
    value = DateValue(
        value=date.value,
        precision=date.precision,
        evidence=dateline.text[start - dateline.start :][: date.end],
        start=start,
        end=start + date.end,
    )
    yield _DATELINE if date.has_year else _PARTIAL + 2, value, -1


def _labelled(docket: Docket, core: Core, result: Partition) -> Iterator[Found]:
    """The day behind a label in a longer line; none where several lines name several days.

    Pages print ``Published on …`` under each of the articles that they recommend.
    """
    found = []
    for index, unit in enumerate(docket.units):
        verdict = docket.verdict(index)
        if verdict is not None and verdict.kind in _ELSEWHERE and verdict.action == "remove":
            continue
        date = date_behind_label(unit.text)
        if date is not None:
            found.append((index, _beside(date, unit.text, unit.start)))
    title = _title(result)
    head = min(max(core.start, title.unit if title else 0) + _UNDER_TITLE, core.end)
    near = [item for item in found if item[0] < head]
    for chosen in (near, found):
        if len({value.value for _, value in chosen}) == 1:
            yield _LABELLED, chosen[0][1], -1
            return


def _title(result: Partition) -> Piece | None:
    return next((piece for piece in result.pieces if piece.slot == "title"), None)


def _beside_title(docket: Docket, core: Core, result: Partition) -> Iterator[Found]:
    """The day in a line around the title that holds names too; the line stays where it is.

    None where several such lines print several days, as lists of articles do.
    """
    found = []
    title = _title(result)
    at = title.unit if title else 0
    below = min(at + 1 + _UNDER_TITLE, core.end)
    for index in [*range(at + 1, below), *range(at - 1, max(-1, at - 1 - _ABOVE_TITLE), -1)]:
        unit = docket.units[index]
        date = date_beside_words(unit.text) if len(unit.lines) == 1 else None
        if date is not None:
            found.append(_beside(date, unit.text, unit.start))
    if len({value.value for value in found}) == 1:
        yield _BESIDE, found[0], -1


def _in_title(result: Partition) -> Iterator[Found]:
    title = _title(result)
    date = date_in_title(title.text) if title else None
    if title is not None and date is not None:
        yield _TITLE, _beside(date, title.text, title.start), -1


def _beside(date: PrintedDate, text: str, start: int) -> DateValue:
    """A date inside a line that says more; the line is the evidence."""
    return DateValue(
        value=date.value,
        precision=date.precision,
        basis="inferred" if date.ambiguous else "text",
        evidence=" ".join(text.split()),
        start=start + date.start,
        end=start + date.end,
    )


def _with_year(date: DateValue, stated: str, raw: RawArticle, named: DateValue | None) -> DateValue:
    evidence = []
    if stated:
        evidence.append(Evidence(stated, "metadata", f"the file's date {stated}"))
    if named is not None:
        evidence.append(Evidence(named.value, "filename", f"the file name {raw.path}"))
    return complete_year(date, evidence)
