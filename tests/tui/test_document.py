"""The three views of an article, and that places are found again from one to the other."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest
from diploread.index.article import Article, Flag, Removed, Value
from diploread.tui.widgets.document import Document, View, damage_of
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import fakes


def laid_out(view: View, width: int = 60) -> Document:
    document = Document(fakes.article(1), view)
    document.layout(width)
    return document


def text_of(document: Document) -> str:
    lines = (document.pieces[row.piece].text[row.start : row.end] for row in document.lines)
    return "\n".join(lines)


def test_clean_shows_the_body_and_folds_the_doubtful_piece() -> None:
    text = text_of(laid_out("clean"))
    assert "Print this page" not in text
    assert "⋯ related: Related: ten quays to see" in text


def test_shown_puts_every_piece_where_it_stood() -> None:
    text = text_of(laid_out("shown"))
    assert text.index("Print this page") < text.index("Foreign Minister")
    assert text.index("Related: ten quays") > text.index("Harbour Commission")


def test_the_head_says_what_is_amiss() -> None:
    flags = (
        Flag(kind="read-in-part", note="only the first 3 pages"),
        Flag(kind="truncated-paragraph", start=0, end=4),
        Flag(kind="truncated-paragraph", start=5, end=9),
    )
    article = msgspec.structs.replace(fakes.article(1), flags=flags)
    for view in ("clean", "shown"):
        document = Document(article, view)
        document.layout(60)
        head = text_of(document).partition("\n\n")[0]
        assert "! only the first 3 pages; 2 paragraphs break off" in head
    assert "! " not in text_of(laid_out("clean"))
    assert damage_of(msgspec.structs.replace(article, flags=flags[1:2])) == "a paragraph breaks off"
    assert damage_of(msgspec.structs.replace(article, flags=(Flag(kind="empty-body"),)))


def test_raw_is_the_file_letter_for_letter() -> None:
    article = fakes.article(1)
    document = laid_out("raw", width=10_000)
    assert article.raw is not None
    assert text_of(document).endswith(article.raw)


@pytest.mark.parametrize("view", ["clean", "shown", "raw"])
@given(at=st.integers(0, 400))
def test_the_line_of_a_body_offset_holds_it(view: View, at: int) -> None:
    document = laid_out(view)
    body = document.article.body
    if body[at] == "\n" or body[at] == " ":
        return
    row = document.lines[document.line_of_body(at)]
    piece = document.pieces[row.piece]
    offset = at if piece.kind == "body" else document.map.to_raw(at)
    assert offset is not None
    assert piece.at + row.start <= offset < piece.at + row.end
    first = document.body_at(document.line_of_body(at))
    assert first <= at


def test_a_piece_removed_inside_a_paragraph_parts_it_only_where_it_is_shown() -> None:
    raw = "The minister ADVERT spoke."
    article = Article(
        id="a", path="a.txt", title=Value(text="T"), raw=raw, body="The minister spoke.",
        body_map=((0, 0, 13), (13, 20, 6)),
        removed=(Removed(start=13, end=19, text="ADVERT", kind="advert", rule="r", reason=""),),
    )  # fmt: skip
    clean, shown = Document(article, "clean"), Document(article, "shown")
    assert [p.text for p in clean.pieces if p.kind == "body"] == ["The minister spoke."]
    assert [p.text for p in shown.pieces if p.kind in ("body", "removed")] == [
        "The minister ", "ADVERT", "spoke.",
    ]  # fmt: skip
