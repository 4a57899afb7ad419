"""Formats of dates: what they write, what they refuse, and that guesses and gaps stay visible."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.date_format import EXAMPLES, FIELDS, date_format, date_format_problem
from diploread.config.load import load
from diploread.config.problems import ConfigError
from diploread.index.article import DateValue
from diploread.tui import labels
from hypothesis import given
from hypothesis import strategies as some

PIECES = ("%d", "%-m", "%Y", "%b", *"%YymdebBaA- ,./\x1b\x07\x9b\n\u202e")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("4 Sep 2018", "17 Mar 2031"),
        ("iso", "2031-03-17"),
        ("Sep 4", "Mar 17"),
        ("04/09/18", "17/03/31"),
        ("Tue 4 September 2018", "Mon 17 March 2031"),
        ("Tuesday, September 4, 2018", "Monday, March 17, 2031"),
        ("%d.%m.%Y", "17.03.2031"),
        ("%a %-d.%-m.", "Mon 17.3."),
        ("%e %b %y", "17 Mar 31"),
    ],
)
def test_a_whole_date(written: str, shown: str) -> None:
    assert date_format(written).written((2031, 3, 17)) == shown


@pytest.mark.parametrize(
    ("written", "no_day", "no_year", "year_alone"),
    [
        ("4 Sep 2018", "Mar 2031", "17 Mar", "2031"),
        ("September 4, 2018", "March 2031", "March 17", "2031"),
        ("Tue 4 Sep 2018", "Mar 2031", "17 Mar", "2031"),
        ("Sep 4", "Mar 2031", "Mar 17 ?", "2031"),
        ("iso", "2031-03-??", "????-03-17", "2031-??-??"),
        ("04/09/18", "??/03/31", "17/03/??", "??/??/31"),
        ("%d.%m.", "??.03. 2031", "17.03. ?", "??.??. 2031"),
    ],
)
def test_what_is_not_known_is_seen(
    written: str, no_day: str, no_year: str, year_alone: str
) -> None:
    form = date_format(written)
    assert form.written((2031, 3, None)) == no_day
    assert form.written((None, 3, 17)) == no_year
    assert form.written((2031, None, None)) == year_alone


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("4 Sept 2018", '"Sept" is no part of Tue 4 Sep 2018; did you mean Sep?'),
        ("isso", '"isso" is no part of Tue 4 Sep 2018; did you mean iso?'),
        ("%d.%m.%H", '"%H" is none of %Y'),
        ("2018", "the month is missing"),
        ("Sep 2018", "the day is missing"),
        ("", "the month is missing"),
        ("4 Sep\x1b[31m 2018", r'"\x1b" is not understood'),
        ("4 Sep\n2018", r'"\n" is not understood'),
        ("%", '"%" is not understood'),
        ("4 Sep 2018" + " " * 40, "longer than 40 characters"),
    ],
)
def test_what_is_no_format_is_told(written: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:
        date_format(written)
    assert told in str(caught.value)


@given(some.lists(some.sampled_from([*PIECES, *EXAMPLES]), max_size=9).map("".join))
def test_no_format_writes_what_acts_on_a_terminal(written: str) -> None:
    if date_format_problem(written) is None:
        form = date_format(written)
        assert form.fields <= set(FIELDS.values())
        for parts in ((2031, 3, 17), (None, 3, 17), (2031, None, None), (2031, 2, 31)):
            shown = form.written(parts)
            assert shown.isascii() and shown.isprintable() and shown == shown.strip()
        assert len(form.written((2031, 3, 17))) <= form.width


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "diploread.yaml"
    file.write_text("ui:\n  theme: dusk\n  date_format: 4 Spt 2018\n")
    with pytest.raises(ConfigError) as told:
        load(file, None, {})
    assert str(told.value) == (
        f'{file}:3: ui.date_format: "4 Spt 2018": "Spt" is no part of Tue 4 Sep 2018; '
        "did you mean Sep?"
    )


@pytest.mark.parametrize("written", ["4 Sep 2018", "iso", "Sep 4", "%d.%m.%Y"])
def test_guesses_keep_their_mark_in_every_format(written: str) -> None:
    labels.write_dates(written)
    try:
        guess = labels.dated(DateValue(value="2031-03-17", basis="inferred"))
        assert guess == "~" + labels.dated(DateValue(value="2031-03-17", basis="text"))
        assert len(guess) <= labels.date_width()
        assert labels.dated(None) == "undated"
        assert labels.day("no date") == "no date"
    finally:
        labels.write_dates("4 Sep 2018")


def test_partial_dates_read_as_before() -> None:
    shown = [labels.day(value) for value in ("2031-03-17", "2031-03", "2031", "--03-17", "2031-13")]
    assert shown == ["17 Mar 2031", "Mar 2031", "2031", "17 Mar", "2031-13"]
