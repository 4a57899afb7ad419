"""What every engine behind the library must do; a plain loop over records does it too."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from diploread.index.article import Article, DateValue, Mention, Value
from diploread.index.library.backend import SearchBackend, VolumeBackend
from diploread.index.library.query.parser import parse
from diploread.index.library.query.tree import Query
from diploread.index.library.words import words

from .oracle import slow

TODAY = datetime.date(2031, 6, 1)
SENTENCES = (
    "The harbour stays open.", "No embargo was discussed.", "Talks on oil go on in Varna.",
    "The envoy talked of harbours.", "Oil prices fell after the embargo.", "U.S. ships left.",
)  # fmt: skip
QUERIES = (
    "", "harbour", "harb", "harb*", "oil embargo", "oil OR harbour", "-embargo", "NOT oil",
    '"oil prices"', '"the embargo"', "oil w/3 embargo", "talk?d", "harbor~", "title:talks",
    "body:oil", "date:2031-03", "date:2031", "date:2031-03-02..04", "is:undated", "oil /s varna",
    "(oil OR talks) -varna", "US", "us", "nothing", "date:2030", "oil date:2031-03 -prices",
)  # fmt: skip


class Loop:
    """An engine of nothing but a loop."""

    def __init__(self) -> None:
        self._seen: dict[str, Article] = {}
        self._next: dict[str, Article] = {}

    def index(self, articles: Iterable[Article]) -> None:
        self._next |= {article.id: article for article in articles}

    def delete(self, ids: Iterable[str]) -> None:
        for article_id in ids:
            self._next.pop(article_id, None)

    def commit(self) -> None:
        self._seen = dict(self._next)

    def _matching(self, query: Query) -> list[Article]:
        return [article for article in self._seen.values() if slow(query.tree, article)]

    def search(self, query: Query) -> list[str]:
        found = sorted(self._matching(query), key=day_of, reverse=True)
        return [article.id for article in found]

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        return counted(self._matching(query))

    def suggest(self, beginning: str, most: int = 10) -> list[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for article in self._seen.values():
            title = article.title.text if article.title else ""
            counts.update({w for w in words(f"{title} {article.body}") if w.startswith(beginning)})
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def close(self) -> None:
        self._seen = {}


def day_of(article: Article) -> str:
    known = article.date is not None and article.date.value[0] != "-"
    return article.date.value if known and article.date else ""


def counted(articles: Iterable[Article]) -> dict[str, dict[str, int]]:
    made: dict[str, Counter[str]] = {
        name: Counter() for name in ("person", "country", "org", "source", "agency", "month")
    }
    kinds = {"PERSON": "person", "GPE": "country", "ORG": "org"}
    for article in articles:
        for entity_id, kind in {(m.id or "", m.type) for m in article.entities}:
            made[kinds[kind]][entity_id] += 1
        if article.source:
            made["source"][article.source.text] += 1
        if day_of(article):
            made["month"][day_of(article)[:7]] += 1
    return {name: dict(counter) for name, counter in made.items()}


def invented(count: int) -> list[Article]:
    choose = random.Random(5)
    made = []
    for number in range(count):
        body = " ".join(choose.choices(SENTENCES, k=4)) + "\n\n" + choose.choice(SENTENCES)
        day = choose.choice((None, "2031-03-02", "2031-03-04", "2031-04-01", "2030-12-30"))
        entity = Mention(start=0, end=3, text=body[:3], type="PERSON", id=f"person/p{number % 4}")
        made.append(
            Article(
                id=f"{number:012x}", path=f"{number}.txt", body=body, body_map=(),
                title=Value(text=choose.choice(("Talks", "Oil and fish", "No news"))),
                source=Value(text=choose.choice(("Varna Wire", "Port Courier"))),
                date=DateValue(value=day) if day else None, entities=(entity,),
            )
        )  # fmt: skip
    return made


ARTICLES = {article.id: article for article in invented(60)}


@pytest.fixture(params=["volumes", "loop"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchBackend]:
    made: SearchBackend
    made = Loop() if request.param == "loop" else VolumeBackend(tmp_path, ARTICLES.__getitem__)
    yield made
    made.close()


def query(text: str) -> Query:
    return parse(text, today=TODAY)


def agrees(engine: SearchBackend, present: Mapping[str, Article]) -> None:
    """The engine finds, orders and counts what a loop over these articles does."""
    for text in QUERIES:
        asked = query(text)
        right = [article for article in present.values() if slow(asked.tree, article)]
        found = engine.search(asked)
        assert sorted(found) == sorted(article.id for article in right), text
        days = [day_of(present[article_id]) for article_id in found]
        assert days == sorted(days, reverse=True), text
        assert engine.facets(asked) == counted(right), text


def test_an_empty_index_finds_nothing(engine: SearchBackend) -> None:
    engine.commit()
    agrees(engine, {})
    assert engine.suggest("h") == []


def test_it_finds_what_was_indexed_in_one_piece_or_several(engine: SearchBackend) -> None:
    articles = list(ARTICLES.values())
    for start in (0, 10, 35):
        engine.index(articles[start : {0: 10, 10: 35, 35: 60}[start]])
        engine.commit()
    agrees(engine, ARTICLES)


def test_nothing_changes_before_the_commit(engine: SearchBackend) -> None:
    engine.index(list(ARTICLES.values())[:20])
    assert engine.search(query("")) == []
    engine.commit()
    engine.delete(list(ARTICLES)[:5])
    engine.index(list(ARTICLES.values())[20:])
    assert len(engine.search(query(""))) == 20
    engine.commit()
    agrees(engine, {i: a for n, (i, a) in enumerate(ARTICLES.items()) if n >= 5})


def test_an_article_given_again_takes_the_place_of_the_old(engine: SearchBackend) -> None:
    first = next(iter(ARTICLES.values()))
    engine.index([Article(id=first.id, path="old.txt", body="Barley.", body_map=())])
    engine.commit()
    assert engine.search(query("barley")) == [first.id]
    engine.index([first])
    engine.commit()
    assert engine.search(query("barley")) == []
    agrees(engine, {first.id: first})


def test_what_is_deleted_is_gone(engine: SearchBackend) -> None:
    engine.index(ARTICLES.values())
    engine.commit()
    engine.delete([*ARTICLES, "unknown"])
    engine.commit()
    agrees(engine, {})


def test_words_are_suggested_by_how_many_articles_have_them(engine: SearchBackend) -> None:
    engine.index(ARTICLES.values())
    engine.commit()
    engine.delete(list(ARTICLES)[::2])
    engine.commit()
    left = Loop()
    left.index(list(ARTICLES.values())[1::2])
    left.commit()
    for beginning in ("", "h", "ta", "zz"):
        assert engine.suggest(beginning, 4) == left.suggest(beginning, 4)
    assert [word for word, _ in engine.suggest("harb")] == ["harbour", "harbours"]
