"""Saved pages: every visible word in order, blocks that say where it stood, stated metadata."""

from __future__ import annotations

import pytest
from diploread.config.settings import ReadingSettings
from diploread.index.article import RawArticle
from diploread.index.reading.read import read_bytes
from hypothesis import given, settings
from hypothesis import strategies as st

PAGE = """<!doctype html>
<!-- saved from url=(0042)https://courier.example/world/harbour-deal -->
<html lang="en"><head><title>Harbour deal signed - The Courier</title>
<meta property="og:site_name" content="The Courier"><meta name="author" content="Desk">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
 {"@type": ["NewsArticle"], "headline": "Harbour deal signed",
  "datePublished": "2021-03-04T10:00:00Z", "author": [{"name": "Ada Brook"}]}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Harbour deal signed</h1><p>PORT VALE &mdash; The <a href="m">mayor</a>
 said <q>we have a harbour</q>.<br>More soon.</p><!-- note --> A loose end.
<table><tr><td>Ships</td><td>12</td></tr></table></article>
<script>let hidden = 1;</script></body></html>"""


def article(markup: str, name: str = "a.html") -> RawArticle:
    (made,) = read_bytes(markup.encode(), name, ReadingSettings()).articles
    return made


def test_every_visible_word_is_there_in_order() -> None:
    assert article(PAGE).raw == (
        "Home\nWorld\n\nHarbour deal signed\n\n"
        "PORT VALE — The mayor said “we have a harbour”.\nMore soon.\n\n"
        "A loose end.\n\nShips\t12"
    )


def test_blocks_say_where_the_words_stood() -> None:
    made = article(PAGE)
    blocks = {made.raw[b.start : b.end]: b for b in made.blocks}
    assert blocks["Home"].path == "/html[1]/body[1]/nav[1]/ul[1]/li[1]"
    assert blocks["Home"].link_chars == 4
    assert blocks["Harbour deal signed"].tag == "h1"
    assert blocks["A loose end."].tag == "article"


def test_blocks_say_what_the_page_calls_them() -> None:
    made = article(
        '<main id="Page"><div class="Story-Body"><p>First.</p></div>'
        '<ul style="display: none" class="share/bar"><li role="menuitem">Post</li></ul></main>'
    )
    assert [block.marks for block in made.blocks] == [
        "page/story-body",
        "page/share bar hidden/menuitem",
    ]


def test_names_are_shortened_however_long_the_page_made_them() -> None:
    made = article(f'<div class="{"long " * 900}">' * 70 + "<p>Words.</p>" + "</div>" * 70)
    assert len(made.blocks[0].marks) <= 400


def test_metadata_come_from_the_best_that_the_page_states() -> None:
    assert article(PAGE).metadata == {
        "title": "Harbour deal signed",
        "date": "2021-03-04T10:00:00Z",
        "byline": "Ada Brook",
        "source": "The Courier",
        "language": "en",
        "url": "https://courier.example/world/harbour-deal",
    }


def test_several_times_on_a_page_date_no_article() -> None:
    two = "<p>x</p><time datetime='2021-03-04'>a</time><time datetime='2021-03-05'>b</time>"
    assert "date" not in article(two).metadata
    assert article("<p>x</p><time datetime='2021-03-04'>a</time>").metadata["date"] == "2021-03-04"


@pytest.mark.parametrize("broken", ["{", '{"@type": "NewsArticle"', "[" * 5000, "null", "3"])
def test_broken_json_in_a_page_costs_only_itself(broken: str) -> None:
    page = f"<script type='application/ld+json'>{broken}</script><title>T</title><p>words</p>"
    assert article(page).metadata["title"] == "T"


@pytest.mark.parametrize(
    "nested",
    ["<div>" * 300, "<div>" * 5000, "<b><i>" * 20_000, "<table><tr><td>" * 2000, "<select>" * 3000],
    ids=["div-300", "div-5000", "inline", "table", "select"],
)
def test_no_depth_swallows_the_words_within(nested: str) -> None:
    made = article(f"<p>First words.</p>{nested}innermost<p>Last words.</p>")
    for words in ("First words.", "innermost", "Last words."):
        assert words in made.raw


def test_a_quotation_mark_never_closed_does_not_hide_the_end() -> None:
    made = article("<p>First words stand here.</p><a href='x>torn <p>Last sentence survives.</p>")
    assert "Last sentence survives." in made.raw


def test_endless_attributes_are_read_in_time() -> None:
    many = " ".join(f"a{n}=1" for n in range(50_000))
    assert "inside" in article(f"<p {many}>inside</p>").raw


def test_a_page_named_as_text_is_still_a_page() -> None:
    assert article(PAGE, "saved.txt").format == "html"


def test_markup_too_wild_for_extractors_is_not_handed_on() -> None:
    assert article(PAGE).html is not None
    assert article("<p>x" * 40_000).html is None


WORDS = st.text(st.sampled_from("abc ,.<>&\"'=/-!\n"), max_size=60)
TAGS = st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<a href=x>", "</a>", "<br>", "<pre>",
                        "</pre>", "<td>", "<!--", "-->", "<script>", "</script>"])  # fmt: skip


@settings(max_examples=150)
@given(st.lists(WORDS | TAGS, max_size=20))
def test_blocks_lie_in_the_text_side_by_side(pieces: list[str]) -> None:
    reading = read_bytes(("<html>" + "".join(pieces)).encode(), "a.html", ReadingSettings())
    for made in reading.articles:
        end = 0
        for block in made.blocks:
            assert end <= block.start < block.end <= len(made.raw)
            assert made.raw[end : block.start].strip() == ""
            assert made.raw[block.start : block.end].strip()
            assert 0 <= block.link_chars <= block.end - block.start
            end = block.end
        if made.blocks:
            assert made.raw[end:].strip() == ""
