"""The command line behind ``:`` proposes, completes and remembers; a mistake stays to be mended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from diploread.tui.screens.command import CommandLine
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.panel import PanelList
from textual.widgets import Input

sys.path.insert(0, str(Path(__file__).parent))
import fakes
from test_reader import app_on, start, until


async def typed(pilot: Any, text: str) -> CommandLine:
    """The sheet, opened, with a line typed."""
    await pilot.press("colon")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandLine))
    sheet = pilot.app.screen
    sheet.query_one(Input).value = text
    await pilot.pause(0.05)
    assert isinstance(sheet, CommandLine)
    return sheet


def shown(sheet: CommandLine) -> list[str]:
    return [item.key for item in sheet.query_one(PanelList).items]


async def test_a_command_is_completed_and_its_arguments_are_proposed() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        sheet = await typed(pilot, "so")
        assert shown(sheet)[:2] == ["sort ORDER", "sort or group the results"]
        await pilot.press("tab")
        await pilot.pause(0.05)
        assert sheet.query_one(Input).value == "sort "
        assert shown(sheet) == [
            "sort -date", "sort date", "sort relevance", "sort source", "sort speaker",
        ]  # fmt: skip
        await pilot.press("s", "o", "enter")
        await until(pilot, lambda: pilot.app.screen is reader)
        assert reader.sort == "source"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("srot date", "did you mean sort?"),
        ("sort speakers", "did you mean speaker?"),
        ("theme papr", "did you mean paper?"),
        ("open 41", "there are 40"),
        ("export quotes.xyz", "formats: "),
    ],
)
async def test_a_mistake_is_told_and_the_line_stays_to_be_mended(line: str, told: str) -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(160, 36)) as pilot:
        await start(pilot)
        sheet = await typed(pilot, line)
        await pilot.press("enter")
        await pilot.pause(0.05)
        assert pilot.app.screen is sheet
        assert told in sheet.query_one("#sheet-title", Bar).text
        assert sheet.query_one(Input).value == line


async def test_a_number_opens_that_result_and_up_brings_the_command_back() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await typed(pilot, "12")
        await pilot.press("enter")
        await until(pilot, lambda: reader.results.cursor == 11)
        await typed(pilot, "query bridge")
        await pilot.press("enter")
        await until(pilot, lambda: reader.answer and reader.answer.read_as == "bridge")
        sheet = await typed(pilot, "")
        await pilot.press("up")
        assert sheet.query_one(Input).value == "query bridge"
        await pilot.press("up")
        assert sheet.query_one(Input).value == "12"
        await pilot.press("escape")
        assert pilot.app.screen is reader


async def test_an_action_is_found_by_its_words_and_done() -> None:
    async with app_on(fakes.FakeLibrary()).run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await typed(pilot, "cleaning removed")
        await pilot.press("enter")
        await until(pilot, lambda: reader.panel == "removed")
