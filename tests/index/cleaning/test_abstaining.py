"""Where the evidence is thin nothing is removed, dated or entitled on a guess."""

from __future__ import annotations

import pytest
from diploread.index.article import Cleaned, RawArticle
from diploread.index.cleaning.clean import clean
from diploread.index.cleaning.recurrence import Recurrence
from diploread.index.cleaning.rules import load_rules

FIRST = (
    "The harbor office of Lindholm has taken on a second clerk, who is to count the boats that "
    "come in at night and to write down what they carry, the office said.\n\n"
)
SECOND = (
    "It is the first time in eleven years that the office has grown, and the islands that share "
    "its cost with the mainland have asked to see the books before they pay.\n\n"
)


def made(text: str) -> Cleaned:
    return clean(RawArticle(path="a.txt", raw=text), load_rules())


def test_a_phrase_between_paragraphs_is_folded_not_removed() -> None:
    text = FIRST + "Further reading\n\nThe first ledger\n\nThe second ledger\n\n" + SECOND
    pieces = made("A second clerk at the quay\n\n" + text + FIRST + SECOND).removed
    assert all(piece.folded for piece in pieces if piece.kind == "related")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Published: 4 March 2031", "2031-03-04"),
        ("4 March 2031", "2031-03-04"),
        ("Published 4 March 2031, updated 9 March 2031", "2031-03-04"),
        ("Updated: 9 March 2031", None),
        ("Last modified on 9 March 2031", None),
    ],
)
def test_a_day_of_change_is_no_day_of_publication(line: str, value: str | None) -> None:
    date = made(f"A second clerk at the quay\n{line}\n\n{FIRST}{SECOND}").date
    assert (date.value if date else None) == value


def test_the_hour_of_a_comment_dates_no_article() -> None:
    comment = "Old Salt\n\n9 March 2031 at 9:47 pm\n\nAbout time too"
    assert made(f"A second clerk at the quay\n\n{FIRST}{SECOND}{comment}").date is None


def test_a_release_is_entitled_by_its_first_line() -> None:
    head = "Schedule of the Port Council, 9 March 2031\nNote\nOffice of the Council\n9 March 2031\n"
    names = "THE CHIEF CLERK OF THE COUNCIL OF THE PORT ADA LINDQVIST-NORDBY\n\n"
    cleaned = made(head + names + FIRST + SECOND)
    assert cleaned.title and cleaned.title.text == "Schedule of the Port Council, 9 March 2031"
    assert cleaned.date and cleaned.date.value == "2031-03-09"


def test_a_sentence_or_a_field_is_no_title() -> None:
    lead = "The clerk who counts the boats at night in Lindholm began on Monday.\n\n"
    assert made(lead + FIRST + SECOND).title is None
    assert made("SUBJECT: Boats that come in at night\n\n" + FIRST + SECOND).title is None


def test_a_headline_torn_after_a_small_word_is_one_line() -> None:
    text = "A second clerk for the harbor office of\nNorland\n\n" + FIRST + SECOND
    title = made(text).title
    assert title and title.text == "A second clerk for the harbor office of Norland"


@pytest.mark.parametrize(
    ("end", "torn"),
    [
        (" The mainland has since been asked for its opinion on the", True),
        (" The Harbor Office and the Old Quay", False),
        (" For the books of the office please write to clerk@harbor.example", False),
    ],
)
def test_headings_and_addresses_are_no_torn_sentences(end: str, torn: bool) -> None:
    text = FIRST.strip() + end + "\n\n" + SECOND
    assert any(flag.kind == "truncated-paragraph" for flag in made(text).flags) is torn


def test_recurring_lines_are_called_what_their_shape_says() -> None:
    rules, recurrence = load_rules(), Recurrence()
    bar, tags = "Home | Nation | Harbor | Culture\n\n", "* Boats\n* Night work\n"
    pages = [
        bar + f"Clerk {name} of the harbor\n\n" + text + tags
        for name, text in (("Ada", FIRST), ("Bo", SECOND), ("Cy", (FIRST + SECOND).upper().lower()))
    ]
    raws = [RawArticle(path=f"post/{n}.txt", raw=text) for n, text in enumerate(pages)]
    for raw in raws:
        recurrence.add("post", f"{raw.path}#0", raw)
    kinds = {
        piece.text: piece.kind for piece in clean(raws[0], rules, recurrence=recurrence).removed
    }
    assert kinds["Home | Nation | Harbor | Culture"] == "navigation"
    assert {kinds["* Boats"], kinds["* Night work"]} == {"tags"}


@pytest.mark.parametrize(
    ("byline", "value"),
    [
        ("By Ada Lindqvist | 4 March 2031", "2031-03-04"),
        ("By Ada Lindqvist | Updated 4 March 2031", None),
        ("By Ada Lindqvist", None),
    ],
)
def test_a_byline_may_print_the_day(byline: str, value: str | None) -> None:
    cleaned = made(f"A second clerk at the quay\n{byline}\n\n{FIRST}{SECOND}")
    assert cleaned.byline is not None
    assert (cleaned.date.value if cleaned.date else None) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Ines Vallory | Senior Writer | March 4, 2031", "2031-03-04"),
        ("4 March 2031 | 12 min read", "2031-03-04"),
        ("March 4, 2031 | 33 Comments", "2031-03-04"),
        ("The treaty was signed on March 4, 2031", None),
    ],
)
def test_the_day_is_read_beside_names_and_reading_time(line: str, value: str | None) -> None:
    date = made(f"A second clerk at the quay\n{line}\n\n{FIRST}{SECOND}").date
    assert (date.value if date else None) == value


def test_the_trail_of_sections_is_no_part_of_the_title() -> None:
    title = made(
        f"Home » A second clerk at the quay: counted, paid, and entered\n\n{FIRST}{SECOND}"
    ).title
    assert title is not None
    assert title.text == "A second clerk at the quay: counted, paid, and entered"
