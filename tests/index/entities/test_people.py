"""People: the name without its title, the office beside it, one person under several names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from diploread.index.article import Mention
from diploread.index.entities.find import find_entities

Find = Callable[..., Mention]
Found = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Japanese Foreign Minister Orlo Vennick left.", "Orlo Vennick", "Foreign Minister", "jp"),
        ("Peru's Minister of Trade and Tourism Ana Belmar said no.", "Ana Belmar",
         "Minister of Trade and Tourism", "pe"),
        ("U.S. Deputy Secretary of State Hal Brandt agreed.", "Hal Brandt",
         "Deputy Secretary of State", "us"),
        ("Russian ambassador to Japan Pyotr Velin spoke.", "Pyotr Velin", "ambassador to Japan",
         "ru"),
        ("It was the spokesman Orlo Vennick who said it.", "Orlo Vennick", "spokesman", None),
        ("Orlo Vennick, the Kenyan trade minister, left.", "Orlo Vennick", "trade minister", "ke"),
        ("Orlo Vennick, foreign minister of Norway, left.", "Orlo Vennick",
         "foreign minister of Norway", "no"),
    ],
)  # fmt: skip
def test_title_stays_outside_and_gives_the_role(
    mention: Find, text: str, name: str, role: str, country: str | None
) -> None:
    one = mention(text, name)
    assert one.type == "PERSON"
    assert one.role == role
    assert one.country == (f"country/{country}" if country else None)


def test_surname_is_the_person_named_in_full(mention: Find) -> None:
    text = "Envoy Marta Quillfeather arrived. Later Quillfeather spoke to reporters."
    assert mention(text, "Quillfeather").id == "person/marta-quillfeather"
    assert mention(text, "Quillfeather").name == "Marta Quillfeather"


def test_full_name_may_come_later(mention: Find) -> None:
    text = "Minister Quillfeather arrived. It was the first visit of Marta Quillfeather."
    assert mention(text, "Quillfeather").id == "person/marta-quillfeather"


def test_surname_alone_is_a_person_too(mention: Find) -> None:
    one = mention("Minister Quillfeather arrived.", "Quillfeather")
    assert (one.id, one.name) == ("person/quillfeather", "Quillfeather")


def test_typing_error_of_one_letter_is_the_same_person(mention: Find) -> None:
    text = "Minister Marta Quillfeather arrived. Reporters asked Quilfleather nothing."
    assert mention(text, "Quilfleather").id == "person/marta-quillfeather"
    assert mention(text, "Quilfleather").confidence < 1


def test_two_people_of_one_surname_are_kept_apart() -> None:
    text = (
        "President Ana Belmar met Senator Jorge Belmar. Ana Belmar smiled. Belmar said nothing. "
        "Then Jorge Belmar left. Belmar told reporters so."
    )
    ids = [m.id for m in find_entities(text) if m.text == "Belmar"]
    assert ids == ["person/ana-belmar", "person/jorge-belmar"]


def test_middle_initial_does_not_make_another_person(mention: Find) -> None:
    text = "Ambassador Hal J. Brandt spoke."
    assert mention(text, "Hal J. Brandt").id == "person/hal-brandt"


def test_hyphens_and_particles_belong_to_the_name(found: Found) -> None:
    text = "President Orl Jae-in met Hamad al-Orri and Prime Minister Ursel von der Linde."
    assert found(text, "PERSON") == [
        ("Orl Jae-in", "PERSON"), ("Hamad al-Orri", "PERSON"), ("Ursel von der Linde", "PERSON"),
    ]  # fmt: skip


def test_name_broken_by_a_line_end_is_one_name(mention: Find) -> None:
    text = "The talks were led for many hours by Foreign Minister Marta\nQuillfeather of Peru."
    assert mention(text, "Marta Quillfeather").text == "Marta\nQuillfeather"


def test_counterpart_holds_the_same_office(mention: Find) -> None:
    text = "Japanese Trade Minister Orlo Vennick met his Kenyan counterpart Amos Ruto-Bell."
    assert mention(text, "Amos Ruto-Bell").role == "Trade Minister"
    assert mention(text, "Amos Ruto-Bell").country == "country/ke"


def test_ordinary_capitals_are_nobody(found: Found) -> None:
    assert found("The Annual Budget Question was put. They left.", "PERSON") == []
    assert found("MPs asked. High Commissioner. Private Notice Question.", "PERSON") == []


def test_title_of_the_article_lends_its_names(mention: Find) -> None:
    one = mention("Minister Vennick left.", "Vennick", title="Orlo Vennick leaves")
    assert one.id == "person/orlo-vennick"


@pytest.mark.parametrize(
    "text",
    [
        "The freighter Orla Venn sailed at noon.",
        "The Lady Vennick sailed. He could not spell Vennick.",
        "Smoke rose from the frigate Sella Vennick, he said.",
    ],
)
def test_a_ship_is_no_person(found: Found, text: str) -> None:
    assert found(text, "PERSON") == []


def test_a_role_in_capitals_is_shown_as_elsewhere(mention: Callable[..., Mention]) -> None:
    assert mention("FOREIGN MINISTER RUIZEL: Thank you.", "RUIZEL").role == "Foreign Minister"


def test_a_word_for_a_place_may_be_a_surname(found: Found) -> None:
    assert found("Lena Marsh, a reporter, spoke.", "PERSON", "LOC") == [("Lena Marsh", "PERSON")]
    assert found("They camped in Lena Marsh.", "PERSON", "LOC") == [("Lena Marsh", "LOC")]


def test_state_secretary_is_an_office_of_its_own(mention: Find) -> None:
    assert mention("State Secretary Orlo Vennick left.", "Orlo Vennick").role == "State Secretary"


def test_labels_hours_and_contractions_are_no_names(found: Found) -> None:
    text = "11:36 A.M. EDT\n\nQ Vennick, can you say more? I’m Orlo Vennick En Route Lima."
    assert found(text, "PERSON") == [("Vennick", "PERSON"), ("Orlo Vennick", "PERSON")]


def test_before_the_owning_country_stands_no_place(found: Found) -> None:
    text = "They met Shalmo Argovitz, Peru’s ambassador."
    assert ("Shalmo Argovitz", "GPE") not in found(text)


def test_the_surname_of_a_leader_in_office_needs_no_title(mention: Find) -> None:
    text = "In the face of Macron there was no doubt."
    one = mention(text, "Macron", date="2022-03-04")
    assert (one.id, one.how) == ("person/emmanuel-macron", "office:own")
    assert one.confidence < 0.8
    before = [m.id for m in find_entities(text, date="1999-03-04")]
    assert "person/emmanuel-macron" not in before


def test_one_person_has_one_name_with_or_without_the_initial() -> None:
    for text in ("Envoy Orlo P. Vennick left.", "Envoy Orlo Vennick left."):
        (one,) = find_entities(text)
        assert (one.id, one.name) == ("person/orlo-vennick", "Orlo Vennick")


def test_words_of_a_headline_behind_a_name_are_not_of_it(found: Found) -> None:
    assert found("Readout of President Ana Belmar Call with Minister Orlo Vennick", "PERSON") == [
        ("Ana Belmar", "PERSON"), ("Orlo Vennick", "PERSON"),
    ]  # fmt: skip


def test_a_title_before_small_particles_and_a_post_that_is_no_house(found: Found) -> None:
    assert found("Commission President von der Leyden left.", "PERSON") == [
        ("von der Leyden", "PERSON")
    ]
    text = "White House Press Secretary Ana Belmar left. The Norland Press Council met."
    assert found(text, "ORG") == [("White House", "ORG"), ("Norland Press Council", "ORG")]


def test_family_name_before_an_administration_or_regime(found: Found) -> None:
    text = "Envoys of the Vennick administration met the Federal administration."
    assert found(text, "PERSON", "ORG") == [("Vennick", "PERSON")]


def test_subjects_of_a_title_are_not_of_the_name(found: Found) -> None:
    text = "Under Secretary for Trade, Democracy, and Human Rights Laura Vennick left."
    assert found(text, "PERSON") == [("Laura Vennick", "PERSON")]
    text = "She thanked Bureau of Oceans and Scientific Affairs head Ana Belmar."
    assert ("Ana Belmar", "PERSON") in found(text, "PERSON")


def test_letter_opens_with_its_reader(found: Found) -> None:
    assert found("Dear Mr. Vennick:\n\nThank you.", "PERSON") == [("Vennick", "PERSON")]


def test_monarchs_keep_their_number(mention: Find) -> None:
    text = "King Eldric II arrived. Eldric stayed."
    assert mention(text, "Eldric II").id == "person/eldric-ii"
    assert mention(text, "Eldric").id == "person/eldric-ii"


def test_spellings_and_long_forms_of_a_known_name_are_one_person(mention: Find) -> None:
    text = "President {} arrived."
    for name in ("Volodymyr Zelensky", "Vladimir Zelenskiy", "Volodymyr Zelenskyy"):
        assert mention(text.format(name), name).id == "person/volodymyr-zelenskyy"
    one = mention("Antony John Blinken arrived.", "Antony John Blinken", date="2022-05-04")
    assert one.name == "Antony Blinken"


def test_two_surnames_behind_a_title_are_those_of_the_full_name(mention: Find) -> None:
    text = "Minister Ruiz Belmar left. It was the last visit of Ana Ruiz Belmar."
    assert mention(text, "Ruiz Belmar").id == "person/ana-ruiz-belmar"


def test_titles_in_capitals_are_read_like_others(found: Found) -> None:
    text = "DEPUTY SECRETARY OF STATE WANDA R. VENNICK\n\nShe left. Orlo B. Vennick Jr. stayed."
    assert found(text) == [("WANDA R. VENNICK", "PERSON"), ("Orlo B. Vennick Jr.", "PERSON")]


def test_verbs_of_headlines_are_no_part_of_a_name(found: Found) -> None:
    assert found("Secretary Vennick Tests Positive\n\nHe rests.") == [("Vennick", "PERSON")]
    assert found("Peru Signs Orlo Accords") == [("Peru", "GPE"), ("Orlo Accords", "EVENT")]


def test_initials_before_a_name_are_no_given_name(found: Found) -> None:
    assert found("GX Vernola said on Monday that it would build.", "PERSON") == []


def test_family_name_first_is_the_same_person(mention: Find) -> None:
    one = mention("Prime Minister Kishida Fumio arrived.", "Kishida Fumio")
    assert one.id == "person/fumio-kishida"


def test_family_name_of_two_words_is_known_again(found: Found) -> None:
    text = "They praised Martin Van Vennick. Provisions of Van Vennick remain."
    assert found(text, "PERSON") == [("Martin Van Vennick", "PERSON"), ("Van Vennick", "PERSON")]


def test_hyphened_offices_and_posts_of_a_house(mention: Find) -> None:
    one = mention("UN Secretary-General Orlo Vennick left.", "Orlo Vennick")
    assert one.role == "Secretary-General"
    one = mention("White House Counsel Ana Belmar left.", "Ana Belmar")
    assert one.role == "Counsel"


def test_form_of_address_ends_what_stands_before(found: Found) -> None:
    text = "Vennick Welcomes Professor Orlo\n\nProfessor Orlo spoke."
    assert ("Orlo", "PERSON") in found(text)
    assert not [text for text, _ in found(text) if "Professor" in text]


def test_time_in_power_names_one_or_two(found: Found) -> None:
    text = "They praised the Biden Administration and the Biden-Harris Administration."
    assert found(text) == [("Biden", "PERSON"), ("Biden", "PERSON"), ("Harris", "PERSON")]


def test_what_two_do_in_a_headline_is_no_name(found: Found) -> None:
    text = "Minister Ruiz and Ambassador Vennick Conclude Trip to Peru"
    assert found(text) == [("Ruiz", "PERSON"), ("Vennick", "PERSON"), ("Peru", "GPE")]


def test_surname_that_is_a_people_ends_a_name(found: Found) -> None:
    assert found("They met the leader Ersin Tatar today.", "PERSON") == [("Ersin Tatar", "PERSON")]


def test_particles_with_a_capital_or_an_apostrophe_stay_in_the_name(found: Found) -> None:
    text = "Mr. Orlo d’Venn Belmar and Professor Ana Belmar Do Vennick left the War of 1812 aside."
    assert found(text) == [
        ("Orlo d’Venn Belmar", "PERSON"), ("Ana Belmar Do Vennick", "PERSON"),
        ("War of 1812", "EVENT"),
    ]  # fmt: skip


def test_two_in_power_are_those_of_the_day(mention: Find) -> None:
    text = "The Biden-Harris Administration agreed."
    assert mention(text, "Harris", date="2022-02-10").id == "person/kamala-harris"


def test_titles_with_designate_and_royal_ones(found: Found) -> None:
    text = "Minister-Designate Ana Belmar met His Royal Highness Orlo bin Venn Al Vennick."
    assert found(text) == [("Ana Belmar", "PERSON"), ("Orlo bin Venn Al Vennick", "PERSON")]


def test_people_by_another_spelling_or_the_family_name_in_it() -> None:
    from diploread.index.entities.gazetteer import load

    for slug in ("volodymyr-zelensky", "zelensky", "zelenskiy"):
        assert load().people(slug) == {"Volodymyr Zelenskyy"}
    assert load().people("vennick") == frozenset()
