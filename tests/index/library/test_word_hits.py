"""The short way to the places of a word finds what cutting the whole text into words finds."""

from __future__ import annotations

import pytest
from diploread.index.library.hits import Located
from diploread.index.library.query.tree import Word
from diploread.index.library.word_hits import word_hits
from hypothesis import given
from hypothesis import strategies as st

PIECES = (
    "us", "US", "U.S.", "u.n.", "UN", "Vane", "vané", "Va\u0301ne", "Vane's", "VANE’s", "o'vane",
    "\u212a", "kelp", "İl", "ﬁsh", "fish", "ſea", "sea", "日本", "vane-sea", "“", "”", "…", "—",
    "'", ".", ",", " ", "\n", "\u00a0", "\u2028", "_", "2031", "²", "a.b", "ab",
)  # fmt: skip
WORDS = ("vane", "us", "un", "u", "k", "kelp", "fish", "fi", "sea", "s", "il", "2031", "2", "ab")


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(WORDS), st.booleans())
def test_the_same_places_are_found(pieces: list[str], text: str, prefix: bool) -> None:
    printed = "".join(pieces)
    word = Word(text, "prefix" if prefix else "word", "")
    assert word_hits(printed, word) == Located(printed).find(word)


@pytest.mark.parametrize("word", [Word("u.s", "word", ""), Word("va?e", "wildcard", "")])
def test_what_it_cannot_tell_is_left_to_the_long_way(word: Word) -> None:
    assert word_hits("The US vane", word) is None
