"""The samples: enough of them, of every kind, all read, and the README none of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from diploread.config.load import load
from diploread.index.article import Article, RawArticle, Skipped
from diploread.index.cleaning.rules import load_rules
from diploread.index.pipeline import annotate, resources_with
from diploread.index.reading.read import read_file
from diploread.index.reading.walk import walk
from diploread.tui.start import sample_corpus


@cache
def _read() -> tuple[tuple[RawArticle, ...], tuple[Skipped, ...]]:
    root = sample_corpus()
    loaded = load(None, root, {})
    assert loaded.problems == ()
    options = loaded.settings.reading
    articles: list[RawArticle] = []
    skipped: list[Skipped] = []
    for found in walk(root, options):
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        reading = read_file(root, found.relative, options)
        articles += reading.articles
        skipped += reading.skipped
    return tuple(articles), tuple(skipped)


@cache
def _annotated() -> tuple[Article, ...]:
    resources = resources_with(load_rules())
    return tuple(annotate(raw, resources) for raw in _read()[0])


def test_there_is_enough_to_read_in_every_common_format() -> None:
    articles, skipped = _read()
    assert len(articles) >= 34
    assert {raw.format for raw in articles} >= {"text", "html", "markdown", "jsonl", "eml", "feed"}
    assert [one.path for one in skipped if one.kind != "ignored"] == []


def test_what_is_about_the_samples_is_none_of_them() -> None:
    names = {Path(raw.path).name for raw in _read()[0]}
    assert not names & {"README.md", "__init__.py", ".diploread.yaml"}
    assert "invented" in (sample_corpus() / "README.md").read_text("utf-8")


def test_they_show_what_the_program_is_for() -> None:
    found = _annotated()
    kinds = {quote.type for article in found for quote in article.quotes}
    hows = {quote.speaker.how for article in found for quote in article.quotes}
    assert kinds == {"direct", "mixed", "indirect"}
    assert {"named", "role", "pronoun"} <= hows
    assert any(quote.via for article in found for quote in article.quotes)
    assert any(quote.nested_in for article in found for quote in article.quotes)
    assert any(len(quote.spans) > 1 for article in found for quote in article.quotes)
    removed = {piece.kind for article in found for piece in article.removed}
    assert {"related", "cookie", "navigation", "promotion", "tags"} <= removed


def test_most_have_a_title_and_a_date() -> None:
    found = _annotated()
    assert sum(article.title is not None for article in found) >= 0.9 * len(found)
    assert sum(article.date is not None for article in found) >= 0.8 * len(found)
