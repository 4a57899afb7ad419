"""What holds of every query, and the planner against a slow evaluation over lists of words."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from diploread.index.article import Article, DateValue, Quote, Speaker, Value
from diploread.index.library import bits
from diploread.index.library.expand import accepts
from diploread.index.library.folder import VolumeEntry, measured
from diploread.index.library.marks import NoMarks
from diploread.index.library.names import Names
from diploread.index.library.plan import Planner
from diploread.index.library.query.errors import QueryError
from diploread.index.library.query.parser import parse
from diploread.index.library.query.readas import read_as, typed
from diploread.index.library.query.tree import (
    And,
    AtLeast,
    Dates,
    Near,
    Node,
    Not,
    OneQuote,
    Or,
    Phrase,
    State,
    Word,
    field_of,
)
from diploread.index.library.rows import never
from diploread.index.library.volume import Volume
from diploread.index.library.volume_writer import VolumeWriter
from diploread.index.library.words import structured, words
from hypothesis import given, settings
from hypothesis import strategies as st

from .trees import trees

PRINTED = ("oil", "embargo", "talks", "talked", "Vane", "harbour", "harbours", "U.S.", "2017")

EXAMPLES = int(os.environ.get("DIPLOREAD_EXAMPLES", "80"))
"""Trees tried by each property; the time goes into drawing them."""


@given(trees)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_tree_typed_and_read_again_is_the_same(tree: Node) -> None:
    assert parse(typed(tree)).tree == tree
    assert read_as(tree)


@given(st.text(alphabet="abq{}()\"“”'’/*?~!=-+@:.<>[]0127 \n\té北w/ANDORNTsp", max_size=60))
@settings(max_examples=2 * EXAMPLES, deadline=1000)
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    for dialect in ("diploread", "factiva", "nexis", "lucene"):
        try:
            query = parse(text, dialect_name=dialect, typing=True)
        except QueryError as error:
            assert error.message and 0 <= error.column <= len(text)
        else:
            assert read_as(query.tree)


@given(st.text(max_size=1200))
@settings(max_examples=100, deadline=1000)
def test_any_characters_are_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert error.message


# --- the oracle ---


def invented_articles() -> list[Article]:
    choose = random.Random(7)

    def sentence() -> str:
        return " ".join(choose.choices(PRINTED, k=choose.randint(2, 7))) + "."

    made = []
    for i in range(120):
        paragraphs = [" ".join(sentence() for _ in range(3)) for _ in range(choose.randint(1, 3))]
        body = "\n\n".join(paragraphs)
        quotes = []
        for k in range(choose.randint(0, 3)):
            end = body.index(".", choose.randrange(len(body) - 1))
            start = max(body.rfind(".", 0, end) + 1, 0)
            while body[start].isspace():
                start += 1
            speaker = choose.choice((Speaker(name="Tor Vane"), Speaker(name="Mei Lin"), Speaker()))
            quotes.append(
                Quote(
                    id=f"q-{i}-{k}",
                    type=choose.choice(("direct", "indirect")),
                    start=start,
                    end=end,
                    text=body[start:end],
                    spans=((start, end),),
                    speaker=speaker,
                )
            )
        day = choose.choice((None, "2017-09-02", "2017-09-04", "2017-09", "--09-04"))
        made.append(
            Article(
                id=f"a{i}",
                path=f"{i}.txt",
                title=Value(text=sentence()) if choose.random() < 0.7 else None,
                date=DateValue(value=day) if day else None,
                body=body,
                body_map=(),
                quotes=tuple(quotes),
            )
        )
    return sorted(made, key=lambda a: a.date.value if a.date and a.date.value[0] != "-" else "")


ARTICLES = invented_articles()


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planner]:
    folder = tmp_path_factory.mktemp("volumes")
    writer = VolumeWriter(folder / "one")
    for number, article in enumerate(ARTICLES):
        writer.add(number, article)
    count, quotes = writer.close()
    volume = Volume(folder, VolumeEntry("one", count, quotes, measured(folder / "one")))
    yield Planner(volume, lambda: Names([]), NoMarks(), lambda v, n: ARTICLES[n], never)
    volume.close()


@given(tree=trees)
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_planner_finds_what_a_slow_reading_finds(planner: Planner, tree: Node) -> None:
    clause = planner.clause(tree)
    found = [n for n in bits.ascending(clause.bits) if clause.check is None or clause.check(n)]
    assert found == [n for n, article in enumerate(ARTICLES) if slow(tree, article)]


def slow(node: Node, article: Article, quote: Quote | None = None) -> bool:
    """Evaluation over lists of words, written to be plainly right."""
    if isinstance(node, And):
        return all(slow(part, article, quote) for part in node.parts)
    if isinstance(node, Or):
        return any(slow(part, article, quote) for part in node.parts)
    if isinstance(node, Not):
        return not slow(node.part, article, quote)
    if isinstance(node, OneQuote):
        return any(slow(node.part, article, one) for one in article.quotes)
    if isinstance(node, State):
        if node.value == "quote":
            return bool(article.quotes)
        if node.value == "undated":
            return not article.date or article.date.value.startswith("-")
        return quote is not None and quote.type == node.value
    if isinstance(node, Dates):
        if article.date is None or article.date.value.startswith("-"):
            return False
        value = article.date.value
        first, last = (value, value) if len(value) == 10 else (f"{value}-01", f"{value}-30")
        return first <= (node.high or "9999") and last >= (node.low or "0000")
    read = texts(field_of(node), article, quote)
    if isinstance(node, AtLeast):
        return sum(len(places(node.operand, text)) for text in read) >= node.count
    return any(places(node, text) for text in read)


def texts(field: str, article: Article, quote: Quote | None) -> list[str]:
    if quote is not None:
        return [quote.speaker.name] if field == "speaker" else [quote.text]
    title = [article.title.text] if article.title else []
    return {"": [*title, article.body], "title": title, "body": [article.body]}[field]


def places(node: Node, text: str) -> set[tuple[int, int]]:
    found = words(text)
    if isinstance(node, Word):
        test = accepts(node)
        return {(i, i + 1) for i, word in enumerate(found) if test(word)}
    if isinstance(node, Phrase):
        wanted = [word.text for word in node.words]
        size = len(wanted)
        return {(i, i + size) for i in range(len(found)) if found[i : i + size] == wanted}
    if isinstance(node, Or):
        return set().union(*(places(part, text) for part in node.parts))
    assert isinstance(node, Near)
    left, right = places(node.left, text), places(node.right, text)
    if node.negated:
        return {a for a in left if not any(close(node, a, b, text) for b in right)}
    return {
        (min(a[0], b[0]), max(a[1], b[1])) for a in left for b in right if close(node, a, b, text)
    }


def close(node: Near, a: tuple[int, int], b: tuple[int, int], text: str) -> bool:
    if set(range(*a)) & set(range(*b)):
        return False
    if node.unit == "word":
        gap = b[0] - (a[1] - 1) if b[0] > a[0] else a[0] - (b[1] - 1)
        return gap <= node.distance and (not node.ordered or b[0] > a[0])
    _, sentences, paragraphs = structured(text)
    borders = sentences if node.unit == "sentence" else paragraphs
    covered = range(min(a[0], b[0]) + 1, max(a[1], b[1]))
    return not any(border in covered for border in borders)
