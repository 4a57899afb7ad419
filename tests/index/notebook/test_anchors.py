"""An anchor leads from the body back to the bytes of the untouched file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from diploread.config.problems import DiploreadError
from diploread.index.article import Article
from diploread.index.notebook.anchors import anchor_for
from diploread.index.notebook.sources import Sources, decode, read_bytes_below
from diploread.index.spans import BodyMap
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), min_size=1)


def test_a_quote_is_anchored_to_the_bytes_of_its_file(article: Article, library: Path) -> None:
    quote = article.quotes[0]
    source = Sources([library]).source_of(article.path, article.sha256, "utf-8")
    anchor = anchor_for(article, quote.start, quote.end, source)

    data = (library / article.path).read_bytes()
    first, last = anchor.file.bytes or (0, 0)
    assert data[first:last].decode() == anchor.selector.exact
    assert anchor.selector.exact == "\u201cWe want the\nstrait open by summer,\u201d"
    assert anchor.file.line == 6
    assert anchor.file.sha256 == hashlib.sha256(data).hexdigest()
    assert len(anchor.selector.prefix) >= 32
    assert len(anchor.selector.suffix) >= 32


def test_without_the_file_nothing_is_guessed(article: Article) -> None:
    quote = article.quotes[0]
    anchor = anchor_for(article, quote.start, quote.end)
    assert anchor.file.bytes is None
    assert anchor.file.line is None
    assert anchor.file.chars == anchor.file.raw


def test_what_cleaning_cut_out_in_the_middle_belongs_to_the_exact_text(article: Article) -> None:
    start = article.body.index("less certain")
    end = article.body.index("He added") + len("He added")
    assert "print PRINT" in anchor_for(article, start, end).selector.exact


def test_a_separator_alone_cannot_be_anchored(article: Article) -> None:
    at = article.body.index("\n\n")
    with pytest.raises(DiploreadError, match="nothing to bookmark"):
        anchor_for(article, at, at + 2)


@given(
    st.lists(WORDS, min_size=3, max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16", "utf-32-be", "cp1252"]),
    st.data(),
)
def test_bytes_say_what_is_said(words: list[str], encoding: str, data: st.DataObject) -> None:
    text = " ".join(words)
    if encoding == "cp1252":
        text = text.encode("cp1252", "ignore").decode("cp1252")
    stored = text.encode(encoding)
    source = decode(stored, encoding)
    if not source.whole or source.text != text:
        return  # bytes that happen to look like a mark of another encoding
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    article = Article(
        id="x", path="x", raw=text, body=text, body_map=BodyMap.identity(len(text)).runs
    )
    if start == end:
        return
    anchor = anchor_for(article, start, end, source)
    first, last = anchor.file.bytes or (0, 0)
    assert source.at(first, last) == text[start:end]


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "a/../../secret", "", "l/secret"])
def test_no_path_leads_out_of_the_root(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").write_text("secret")
    (root / "l").symlink_to(tmp_path)
    assert read_bytes_below(root, path) is None


def test_a_fifo_is_not_read(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    assert read_bytes_below(tmp_path, "pipe") is None
