"""The labels that the paragraph and page models are trained on."""

from __future__ import annotations

from tests.evaluation.labels import ARTICLE, FURNITURE, NEUTRAL, label

GOLD = (
    "The ferry office has opened a second quay on the island, its clerk said on Monday.\n"
    "Tariffs\n"
    "Nobody in the village had asked for it, and few expect to use it before the spring."
)


def test_a_unit_is_article_where_the_gold_holds_its_words() -> None:
    units = [
        "A second quay",
        "Share this page",
        *GOLD.splitlines(),
        "Read also: the old lighthouse",
    ]
    found = label(units, GOLD, "A second quay")
    assert found == [NEUTRAL, FURNITURE, ARTICLE, ARTICLE, ARTICLE, FURNITURE]


def test_a_short_unit_is_article_where_it_stands_in_the_gold_only() -> None:
    first, heading, last = GOLD.splitlines()
    assert label([heading, first, heading, last], GOLD) == [FURNITURE, ARTICLE, ARTICLE, ARTICLE]
    assert label([first, "Monday", "Menu and search", last], GOLD)[1:3] == [FURNITURE] * 2
