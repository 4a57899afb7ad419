"""The reader screen on a library in memory: what keys do, and what one sees."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diploread.tui.app import DiploreadApp
from diploread.tui.screens.reader import ReaderScreen
from textual import events

sys.path.insert(0, str(Path(__file__).parent))
import fakes


def app_on(library: fakes.FakeLibrary, **ui: object) -> DiploreadApp:
    app = DiploreadApp([], fakes.settings(**ui))
    app.library = library  # type: ignore[assignment]
    return app


async def start(pilot: Any) -> ReaderScreen:
    await pilot.pause(0.05)
    reader = pilot.app.screen
    assert isinstance(reader, ReaderScreen)
    await until(pilot, lambda: reader.answer is not None)
    return reader


async def until(pilot: Any, true: Callable[[], object]) -> None:
    for _ in range(1000):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("this never became true")


def status(reader: ReaderScreen) -> str:
    return reader.query_one("#status").text  # type: ignore[attr-defined,no-any-return]


async def test_the_first_article_is_shown_beside_the_list() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        assert reader.results.count == 40
        assert reader.article is not None and reader.article.id == "a0"
        assert [item.key for item in reader.side.items] == [
            "quote 0",
            "quote 1",
            "quote 3",
            "quote 4",
        ]


async def test_search_narrows_as_one_types_and_enter_opens_at_the_first_hit() -> None:
    library = fakes.FakeLibrary()
    async with app_on(library).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("slash")
        for letters in ("b", "br", "bri", "brid", "bridg", "bridge"):
            reader.line.value = letters
        await until(pilot, lambda: reader.answer and reader.answer.read_as == "bridge")
        assert library.searches[1:] == ["bridge"], "typing six letters searches once"
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert reader.pane == "article"
        assert reader.view.target is not None and reader.view.target[0] == "hit"
        assert "hit 1/1" in status(reader)


async def test_the_line_is_cleared_before_what_is_typed_next() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await until(pilot, lambda: reader.line.keymap is not None)
        await pilot.press("slash", *"quay")
        for key, character in (("ctrl+u", None), ("s", "s"), ("e", "e"), ("a", "a")):
            pilot.app.post_message(events.Key(key, character))
        await until(pilot, lambda: reader.line.value == "sea")


async def test_a_mistake_keeps_the_last_good_results() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("slash", *"bad:x")
        await until(pilot, lambda: "did you mean" in reader.query_one("#readas").text)  # type: ignore[attr-defined]
        assert reader.results.count == 40


async def test_quotes_entities_and_removed_pieces_are_stepped_through() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q")
        assert reader.view.target is not None and reader.view.target[:2] == ("quote", 0)
        assert "Ilse Varga" in status(reader)
        await pilot.press("right_square_bracket", "q")
        assert reader.view.target[:2] == ("quote", 1)
        await until(pilot, lambda: reader.side.item and reader.side.item.key == "quote 1")
        await pilot.press("right_square_bracket", "e", "right_square_bracket", "r")
        assert reader.view.target[0] == "removed"
        assert reader.view.view == "shown"


@pytest.mark.parametrize("size", [(140, 40), (100, 30), (80, 24), (60, 20), (20, 5), (2, 1)])
async def test_any_size_of_window_is_survived(size: tuple[int, int]) -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=size) as pilot:
        reader = await start(pilot)
        for key in ("enter", "3", "escape", "r", "r", "z", "J", "plus", "escape"):
            await pilot.press(key)
        await pilot.resize_terminal(140, 40)
        await pilot.pause(0.1)
        assert reader.article is not None


async def test_the_same_spot_is_kept_from_view_to_view() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(80, 12)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "j", "j", "j", "j", "j")
        before = reader.view.place
        assert before > 0
        await pilot.press("r", "r", "r")
        await pilot.pause()
        assert abs(reader.view.place - before) < 80


async def test_hostile_text_is_shown_letter_for_letter() -> None:
    hostile = "[/b][sic] \x1b]52;c;aGk=\x07[@click=app.quit]x[/]"
    async with app_on(fakes.FakeLibrary(hostile=hostile)).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "3")
        await pilot.pause()
        painted = "".join(segment.text for y in range(40) for segment in reader.view.render_line(y))
        assert "[/b][sic]" in painted and "[@click=app.quit]" in painted
        assert "\x1b" not in painted and "␛" in painted


async def test_the_quotes_are_narrowed_to_one_speaker_and_back() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        before = [item.key for item in reader.side.items]
        await pilot.press("enter", "F")
        await until(pilot, lambda: reader.app.screen is not reader)
        await pilot.press(*"varga", "enter")
        await until(pilot, lambda: reader.narrowing[0] == "speaker")
        assert "Ilse Varga only" in status(reader)
        left = [item.key for item in reader.side.items]
        assert 0 < len(left) < len(before) and set(left) < set(before)
        await pilot.press("F", *"every", "enter")
        await until(pilot, lambda: reader.narrowing == ("", ""))
        assert [item.key for item in reader.side.items] == before


async def test_the_same_statement_elsewhere_is_listed_and_opened() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "equals_sign")
        await until(pilot, lambda: "other place" in status(reader))
        await until(pilot, lambda: reader.app.screen is not reader)
        assert reader.article is not None
        before = reader.article.id
        await pilot.press("enter")
        await until(pilot, lambda: reader.article is not None and reader.article.id != before)
        assert reader.view.target is not None and reader.view.target[0] == "quote"


async def test_the_counts_are_shown_whole_however_long_they_grow() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(80, 24)) as pilot:
        reader = await start(pilot)
        reader.results.marked.update(reader.results.row(n).id for n in range(40))  # type: ignore[union-attr]
        reader.answer.quotes = 12  # type: ignore[union-attr]
        reader.counts()
        bar = reader.query_one("#counts")
        whole = "1/40 articles · 12 quotes · 40 marked"
        await until(pilot, lambda: whole in bar.render_line(0).text)


async def test_a_library_that_is_still_being_made_says_that_there_will_be_more() -> None:
    async with app_on(fakes.FakeLibrary(first_look=True)).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        counts = reader.query_one("#counts")
        assert "40 articles so far" in "".join(text for text, _ in counts.right)  # type: ignore[attr-defined]


async def test_what_an_earlier_key_has_said_is_not_said_of_a_later_one() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "j", "n")
        assert "marks nothing" in status(reader)
        await pilot.press("j")
        assert "marks nothing" in status(reader), "moving does not answer anything"
        await pilot.press("full_stop")
        await until(pilot, lambda: status(reader) == "")
        await pilot.press("enter")
        assert "next hit" in status(reader), "a key that does nothing says so"


async def test_why_a_panel_is_empty_is_told_in_full() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(100, 30)) as pilot:
        reader = await start(pilot)
        await pilot.press("4")
        await until(pilot, lambda: reader.panel == "notes")
        lines = reader.side.items[0].draw(20)
        told = " ".join(text for line in lines for text, _ in line)
        assert len(lines) > 1 and told.endswith("bookmarks a quote")


async def test_a_panel_over_the_article_goes_when_one_reads_on() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(90, 30)) as pilot:
        reader = await start(pilot)
        await pilot.press("2", "shift+tab", "shift+tab")
        await until(pilot, lambda: reader.pane == "results")
        await pilot.press("2", "h", "h", "enter")
        await until(pilot, lambda: reader.pane == "article")
        assert not reader.has_class("panel-open"), "the article that is opened can be seen"
        await pilot.press("1")
        reader.go("results")
        assert reader.has_class("panel-open"), "it stays beside the list"
        await pilot.press("escape")
        assert not reader.has_class("panel-open") and reader.pane == "results"
        await pilot.press("1")
        reader.go("results")
        await pilot.press("slash", *"zebra", "enter")
        await until(pilot, lambda: reader.answer and reader.answer.total == 0)
        assert not reader.has_class("panel-open"), "why nothing was found can be read"


async def test_from_the_place_in_the_text_escape_leads_back_to_the_panel_at_its_row() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(90, 30)) as pilot:
        reader = await start(pilot)
        await pilot.press("Q")
        await until(pilot, lambda: reader.pane == "panel" and len(reader.side.items) > 9)
        await pilot.press("j", "j", "j", "j", "j")
        row = reader.side.item.key  # type: ignore[union-attr]
        await pilot.press("enter")
        await until(pilot, lambda: reader.pane == "article")
        assert reader.article is not None and reader.article.id == "a1"
        await pilot.press("escape")
        assert reader.pane == "panel" and reader.all_quotes
        assert reader.side.item is not None and reader.side.item.key == row
