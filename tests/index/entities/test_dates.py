"""Dates: which phrases are one, and which day, week, month, year or decade each means."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from diploread.index.entities.find import find_entities

Found = Callable[..., list[tuple[str, str]]]

MONDAY = "2017-09-04"


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("September 2, 2017", "2017-09-02"),
        ("2 September 2017", "2017-09-02"),
        ("Sept. 2", "2017-09-02"),
        ("Saturday, Sept. 2, 2017", "2017-09-02"),
        ("2017-09-02", "2017-09-02"),
        ("09/02/2017", "2017-09-02"),
        ("Dec. 30", "2016-12-30"),
        ("July", "2017-07"),
        ("September last year", "2016-09"),
        ("March 2011", "2011-03"),
        ("Monday", "2017-09-04"),
        ("Sunday", "2017-09-03"),
        ("last Monday", "2017-08-28"),
        ("next Tuesday", "2017-09-05"),
        ("Friday night", "2017-09-01"),
        ("yesterday", "2017-09-03"),
        ("this morning", "2017-09-04"),
        ("last night", "2017-09-03"),
        ("tomorrow", "2017-09-05"),
        ("a day earlier", "2017-09-03"),
        ("two weeks ago", "2017-08-21"),
        ("three months ago", "2017-06"),
        ("ten years ago", "2007"),
        ("twenty-five years ago", "1992"),
        ("last week", "2017-W35"),
        ("later this week", "2017-W36"),
        ("next month", "2017-10"),
        ("late last month", "2017-08"),
        ("last year", "2016"),
        ("1998", "1998"),
        ("1990s", "199"),
        ("three decades ago", "1987"),
        ("'90s", "199"),
        ("[ten] years ago", "2007"),
        ("480 BC", "-0480"),
        ("AD 312", "0312"),
        ("last Wed.", "2017-08-30"),
        ("four years ago today", "2013-09-04"),
        ("a year and a half ago", "2016-03"),
        ("in two weeks' time", "2017-09-18"),
        ("Christmas Eve", "2016-12-24"),
        ("New Year's Day 2015", "2015-01-01"),
        ("the fifth of August", "2017-08-05"),
        ("August the fifth, 2016", "2016-08-05"),
        ("the 5th of last month", "2017-08-05"),
        ("27 to 29 August", "2017-08-27"),
        ("August 27 through 29", "2017-08-27"),
    ],
)
def test_value_counted_from_a_monday(phrase: str, value: str) -> None:
    text = f"The envoys met on the coast in {phrase}, they said."
    dates = [m for m in find_entities(text, date=MONDAY) if m.type == "DATE"]
    assert [(m.text, m.value) for m in dates] == [(phrase, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("War came in 1950. A year later, peace talks began.", "1951"),
        ("He resigned in March 2003. The following month, she did.", "2003-04"),
        ("They met on May 3, 2005. The next day, they parted.", "2005-05-04"),
        ("It began in 1962. Later that year, it ended.", "1962"),
        ("It began in May 1962 and ended in July the same year.", "1962-07"),
    ],
)
def test_counted_from_the_date_named_last(text: str, value: str) -> None:
    dates = [m for m in find_entities(text, date=MONDAY) if m.type == "DATE"]
    assert dates[-1].value == value
    assert dates[-1].confidence < 1


def test_without_a_date_what_cannot_be_settled_stays_open() -> None:
    values = [m.value for m in find_entities("On Monday, and in May 1998.") if m.type == "DATE"]
    assert values == [None, "1998-05"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march for 20 minutes, 2000 people of them.",
        "It took three days and $1990.",
        "They spoke recently, and now.",
        "He will wait ten days before he signs.",
        "It was the last day of his visit, and the last night of the fair.",
        "A second look at 2017.5 points.",
    ],
)
def test_no_dates(found: Found, text: str) -> None:
    assert found(text, "DATE", date=MONDAY) == []


def test_impossible_days_have_no_value() -> None:
    dates = find_entities("On Feb. 30, 2017, nothing happened.", date=MONDAY)
    assert [m.value for m in dates if m.type == "DATE"] == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The envoys will meet on Tuesday.", "2017-09-05"),
        ("The envoys met on Tuesday.", "2017-08-29"),
        ("They are due to meet on Friday.", "2017-09-01"),
        ("They are due on Friday.", "2017-09-08"),
        ("Roads were closed due to floods on Friday.", "2017-09-01"),
        ("The talks set a record on Friday.", "2017-09-01"),
        ("A summit is set for Friday.", "2017-09-08"),
        ("The envoys will meet in March.", "2018-03"),
        ("Talks went on from March to May 2011.", "2011-03"),
        ("The envoys will meet in November and again in February.", "2018-02"),
        ("The council will meet behind closed doors on Tuesday.", "2017-09-05"),
        ("She promised to decide by Friday.", "2017-09-08"),
        ("He flew home to rest on Friday.", "2017-09-01"),
        ("The two will resume their talks on grain in the old town hall on Friday.", "2017-09-08"),
        ("They look forward to the talks on Tuesday.", "2017-09-05"),
        ("The ministers served 1992 – 95 and left.", "1995"),
        ("In May 1962 it began. It ended on June 3.", "1962-06-03"),
    ],
)
def test_tense_and_neighbours_settle_the_date(text: str, value: str) -> None:
    dates = [m for m in find_entities(text, date=MONDAY) if m.type == "DATE"]
    assert value in [m.value for m in dates]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Friday, envoys will meet in Norlund.", "2017-09-08"),
        ("On Friday the envoys are to meet.", "2017-09-08"),
        ("Friday's talks will settle it.", "2017-09-08"),
        ("On Friday, envoys met and said they will meet again.", "2017-09-01"),
        ("She said on Friday that they will meet.", "2017-09-01"),
        ("I'll be there on Friday.", "2017-09-08"),
    ],
)
def test_weekday_follows_the_first_verb_of_its_sentence(text: str, value: str) -> None:
    assert [m.value for m in find_entities(text, date=MONDAY) if m.type == "DATE"] == [value]


def test_weekday_falls_in_the_week_named_behind_it() -> None:
    def values(text: str) -> list[str | None]:
        return [m.value for m in find_entities(text, date=MONDAY) if m.type == "DATE"]

    assert values("They vote on Thursday of next week.") == ["2017-09-14", "2017-W37"]
    assert values("They voted Thursday last week.") == ["2017-08-31", "2017-W35"]


def test_these_times_and_spans_are_no_dates(found: Found) -> None:
    text = "In today's world, the tasks of today grew over the past year toward a tomorrow."
    assert found(text, "DATE") == []
    assert found("As of today they agree.", "DATE") == [("today", "DATE")]


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("Good Friday", "2017-04-14"),
        ("Easter Monday 2019", "2019-04-22"),
        ("Thanksgiving", "2016-11-24"),
        ("fiscal year 2019", "2019"),
        ("FY2019", "2019"),
        ("September 2, 3, 5, and 8, 1998", "1998-09-02"),
    ],
)
def test_feasts_fiscal_years_and_lists_of_days(phrase: str, value: str) -> None:
    dates = find_entities(f"They met on {phrase} there.", date=MONDAY)
    assert [(m.text, m.value) for m in dates] == [(phrase, value)]


def test_the_may_elections_are_in_may(found: Found) -> None:
    assert found("They lost the May elections.", "DATE") == [("May", "DATE")]
    assert found("They joined the March for bread.", "DATE") == []


def test_month_behind_a_coming_one_is_past_where_its_verb_is(found: Found) -> None:
    text = "They barred her from voting in November and, in May, cancelled the permit."
    dates = find_entities(text, date="2017-06-04")
    assert [m.value for m in dates] == ["2016-11", "2017-05"]


def test_year_of_the_story_holds_for_long() -> None:
    story = "The treaty was signed on 3 May 1832. " + "The parties went on as before. " * 20
    dates = find_entities(f"{story}On 2 June it was broken.", date=MONDAY)
    assert [m.value for m in dates] == ["1832-05-03", "1832-06-02"]


def test_day_inside_another_name_is_no_date(found: Found) -> None:
    assert found("They praised the Good Friday Agreement.", "DATE") == []
    assert found("In today's global market, and today more than ever, it counts.", "DATE") == []


def test_that_month_is_in_the_year_of_the_story() -> None:
    text = "He left on 3 May 1909. That September, he returned."
    dates = find_entities(text, date=MONDAY)
    assert [(m.text, m.value) for m in dates] == [
        ("3 May 1909", "1909-05-03"), ("That September", "1909-09")
    ]  # fmt: skip
