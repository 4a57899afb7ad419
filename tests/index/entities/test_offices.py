"""Offices with dates: who held one on the article's day, always shown as inferred."""

from __future__ import annotations

from collections.abc import Callable

from diploread.index.article import Mention
from diploread.index.entities.context import context_of
from diploread.index.entities.officials import Office, common_name, office_key

Find = Callable[..., Mention]


def test_dated_list_gives_the_full_name(mention: Find) -> None:
    one = mention("Ambassador Hagerty arrived.", "Hagerty", date="2018-03-01")
    assert one.id == "person/william-hagerty"
    assert one.how == "office:pocom"
    assert one.confidence < 1


def test_outside_the_term_the_surname_is_all_we_know(mention: Find) -> None:
    one = mention("Ambassador Hagerty arrived.", "Hagerty", date="1999-03-01")
    assert one.id == "person/hagerty"


def test_without_a_date_nothing_is_inferred(mention: Find) -> None:
    assert mention("Ambassador Hagerty arrived.", "Hagerty").id == "person/hagerty"


def test_country_of_the_title_must_fit(mention: Find) -> None:
    one = mention("Peruvian Ambassador Hagerty arrived.", "Hagerty", date="2018-03-01")
    assert one.id == "person/hagerty"


def test_own_offices_go_before(mention: Find) -> None:
    context = context_of(
        {"people": [{"name": "Orlo Vennick", "offices": [{"role": "Minister of Trade"}]}]}
    )
    one = mention("Trade Minister Vennick left.", "Vennick", date="2020-01-02", context=context)
    assert one.id == "person/orlo-vennick"
    one = mention("Health Minister Vennick left.", "Vennick", date="2020-01-02", context=context)
    assert one.id == "person/vennick"


def test_wordings_of_one_office() -> None:
    same = ["Secretary of Defense", "Defense Secretary", "defence minister", "Minister of Defence"]
    assert {office_key(role) for role in same} == {"defense minister"}
    assert office_key("Deputy Foreign Minister") != office_key("Foreign Minister")
    assert office_key("chairman") == ""


def test_common_name_drops_what_is_seldom_said() -> None:
    assert common_name("Orlo P. Vennick III") == "Orlo Vennick"
    assert common_name("Kim Orl") == "Kim Orl"


def test_office_is_held_from_day_to_day() -> None:
    office = Office("A B", "President", "country/pe", "", "2000-01-02", "2001-03-04", "own")
    assert office.held_on("2000-01-02")
    assert not office.held_on("2001-03-05")
