"""What holds of every query, and the planner against a slow evaluation over lists of words."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from diploread.index.article import Article, DateValue, Quote, Speaker, Value
from diploread.index.library import bits
from diploread.index.library.expand import within_edits
from diploread.index.library.folder import VolumeEntry, measured
from diploread.index.library.marks import NoMarks
from diploread.index.library.names import Names
from diploread.index.library.plan import Planner
from diploread.index.library.query.errors import QueryError
from diploread.index.library.query.parser import parse
from diploread.index.library.query.readas import read_as, typed
from diploread.index.library.query.tree import (
    Node,
)
from diploread.index.library.relations import Relations
from diploread.index.library.rows import never
from diploread.index.library.story_map import StoryMap
from diploread.index.library.volume import Volume
from diploread.index.library.volume_writer import VolumeWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from .oracle import slow
from .trees import trees

PRINTED = (
    "oil", "Oil", "embargo", "talks", "talked", "Vane", "VANE", "Vane's", "harbour", "harbours",
    "U.S.", "2017",
)  # fmt: skip

EXAMPLES = int(os.environ.get("DIPLOREAD_EXAMPLES", "80"))
"""Trees tried by each property; the time goes into drawing them."""


@given(trees)
@settings(max_examples=EXAMPLES)
def test_a_tree_typed_and_read_again_is_the_same(tree: Node) -> None:
    assert parse(typed(tree)).tree == tree
    assert read_as(tree)


@given(st.text(alphabet="abq{}()\"“”'’/*?~!=-+@:.<>[]0127 \n\té北w/ANDORNTsp", max_size=60))
@settings(max_examples=2 * EXAMPLES)
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    for dialect in ("diploread", "factiva", "nexis", "lucene"):
        try:
            query = parse(text, dialect_name=dialect, typing=True)
        except QueryError as error:
            assert error.message and 0 <= error.column <= len(text)
        else:
            assert read_as(query.tree)


@given(st.text(max_size=1200))
@settings(max_examples=100)
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
            kind, rule = choose.choice(
                (("direct", "before"), ("indirect", "before"), ("indirect", "transcript"))
            )
            speaker = choose.choice((Speaker(name="Tor Vane"), Speaker(name="Mei Lin"), Speaker()))
            quotes.append(
                Quote(
                    id=f"q-{i}-{k}",
                    type=kind,  # type: ignore[arg-type]
                    rule=rule,
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

    def article(volume: Volume, number: int) -> Article:
        return ARTICLES[number]

    known = Relations([volume], article, lambda: StoryMap([volume], {}))
    yield Planner(volume, lambda: Names([]), NoMarks(), known, article, never)
    volume.close()


@given(tree=trees)
@settings(max_examples=EXAMPLES)
def test_the_planner_finds_what_a_slow_reading_finds(planner: Planner, tree: Node) -> None:
    clause = planner.clause(tree)
    found = [n for n in bits.ascending(clause.bits) if clause.check is None or clause.check(n)]
    assert found == [n for n, article in enumerate(ARTICLES) if slow(tree, article)]


def slow_edits(a: str, b: str) -> int:
    """Letters changed, added, left out or swapped with a neighbour, by the usual table."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and (x, a[i - 2]) == (b[j - 2], y):
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


letters = st.text("abc", max_size=7)


@given(letters, letters, st.integers(0, 2))
@settings(max_examples=5 * EXAMPLES)
def test_a_fuzzy_word_is_so_many_changes_away(a: str, b: str, most: int) -> None:
    a, b = f"x{a}", f"x{b}"
    assert within_edits(a, b, most) == (slow_edits(a, b) <= most)
