"""Bytes become text: marks, UTF-8, declarations, detection; and the bytes can be found again."""

from __future__ import annotations

import pytest
from diploread.index.reading.decode import declared_in, decode, overridden, override_for, text_codec
from hypothesis import given
from hypothesis import strategies as st

WIRE = "“We won’t sign,” she said — the €500m plan for Müller’s café… " * 6
JAPANESE = "港の町は、新しい協定に署名した。町長は「また港がある」と述べた。" * 6
RUSSIAN = "Портовый город подписал новое соглашение с соседями. " * 6


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (WIRE, "utf-8"), (WIRE, "utf-8-sig"), (WIRE, "cp1252"), (WIRE, "mac_roman"),
        (WIRE, "utf-16"), (WIRE, "utf-16-le"), (WIRE, "utf-16-be"), (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"), (JAPANESE, "iso2022_jp"), (JAPANESE, "utf-16-le"),
        (JAPANESE, "utf-16-be"), (JAPANESE, "utf-32"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"),
        (WIRE * 3 + "The towns signed. " * 60, "cp1252"),
        ("Żółte łodzie w porcie, śpiewając. " * 8, "cp1250"),
        ("항구 도시는 새로운 협정에 서명했다. " * 8, "euc_kr"),
        ("港口城市签署了新的协议。市长表示欢迎。" * 8, "gb18030"),
        ("Η πόλη του λιμανιού υπέγραψε συμφωνία. " * 8, "cp1253"),
    ],
)  # fmt: skip
def test_the_encodings_of_newsrooms_are_found(text: str, codec: str) -> None:
    read, encoding = decode(text.encode(codec))
    assert read == text
    assert encoding.replaced == 0


def test_newlines_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\n")[0] == "one\r\ntwo\rthree\n"


def test_only_one_mark_is_taken_off() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfx")[0] == "\ufeffx"


def test_a_mark_that_lies_is_not_believed() -> None:
    text, encoding = decode(b"\xff\xfePlain words of a wire story, one byte each.")
    assert text.startswith("Plain words")
    assert encoding.name == "utf-8"


def test_what_a_page_declares_counts_before_a_guess() -> None:
    page = b'<meta charset="windows-1251"><p>' + RUSSIAN[:20].encode("cp1251")
    assert declared_in(page) == "windows-1251"
    text, encoding = decode(page, declared_in(page))
    assert RUSSIAN[:20] in text
    assert encoding.name == "cp1251"


def test_a_false_declaration_is_seen_through() -> None:
    text, _ = decode(b'<meta charset="utf-8">' + WIRE.encode("cp1252"), "utf-8")
    assert WIRE in text


@pytest.mark.parametrize("name", ["zlib_codec", "rot13", "idna", "x-\x1b[31m", "", "no-such", None])
def test_names_that_are_no_encoding_of_text_are_refused(name: str | None) -> None:
    assert text_codec(name) is None


def test_two_files_joined_without_care_are_both_readable() -> None:
    text, encoding = decode("“one” ".encode() * 5 + "“two” ".encode("cp1252") * 5)
    assert text == "“one” " * 5 + "“two” " * 5
    assert encoding.confidence <= 0.5


def test_a_text_cut_inside_a_character_stays_utf8() -> None:
    text, encoding = decode("un café".encode()[:-1])
    assert (text, encoding.name, encoding.replaced) == ("un caf\ufffd", "utf-8", 1)


def test_the_users_word_is_final() -> None:
    assert override_for("cables/a.txt", {"cables/*": "koi8-r"}) == "koi8-r"
    assert override_for("wire/a.txt", {"cables/*": "koi8-r"}) is None
    assert overridden(RUSSIAN.encode("koi8-r"), "koi8-r")[0] == RUSSIAN


@given(st.binary(max_size=400))
def test_no_bytes_are_refused(data: bytes) -> None:
    text, encoding = decode(data)
    assert isinstance(text, str)
    assert 0 <= encoding.confidence <= 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_comes_back_letter_for_letter(text: str) -> None:
    assert overridden(text.encode(), "utf-8")[0] == text.removeprefix("\ufeff")
