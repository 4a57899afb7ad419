"""Organisations: where a name ends, short forms, ministries, outlets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from diploread.index.article import Mention
from diploread.index.entities.find import find_entities
from diploread.index.entities.survey import survey

Find = Callable[..., Mention]
Found = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    "name",
    [
        "Norland Trade Council",
        "Ministry of Foreign Affairs",
        "Committee on Fisheries and Forests",
        "Trade and Industry Ministry",
        "Bank of Norland",
        "Orlo Women's Union",
        "Organization for Northern Cooperation",
        "Radio Orlo",
    ],
)
def test_where_a_name_ends(found: Found, name: str) -> None:
    assert found(f"Officials of the {name} agreed on Monday.", "ORG") == [(name, "ORG")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Security Council", "Security Council"),
        ("the U.N. Security Council", "U.N. Security Council"),
        ("the UN Security\nCouncil", "UN Security Council"),
    ],
)
def test_short_and_long_forms_are_one(mention: Find, text: str, name: str) -> None:
    assert (
        mention(f"After many days of talks and of silence it was put before {text} again.", name).id
        == "org/un-security-council"
    )


def test_acronym_in_brackets_names_the_long_form(mention: Find) -> None:
    text = "The Norland Trade Council (NTC) met. The NTC agreed."
    assert mention(text, "NTC").id == mention(text, "Norland Trade Council").id


def test_ministry_has_one_name_however_it_is_worded(mention: Find) -> None:
    names = {
        mention("The Kenyan Foreign Ministry agreed.", "Kenyan Foreign Ministry").name,
        mention("Kenya's Ministry of Foreign Affairs agreed.", "Ministry of Foreign Affairs").name,
    }
    assert names == {"Ministry of Foreign Affairs (Kenya)"}


def test_embassy_is_that_of_a_country_in_a_city(mention: Find) -> None:
    text = "The Kenyan Embassy in Tokyo agreed."
    assert mention(text, "Kenyan Embassy").name == "Embassy of Kenya, Tokyo"


def test_generic_words_are_no_organisations(found: Found) -> None:
    assert found("The council met; the ministry agreed; The Agency left.", "ORG") == []


def test_neighbours_tell_what_an_unknown_name_is(found: Found) -> None:
    text = "Shares of Vestrolux rose. The newspaper Morganposten said so."
    assert found(text) == [("Vestrolux", "ORG"), ("Morganposten", "ORG")] or found(text) == [
        ("Morganposten", "ORG")
    ]


def test_events(mention: Find) -> None:
    text = "The six-party talks ended before the Orlo Peace Conference."
    assert mention(text, "six-party talks").id == "event/six-party-talks"
    assert mention(text, "Orlo Peace Conference").type == "EVENT"


def test_two_parties_and_their_meeting_or_body_are_one_name(found: Found) -> None:
    text = "They left the U.S.-Africa Leaders Summit, the NATO-Kenya Council and U.S.-China talks."
    assert found(text) == [
        ("U.S.-Africa Leaders Summit", "EVENT"), ("NATO-Kenya Council", "ORG"),
        ("U.S.", "GPE"), ("China", "GPE"),
    ]  # fmt: skip
    assert found("They praised the U.S.-Kenya Alliance.") == [("U.S.", "GPE"), ("Kenya", "GPE")]


def test_mission_takes_the_city_right_behind_it(found: Found) -> None:
    text = (
        "She left U.S. Embassy Oslo and the U.S. Consulate General Lagos, not the Embassy in Oslo."
    )
    assert found(text, "ORG", "GPE") == [
        ("U.S. Embassy Oslo", "ORG"), ("U.S. Consulate General Lagos", "ORG"), ("Oslo", "GPE"),
    ]  # fmt: skip


def test_body_and_its_summit_are_one_event(found: Found) -> None:
    assert found("They met at the NATO Summit.") == [("NATO Summit", "EVENT")]


def test_last_words_of_a_longer_name_are_that_body(mention: Find) -> None:
    text = "The Orlovian Fisheries Council met. Later the Fisheries Council adjourned."
    assert mention(text, "Fisheries Council").id == mention(text, "Orlovian Fisheries Council").id


def test_acronym_of_a_law_is_no_body(found: Found) -> None:
    text = "Under the Lake Waters Act (12 U.S.C. 3) (LWAX) it is banned. The LWAX is old."
    assert found(text, "ORG") == []


def test_body_named_after_a_known_one_of_another_country(found: Found) -> None:
    text = "The Kenyan Food and Drug Administration met the National Reef and Shoal Agency."
    assert found(text) == [
        ("Kenyan Food and Drug Administration", "ORG"), ("National Reef and Shoal Agency", "ORG")
    ]  # fmt: skip


def test_offices_firms_and_many(found: Found) -> None:
    text = "He left the Office of the Vice President for Vennick Lamp Company, LLC, and others."
    assert found(text) == [
        ("Office of the Vice President", "ORG"), ("Vennick Lamp Company, LLC", "ORG")
    ]  # fmt: skip
    assert found("They thank the Relief Organizations and the Department.") == []


def test_meeting_of_two_parties_is_one_event(found: Found) -> None:
    text = "The U.S.-EU Dialogue came after the Spanish-Kenyan War."
    assert found(text) == [("U.S.-EU Dialogue", "EVENT"), ("Spanish-Kenyan War", "EVENT")]


def test_lists_and_posts_in_names_of_bodies(found: Found) -> None:
    text = (
        "The Bureau of Migration, Refugees, and Trade Senior Official met the Ministry for Water"
        " and Energy Rita Vennick. Mail from Houston, TX, came."
    )
    assert found(text) == [
        ("Bureau of Migration, Refugees, and Trade", "ORG"),
        ("Ministry for Water and Energy", "ORG"), ("Rita Vennick", "PERSON"), ("Houston", "GPE"),
    ]  # fmt: skip


def test_country_is_a_country_though_first_met_as_adjective(mention: Find) -> None:
    mentions = find_entities("Kenyan envoys and Kenyan traders met.")
    (row,) = survey([("a", None, mentions)])
    assert (row.id, row.type) == ("country/ke", "GPE")


def test_ministerial_of_a_body_and_rooms(found: Found) -> None:
    assert found("She joined the G20 Culture Ministerial.") == [
        ("G20 Culture Ministerial", "EVENT")
    ]
    assert found("They met in the Vennick Orlo Room.") == [("Vennick Orlo Room", "LOC")]
    assert (
        found("Dismantling an Oil Smuggling Network Across Borders\n\nToday we act.", "ORG") == []
    )


def test_congress_is_that_of_the_country_the_text_is_of(mention: Find) -> None:
    ours = "The United States sent aid. Envoys of the United States thanked Congress."
    assert mention(ours, "Congress").id == "org/us-congress"
    assert mention(ours, "Congress").confidence < 1
    others = "Kenya sent aid to Peru. Kenyan envoys thanked Congress."
    assert mention(others, "Congress").id == "org/congress"


def test_laws_and_programmes_are_names_of_no_kind(found: Found) -> None:
    text = "The Americans with Disabilities Act and the American Rescue Plan passed."
    assert found(text) == []
    assert found("Targeting Hamas Investment Network and Finance Official", "ORG") == [
        ("Hamas", "ORG")
    ]


def test_days_and_parties_of_a_body(found: Found) -> None:
    assert found("They marked Armed Forces Day.") == [("Armed Forces Day", "EVENT")]
    text = "Senate Republicans and the Republican Senate leader objected."
    assert found(text) == [
        ("Senate", "ORG"), ("Republicans", "NORP"), ("Republican", "NORP"), ("Senate", "ORG")
    ]  # fmt: skip
    assert found("She joined the Orlo Center for Reef Law.") == [
        ("Orlo Center for Reef Law", "ORG")
    ]


def test_acronym_of_a_designation_is_no_body(found: Found) -> None:
    text = "It named them a Foreign Terrorist Organization (FTO). The FTO list is long."
    assert found(text, "ORG") == []
