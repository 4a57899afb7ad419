"""Wrapping to offsets: nothing is lost, nothing is wider than it may be."""

from __future__ import annotations

from diploread.tui.text import marked
from diploread.tui.widgets.flow import wrap
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

TEXT = st.text(alphabet="ab c—“é中한\u0301\t\n\x1b👍☠\ufe0f", max_size=200)


def shown(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_breaks_at_spaces() -> None:
    assert shown("the ferry treaty will be signed", 12) == ["the ferry", "treaty will", "be signed"]


def test_blank_lines_stay() -> None:
    assert shown("one\n\ntwo", 20) == ["one", "", "two"]


def test_a_long_word_is_cut() -> None:
    assert shown("a" * 10, 4) == ["aaaa", "aaaa", "aa"]


def test_wide_characters_count_twice() -> None:
    assert shown("外務大臣は述べた", 8) == ["外務大臣", "は述べた"]


@given(TEXT, st.integers(4, 30))
def test_every_character_but_spaces_at_breaks_is_on_one_line(text: str, width: int) -> None:
    lines = wrap(text, width)
    at = 0
    for start, end in lines:
        assert at <= start <= end
        assert text[at:start].strip(" \n\t") == ""
        assert cell_len(marked(text[start:end]).rstrip()) <= width
        at = end
    assert text[at:].strip(" \n\t") == ""


def test_a_line_of_a_megabyte_is_no_trouble() -> None:
    assert len(wrap("é" * 1_000_000, 70)) >= 1_000_000 // 70


def test_a_word_that_is_too_long_after_its_space_is_cut() -> None:
    text = "\u0301 a中中"
    assert [text[a:b] for a, b in wrap(text, 4)] == ["\u0301", "a中", "中"]
