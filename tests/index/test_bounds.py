"""Texts without end: each room does what it can within its bound, and a flag says what it left."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.index import pipeline
from diploread.index.article import Article, RawArticle
from diploread.index.cleaning import model, units
from diploread.index.cleaning.partition import accounted, unaccounted
from diploread.index.cleaning.rules import load_rules
from diploread.index.library import annotating, words
from diploread.index.library.volume_writer import VolumeWriter

SENTENCE = "The harbour council said on Tuesday that “the ferries will run” until the winter. "


def notes(raw: str) -> tuple[Article, str]:
    """The record of a text, and what its flags say was left undone."""
    resources = pipeline.resources_with(load_rules())
    article = annotating.annotated_in_time(
        RawArticle(path="a.txt", raw=raw), resources, article_id="a"
    )
    assert unaccounted(raw, accounted(article)) == []  # type: ignore[arg-type]
    said = [flag.note for flag in article.flags if flag.kind == "read-in-part"]
    return article, "; ".join(said)


def test_no_model_is_asked_about_endless_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MOST_UNITS", 50)
    text = f"{SENTENCE * 2}\n\n" * 60
    article, said = notes(text)
    assert said == "more than 50 paragraphs: rules alone say what is no article"
    assert article.body.count("ferries") == 120
    assert notes(f"{SENTENCE * 2}\n\n" * 40)[1] == ""


def test_endless_lines_are_shown_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "MOST_LINES", 100)
    text = "a\r\n" * 60 + "\n" * 60 + "b"
    article, said = notes(text)
    assert article.body == text
    assert said.endswith("shown as it is, nothing was taken out")


def test_names_and_quotes_are_told_of_a_first_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MOST_CHARACTERS", 1_000)
    article, said = notes(SENTENCE * 40)
    assert "of the first 99" in said and "of 3,2" in said
    assert len(article.body) > 3_000
    assert 5 < len(article.quotes) < 15
    assert all(quote.end <= 1_000 for quote in article.quotes)


def test_the_index_knows_a_bounded_number_of_different_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(words, "MOST_WORDS", 3)
    assert words.bounded(["a", "b", "a"]) == ["a", "b", "a"]
    assert words.bounded(list("abacdca")) == [*"abac", words.LEFT_OUT, "c", "a"]
    monkeypatch.setattr(annotating, "_MOST_CHARACTERS", 10)
    article, said = notes("one two three four five six")
    assert said == "search knows the first 3 of its different words"
    writer = VolumeWriter(tmp_path / "volume")
    writer.add(1, article)
    assert writer.close() == (1, 0)


def test_the_index_knows_a_bounded_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_CHARACTERS", 12)
    monkeypatch.setattr(annotating, "_MOST_CHARACTERS", 10)
    assert notes("one two three four five")[1] == "search knows the first 12 of its 23 characters"


def test_what_takes_too_long_is_shown_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def never_ends(*_: object, **options: object) -> Article:
        if options.get("only_text"):
            return annotate(*_, **options)  # type: ignore[arg-type]
        while True:
            pass

    annotate = pipeline.annotate
    monkeypatch.setattr(annotating, "annotate", never_ends)
    monkeypatch.setattr(annotating, "ARTICLE_SECONDS", 0.05)
    article, said = notes(SENTENCE)
    assert article.body == SENTENCE
    assert said == "it takes too long: no names and no quotes are told"


def test_a_headline_as_long_as_a_book_costs_no_more_than_its_length() -> None:
    article, _ = notes("ﷺ" * 60_000 + f"\n\n{SENTENCE}")
    assert article.body.endswith(SENTENCE.strip())
