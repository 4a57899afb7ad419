"""ASCII mode: on a walk through every screen the furniture is ASCII; articles stay as they are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from diploread.config.keys import APART, KEYS
from diploread.config.settings import Settings
from diploread.index.article import Article, Value
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.rows import Row
from diploread.index.notebook.notebook import Notebook
from diploread.tui import signs
from diploread.tui.app import DiploreadApp
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.signs import TABLE, AsciiFilter, Foreign, ascii_wanted
from diploread.tui.widgets.lines import Lines
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

sys.path.insert(0, str(Path(__file__).parent))
import fakes
from test_journey import ANNEX, TREATY

LEFT_OUT = {
    "app.quit", "app.back", "app.redraw", "reader.editor", "reader.pager", "notebook.verify",
}  # fmt: skip
DEEPER = ("notebook.export", "notebook.correct", "list.sort", "panel.filter")
SPECIAL = "The warden’s “quay” … · × ★ ❞ — said Émile Ørsted of 港の町."


@pytest.fixture(autouse=True)
def in_unicode_again() -> Iterator[None]:
    yield
    signs.use_ascii(False)


def app_on(library: Any, folder: Path) -> DiploreadApp:
    app = DiploreadApp([], fakes.settings(ascii="always"))
    app.library = library
    app.desk.use(Notebook.open(folder / "user.db"))
    return app


def painted(app: DiploreadApp) -> list[str]:
    """The lines of every screen that can be seen."""
    return [strip.text for s in app.screen_stack for strip in s._compositor.render_strips()]


async def back(pilot: Any) -> None:
    """Leave whatever lies over the reader."""
    for _ in range(6):
        if isinstance(pilot.app.screen, ReaderScreen):
            return
        await pilot.press("escape")
        await pilot.pause()
    raise AssertionError(f"{pilot.app.screen} cannot be left")


@pytest.fixture
def app(tmp_path: Path) -> DiploreadApp:
    """On a real library of ASCII alone, so that whatever else is painted is furniture."""
    wire = tmp_path / "wire"
    wire.mkdir()
    copy = TREATY.replace("Sound Wire", "Quay Herald").replace("March 4", "March 5")
    for name, text in (("treaty", TREATY), ("copy", copy), ("annex", ANNEX)):
        assert text.isascii()
        (wire / f"{name}.txt").write_text(text, "utf-8")
    built = LibraryFolder(tmp_path / "cache")
    build_folder(built, [wire], Settings(), jobs=0)
    return app_on(Library.open_folder(built, wire), tmp_path)


@pytest.mark.parametrize("size", [(120, 36), (70, 24)], ids=["wide", "narrow"])
async def test_a_walk_through_every_action_shows_ascii_alone(
    size: tuple[int, int], app: DiploreadApp
) -> None:
    seen: set[str] = set()
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        await pilot.press("slash", *"bridge", "enter", "enter", "right_square_bracket", "q")
        await pilot.press("m", "v")
        await pilot.pause(0.3)
        for key in KEYS:
            if key.area in APART or key.id in LEFT_OUT:
                continue
            reader.dispatch(key.id)
            await pilot.pause(0.05)
            for press in ((), ("enter",)) if key.id in DEEPER else ((),):
                assert not [w for w in app.screen.query(Lines) if w.styles.gutter.totals != (0, 0)]
                await pilot.press(*press)
                await pilot.pause(0.05)
                seen.add(type(app.screen).__name__)
                for line in painted(app):
                    assert line.isascii(), (key.id, line)
            await back(pilot)
    assert {"ReaderScreen", "Chooser", "Prompt", "Legend", "BookmarksScreen", "ExportSheet"} <= seen


async def test_the_pages_without_an_article_are_ascii(app: DiploreadApp) -> None:
    app.sample = True
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.3)
        for keys in ((), ("slash", *"zzyzx", "enter"), ("slash", "ctrl+u", *"bad:x")):
            await pilot.press(*keys)
            await pilot.pause(0.3)
            assert all(line.isascii() for line in painted(app))


async def test_articles_stay_as_they_are(tmp_path: Path) -> None:
    class Special(fakes.FakeLibrary):
        def article(self, article_id: str) -> Article:
            return msgspec.structs.replace(
                super().article(article_id), title=Value(text=SPECIAL), body=SPECIAL,
                body_map=((0, 0, len(SPECIAL)),), raw=SPECIAL, removed=(), entities=(), quotes=(),
            )  # fmt: skip

        def row(self, article_id: str, answer: Any = None) -> Row:
            made = super().row(article_id, answer)
            return msgspec.structs.replace(made, title=SPECIAL, source="Tarn · “Courier”")

    app = app_on(Special(), tmp_path)
    async with app.run_test(size=(200, 30)) as pilot:
        await pilot.pause(0.3)
        for _ in ("clean", "shown", "raw"):
            lines = painted(app)
            assert sum(SPECIAL in line for line in lines) >= 1
            await pilot.press("r")
            await pilot.pause(0.1)
        await pilot.press("z")
        await pilot.pause(0.2)
        assert any(
            "Tarn · “Courier”" in line and "’s “quay” … · ×" in line for line in painted(app)
        )


async def test_quotes_in_the_panel_keep_their_marks(tmp_path: Path) -> None:
    async with app_on(fakes.FakeLibrary(), tmp_path).run_test(size=(160, 40)) as pilot:
        await pilot.pause(0.3)
        reader = pilot.app.screen
        lines = [reader.side.render_line(y).text for y in range(12)]  # type: ignore[attr-defined]
        shown = AsciiFilter().apply(
            [run for y in range(12) for run in reader.side.render_line(y)],  # type: ignore[attr-defined]
            Color(0, 0, 0),
        )
        assert any("“" in line for line in lines)
        assert any("“" in run.text for run in shown)
        assert not any("▌" in run.text for run in shown)


def test_every_sign_is_one_cell_and_becomes_one() -> None:
    for code, plain in TABLE.items():
        assert plain.isascii() and len(plain) == 1
        assert cell_len(chr(code)) == 1, chr(code)


def test_letters_pass_and_what_is_foreign_too() -> None:
    runs = [Segment("★ Émile · 港"), Segment(Foreign("“…”"))]
    shown = AsciiFilter().apply(runs, Color(0, 0, 0))
    assert [run.text for run in shown] == ["* Émile - 港", "“…”"]


@pytest.mark.parametrize(
    ("coding", "utf8_mode", "said", "wanted"),
    [
        ("UTF-8", 0, None, False),
        ("utf8", 0, None, False),
        ("ISO-8859-1", 0, None, True),
        ("ANSI_X3.4-1968", 0, None, True),
        ("UTF-8", 1, None, True),  # the C locale: Python chose UTF-8, not the terminal
        ("UTF-8", 1, "1", False),
    ],
)
def test_the_locale_decides_where_nothing_is_set(
    coding: str, utf8_mode: int, said: str | None, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Flags:
        pass

    flags = Flags()
    flags.utf8_mode = utf8_mode  # type: ignore[attr-defined]
    monkeypatch.setattr("diploread.tui.signs.locale.getencoding", lambda: coding)
    monkeypatch.setattr("diploread.tui.signs.sys.flags", flags)
    monkeypatch.delenv("PYTHONUTF8", raising=False)
    if said:
        monkeypatch.setenv("PYTHONUTF8", said)
    assert ascii_wanted("auto") is wanted
    assert ascii_wanted("always") is True
    assert ascii_wanted("never") is False
