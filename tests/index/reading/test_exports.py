"""Exports of news databases: split at their marks, told head from foot, whatever they came in."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from diploread.config.settings import ReadingSettings
from diploread.index.article import Flag, RawArticle
from diploread.index.reading.read import read_bytes
from diploread.index.reading.source import Reading

_spec = importlib.util.spec_from_file_location(
    "exports_made", Path(__file__).with_name("exports_made.py")
)
assert _spec and _spec.loader
made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made)


def unwrapped(text: str) -> str:
    """The text as paragraphs have it: its one wrapped title on one line."""
    return text.replace("signed after\na night", "signed after a night")


WRAPPINGS: dict[str, Callable[[str], bytes]] = {
    "txt": lambda text: text.encode(),
    "docx": lambda text: made.docx_of(unwrapped(text)),
    "rtf": made.rtf_of,
    "html": lambda text: made.html_of(unwrapped(text)),
    "pdf": lambda text: made.pdf_of(text, foot="Page {n} of {of}"),
}
LAYOUTS = {
    "nexis-old": (made.NEXIS_OLD, "nexis", 2),
    "nexis-new": (made.NEXIS_NEW, "nexis", 2),
    "factiva-shown": (made.FACTIVA_SHOWN, "factiva", 2),
    "factiva-coded": (made.FACTIVA_CODED, "factiva", 1),
}


def read(text: str, suffix: str = "txt") -> Reading:
    return read_bytes(WRAPPINGS[suffix](text), f"export.{suffix}", ReadingSettings())


def outside_marks(article: RawArticle) -> list[str]:
    """The lines that neither head nor foot nor title claims."""
    text = list(article.raw)
    for block in article.blocks:
        if block.tag in ("header", "footer", "h1"):
            text[block.start : block.end] = " " * (block.end - block.start)
    return [line.strip() for line in "".join(text).splitlines() if line.strip()]


@pytest.mark.parametrize("suffix", WRAPPINGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_document_is_an_article_in_every_wrapping(layout: str, suffix: str) -> None:
    text, kind, count = LAYOUTS[layout]
    articles = read(text, suffix).articles
    assert [(a.format, a.part) for a in articles] == [(kind, n) for n in range(count)]
    first = articles[0].metadata
    assert first["source"] == "The Port Vale Courier"
    assert "4" in first["date"] and "2021" in first["date"]
    assert first["title"].startswith("Harbour deal signed after")
    assert first["byline"].endswith("Ada Brook")
    assert outside_marks(articles[0])[:1] == [
        "The two harbour towns signed a deal on Thursday, ending a year of quarrels."
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_documents_tile_the_text_and_know_their_place(layout: str) -> None:
    text, _, _ = LAYOUTS[layout]
    reading = read(text)
    at = None
    for number, article in enumerate(reading.articles, 1):
        assert article.offset is not None
        assert text[article.offset : article.offset + len(article.raw)] == article.raw
        assert article.offset == at or at is None
        assert article.place == f"document {number}"
        at = article.offset + len(article.raw)
    aside = sum(int(skip.reason.split(", ")[1].split()[0]) for skip in reading.skipped)
    assert aside + sum(len(article.raw) for article in reading.articles) == len(text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_but_the_article_is_left_between_head_and_foot(layout: str) -> None:
    text, _, _ = LAYOUTS[layout]
    for article in read(text).articles:
        for line in outside_marks(article):
            assert line.endswith((".", "issue."))


def test_lines_held_together_by_breaks_are_told_apart() -> None:
    page = "<html><body><div>" + made.NEXIS_NEW.replace("\n", "<br>") + "</div></body></html>"
    first = read_bytes(page.encode(), "export.html", ReadingSettings()).articles[0]
    assert outside_marks(first) == [
        "The two harbour towns signed a deal on Thursday, ending a year of quarrels.",
        '"We have a harbour again," said Mayor Ilse Tamm.',
    ]
    assert all(first.raw[b.start : b.end].strip() for b in first.blocks)


@pytest.mark.parametrize("rows", [5, 9, 14, 38])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_numbers_of_pages_stand_anywhere_and_are_no_text(layout: str, rows: int) -> None:
    text, kind, count = LAYOUTS[layout]
    foot = "Page {n} of {of} (c) 2021 Factiva, Inc. All rights reserved."
    data = made.pdf_of(text, rows=rows, head="Page {n} of {of}", foot=foot)
    articles = read_bytes(data, "export.pdf", ReadingSettings()).articles
    assert [article.format for article in articles] == [kind] * count
    for article in articles:
        assert "Page" not in article.metadata["title"] + article.metadata["source"]
        for line in outside_marks(article):
            assert line.endswith((".", "issue."))


def test_the_title_above_each_page_is_told_from_the_headline() -> None:
    title = "Harbour deal signed after a night of talks"
    data = made.pdf_of(made.NEXIS_NEW, rows=17, head="Page {n} of {of}")
    head = f"Page {{n}} of {{of}}\n{title}"
    text = made.NEXIS_NEW.replace("Classification", f"Page 3 of 4\n{title}\nClassification")
    for given in (data, text.encode(), made.pdf_of(text, head=head)):
        name = "a.pdf" if given.startswith(b"%PDF") else "a.txt"
        first = read_bytes(given, name, ReadingSettings()).articles[0]
        titles = [b for b in first.blocks if b.tag == "h1" and "Harbour" in first.raw[b.start :]]
        assert len(titles) == 1 and outside_marks(first)[-1].endswith("Ilse Tamm.")


def test_a_pdf_that_is_read_in_part_is_split_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    damage = Flag(kind="read-in-part", note="pages 3 could not be read")
    pages = ([made.FACTIVA_SHOWN], (damage,))
    monkeypatch.setattr("diploread.index.reading.formats.pdf._pages", lambda *_: pages)
    articles = read(made.FACTIVA_SHOWN, "pdf").articles
    assert [article.flags for article in articles] == [(damage,), (damage,)]


def test_a_cover_page_and_a_search_summary_are_told_aside() -> None:
    assert "the cover page of the export" in read(made.NEXIS_NEW).skipped[0].reason
    assert "the search summary of the export" in read(made.FACTIVA_SHOWN).skipped[0].reason


def test_a_title_over_two_lines_is_one() -> None:
    assert read(made.NEXIS_OLD).articles[0].metadata["title"] == (
        "Harbour deal signed after a night of talks"
    )


def test_a_field_name_inside_the_article_is_article() -> None:
    text = made.NEXIS_OLD.replace("Length: that", "\n\nLength: that")
    assert "Length: that was not the issue." in outside_marks(read(text).articles[0])


def test_a_document_the_database_could_not_show_is_skipped_by_name() -> None:
    error = (
        "We are sorry but there is an error in this document and it is not possible to display it."
    )
    text = made.NEXIS_OLD.replace("The ferry will run twice a day from May, its owner said.", error)
    reading = read(text)
    assert len(reading.articles) == 1
    assert "document 2" in reading.skipped[-1].reason


def test_an_article_that_mentions_documents_is_no_export() -> None:
    text = "He signed the document.\n\nDocument 1 of 2 was lost, the clerk said.\n"
    (article,) = read(text).articles
    assert (article.format, article.raw, article.offset) == ("text", text, 0)


def test_a_transcript_that_ends_like_an_export_is_none() -> None:
    text = "Subject: Harbour dues\n\nThe mayor spoke at noon.\n\nEnd of Document\n"
    (article,) = read(text).articles
    assert (article.format, article.raw) == ("text", text)
