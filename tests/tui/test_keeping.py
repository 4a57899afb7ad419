"""What else the reader keeps: any words, tags, the current dossier, read and reviewed marks."""

from __future__ import annotations

import sys
from pathlib import Path

from diploread.index.notebook.notebook import Notebook
from diploread.tui.actions import keeping
from diploread.tui.opening import know_marks
from textual.geometry import Offset
from textual.selection import Selection

sys.path.insert(0, str(Path(__file__).parent))
from fakes import FakeLibrary
from test_journey import choose, folder, opened
from test_reader import app_on, start, status, until

__all__ = ["folder"]


async def test_words_chosen_by_keys_are_bookmarked_to_the_letter(folder: Path) -> None:
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "M")
        await pilot.pause(0.05)
        await pilot.press("l", "space", "l", "l", "enter")
        await until(pilot, lambda: app.desk.notebook.ids())
        (entry,) = app.desk.notebook.bookmarks()
        assert entry.kind == "passage"
        assert entry.file.bytes is not None
        source = (folder / entry.file.path).read_bytes()
        assert source[slice(*entry.file.bytes)].decode() == entry.text
        assert "bookmarked" in status(reader)
        assert reader.view.starred
        await pilot.press("4", "enter")
        assert reader.view.target is not None
        assert reader.article is not None
        start_at, end_at = reader.view.target[2:]
        assert reader.article.body[start_at:end_at] == entry.text
        await pilot.press("4", "m")
        await until(pilot, lambda: not app.desk.notebook.ids())
        await pilot.press("u")
        await until(pilot, lambda: app.desk.notebook.ids())


async def test_what_the_mouse_has_selected_is_bookmarked_where_it_stands(folder: Path) -> None:
    again = "The lamps burn.\n\nThe lamps burn.\n\nThe lamps burn, still.\n"
    (folder / "lamps.txt").write_text(f"Lamps, again\n\nMarch 9, 2031\n\n{again}", "utf-8")
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter")
        view = reader.view
        assert reader.article is not None and view.document is not None
        first = reader.article.body.index("The lamps burn.")
        at = reader.article.body.index("The lamps burn.", first + 1)
        row = view.document.line_of_body(at)
        left = view.text_column
        span = Selection(Offset(left, row), Offset(left + len("The lamps"), row))
        reader.selections = {view: span}
        assert keeping.selected(reader) == (at, at + len("The lamps"))
        await pilot.press("m")
        await until(pilot, lambda: app.desk.notebook.ids())
        (entry,) = app.desk.notebook.bookmarks()
        assert entry.text == "The lamps"
        assert entry.selector.prefix.count("The lamps burn.") == 1
        assert not reader.selections


async def test_marked_articles_are_bookmarked_and_reviewed_at_once(folder: Path) -> None:
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        notebook = app.desk.notebook
        await pilot.press("asterisk", "b")
        await until(pilot, lambda: len(notebook.ids()) == 2)
        await pilot.press("i")
        await until(pilot, lambda: len(notebook.reviewed()) == 2)
        assert reader.results.reviewed == notebook.reviewed()
        await pilot.press("u", "u")
        await until(pilot, lambda: not notebook.ids() and not notebook.reviewed())
        await pilot.press("asterisk", "enter")
        await until(pilot, lambda: len(notebook.read()) == 1)
        await pilot.press("I")
        await until(pilot, lambda: not notebook.read())
        assert "unread" in status(reader)


async def test_new_bookmarks_go_into_the_current_dossier(folder: Path) -> None:
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        notebook = app.desk.notebook
        await pilot.press("d")
        await choose(pilot, "Ferry")
        await until(pilot, lambda: app.desk.current_dossier == "Ferry")
        right = reader.query_one("#status").right  # type: ignore[attr-defined]
        assert right[0][0].strip() == "Ferry"
        await pilot.press("enter", "right_square_bracket", "q", "m")
        await until(pilot, lambda: notebook.dossiers()[0].entries)
        assert "in Ferry" in status(reader)
        await pilot.press("number_sign")
        await pilot.pause(0.05)
        await pilot.press(*"sea", "enter")
        await until(pilot, lambda: notebook.tags() == {"sea": 1})
        know_marks(app)
        await pilot.press("slash", *"in:ferry", "space", *"tag:sea")
        await until(pilot, lambda: reader.results.count == 1)
        await pilot.press("escape", "d", "enter")
        await choose(pilot, "another name")
        await pilot.pause(0.05)
        await pilot.press("ctrl+u", *"Sound", "enter")
        await until(pilot, lambda: app.desk.current_dossier == "Sound")
        await pilot.press("d", "enter")
        await choose(pilot, "dissolve")
        await until(pilot, lambda: not notebook.dossiers())
        assert notebook.ids()


async def test_a_notebook_that_cannot_be_written_is_told_calmly(folder: Path) -> None:
    app = opened(folder)
    database = folder.parent / "blocked" / "user.db"
    database.parent.write_text("no folder", "utf-8")
    app.desk.close()
    app.desk.use(Notebook.open(database))
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        right = reader.query_one("#status").right  # type: ignore[attr-defined]
        assert right[0][0].strip() == "read only"
        await pilot.press("enter", "m")
        await until(pilot, lambda: "not saved" in status(reader))
        assert reader.article is not None


async def test_leaving_the_tags_keeps_no_bookmark_and_one_undo_takes_both_back(
    tmp_path: Path,
) -> None:
    app = app_on(FakeLibrary())
    app.desk.use(Notebook.open(tmp_path / "user.db"))
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("enter", "right_square_bracket", "q", "number_sign")
        await until(pilot, lambda: app.screen is not reader)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is reader)
        assert not app.desk.notebook.bookmarks()
        await pilot.press("number_sign")
        await until(pilot, lambda: app.screen is not reader)
        await pilot.press(*"memo", "enter")
        await until(pilot, lambda: app.desk.notebook.tags() == {"memo": 1})
        await pilot.press("u")
        await until(pilot, lambda: not app.desk.notebook.bookmarks())
