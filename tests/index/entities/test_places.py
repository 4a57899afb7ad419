"""Countries, cities, capitals that stand for governments, regions, peoples."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from diploread.index.article import Mention

Find = Callable[..., Mention]
Found = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The DPRK agreed.", "DPRK"),
        ("Envoys of N. Korea agreed.", "N. Korea"),
        ("Talks with North Korea and a promise from the North failed.", "North"),
        ("Envoys from Seoul and North and South Korea agreed.", "North"),
        ("Sanctions on Pyongyang stay.", "Pyongyang"),
        ("PYONGYANG agreed with the DPRK.", "PYONGYANG"),
    ],
)
def test_names_of_one_country(mention: Find, text: str, words: str) -> None:
    one = mention(text, words)
    assert (one.id, one.name, one.type) == ("country/kp", "North Korea", "GPE")


@pytest.mark.parametrize(
    ("text", "metonym"),
    [
        ("Tokyo urged restraint.", True),
        ("Talks between Tokyo and Washington failed.", True),
        ("They met opposition from Tokyo.", True),
        ("The pressure on Tokyo grew.", True),
        ("They met in Tokyo.", False),
        ("She flew back to Tokyo.", False),
        ("The outskirts of Tokyo flooded.", False),
        ("TOKYO - The talks went on.", False),
        ("TOKYO, March 3 - The talks went on.", False),
        ("A Tokyo-based group agreed.", False),
    ],
)
def test_capital_as_government_or_as_city(mention: Find, text: str, metonym: bool) -> None:
    one = next(m for m in [mention(text, "TOKYO" if "TOKYO" in text else "Tokyo")])
    assert one.metonym is metonym
    assert one.id == ("country/jp" if metonym else "city/tokyo")


def test_adjective_and_people(found: Found, mention: Find) -> None:
    text = "Japanese and Kenyan envoys met Sunni leaders; the Poles left."
    assert [t for t, _ in found(text, "NORP")] == ["Japanese", "Kenyan", "Sunni", "Poles"]
    assert mention(text, "Kenyan").id == "country/ke"
    assert mention(text, "Sunni").id == "norp/sunni-islam"


def test_adjective_belongs_to_the_body(found: Found) -> None:
    assert found("The Kenyan Foreign Ministry agreed.") == [("Kenyan Foreign Ministry", "ORG")]


def test_regions_and_unknown_places(found: Found) -> None:
    text = "Ships crossed the Sea of Japan to Lake Orlo, near Orlostad in Vennick province."
    assert found(text, "LOC", "GPE") == [
        ("Sea of Japan", "LOC"), ("Lake Orlo", "LOC"), ("Orlostad", "GPE"), ("Vennick", "GPE"),
    ]  # fmt: skip


def test_the_west_needs_its_article(found: Found) -> None:
    assert ("West", "LOC") in found("Relations with the West soured.")
    assert found("West of the river, Fed up, they left.") == []


def test_capital_in_a_list_with_a_city_is_a_city(mention: Find) -> None:
    assert mention("She will travel to Kyoto and Tokyo.", "Tokyo").id == "city/tokyo"


def test_adjective_with_a_head_of_nature_is_a_place(found: Found) -> None:
    assert found("They shared the Samoan Islands.", "LOC") == [("Samoan Islands", "LOC")]


def test_addresses_name_nothing(found: Found) -> None:
    assert found("Write to Orlo.Vennick@Tokyo.example or see https://Kenya.example/Tokyo") == []


def test_spellings_of_a_capital_are_one_city(mention: Find) -> None:
    for name in ("Kiev", "Kyiv"):
        assert mention(f"They met in {name}.", name).id == "city/kyiv"
    assert mention("They met in Washington, D.C., again.", "Washington, D.C.").id == (
        "city/washington"
    )


def test_direction_before_a_region_belongs_to_it(found: Found) -> None:
    assert found("Aid for Northern Central America grew.") == [("Northern Central America", "LOC")]


def test_quarter_that_begins_like_a_title(found: Found) -> None:
    assert found("Families of Sheikh Jarrah protested.") == [("Sheikh Jarrah", "LOC")]


def test_capital_before_its_country_is_the_city(mention: Find) -> None:
    text = "Flights connect Nairobi, Kenya and Oslo, Norway."
    assert (mention(text, "Nairobi").id, mention(text, "Oslo").id) == ("city/nairobi", "city/oslo")


def test_gulfs_islands_and_saints(found: Found) -> None:
    text = "Ships left the Gulf of Orlo for Vennick's Island. He lived in St. Orlo."
    assert found(text) == [
        ("Gulf of Orlo", "LOC"), ("Vennick's Island", "LOC"), ("St. Orlo", "GPE")
    ]  # fmt: skip


def test_directions_share_a_region(mention: Find) -> None:
    text = "Members came from Northeast and Southeast Asia."
    assert mention(text, "Northeast").id == "place/northeast-asia"
    assert mention(text, "Southeast Asia").id == "place/southeast-asia"


def test_capital_before_a_comma_and_in_a_list_is_a_city(mention: Find) -> None:
    assert mention("He will travel to Kyoto, Nairobi, and Oslo.", "Oslo").id == "city/oslo"


def test_summit_of_a_place_is_an_event_and_new_things_are_no_place(found: Found) -> None:
    assert found("They met at the Kyoto Summit.") == [("Kyoto Summit", "EVENT")]
    assert found("They opened the New Temporary Exhibition.") == []


def test_full_name_of_a_state_is_the_country(mention: Find) -> None:
    one = mention("They thanked the Republic of Uruguay.", "Republic of Uruguay")
    assert (one.type, one.id) == ("GPE", "country/uy")
