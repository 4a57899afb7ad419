"""Setting quotes and names right by keys: shown at once, kept in YAML, taken back by undo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from diploread.config.corrections import Corrections, load
from diploread.tui.app import DiploreadApp
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.screens.span import SpanPicker

sys.path.insert(0, str(Path(__file__).parent))
import fakes
from test_reader import app_on, start, status, until


@pytest.fixture
def app(tmp_path: Path) -> DiploreadApp:
    made = app_on(fakes.FakeLibrary())
    made.desk.corrections = tmp_path / "corrections.yaml"
    return made


def kept(app: DiploreadApp) -> Corrections:
    assert app.desk.corrections is not None
    corrections, problems = load(app.desk.corrections)
    assert not problems
    return corrections


async def choose(pilot: Any, reader: ReaderScreen, typed: str) -> None:
    """Wait for a sheet, narrow it, take its first row."""
    await until(pilot, lambda: reader.app.screen is not reader)
    sheet = reader.app.screen
    await until(pilot, lambda: sheet.query("#filter"))
    await pilot.press(*typed, "enter")
    await until(pilot, lambda: reader.app.screen is not sheet)


async def to_picker(pilot: Any, reader: ReaderScreen) -> SpanPicker:
    await until(pilot, lambda: isinstance(reader.app.screen, SpanPicker))
    picker = reader.app.screen
    assert isinstance(picker, SpanPicker)
    await until(pilot, lambda: picker.query("#span-words"))
    return picker


async def test_the_bounds_of_a_quote_are_moved_by_words(app: DiploreadApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "c")
        await choose(pilot, reader, "begins or ends")
        await to_picker(pilot, reader)
        await pilot.press("h", "h", "tab", "l", "enter")
        await until(pilot, lambda: kept(app).quotes)
        (fix,) = kept(app).quotes
        assert fix.text == "“the ferry treaty will be signed before the winter,”"
        assert fix.words == "the ferry treaty will be signed before the winter"
        assert reader.article is not None
        assert reader.article.quotes[0].text == fix.words, "shown at once"
        assert "bounds" in reader.article.quotes[0].edited


async def test_leaving_the_choice_of_words_changes_nothing(app: DiploreadApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "c")
        await choose(pilot, reader, "begins or ends")
        await to_picker(pilot, reader)
        await pilot.press("h", "escape")
        await until(pilot, lambda: reader.app.screen is reader)
        assert reader.view.target is not None and reader.view.target[0] == "quote"
        assert not kept(app)


async def test_words_that_were_missed_become_a_quote(app: DiploreadApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "C")
        picker = await to_picker(pilot, reader)
        picker.span.to(picker.span.text.index("declined"))
        await pilot.press("v", "l", "l", "enter")
        await choose(pilot, reader, "somebody said")
        await choose(pilot, reader, "Tomas Reel")
        await until(pilot, lambda: kept(app).quotes)
        (fix,) = kept(app).quotes
        assert (fix.text, fix.speaker) == ("declined to comment", "Tomas Reel")
        assert fix.speaker_id == "person/tomas-reel"
        assert reader.article is not None
        added = next(quote for quote in reader.article.quotes if quote.text == fix.text)
        assert added.id == fix.quote, "the id it will have after a rebuild"
        assert "undoes" in status(reader)
        await pilot.press("u")
        await until(pilot, lambda: not kept(app).quotes)


async def test_a_name_is_given_another_type(app: DiploreadApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "e", "c")
        await choose(pilot, reader, "a body:")
        await until(pilot, lambda: kept(app).entities)
        (fix,) = kept(app).entities
        assert (fix.retype, fix.type) == ("person/ilse-varga", "org")


async def test_words_are_no_name_and_undo_brings_it_back(
    app: DiploreadApp,
) -> None:
    def named(reader: ReaderScreen) -> bool:
        assert reader.article is not None
        return any(m.text == "Harbour Commission" for m in reader.article.entities)

    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("2")
        await until(pilot, lambda: reader.panel == "entities" and reader.pane == "panel")
        rows = [item.key for item in reader.side.items]
        reader.side.move_to(rows.index("entity org/harbour-commission"))
        await pilot.press("c")
        await choose(pilot, reader, "no name anywhere")
        await until(pilot, lambda: kept(app).entities)
        assert kept(app).entities[0].never == "Harbour Commission"
        await until(pilot, lambda: not named(reader))
        await pilot.press("u")
        await until(pilot, lambda: not kept(app).entities)
        await until(pilot, lambda: named(reader))
        await pilot.press("U")
        await until(pilot, lambda: kept(app).entities)
        await until(pilot, lambda: not named(reader))


async def test_two_of_one_name_are_told_apart_in_one_article(app: DiploreadApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "e", "c")
        await choose(pilot, reader, "somebody else")
        await choose(pilot, reader, "Ines Varga")
        await until(pilot, lambda: kept(app).entities)
        (fix,) = kept(app).entities
        assert (fix.split, fix.into) == ("person/ilse-varga", "person/ines-varga")
        assert (fix.text, fix.file, fix.name) == ("Ilse Varga", "wire/00000.txt", "Ines Varga")


async def test_one_is_the_same_as_another(app: DiploreadApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "e", "c")
        await choose(pilot, reader, "is the same as")
        await choose(pilot, reader, "Tomas Reel")
        await until(pilot, lambda: kept(app).entities)
        (fix,) = kept(app).entities
        assert (fix.merge, fix.into) == ("person/ilse-varga", "person/tomas-reel")
