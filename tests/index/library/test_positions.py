"""What is ruled out by a look at the packed stream is never what a reading would find."""

from __future__ import annotations

from diploread.index.library.positions import letter, may_be_close
from hypothesis import given
from hypothesis import strategies as st

WORDS = (1, 2, 90, 200, 3_000, 60_000, 70_000)
"""Numbers of words whose letters take one to four bytes."""


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.integers(1, 6), st.binary(max_size=9))
def test_words_that_are_close_are_let_through(numbers: list[int], far: int, head: bytes) -> None:
    text = "".join(map(letter, numbers))
    data = len(head).to_bytes(4, "little") + head + text.encode()
    first, second = letter(WORDS[1]), letter(WORDS[5])
    close = any(
        {a, b} == {first, second}
        for i, a in enumerate(text)
        for b in text[i + 1 : i + 1 + far]
    )  # fmt: skip
    assert may_be_close(first, second, far)(data) >= close
    assert may_be_close(second, first, far)(data) >= close


def test_words_that_are_far_apart_are_ruled_out() -> None:
    first, second, other = (letter(number) for number in (1, 2, 3))
    data = (0).to_bytes(4, "little") + (first + 30 * other + second).encode()
    assert not may_be_close(first, second, 5)(data)
    assert may_be_close(first, second, 31)(data)
