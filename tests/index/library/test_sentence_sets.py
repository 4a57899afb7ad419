"""Two words in one sentence: what the sets decide is what a reading of every sentence finds."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from diploread.index.article import Article, Value
from diploread.index.library import bits, sentence_sets, together
from diploread.index.library.folder import VolumeEntry, measured
from diploread.index.library.marks import NoMarks
from diploread.index.library.names import Names
from diploread.index.library.plan import Planner
from diploread.index.library.query.parser import parse
from diploread.index.library.query.tree import Near
from diploread.index.library.relations import Relations
from diploread.index.library.rows import never
from diploread.index.library.story_map import StoryMap
from diploread.index.library.volume import Volume
from diploread.index.library.volume_writer import VolumeWriter

from .oracle import slow

WORDS = ("barley", "harbour", "ferry", "customs", "salt")
QUERIES = (
    '"barley harbour" /s ferry', "(barley OR salt) /s customs", "barley /s (salt w/2 ferry)",
    "salt /s salt", "barley NOT /s harbour", "fer* /s salt", "title:(salt /s ferry)",
    "body:(salt /s ferry)", "barley /s absent", "atleast2 (salt /s ferry)",
)  # fmt: skip


def _invented() -> list[Article]:
    choose = random.Random(23)

    def sentence() -> str:
        return " ".join(choose.choices(WORDS, k=choose.randint(1, 4))).capitalize() + "."

    made = []
    for number in range(90):
        body = " ".join(sentence() for _ in range(choose.randint(1, 9)))
        title = Value(text=sentence()) if choose.random() < 0.5 else None
        made.append(
            Article(id=f"a{number}", path=f"{number}.txt", title=title, body=body, body_map=())
        )
    return made


ARTICLES = _invented()


@pytest.fixture(
    scope="module", params=[64, 4], ids=["each sentence apart", "long articles share bits"]
)
def planner(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Planner]:
    folder = tmp_path_factory.mktemp("volumes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentence_sets, "SLOTS", request.param)
        patch.setattr(sentence_sets, "COMMON_LEAST", 20)
        writer = VolumeWriter(folder / "one")
        for number, article in enumerate(ARTICLES):
            writer.add(number, article)
        count, quotes = writer.close()
        volume = Volume(folder, VolumeEntry("one", count, quotes, measured(folder / "one")))
        known = Relations([volume], _article, lambda: StoryMap([volume], {}))
        yield Planner(volume, lambda: Names([]), NoMarks(), known, _article, never)
        volume.close()


def _article(volume: Volume, number: int) -> Article:
    return ARTICLES[number]


def _agrees(planner: Planner, query: str) -> None:
    tree = parse(query).tree
    clause = planner.clause(tree)
    found = [n for n in bits.ascending(clause.bits) if clause.check is None or clause.check(n)]
    assert found == [n for n, article in enumerate(ARTICLES) if slow(tree, article)], query


def test_every_pair_of_words(planner: Planner) -> None:
    for first, second in itertools.product(WORDS, repeat=2):
        for how in ("/s", "w/1", "w/4", "pre/2"):
            _agrees(planner, f"{first} {how} {second}")


@pytest.mark.parametrize("query", QUERIES)
def test_other_operands(planner: Planner, query: str) -> None:
    _agrees(planner, query)


def test_the_sets_alone_decide_where_no_article_is_long(planner: Planner) -> None:
    tree = parse("barley /s ferry").tree
    assert isinstance(tree, Near)
    table = planner._volume.articles
    assert together.decides(tree, table) and table.sentences is not None
    is_certain = planner.clause(tree).check is None
    assert is_certain == (not table.sentences.long)
    assert bool(table.sentences.long) == (sentence_sets.SLOTS == 4)
