"""Any text: no exception, exact offsets, no overlap, linear time; what is no prose gives little."""

from __future__ import annotations

import random
import time

import pytest
from diploread.index.entities.find import find_entities
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = [
    "Japanese",
    "Foreign",
    "Minister",
    "Orlo",
    "Vennick",
    "said",
    "Monday",
    "that",
    "the",
    "U.N.",
    "Security",
    "Council",
    "of",
    "North",
    "Korea",
    ",",
    ".",
    "(",
    ")",
    "-",
    "'",
    '"',
    "\n\n",
    "\n",
    "May",
    "3",
    "2017",
    "7th",
    "G-20",
    "al-Qaida",
    "Sino",
    "-",
    "the",
    "North",
    "and",
    "South",
    "of",
    "for",
    "&",
    "Trade",
    "Ministry",
    "Tokyo",
    "ago",
    "last",
    "week",
    "Jae-in",
    "St.",
    "King",
    "Amir",
    "bin",
    "de",
    "'s",
    "“",
    "”",
    "é",
    "Ж",
    "中",
    "́",
]

PIECES = st.lists(st.sampled_from([*WORDS, " ", "  ", "\t"]) | st.text(max_size=6), max_size=60)


def check(text: str, title: str = "") -> None:
    end = 0
    for mention in find_entities(text, title=title, date="2017-09-04"):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= end
        assert mention.text == mention.text.strip()
        assert 0 < mention.confidence <= 1
        assert mention.how
        end = mention.end


@settings(max_examples=300)
@given(PIECES, st.sampled_from([" ", "", "\n"]), st.sampled_from(["", "Orlo Vennick leaves"]))
def test_promises_hold_for_any_text(pieces: list[str], glue: str, title: str) -> None:
    check(glue.join(pieces), title)


def test_promises_hold_for_shuffled_sentences() -> None:
    chance = random.Random(7)
    for _ in range(300):
        check(" ".join(chance.choices(WORDS, k=80)))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\n", "a", "A", ".", "-" * 500, "A" * 5000, "(" * 500, "\x00\x1b[31m",
        "\ud800", "of of of Of Of", "’s ’s", "1" * 4000, "May " * 300, "\u202eTokyo",
    ],
)  # fmt: skip
def test_odd_texts(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "piece",
    ["Orlo ", "Minister of ", "a ", "Vennick, ", "North and ", "May 1 ", "A. ", "King ", "al-",
     "Trade and ", "Tokyo's ", "last ", "9 days ", "Ministry of Trade and ", "\n"],
)  # fmt: skip
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        before = time.process_time()
        find_entities(text, date="2017-09-04")
        return time.process_time() - before

    seconds(100)
    small = max(min(seconds(2_000) for _ in range(3)), 0.002)
    assert seconds(32_000) < 64 * small  # sixteen times the text; quadratic would be 256


def test_all_capitals_degrade_to_fewer_mentions() -> None:
    text = "MINISTERS OF JAPAN AND KENYA AGREE ON NEW PLAN FOR TRADE IN TOKYO THIS YEAR"
    named = {m.text for m in find_entities(text) if m.type != "DATE"}
    assert {"JAPAN", "KENYA", "TOKYO"} <= named
    assert not any(m.type == "PERSON" for m in find_entities(text))


def test_small_letters_and_other_scripts_give_nothing() -> None:
    assert find_entities("the minister of trade said that tokyo and kenya agreed.") == ()
    assert find_entities("外相は東京で記者団に語った。 Министр заявил в Токио.") == ()


def test_ocr_junk_is_no_name() -> None:
    text = "Tl1e m!n~ster ,;: s4id | lI1 |_ ^ Th3 %% 0f 1ll. iN tHe eNd"
    assert [m for m in find_entities(text) if m.type in ("PERSON", "ORG")] == []


def test_names_of_short_words_in_capitals() -> None:
    assert [m.id for m in find_entities("TALKS IN NEW YORK AND IN SAN SALVADOR END")] == [
        "city/new-york-city",
        "city/san-salvador",
    ]


def test_person_in_capitals_is_the_person_of_the_text() -> None:
    text = "Envoy Orlo Vennick spoke.\n\nENVOY VENNICK: We agree."
    assert {m.id for m in find_entities(text) if m.type == "PERSON"} == {"person/orlo-vennick"}


def test_words_of_headings_are_no_part_of_a_name() -> None:
    for heading in (
        "Remarks to the Press",
        "Opening Remarks at the Forum",
        "Statements",
        "En Route",
    ):
        text = f"Secretary Ilse Q. Marrow {heading}"
        assert [m.text for m in find_entities(text) if m.type == "PERSON"] == ["Ilse Q. Marrow"]


def _marked(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.type) for m in find_entities(text, date="2022-09-14")]


def test_headlines_in_capitals_give_what_is_known() -> None:
    text = (
        "VENNICK SAYS THREAT IS GRAVE AS TALKS ON TAIWAN FAIL\n"
        "U.S. SANCTIONS FOUR FIRMS OVER OIL TRADE\n"
        "SECURITY COUNCIL TO MEET"
    )
    assert _marked(text) == [("TAIWAN", "GPE"), ("U.S.", "GPE"), ("SECURITY COUNCIL", "ORG")]
    assert _marked("A SPOKESMAN FOR THE STATE DEPARTMENT DECLINED.") == [
        ("STATE DEPARTMENT", "ORG")
    ]


def test_other_languages_give_known_places_and_whole_names_alone() -> None:
    text = (
        "El ministro de Asuntos Lejanos dijo el lunes que Norlandia y Sudria van a celebrar una"
        " cumbre en Rabat con Maria Vennick, y que la Liga Azul no va a participar en ella."
    )
    assert _marked(text) == [("Rabat", "GPE"), ("Maria Vennick", "PERSON")]
    assert _marked("Министр НДП сказал в среду, что НДП не участвует.") == []


def test_scraps_of_a_poor_scan_are_no_people() -> None:
    text = "Mr. V0nnick met Mr Tr ump, Mrs. K0no and the Pres ident."
    assert [text for text, kind in _marked(text) if kind == "PERSON"] == []
