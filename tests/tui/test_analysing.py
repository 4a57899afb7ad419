"""Copies folded, hits in context, counts along time, a quote in any format: on a real index."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from diploread.tui.app import DiploreadApp
from diploread.tui.screens.chooser import Choice, Chooser
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.widgets.panel import PanelList

sys.path.insert(0, str(Path(__file__).parent))
from test_journey import ANNEX, TREATY, opened
from test_reader import start, status, until


@pytest.fixture
def app(tmp_path: Path) -> DiploreadApp:
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "treaty.txt").write_text(TREATY, "utf-8")
    copy = TREATY.replace("Sound Wire", "Quay Herald").replace("March 4", "March 5")
    (wire / "copy.txt").write_text(copy, "utf-8")
    (wire / "annex.txt").write_text(ANNEX, "utf-8")
    return opened(wire)


async def sheet(pilot: Any, reader: ReaderScreen) -> Chooser[Any]:
    await until(pilot, lambda: isinstance(reader.app.screen, Chooser))
    shown = reader.app.screen
    assert isinstance(shown, Chooser)
    await until(pilot, lambda: shown.query(PanelList) and shown.query_one(PanelList).items)
    return shown


def labels(shown: Chooser[Any]) -> list[str]:
    values = [item.value for item in shown.query_one(PanelList).items]
    return [value.label for value in values if isinstance(value, Choice)]


async def test_copies_of_a_report_are_one_row_that_opens(app: DiploreadApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        assert reader.answer is not None and reader.answer.total == 3
        assert reader.results.count == 2, "two stories"
        await pilot.press("j", "ampersand")
        versions = await sheet(pilot, reader)
        assert len(labels(versions)) == 2
        await pilot.press(*"Sound Wire", "enter")
        await until(pilot, lambda: reader.pane == "article")
        assert reader.article is not None and reader.article.path == "treaty.txt"
        await pilot.press("O")
        await until(pilot, lambda: reader.results.count == 3)
        await pilot.press("O")
        await until(pilot, lambda: reader.results.count == 2)


async def test_rows_are_grouped_under_their_sources(app: DiploreadApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("s")
        await sheet(pilot, reader)
        await pilot.press(*"grouped by source", "enter")
        await until(pilot, lambda: "group:source" in reader.query_text)
        await until(pilot, lambda: (row := reader.results.row(0)) is not None and row.group)


async def test_every_hit_stands_in_its_context_and_enter_goes_there(app: DiploreadApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await start(pilot)
        await pilot.press("w")
        await until(pilot, lambda: reader.app.screen is not reader)
        await until(pilot, lambda: reader.app.screen.query("#line"))
        await pilot.press(*"harbour", "enter")
        hits = await sheet(pilot, reader)
        lines = [line for line in labels(hits) if "[Harbour]" in line]
        assert len(lines) == 2, "in either copy"
        assert len({line.index("[") for line in lines}) == 1, "one below the other"
        await pilot.press(*"The [Harbour]", "enter")
        await until(pilot, lambda: reader.view.target is not None)
        kind, _, begin, end = reader.view.target  # type: ignore[misc]
        assert kind == "find" and reader.article is not None
        assert reader.article.body[begin:end] == "Harbour"


async def test_the_answer_along_time_narrows_the_query(app: DiploreadApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await start(pilot)
        await pilot.press("T")
        bars = await sheet(pilot, reader)
        assert [line.split()[0] for line in labels(bars)[3:]] == [
            "2031-03-04", "2031-03-05", "2031-03-06",
        ]  # fmt: skip
        await pilot.press(*"by month", "enter")
        await until(pilot, lambda: reader.app.screen is not bars)
        bars = await sheet(pilot, reader)
        assert [line.split()[0] for line in labels(bars)[3:]] == ["2031-03"]
        await pilot.press(*"2031", "enter")
        await until(pilot, lambda: reader.line.value == "date:2031-03")


async def test_a_quote_is_copied_in_the_format_one_chooses(
    app: DiploreadApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diploread.tui import clipboard

    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda _, text: copied.append(text) or "copied")
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "Y")
        await sheet(pilot, reader)
        await pilot.press(*"biblatex", "enter")
        await until(pilot, lambda: copied)
        assert copied[0].startswith("@") and "Reel" in copied[0]
        await until(pilot, lambda: "as biblatex" in status(reader))


async def test_quotes_of_the_answer_are_marked_and_bookmarked_at_once(app: DiploreadApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("Q")
        await until(pilot, lambda: len(reader.answer_quotes) > 2 and reader.pane == "panel")
        await pilot.press("v", "v")
        await until(pilot, lambda: "2 quotes marked" in status(reader))
        await pilot.press("m")
        await until(pilot, lambda: len(app.desk.notebook.bookmarks()) == 2)
        await until(pilot, lambda: "2 quotes bookmarked" in status(reader))
        await pilot.press("u")
        await until(pilot, lambda: not app.desk.notebook.bookmarks())
        await pilot.press("asterisk")
        count = len(reader.answer_quotes)
        await until(pilot, lambda: f"{count} quotes marked" in status(reader))
        await pilot.press("E")
        shown = await sheet(pilot, reader)
        assert labels(shown)[0] == "the marked quotes"
