"""Nothing vanishes: on any text, body, values and removed pieces account for all of raw."""

from __future__ import annotations

import time

import pytest
from diploread.index.article import Block, Cleaned, RawArticle
from diploread.index.cleaning.clean import clean, keep_all
from diploread.index.cleaning.partition import accounted, unaccounted
from diploread.index.cleaning.rules import load_rules
from hypothesis import given, settings
from hypothesis import strategies as st

LINES = st.sampled_from(
    [
        "Kyodo News",
        "Back to Main",
        "print PRINT",
        "WORLD > Harbour & Isles",
        "Ministers of Ostrava and Lindholm agree to open the strait",
        "September 2, 2017",
        "By Jane Doe",
        "LINDHOLM, Sept. 4 (Reuters) - The two envoys said on Monday that the strait would be open",
        "to all ships by the spring, and that both coast guards would share what they know of it.",
        "“We agreed on the text,” the envoy said, “and now the parliaments have to vote on it.”",
        "The talks will go on in the first week of May, a spokesman for the ministry said. Reuters",
        "one more line that was wrapped by a hand and goes on into the next, with no full stop at",
        "all the way down to co-",
        "operation between the coast guards of both the island states. (Sept. 4)",
        "Latest Videos",
        "- A FERRY RUNS AGROUND",
        "Subscribe to our newsletter for more news every day",
        "• Ambassador",
        "© 2019 The Harbour Post. All rights reserved.",
        "   an indented line",
        "\tTab",
        "",
        "",
        "###",
        "\u200b",
        "\x1b[31mred\x07",
        "\ufeffBOM",
        "𐍈𐍉 astral",
    ]
)
BREAKS = st.sampled_from(
    ["\n", "\n", "\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", " \n", "\n\n"]
)


@st.composite
def saved_texts(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.one_of(LINES, LINES, st.text(max_size=60)), max_size=30))
    return "".join(line + draw(BREAKS) for line in lines)


def check(raw: RawArticle, cleaned: Cleaned) -> None:
    text = raw.raw
    assert unaccounted(text, accounted(cleaned)) == []
    owner = [0] * len(text)
    body_at, raw_at = 0, 0
    for body_start, raw_start, length in cleaned.body_map:
        assert length > 0 and body_start >= body_at and raw_start >= raw_at
        body_at, raw_at = body_start + length, raw_start + length
        for got, want in zip(cleaned.body[body_start:body_at], text[raw_start:raw_at], strict=True):
            assert got == want or (got, want) == (" ", "\n")
        for index in range(raw_start, raw_at):
            owner[index] += 1
    assert body_at <= len(cleaned.body)
    for piece in cleaned.removed:
        assert piece.text == text[piece.start : piece.end]
        for index in range(piece.start, piece.end):
            owner[index] += 1
    assert all(count <= 1 for count, char in zip(owner, text, strict=True) if not char.isspace())
    gaps = "".join(
        cleaned.body[index]
        for index in range(len(cleaned.body))
        if not any(b <= index < b + n for b, _, n in cleaned.body_map)
    )
    assert not gaps.strip()


@settings(max_examples=150)
@given(saved_texts())
def test_every_character_is_in_exactly_one_place(text: str) -> None:
    raw = RawArticle(path="a.txt", raw=text)
    check(raw, clean(raw, load_rules()))


@settings(max_examples=60)
@given(saved_texts(), st.data())
def test_blocks_of_any_shape_lose_nothing(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    blocks = tuple(
        Block(start=a, end=b, tag=data.draw(st.sampled_from(["p", "h1", "li", "page", "div"])))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    )
    raw = RawArticle(path="a.html", format="html", raw=text, blocks=blocks)
    check(raw, clean(raw, load_rules()))


@settings(max_examples=40)
@given(st.text())
def test_no_clean_is_the_identity(text: str) -> None:
    raw = RawArticle(path="a.txt", raw=text)
    cleaned = keep_all(raw)
    assert cleaned.body == text
    check(raw, cleaned)


@pytest.mark.parametrize(
    "pattern",
    [
        "a",
        " ",
        "a. ",
        ". \t ",
        "(",
        "By A ",
        "A > B > ",
        "\n",
        "-\n",
        "- x\n",
        "Related\n",
        "1/1/2001 ",
        "Sept 4 ",
    ],
)
def test_long_inputs_take_linear_time(pattern: str) -> None:
    rules = load_rules()

    def seconds(length: int) -> float:
        raw = RawArticle(path="a.txt", raw=(pattern * length)[:length])
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            clean(raw, rules)
            best = min(best, time.process_time() - start)
        return best

    # eight times the text; a quadratic step would take sixty-four times as long
    assert seconds(80_000) < 24 * seconds(10_000) + 0.2
