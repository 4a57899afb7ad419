"""Which of the days that a page prints is the day of the article."""

from __future__ import annotations

import pytest
from diploread.index.article import DateValue, RawArticle
from diploread.index.cleaning.clean import clean
from diploread.index.cleaning.published import (
    date_behind_label,
    date_beside_words,
    date_in_title,
    main_date,
)
from diploread.index.cleaning.rules import load_rules

BODY = "\n\n".join(
    f"The harbour council of Maravel said that the ferries to the islands will run {when}, "
    "and that the fares will be the same as they have been since the treaty was signed."
    for when in ("in spring", "until the autumn", "every morning", "after the feast")
)
TITLE = "Ferries to the islands of Maravel will run again"


def date_of(*above: str, below: str = "") -> DateValue | None:
    text = "\n\n".join([*above, BODY, *filter(None, [below])])
    return clean(RawArticle(path="a.txt", raw=text), load_rules()).date


@pytest.mark.parametrize(
    "line",
    [
        "Posted on 4 May 2021 by harbourdesk",
        "Posted by Ilse Varga on Tuesday May 4, 2021 from the sea-and-land dept.",
        "This page was originally published on Tuesday, May 4, 2021.",
        "News - Published: 2021.05.04 | ferries | islands |",
        "On May 4, 2021May 9, 2021 By Ilse Varga In Travel",
        "By Ilse Varga May 4, 2021June 1, 2022",
        "Ilse Varga | Sea Writer | May 4, 2021 | 6 min read",
        "May 4, 2021 · 1,204 words · Ilse Varga",
        "Travel MAY 4, 2021 Updated: JUNE 1, 2022",
        "May 4, 2021Updated: June 1, 2022",
        "2021-05-04T08:10+02:00",
    ],
)
def test_the_day_of_publication_among_other_words(line: str) -> None:
    date = date_of(TITLE, line)
    assert date is not None and (date.value, date.basis) == ("2021-05-04", "text")


@pytest.mark.parametrize(
    "line",
    [
        "Updated May 4, 2021",
        "TravelMAY 3, 2021Updated: MAY 4, 2021 Ilse Varga",
        "By Ilse Varga Last Updated: May 4, 2021",
        "Issued on May 4, 2021, the report of the council presented a warning to the islands:",
        "Published every week since May 4, 2021",
        "© May 4, 2021 Harbour Post",
    ],
)
def test_what_is_no_day_of_publication_leaves_the_date_unknown(line: str) -> None:
    assert date_of(TITLE, line) is None


def test_days_of_other_articles_are_not_ours() -> None:
    teasers = "\n\n".join(
        f"Published on May {day}, 2021 by Ilse Varga\n\nOther news of the islands" for day in (3, 8)
    )
    assert date_of(TITLE, below=teasers) is None


def test_a_headline_may_end_in_the_day() -> None:
    date = date_of("Daily briefing of the harbour council – May 4, 2021")
    assert date is not None and date.value == "2021-05-04"
    assert date_in_title("The council since May 4, 2021 and later") is None
    assert date_in_title("The week of May 4") is None


def test_an_order_of_day_and_month_that_is_assumed_is_a_guess() -> None:
    date = date_of(TITLE, "04/09/2017")
    assert date is not None and (date.basis, date.value) == ("inferred", "2017-04-09")
    sure = date_of(TITLE, "24/09/2017")
    assert sure is not None and (sure.basis, sure.value) == ("text", "2017-09-24")


def test_the_first_of_several_days_is_meant_where_none_is_earlier() -> None:
    found = main_date("Ilse Varga, 4 May 2021, 6 June 2022")
    assert found is not None and found.value == "2021-05-04"
    assert main_date("Ilse Varga, 4 May 2021, 6 June 2019") is None
    assert main_date("Ilse Varga, 4 May") is None


def test_offsets_are_those_of_the_day_alone() -> None:
    line = "Posted by Ilse Varga on May 4, 2021 in Trade"
    found = date_behind_label(line)
    assert found is not None and line[found.start : found.end] == "May 4, 2021"
    line = "12 min read  Ilse Varga  May 4, 2021"
    found = date_beside_words(line)
    assert found is not None and line[found.start : found.end] == "May 4, 2021"
