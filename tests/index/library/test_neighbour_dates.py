"""A date without its year is completed from its neighbours, where they leave no doubt."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest
from diploread.config.settings import Settings
from diploread.index.article import DateValue
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.neighbour_dates import completed

SEPTEMBER = DateValue(value="--09-04", evidence="(Sept. 4)", start=20, end=29)


def near(*dates: str) -> list[tuple[int, str]]:
    return [(datetime.date.fromisoformat(d).toordinal(), f"wire/{d}.txt") for d in sorted(dates)]


def test_the_nearest_neighbour_gives_the_year_and_is_named() -> None:
    made = completed(SEPTEMBER, near("2031-08-20", "2031-09-01", "2031-11-30"))
    assert made == DateValue(
        value="2031-09-04", basis="neighbour", start=20, end=29,
        evidence="(Sept. 4); year from wire/2031-09-01.txt",
    )  # fmt: skip


def test_a_date_before_the_turn_of_the_year_belongs_to_the_old_one() -> None:
    made = completed(DateValue(value="--12-30"), near("2032-01-03"))
    assert made and made.value == "2031-12-30"


@pytest.mark.parametrize(
    "dates",
    [
        pytest.param((), id="no neighbour"),
        pytest.param(("2030-09-01", "2031-09-08"), id="a source saved for years"),
        pytest.param(("2031-03-01",), id="a neighbour half a year away"),
    ],
)
def test_without_a_clear_year_the_date_stays_as_printed(dates: tuple[str, ...]) -> None:
    assert completed(SEPTEMBER, near(*dates)) is None


def test_a_printed_weekday_decides_between_years() -> None:
    partial = DateValue(value="--09-04", evidence="Thursday, Sept. 4")
    made = completed(partial, near("2030-09-01", "2031-09-08"))
    assert made and made.value == "2031-09-04"
    assert datetime.date(2031, 9, 4).weekday() == 3


def test_a_leap_day_and_the_ends_of_the_calendar_are_survived() -> None:
    leap = DateValue(value="--02-29")
    assert completed(leap, near("2031-02-20")) is None
    made = completed(leap, near("2032-02-20"))
    assert made and made.value == "2032-02-29"
    made = completed(SEPTEMBER, near("0001-01-03", "9999-09-30"))
    assert made and made.value == "9999-09-04"


def test_the_order_of_neighbours_does_not_matter() -> None:
    found = near("2031-09-01", "2031-09-07", "2031-09-07", "2030-01-01")
    shuffled = list(found)
    random.Random(4).shuffle(shuffled)
    assert completed(SEPTEMBER, sorted(shuffled)) == completed(SEPTEMBER, sorted(found))


# --- in a library -------------------------------------------------------------------------------


def report(headline: str, date: str) -> str:
    return (
        f"{headline}\n\n{date}\n\nThe council of Norland met on the matter of the pier.\n\n"
        "“The pier stays,” said Ilse Marrow, who chairs it, before the vote was taken.\n"
    )


def build(tmp_path: Path) -> dict[str, DateValue | None]:
    folder, sources = LibraryFolder(tmp_path / "cache"), tmp_path / "wire"
    build_folder(folder, [sources], Settings(), jobs=1)
    library = Library.open_folder(folder, sources)
    try:
        rows = library.rows(library.search(""), 0, 99)
        assert library.search("is:guessed").total == sum(
            row.date is not None and row.date.basis == "neighbour" for row in rows
        )
        return {row.path: row.date for row in rows}
    finally:
        library.close()


def test_a_library_completes_dates_and_takes_it_back(tmp_path: Path) -> None:
    herald = tmp_path / "wire" / "herald"
    herald.mkdir(parents=True)
    (herald / "pier.txt").write_text(report("Council keeps the pier", "(Sept. 4)"))
    date = build(tmp_path)["herald/pier.txt"]
    assert date and (date.value, date.basis) == ("--09-04", "text")

    (herald / "ferry.txt").write_text(report("Council sells the ferry", "September 1, 2031"))
    date = build(tmp_path)["herald/pier.txt"]
    assert date and (date.value, date.basis) == ("2031-09-04", "neighbour")
    assert "herald/ferry.txt" in date.evidence

    other = tmp_path / "wire" / "courier"
    other.mkdir()
    (herald / "ferry.txt").rename(other / "ferry.txt")
    date = build(tmp_path)["herald/pier.txt"]
    assert date and (date.value, date.basis) == ("--09-04", "text")
