"""Markdown, JSON, JSON lines and CSV: what is text, what is metadata, where it stood."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from diploread.config.settings import ReadingSettings
from diploread.index.reading.read import read_bytes
from diploread.index.reading.source import Reading
from hypothesis import given
from hypothesis import strategies as st

OPTIONS = ReadingSettings()

NOTE = """---
title: "Harbour: a deal"
date: 2021-03-04
draft: no
tags: [ports, ferries]
source_url: https://courier.example/deal
---
# Another heading

The towns signed.
"""


def read(text: str, name: str) -> Reading:
    return read_bytes(text.encode(), name, OPTIONS)


def test_front_matter_becomes_metadata_word_for_word() -> None:
    (made,) = read(NOTE, "a.md").articles
    assert made.raw == NOTE[made.offset :] == "# Another heading\n\nThe towns signed.\n"
    assert made.metadata == {
        "title": "Harbour: a deal",
        "date": "2021-03-04",
        "draft": "no",
        "tags": "ports, ferries",
        "url": "https://courier.example/deal",
    }


def test_the_first_heading_is_the_title_where_none_is_stated() -> None:
    (made,) = read("Lead.\n\n# A deal #\n\n```\n# no heading\n```\n## Then\n", "a.md").articles
    assert made.metadata["title"] == "A deal"
    assert [(b.tag, made.raw[b.start : b.end]) for b in made.blocks] == [
        ("h1", "# A deal #"),
        ("h2", "## Then"),
    ]


@pytest.mark.parametrize(
    "matter",
    [
        "a: &x [1]\nb: [*x, *x]", "a: !!python/object:os.system x", "a: [", "- only\n- a list",
        "a: " + "[" * 50, "a: " + "x" * 70_000,
    ],
)  # fmt: skip
def test_front_matter_that_is_unsound_stays_in_the_text_and_is_flagged(matter: str) -> None:
    text = f"---\n{matter}\n---\nThe towns signed.\n"
    (made,) = read(text, "a.md").articles
    assert made.raw == text
    assert [flag.kind for flag in made.flags] == ["read-in-part"]


def test_every_line_of_jsonl_is_an_article() -> None:
    lines = [
        {"headline": "Deal", "body": "The towns signed.", "published_at": "2021-03-04"},
        {"title": "Ferry", "text": "It will\nrun twice.", "publisher": {"name": "The Mail"}},
    ]
    text = "\n".join(json.dumps(line) for line in lines) + "\n"
    first, second = read(text, "a.jsonl").articles
    assert first.raw == "The towns signed."
    assert first.offset is not None
    assert text[first.offset :].startswith(first.raw)
    assert (first.metadata["title"], first.metadata["date"]) == ("Deal", "2021-03-04")
    assert (second.raw, second.offset, second.place) == ("It will\nrun twice.", None, "line 2")
    assert second.metadata["source"] == "The Mail"


def test_a_broken_line_costs_only_itself() -> None:
    reading = read('{"text": "one"}\n{"text": \n{"title": "no text"}\n{"text": "two"}\n', "a.jsonl")
    assert [made.raw for made in reading.articles] == ["one", "two"]
    assert [made.place for made in reading.articles] == ["line 1", "line 4"]
    assert [skip.reason for skip in reading.skipped] == [
        "line 2: no sound JSON at column 10",
        "line 3: no field with a text in it",
    ]


def test_html_in_a_record_is_rendered() -> None:
    page = "<h1>Deal</h1><p>The towns signed.</p>"
    (made,) = read(json.dumps({"html": page, "url": "https://x.example/1"}), "a.json").articles
    assert made.raw == "Deal\n\nThe towns signed."
    assert made.metadata["url"] == "https://x.example/1"
    assert made.blocks[0].tag == "h1"


@pytest.mark.parametrize(
    "data",
    [
        {"text": "one"}, [{"text": "one"}], {"articles": [{"text": "one"}]},
        {"hits": {"hits": [{"_source": {"text": "one"}}]}},
    ],
)  # fmt: skip
def test_the_shapes_of_json_that_programs_write(data: object) -> None:
    (made,) = read(json.dumps(data, indent=1), "a.json").articles
    assert made.raw == "one"


def test_the_field_map_is_a_setting() -> None:
    options = replace(OPTIONS, fields={**OPTIONS.fields, "text": ("volltext",)})
    (made,) = read_bytes(b'{"Volltext": "words", "text": "short"}', "a.json", options).articles
    assert made.raw == "words"
    assert made.metadata["text_"] == "short"


def test_names_of_your_own_go_before_the_usual_ones() -> None:
    options = ReadingSettings(fields={"text": ("inhalt",)})
    assert options.fields["text"][:2] == ("inhalt", "text")
    assert options.fields["title"] == OPTIONS.fields["title"]
    (made,) = read_bytes(b'{"inhalt": "words", "body": "x"}', "a.json", options).articles
    assert made.raw == "words"
    (made,) = read_bytes(b'{"text": "short", "headline": "T"}', "a.json", options).articles
    assert (made.raw, made.metadata["title"]) == ("short", "T")


def test_half_a_surrogate_pair_becomes_a_replacement_mark() -> None:
    (made,) = read('{"text": "a\\ud800b"}', "a.json").articles
    assert made.raw == "a\ufffdb"


def test_rows_of_a_table_are_articles_with_the_line_they_begin_in() -> None:
    table = 'Title;Date;Text\nDeal;2021-03-04;"The towns\nsigned."\nEmpty;;\nFerry;;It runs.\n'
    reading = read(table, "a.csv")
    first, second = reading.articles
    assert (first.raw, first.place, first.metadata["date"]) == (
        "The towns\nsigned.",
        "line 2",
        "2021-03-04",
    )
    assert first.offset is not None and table[first.offset :].startswith(first.raw)
    assert (second.raw, second.place) == ("It runs.", "line 5")
    assert [skip.reason for skip in reading.skipped] == ["line 4: no field with a text in it"]


def test_a_table_without_texts_says_so() -> None:
    reading = read("country,population\nVale,12\n", "a.csv")
    assert reading.articles == ()
    assert "no column with texts" in reading.skipped[0].reason


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=5)
)
def test_texts_come_out_of_jsonl_as_they_went_in(texts: list[str]) -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    reading = read(lines, "a.jsonl")
    seen = [text for text in texts if text.strip("\ufeff \t\r\n\f\v\xa0\0")]
    assert len(reading.articles) + len(reading.skipped) == len(texts)
    assert {made.raw for made in reading.articles} <= set(texts)
    assert len(reading.articles) <= len(seen)
    for made in reading.articles:
        if made.offset is not None:
            assert lines[made.offset : made.offset + len(made.raw)] == made.raw
