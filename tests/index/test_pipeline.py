"""The pipeline keeps the promises of the records, whatever a room does."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.corrections import Corrections, EntityFix, QuoteFix
from diploread.index.article import Article, Cleaned, Mention, Quote, RawArticle
from diploread.index.cleaning.rules import load_rules
from diploread.index.pipeline import (
    Resources,
    annotate,
    article_id_of,
    quote_id_of,
    resources_with,
)
from diploread.index.promises import accounted, check_map
from diploread.index.spans import BodyMap
from hypothesis import given, settings
from hypothesis import strategies as st

RAW = """Skip to content

Ferry talks end without a word

PORT OSK, March 4, 2031 - Foreign Minister Ilse Marrow said on Tuesday that "the ferry will sail,"
but added that nothing was signed.

Share this article
"""


def kept(raw: str, article: Article) -> None:
    """Every promise of the records."""
    for item in (*article.entities, *article.quotes):
        assert article.body[item.start : item.end] == item.text
    for piece in article.removed:
        assert raw[piece.start : piece.end] == piece.text
    check_map(raw, Cleaned(body=article.body, body_map=article.body_map))
    covered = [False] * len(raw)
    runs = [(start, start + length) for _, start, length in article.body_map]
    runs += [(piece.start, piece.end) for piece in article.removed]
    values = (article.title, article.source, article.agency, article.byline)
    for value in (*values, article.dateline, article.section, article.date):
        if value is not None and value.start is not None and value.end is not None:
            runs.append((value.start, value.end))
    for start, end in runs:
        covered[start:end] = [True] * (end - start)
    assert not [c for c, known in zip(raw, covered, strict=True) if not known and not c.isspace()]


@pytest.fixture(scope="module")
def resources() -> Resources:
    return resources_with(load_rules())


def test_an_article_is_annotated_whole(resources: Resources) -> None:
    article = annotate(RawArticle(path="osk/ferry.txt", sha256="ab", raw=RAW), resources)
    kept(RAW, article)
    assert article.id == article_id_of("osk/ferry.txt", 0)
    assert article.date and article.date.value == "2031-03-04"
    assert "Share this article" not in article.body
    (quote,) = [quote for quote in article.quotes if "ferry will sail" in quote.text]
    span = BodyMap(article.body_map).raw_span(quote.start, quote.end)
    assert span and quote.id == quote_id_of("ab", 0, *span)
    assert quote.speaker.name == "Ilse Marrow"


def test_without_cleaning_every_offset_speaks_of_the_text_given(resources: Resources) -> None:
    article = annotate(RawArticle(path="a.txt", raw=RAW), resources, no_clean=True)
    assert article.body == RAW
    kept(RAW, article)


def test_ids_survive_a_rebuild_and_differ_by_part(resources: Resources) -> None:
    first, again, other = (
        annotate(RawArticle(path="a.txt", part=part, sha256="ab", raw=RAW), resources)
        for part in (0, 0, 1)
    )
    assert first == again
    assert first.id != other.id
    assert not {q.id for q in first.quotes} & {q.id for q in other.quotes}
    assert len({q.id for q in first.quotes}) == len(first.quotes)


@given(
    st.lists(st.sampled_from([*RAW.split(" "), "\n\n", "“", "”", "\x00", "\u200b"]), max_size=60)
)
@settings(max_examples=60)
def test_nothing_vanishes_from_any_text(resources: Resources, words: list[str]) -> None:
    raw = " ".join(words)
    kept(raw, annotate(RawArticle(path="a.txt", raw=raw), resources))


def test_what_a_room_forgets_is_put_among_the_removed() -> None:
    raw = RawArticle(path="a.txt", raw="Body. Lost words. End.")
    made = accounted(raw, Cleaned(body="Body.\n\nEnd.", body_map=((0, 0, 5), (7, 18, 4))))
    assert [(r.text, r.rule, r.folded) for r in made.removed] == [
        ("Lost words.", "pipeline.unaccounted", True)
    ]


@pytest.mark.parametrize(
    "runs",
    [((0, 0, 9),), ((0, 1, 4),), ((0, 0, 2), (2, 0, 2)), ((2, 2, 2), (0, 0, 2)), ((0, 0, 0),)],
)
def test_a_map_that_leads_astray_is_noticed(runs: tuple[tuple[int, int, int], ...]) -> None:
    with pytest.raises(ValueError, match="body"):
        check_map("abcd", Cleaned(body="abcd", body_map=runs))


def test_a_room_that_fails_costs_its_findings_not_the_article(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise RecursionError("too deep")

    def lie(*args: object, **options: object) -> tuple[Mention, ...]:
        return (Mention(start=0, end=3, text="not there", type="ORG"),)

    monkeypatch.setattr("diploread.index.cleaning.clean.clean", fail)
    monkeypatch.setattr("diploread.index.entities.find.find_entities", lie)
    monkeypatch.setattr("diploread.index.quotes.find.find_quotes", fail)
    article = annotate(RawArticle(path="a.txt", raw=RAW), resources)
    assert article.body == RAW and not article.entities and not article.quotes
    notes = [flag.note for flag in article.flags]
    assert notes == [
        "cleaning failed: RecursionError",
        "entities: 1 with wrong offsets dropped",
        "quotes failed: RecursionError",
    ]


def test_quotes_with_wrong_offsets_are_dropped_and_nesting_follows(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quotes(body: str, *args: object, **options: object) -> tuple[Quote, ...]:
        def quote(text: str, nested: str | None = None) -> Quote:
            start = max(body.find(text), 0)
            end = start + len(text)
            return Quote(
                id="", type="direct", start=start, end=end, text=text, spans=((start, end),),
                nested_in=nested,
            )  # fmt: skip

        return quote("no such words"), quote("the ferry will sail"), quote("ferry", "1")

    monkeypatch.setattr("diploread.index.quotes.find.find_quotes", quotes)
    article = annotate(RawArticle(path="a.txt", raw=RAW), resources)
    outer, inner = article.quotes
    assert (outer.nested_in, inner.nested_in) == (None, outer.id)
    assert "quotes: 1 with wrong offsets dropped" in [flag.note for flag in article.flags]


def test_corrections_reach_entities_and_quotes(resources: Resources) -> None:
    fixes = Corrections(
        entities=(EntityFix(never="Port Osk"), EntityFix(name="Ferry Board", type="org")),
        quotes=(
            QuoteFix(file="a.txt", text="nothing was signed", speaker="Otto Lindqvist"),
            QuoteFix(file="b.txt", text="Ilse Marrow", speaker="Nobody"),
        ),
    )
    raw = RawArticle(path="a.txt", raw=RAW.replace("nothing was", "the Ferry Board was not"))
    corrected = resources_with(load_rules(), corrections=fixes)
    article = annotate(raw, corrected)
    assert "Port Osk" not in {m.text for m in article.entities}
    assert "org/ferry-board" in {m.id for m in article.entities}
    article = annotate(RawArticle(path="a.txt", raw=RAW), corrected)
    (added,) = [q for q in article.quotes if q.text == "nothing was signed"]
    assert (added.speaker.name, added.speaker.how) == ("Otto Lindqvist", "hand")
    assert "Nobody" not in {q.speaker.name for q in article.quotes}


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")
def test_the_promises_hold_on_real_articles(resources: Resources) -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        raw = path.read_text()
        kept(raw, annotate(RawArticle(path=path.name, raw=raw), resources))
