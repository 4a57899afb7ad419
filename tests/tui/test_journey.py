"""The main job on the real library: open, search, read, next quote, bookmark, export, verify."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from diploread.config.settings import Settings
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.notebook.notebook import Notebook
from diploread.tui.app import DiploreadApp
from textual.widgets import Input

sys.path.insert(0, str(Path(__file__).parent))
from test_reader import start, status, until

TREATY = """Sound Wire
Back to Main
Norland, Sudria close to ferry treaty

PORT AMBER, March 4, 2031 - Foreign Minister Ilse Varga of Norland said Tuesday that the
ferry treaty would be signed before the winter.

"We have waited eleven years for this bridge across the sound," Varga told reporters after the
meeting with her counterpart Tomas Reel.

The Harbour Commission declined to comment on the cost of the new quay.

Related Articles
"""
ANNEX = """Tarn Courier
Annex on lighthouses still open

March 6, 2031

Minister Tomas Reel of Sudria said on Thursday that only the annex on lighthouses was open.

"The lamps will not wait," Reel said.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "treaty.txt").write_text(TREATY, "utf-8")
    (wire / "annex.txt").write_text(ANNEX, "utf-8")
    return wire


def opened(folder: Path) -> DiploreadApp:
    built = LibraryFolder(folder.parent / "cache")
    build_folder(built, [folder], Settings(), jobs=0)
    app = DiploreadApp([folder], Settings())
    app.library = Library.open_folder(built, folder)
    app.desk.use(Notebook.open(folder.parent / "user.db"))
    return app


async def choose(pilot: Any, typed: str) -> None:
    """Narrow the list of a sheet and take its first row."""
    await pilot.pause(0.1)
    await until(pilot, lambda: isinstance(pilot.app.screen.focused, Input))
    await pilot.press(*typed, "enter")


async def test_from_the_search_to_a_verified_export(folder: Path) -> None:
    memo = folder.parent / "memo.jsonl"
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        assert reader.results.count == 2
        await pilot.press("slash", *"bridge")
        await until(pilot, lambda: reader.results.count == 1)
        await pilot.press("enter", "enter", "m")
        await until(pilot, lambda: reader.view.kept)
        assert "bookmarked" in status(reader)
        assert reader.article is not None
        kept = next(quote for quote in reader.article.quotes if quote.id in reader.view.kept)
        assert kept.text.strip('"“”,').startswith("We have waited eleven years")
        await pilot.press("V")
        await until(pilot, lambda: "to the letter" in status(reader))
        await pilot.press("E")
        await choose(pilot, "bookmarks")
        await choose(pilot, "jsonl")
        await pilot.pause(0.1)
        await pilot.press("ctrl+u", *str(memo), "enter")
        await until(pilot, memo.exists)
        await until(pilot, lambda: "1 entry" in status(reader))
    record = json.loads(memo.read_text("utf-8"))
    source = (folder / "treaty.txt").read_bytes()
    start_at, end_at = record["file"]["bytes"]
    assert source[start_at:end_at].decode() == record["text"]
    assert record["speaker"]["name"].endswith("Varga")


async def test_bookmarks_survive_a_restart_and_undo_takes_them_off(folder: Path) -> None:
    async with opened(folder).run_test(size=(100, 30)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "m")
        await until(pilot, lambda: reader.view.kept)
    async with opened(folder).run_test(size=(100, 30)) as pilot:
        reader = await start(pilot)
        assert reader.diploread.desk.kept_quotes(reader.article)
        await pilot.press("apostrophe")
        await pilot.pause(0.2)
        await pilot.press("m")
        await until(pilot, lambda: not reader.diploread.desk.starred_articles())
        await pilot.press("u", "escape")
        await until(pilot, lambda: reader.diploread.desk.starred_articles())


async def test_what_was_removed_is_shown_with_its_reason(folder: Path) -> None:
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("slash", *"treaty")
        await until(pilot, lambda: reader.results.count == 1)
        await pilot.press("enter", "3")
        await pilot.pause()
        assert reader.article is not None
        assert any("Back to Main" in piece.text for piece in reader.article.removed)
        assert reader.side.item is not None and reader.side.item.key == "removed 0"
        await pilot.press("enter")
        assert reader.view.view == "shown"


async def test_a_correction_is_shown_at_once_and_kept(folder: Path) -> None:
    app = opened(folder)
    app.desk.corrections = folder.parent / "corrections.yaml"
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "c")
        await choose(pilot, "Ada Quill")
        await until(pilot, lambda: "Ada Quill" in status(reader))
        assert reader.article is not None
        assert any(
            q.speaker.name == "Ada Quill" and q.speaker.how == "hand" for q in reader.article.quotes
        )
        assert "speaker: Ada Quill" in app.desk.corrections.read_text("utf-8")
        await pilot.press("D")
        await pilot.pause(0.1)
        await pilot.press("ctrl+u", *"2031-02-28", "enter")
        await until(pilot, lambda: "28 Feb 2031" in status(reader))
        await pilot.press("u", "u")
        await until(pilot, lambda: "Ada Quill" not in app.desk.corrections.read_text("utf-8"))
