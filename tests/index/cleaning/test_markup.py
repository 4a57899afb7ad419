"""Marks of Markdown are in no body: a quotation reads as it was said and is found in its file."""

from __future__ import annotations

import pytest
from diploread.index.article import RawArticle
from diploread.index.cleaning.clean import clean
from diploread.index.cleaning.markup import markdown_marks, without
from diploread.index.cleaning.partition import accounted, unaccounted
from diploread.index.cleaning.rules import load_rules
from diploread.index.promises import check_map
from hypothesis import given
from hypothesis import strategies as st

CLIPPING = """\
[Home](https://example.org/) | [World](https://example.org/world) | [Sport](https://example.org/s)

# Ministers meet over the *strait*

PORT ALDINE — Foreign Minister [Marta Ilvane](https://example.org/Marta_(minister) "who") said on
Tuesday that “the **harbour** stays [open](https://example.org/open)”, whatever \\[others\\] do.

> “We have waited long enough,” Ilvane told reporters on Wednesday in the capital.

Her deputy said that nothing had been decided, and that the talks would go on next week.

---

[1]: https://example.org/one
"""


def bare(text: str) -> str:
    return without(text, 0, len(text), markdown_marks(text))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The [envoy](https://x.example/a_(b)) said **nothing**.", "The envoy said nothing."),
        ("*little* and _less_ and ***both***", "little and less and both"),
        (r"\[senior official\] spoke", "[senior official] spoke"),
        ("see [this][1]\n\n[1]: http://x.example 'y'", "see this\n\n"),
        ("[![a map](m.png)](big.png) of it", "a map of it"),
        ("## The talks ##", "The talks"),
        ("use `a*b*c` here", "use a*b*c here"),
        ("first\n\n***\n\nsecond", "first\n\n\n\nsecond"),
    ],
)
def test_marks_are_no_words(written: str, read: str) -> None:
    assert bare(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2 and snake_case_name",
        "he said [sic] and [laughs] (twice)",
        "* an item\n- another\n+ a third",
        "**never closed, and *neither is this",
        "```\n**code** [stays](as it is)\n```",
        "a note[^1]\n\n[^1]: what it says",
    ],
)
def test_what_is_no_sound_markdown_is_text(text: str) -> None:
    assert bare(text) == text


def test_a_clipping_reads_like_the_page_it_was_and_leads_back_to_its_file() -> None:
    raw = RawArticle(path="clip.md", format="markdown", raw=CLIPPING)
    cleaned = clean(raw, load_rules())
    assert cleaned.title is not None
    assert cleaned.title.text == "Ministers meet over the strait"
    assert "“the harbour stays open”, whatever [others] do." in cleaned.body
    assert "Marta Ilvane said on\nTuesday" not in cleaned.body
    assert "https" not in cleaned.body
    check_map(raw.raw, cleaned)
    menu = next(piece for piece in cleaned.removed if piece.kind == "navigation")
    assert menu.text == CLIPPING.splitlines()[0]


def test_the_same_text_in_another_format_is_taken_as_it_stands() -> None:
    cleaned = clean(
        RawArticle(path="a.txt", format="text", raw="He said **no** [here](x)."), load_rules()
    )
    assert cleaned.body == "He said **no** [here](x)."
    assert cleaned.markup == ()


marks = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "`",
        "[",
        "](",
        ")",
        "](x)",
        "![",
        "\\",
        "# ",
        "> ",
        "---",
        "\n",
        "\n\n",
        " ",
        "[a]: b\n",
        "said ",
        "“no”",
        "The minister ",
        "```\n",
    ]
)


@given(st.lists(marks, max_size=40).map("".join))
def test_nothing_vanishes_but_the_marks(text: str) -> None:
    raw = RawArticle(path="a.md", format="markdown", raw=text)
    cleaned = clean(raw, load_rules())
    check_map(text, cleaned)
    assert unaccounted(text, accounted(cleaned)) == []
    assert not any(piece.rule == "partition.rest" for piece in cleaned.removed)
