"""From a name to all articles with it, all quotes by it and about it, and back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import fakes
from diploread.index.article import Article
from diploread.tui.screens.reader import ReaderScreen
from test_reader import app_on, start, status, until


class Asked(fakes.FakeLibrary):
    """Knows what is asked of speakers and names; nobody speaks about the quay."""

    def search(self, query: str, **options: object) -> fakes.FakeAnswer:
        if ":" not in query or query.startswith("sort:"):
            return super().search(query, **options)  # type: ignore[arg-type]
        self.searches.append(query)
        found = [] if "Harbour" in query else ["a3", "a5"]
        return fakes.FakeAnswer(query, query, found)


async def to_name(pilot: object, reader: ReaderScreen, key: str) -> None:
    await pilot.press("2")  # type: ignore[attr-defined]
    await until(pilot, lambda: reader.pane == "panel" and reader.panel == "entities")
    rows = [item.key for item in reader.side.items]
    reader.side.move_to(rows.index(key))


@pytest.mark.parametrize(
    ("key", "query", "told"),
    [
        ("W", 'person:"Ilse Varga"', "articles with Ilse Varga: 2 articles"),
        ("B", 'speaker:"Ilse Varga"', "quotes by Ilse Varga: 8 quotes"),
        ("A", 'about:"Ilse Varga"', "quotes about Ilse Varga: 8 quotes"),
    ],
)
async def test_a_name_leads_to_the_whole_library_and_back(key: str, query: str, told: str) -> None:
    library = Asked()
    async with app_on(library).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: reader.article is not None and reader.article.id == "a2")
        await to_name(pilot, reader, "entity person/ilse-varga")
        await pilot.press(key)
        await until(pilot, lambda: told in status(reader))
        assert library.searches[-1] == query == reader.line.value
        assert reader.results.count == 2
        assert reader.all_quotes == (key != "W")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: status(reader) == "back")
        assert reader.line.value == "" and reader.results.count == 40
        assert reader.article is not None and reader.article.id == "a2"
        assert reader.panel == "entities" and reader.pane == "panel" and not reader.all_quotes
        assert reader.side.item is not None
        assert reader.side.item.key == "entity person/ilse-varga"


async def test_back_in_the_same_article_its_hits_are_those_of_the_query_before() -> None:
    class Hitting(Asked):
        def hits(self, answer: fakes.FakeAnswer, one: Article) -> tuple[tuple[int, int], ...]:
            return ((0, 3),) if answer.query.startswith("speaker:") else ()

    async with app_on(Hitting()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("j", "j", "j", "enter")
        await until(pilot, lambda: reader.article is not None and reader.article.id == "a3")
        await to_name(pilot, reader, "entity person/ilse-varga")
        await pilot.press("B")
        await until(pilot, lambda: reader.view.hits)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: status(reader) == "back")
        assert reader.article is not None and reader.article.id == "a3"
        assert not reader.view.hits


async def test_where_nothing_is_found_one_stays_and_is_told() -> None:
    async with app_on(Asked()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await to_name(pilot, reader, "entity org/harbour-commission")
        await pilot.press("A")
        await until(pilot, lambda: "no quotes about Harbour Commission" in status(reader))
        assert reader.results.count == 40 and not reader.ways


async def test_without_a_name_the_key_says_where_names_are() -> None:
    async with app_on(Asked()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("W")
        await until(pilot, lambda: "2 lists those of the article" in status(reader))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "no results before these" in status(reader))


async def test_the_speaker_of_a_quote_leads_on_too() -> None:
    library = Asked()
    async with app_on(library).run_test(size=(140, 40)) as pilot:
        await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "B")
        await until(pilot, lambda: library.searches[-1] == 'speaker:"Ilse Varga"')
