"""Laying an extract over its page, word by word."""

from __future__ import annotations

from diploread.index.cleaning.alignment import kept_words
from hypothesis import given
from hypothesis import strategies as st

VOCABULARY = ["the", "ferry", "quay", "opened", "on", "monday", "in", "spring"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=60)


def kept(page: str, extract: str) -> str:
    words = page.split()
    mask = kept_words(words, extract.split())
    return " ".join(word for word, on in zip(words, mask, strict=True) if on)


def test_what_the_extract_holds_is_kept_where_it_belongs() -> None:
    menu = "home world sport quay opens at last"
    body = "quay opens at last the ferry office has opened a second quay on the island"
    assert kept(f"{menu} {body} share print", body) == body


def test_a_word_counts_between_words_that_were_kept_only() -> None:
    page = "monday menu the clerk said on monday that the quay was open again today print monday"
    extract = "the clerk said on monday that the quay was open again today"
    assert kept(page, extract) == extract


def test_what_was_cut_out_of_the_middle_is_not_kept() -> None:
    first = "nobody in the village had asked for it when spring began"
    second = "few expect to use it before another winter has gone by"
    assert kept(f"{first} read also our quiz {second}", f"{first} {second}") == f"{first} {second}"


@given(WORDS, WORDS)
def test_no_more_words_are_kept_than_either_has(page: list[str], extract: list[str]) -> None:
    mask = kept_words(page, extract)
    assert len(mask) == len(page)
    assert sum(mask) <= len(extract)
    left = list(extract)
    for word, on in zip(page, mask, strict=True):
        if on:
            left = left[left.index(word) + 1 :]  # in the order of the extract


@given(WORDS)
def test_a_text_laid_over_itself_is_kept_where_it_says_anything_new(words: list[str]) -> None:
    marked = [f"{word}{index}" for index, word in enumerate(words)]
    assert sum(kept_words(marked, marked)) == len(marked)
