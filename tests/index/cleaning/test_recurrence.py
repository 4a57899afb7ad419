"""Lines that stand in other pages of a source: furniture, unless they may be a headline."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.article import Cleaned, RawArticle
from diploread.index.cleaning.clean import clean, page_source
from diploread.index.cleaning.overrides import article_scope
from diploread.index.cleaning.recurrence import Recurrence
from diploread.index.cleaning.rules import load_rules

SUBJECTS = ["harbor dues", "cod quotas", "ferry times", "customs forms", "pilot boats", "ice maps"]


def page(number: int, headline: str, opening: str = "") -> RawArticle:
    subject = SUBJECTS[number % len(SUBJECTS)]
    text = (
        f"The Norland Gazette\nPress Statement\n{headline}\n\n"
        f"{opening}The cabinet of Norland met for {number + 3} hours on Tuesday to settle the "
        f"matter of {subject}, which has divided the ports of the country since the spring.\n\n"
        f"Nobody left before the vote on {subject} had been taken, an aide to the premier said, "
        f"and all {number + 11} members put their names under it.\n"
    )
    return RawArticle(path=f"norland/{number}.txt", raw=text)


def cleaned(pages: Sequence[RawArticle]) -> list[Cleaned]:
    rules, recurrence = load_rules(), Recurrence()
    for raw in pages:
        recurrence.add(page_source(raw, rules), article_scope(raw), raw)
    return [clean(raw, rules, recurrence=recurrence) for raw in pages]


def test_a_line_in_every_page_is_removed_and_says_where_else_it_stands() -> None:
    first = cleaned([page(n, f"Cabinet settles {SUBJECTS[n]}") for n in range(6)])[0]
    piece = next(p for p in first.removed if p.text == "Press Statement")
    assert piece.rule == "recur.source"
    assert piece.reason == "also in 5 other pages of this source"


def test_a_headline_used_twice_stays_the_headline() -> None:
    headlines = [f"Cabinet settles {SUBJECTS[n % 6]} {'abcdefghijkl'[n]}" for n in range(12)]
    headlines[2] = headlines[9] = "Norland marks its national day"
    made = cleaned([page(n, headline) for n, headline in enumerate(headlines)])
    assert [made[n].title.text for n in (2, 9) if made[n].title] == [headlines[2]] * 2


def test_half_a_sentence_is_never_furniture() -> None:
    pages = [
        page(n, f"Cabinet settles {SUBJECTS[n]}", "Allow me to say\nhow glad ") for n in range(6)
    ]
    for raw, made in zip(pages, cleaned(pages), strict=True):
        assert "Allow me to say" in made.body, raw.raw
