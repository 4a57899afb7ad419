"""The screen of the bookmarks: dossiers, order, several at once, verification, anchors by hand."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from diploread.index.notebook.notebook import Notebook
from diploread.tui.screens.bookmarks import BookmarksScreen
from diploread.tui.screens.prompt import Prompt
from diploread.tui.screens.reader import ReaderScreen
from textual.widgets import Input

sys.path.insert(0, str(Path(__file__).parent))
from test_journey import choose, folder, opened
from test_reader import start, status, until

__all__ = ["folder"]
TREATY, ANNEX = "We have waited", "The lamps"


def keep_all(place: Path) -> list[str]:
    """Bookmark the verbatim quotes of both articles; their ids, that of the treaty first."""
    app = opened(place)
    library, notebook = app.library, app.desk.notebook
    assert library is not None
    answer = library.search("")
    ids = []
    for words in (TREATY, ANNEX):
        row = next(row for row in library.quotes(answer) if words in row.quote.text)
        article = library.article(row.article.id)
        ids.append(notebook.add_quote(article, row.quote, [place]).id)
    app.desk.close()
    library.close()
    return ids


@asynccontextmanager
async def shown(
    place: Path, size: tuple[int, int] = (120, 36), *keys: str
) -> AsyncIterator[tuple[Any, BookmarksScreen, Notebook]]:
    """The app with the bookmarks open."""
    app = opened(place)
    async with app.run_test(size=size) as pilot:
        await start(pilot)
        await pilot.press(*(keys or ("apostrophe",)))
        await until(pilot, lambda: isinstance(app.screen, BookmarksScreen))
        await pilot.pause(0.05)
        assert isinstance(app.screen, BookmarksScreen)
        yield pilot, app.screen, app.desk.notebook


def listed(sheet: BookmarksScreen) -> list[str]:
    return [item.key for item in sheet.rows.items if item.key]


def drawn(sheet: BookmarksScreen) -> str:
    return "\n".join(
        "".join(text for text, _ in line) for item in sheet.rows.items for line in item.draw(70)
    )


async def test_several_are_marked_filed_and_ordered_in_a_dossier(folder: Path) -> None:
    first, second = keep_all(folder)
    async with shown(folder) as (pilot, sheet, notebook):
        await pilot.press("asterisk", "d")
        await choose(pilot, "Ferry memo")
        await until(pilot, lambda: notebook.dossiers())
        (dossier,) = notebook.dossiers()
        assert (dossier.name, set(dossier.entries)) == ("Ferry memo", {first, second})
        await pilot.press("asterisk", "tab", "j")
        await until(pilot, lambda: sheet.dossier == "Ferry memo")
        before = listed(sheet)
        await pilot.press("tab", "J")
        await until(pilot, lambda: listed(sheet) == before[::-1])
        assert sheet.entry is not None and sheet.entry.id == before[0]
        await pilot.press("K")
        await until(pilot, lambda: listed(sheet) == before)
        await pilot.press("d")
        await choose(pilot, "take out")
        await until(pilot, lambda: len(listed(sheet)) == 1)
        assert notebook.ids() == {first, second}
        await pilot.press("u")
        await until(pilot, lambda: listed(sheet) == before)


async def test_bookmarks_move_from_one_dossier_to_another(folder: Path) -> None:
    first, _ = keep_all(folder)
    with Notebook.open(folder.parent / "user.db") as notebook:
        notebook.file_into("Ferry", [first])
        notebook.create_dossier("Lamps")
    async with shown(folder) as (pilot, sheet, notebook):
        sheet.show_dossier("Ferry")
        await pilot.press("d")
        await choose(pilot, "move from")
        await until(pilot, lambda: not listed(sheet))
        assert {d.name: d.entries for d in notebook.dossiers()} == {"Ferry": (), "Lamps": (first,)}


async def test_tags_notes_and_reviewed_marks_are_found_again(folder: Path) -> None:
    keep_all(folder)
    async with shown(folder) as (pilot, sheet, notebook):
        await pilot.press("asterisk", "number_sign")
        await pilot.pause(0.05)
        await pilot.press(*"sea", "space", *"ferry", "enter")
        await until(pilot, lambda: notebook.tags() == {"ferry": 2, "sea": 2})
        await pilot.press("asterisk", "number_sign")
        await pilot.pause(0.05)
        await pilot.press("ctrl+u", *"sea", "enter")
        await until(pilot, lambda: notebook.tags() == {"ferry": 1, "sea": 2})
        await pilot.press("a")
        await pilot.pause(0.05)
        await pilot.press(*"check", "escape")
        await until(pilot, lambda: len(notebook.bookmarks("note:check")) == 1)
        await pilot.press("i")
        await until(pilot, lambda: len(notebook.bookmarks("is:reviewed")) == 1)
        sheet.query_one(Input).value = "tag:ferry -note:check"
        await until(pilot, lambda: len(listed(sheet)) == 1)
        sheet.query_one(Input).value = "tga:ferry"
        await pilot.pause(0.05)
        assert "did you mean tag?" in sheet.query_one("#sheet-title").right[0][0]  # type: ignore[attr-defined]


async def test_what_changed_is_shown_with_its_difference_and_anchored_by_hand(folder: Path) -> None:
    first, second = keep_all(folder)
    file = folder / "annex.txt"
    file.write_text(file.read_text("utf-8").replace("will not wait", "shall not wait"), "utf-8")
    async with shown(folder) as (pilot, sheet, notebook):
        await pilot.press("V")
        await until(pilot, lambda: sheet.verdicts)
        await until(pilot, lambda: "1 stand · 1 changed" in sheet.said[0])
        await until(pilot, lambda: "CHANGED" in drawn(sheet))
        assert listed(sheet) == [second, first]
        assert "lamps [-will-]{+shall+} not" in " ".join(drawn(sheet).split())
        await pilot.press("c")
        await choose(pilot, "take what")
        await until(pilot, lambda: "anchored in annex.txt" in sheet.said[0])
        await until(
            pilot, lambda: any("shall not wait" in one.text for one in notebook.bookmarks())
        )
        await pilot.press("V")
        await until(pilot, lambda: "to the letter" in sheet.said[0])


async def test_an_orphan_is_listed_apart_and_bound_to_words_of_an_article(folder: Path) -> None:
    _, second = keep_all(folder)
    file = folder / "annex.txt"
    file.write_text("Tarn Courier\n\nNothing of it is left.\n", "utf-8")
    async with shown(folder, (120, 36), "j", "enter", "V") as (pilot, sheet, notebook):
        await pilot.press("c")
        await choose(pilot, "look for")
        await until(pilot, lambda: "1 orphan" in sheet.said[0])
        await pilot.press("tab", "G")
        await until(pilot, lambda: listed(sheet) == [second])
        assert "orphan: " in drawn(sheet)
        await pilot.press("tab", "c")
        await choose(pilot, "in the article")
        await until(pilot, lambda: not isinstance(pilot.app.screen, BookmarksScreen))
        await pilot.pause(0.05)
        await pilot.press("space", "l", "l", "enter")
        reader = pilot.app.screen_stack[0]
        assert isinstance(reader, ReaderScreen)
        await until(pilot, lambda: "anchored here" in status(reader))
        assert not any(entry.user.orphan for entry in notebook.bookmarks())


async def test_what_is_marked_is_exported_after_a_look_at_the_file(folder: Path) -> None:
    first, _ = keep_all(folder)
    with Notebook.open(folder.parent / "user.db") as notebook:
        notebook.file_into("Ferry", [first])
    memo = folder.parent / "memo.md"
    async with shown(folder) as (pilot, sheet, _):
        sheet.show_dossier("Ferry")
        await pilot.press("E")
        await pilot.pause(0.2)
        preview = pilot.app.screen.query_one("#preview")
        text = "\n".join(line[0][0] for item in preview.items for line in item.draw(70))
        assert text.startswith("# Ferry") and TREATY in text
        await pilot.press(*"context", "backspace", *"t")  # no format is called so
        await pilot.press("ctrl+u", *"sentences", "enter")
        await pilot.press("ctrl+u", *"mark", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        await pilot.press("ctrl+u", *str(memo), "enter")
        await until(pilot, lambda: "1 entry in memo.md" in sheet.said[0])
    written = memo.read_text("utf-8")
    assert TREATY in written and "Context:" not in written


async def test_a_bookmark_is_opened_at_its_place(folder: Path) -> None:
    keep_all(folder)
    async with shown(folder) as (pilot, sheet, _):
        sheet.query_one(Input).value = "waited"
        await until(pilot, lambda: len(listed(sheet)) == 1)
        await pilot.press("enter")
        reader = pilot.app.screen_stack[0]
        await until(pilot, lambda: pilot.app.screen is reader)
        assert reader.article.path == "treaty.txt"
        assert reader.view.target is not None and reader.view.target[0] == "quote"


async def test_bookmarks_of_another_library_are_verified_where_they_were_made(
    folder: Path,
) -> None:
    keep_all(folder)
    other = folder.parent / "other" / "wire"
    other.mkdir(parents=True)
    (other / "quay.txt").write_text("Quay opens\n\nThe quay opened on Monday.\n", "utf-8")
    shutil.copy(folder.parent / "user.db", other.parent / "user.db")
    async with shown(other) as (pilot, sheet, _):
        await pilot.press("V")
        await until(pilot, lambda: "all 2 stand" in sheet.said[0])
        await pilot.press("enter")
        reader = pilot.app.screen_stack[0]
        await until(pilot, lambda: f"of another library: diploread {folder}" in status(reader))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_in_a_narrow_window_the_list_has_the_room(
    folder: Path, size: tuple[int, int]
) -> None:
    keep_all(folder)
    async with shown(folder, size) as (pilot, sheet, _):
        assert not sheet.query_one("#dossiers").region.width
        await pilot.press("tab", "question_mark")
        await choose(pilot, "mark all")
        await until(pilot, lambda: len(sheet.marked) == 2)
