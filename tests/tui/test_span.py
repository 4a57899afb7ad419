"""Choosing words by keys: a word moves about, then one end is held and the other moves."""

from __future__ import annotations

import pytest
from diploread.tui.screens.span import Span
from hypothesis import given
from hypothesis import strategies as st

TEXT = "“The lamps will not wait,” Minister Reel said."


def test_one_word_moves_and_marks_are_steps_of_their_own() -> None:
    span = Span(TEXT, 2, 3)
    assert span.words == "The"
    span.word(1)
    assert span.words == "lamps"
    span.word(-1)
    span.word(-1)
    assert span.words == "“"
    span.word(-1)
    assert span.words == "“", "there is nothing before it"


def test_an_end_moves_while_the_other_is_held() -> None:
    span = Span(TEXT, TEXT.index("Reel"), 0)
    span.hold()
    span.word(1)
    assert span.words == "Reel said"
    span.at_end = False
    span.word(-1)
    assert span.words == "Minister Reel said"
    span.letter(1)
    assert span.words == "inister Reel said"
    span.hold()
    assert span.words == "Minister", "let go, it is one word again"


def test_an_end_never_passes_the_other() -> None:
    span = Span(TEXT, 1, 10, held=True)
    for _ in range(30):
        span.word(-1)
    assert span.words == "The"
    span.letter(-1)
    span.letter(-1)
    span.letter(-1)
    assert span.words == "T"


@given(st.text(max_size=60), st.lists(st.sampled_from("lhLHvojk"), max_size=40), st.integers(0, 60))
def test_whatever_is_pressed_the_words_stand_in_the_text(text: str, keys: str, at: int) -> None:
    span = Span(text, min(at, len(text)), min(at, len(text)))
    for key in keys:
        if key in "lh":
            span.word(1 if key == "l" else -1)
        elif key in "LH":
            span.letter(1 if key == "L" else -1)
        elif key == "v":
            span.hold()
        elif key == "o":
            span.held, span.at_end = True, not span.at_end
        else:
            span.to(at)
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == span.words


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_a_text_without_words_has_nothing_to_choose(text: str) -> None:
    span = Span(text, 0, 0)
    span.word(1)
    assert span.words.strip() == ""
