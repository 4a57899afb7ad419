"""Which line is the headline, where a page prints it with other words or far above the text."""

from __future__ import annotations

import pytest
from diploread.index.article import RawArticle
from diploread.index.cleaning.clean import clean
from diploread.index.cleaning.rules import load_rules

BODY = "\n\n".join(
    f"The harbour council of Maravel said that the ferries to the islands will run {when}, "
    "and that the fares will be the same as they have been since the treaty was signed."
    for when in ("in spring", "until the autumn", "every morning", "after the feast")
)
TITLE = "Ferries to the islands of Maravel will run again"


def title_of(*above: str) -> str | None:
    text = "\n\n".join([*above, BODY])
    title = clean(RawArticle(path="a.txt", raw=text), load_rules()).title
    return title.text if title else None


@pytest.mark.parametrize("before", ["Home Sea News ", "3. ", "Islands > Sea > ", "Today: "])
def test_a_line_without_sections_number_or_kicker_is_preferred(before: str) -> None:
    assert title_of(TITLE, "4 May 2021", before + TITLE) == TITLE
    assert title_of(before + TITLE, TITLE) == TITLE


def test_the_place_that_a_headline_ends_with_is_no_headline() -> None:
    headline = "Remarks of the harbour master after the council, Vell Harbour"
    assert title_of(headline, "Vell Harbour") == headline


def test_a_long_list_may_stand_between_headline_and_text() -> None:
    items = [f"Pier {number}, {number + 3} boats" for number in range(60)]
    assert title_of(TITLE, "By Ilse Varga", "4 May 2021", *items) == TITLE
