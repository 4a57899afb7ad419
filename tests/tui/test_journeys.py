"""Six days of readers, from the first key to the last, on the sample corpus.

Each test is one journey, in the words of who makes it. The library is the real one; what the
reader keeps goes into a notebook and a corrections file of the test's own.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import diploread.sample_corpus as samples
import pytest
from diploread.config.paths import Paths
from diploread.config.settings import Settings
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.notebook.notebook import Notebook
from diploread.tui.app import DiploreadApp
from diploread.tui.opening import reopen
from diploread.tui.screens.reach import ReachSheet
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.screens.versions import VersionsScreen
from diploread.tui.widgets.bars import Bar

sys.path.insert(0, str(Path(__file__).parent))
from test_reader import start, status, until


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, indexed once."""
    place = tmp_path_factory.mktemp("corpus")
    shutil.copytree(Path(samples.__file__).parent, place / "wire",
                    ignore=shutil.ignore_patterns("__pycache__", "*.py"))  # fmt: skip
    build_folder(LibraryFolder(place / "cache"), [place / "wire"], Settings(), jobs=0)
    return place


@pytest.fixture
def app(corpus: Path, tmp_path: Path) -> DiploreadApp:
    made = DiploreadApp([corpus / "wire"], Settings())
    made.library = Library.open_folder(LibraryFolder(corpus / "cache"), corpus / "wire")
    made.desk.use(Notebook.open(tmp_path / "user.db"))
    made.desk.corrections = tmp_path / "corrections.yaml"
    return made


async def search(pilot: Any, reader: ReaderScreen, query: str) -> None:
    """``/``, the words, enter; then the results have the keys."""
    await pilot.press("slash")
    reader.line.value = query
    await until(pilot, lambda: reader.answer and reader.answer.query.text.startswith(query))
    await pilot.press("enter")
    await until(pilot, lambda: reader.pane == "results")
    await pilot.pause(0.1)


async def sheet(pilot: Any, reader: ReaderScreen, typed: str) -> None:
    """Wait for a sheet, narrow its list, take the first row."""
    await until(pilot, lambda: reader.app.screen is not reader)
    await pilot.pause(0.05)
    await pilot.press(*typed, "enter")


async def prompt(pilot: Any, reader: ReaderScreen, typed: str) -> None:
    """Wait for a line that asks, write into it, enter."""
    await until(pilot, lambda: type(reader.app.screen).__name__ == "Prompt")
    await pilot.pause(0.05)
    await pilot.press("ctrl+u", *typed, "enter")


def read_as(reader: ReaderScreen) -> str:
    return reader.query_one("#readas", Bar).text


async def test_memo_of_what_one_minister_said(app: DiploreadApp, tmp_path: Path) -> None:
    """Everything Sorokh said of a map, in one memo, with a speaker and a date set right."""
    memo = tmp_path / "memo.jsonl"
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await start(pilot)
        await search(
            pilot, reader, "q{speaker:sorokh (map* OR footnote OR strait OR text OR ship*)}"
        )
        assert "read as" in read_as(reader) and "sorokh" in read_as(reader).lower()
        await pilot.press("Q")
        await until(pilot, lambda: reader.all_quotes and len(reader.side.items) > 1)
        assert all("Sorokh" in row.quote.speaker.name for row in reader.answer_quotes)
        await pilot.press("v", "v")
        await until(pilot, lambda: len(reader.marked_quotes) == 2)
        chosen = [row.quote.text for row in reader.answer_quotes[:2]]

        await pilot.press("E")
        await sheet(pilot, reader, "marked quotes")
        await until(pilot, lambda: type(reader.app.screen).__name__ == "ExportSheet")
        await pilot.pause(0.1)
        await pilot.press(*"jsonl", "enter")
        await prompt(pilot, reader, str(memo))
        await until(pilot, lambda: "2 entries" in status(reader))
        records = [json.loads(line) for line in memo.read_text("utf-8").splitlines()]
        assert sorted(record["text"] for record in records) == sorted(chosen)

        await pilot.press("enter")  # to the quote in its article, where the speaker is set right
        await until(pilot, lambda: reader.view.target and reader.view.target[0] == "quote")
        await pilot.press("c")
        await sheet(pilot, reader, "Ada Quill")
        await until(pilot, lambda: "speaker is Ada Quill" in status(reader))
        await pilot.press("D")
        await prompt(pilot, reader, "2025-04-13")
        await until(pilot, lambda: reader.article and reader.article.date.basis == "hand")
        kept = app.desk.corrections.read_text("utf-8")  # type: ignore[union-attr]
        assert "Ada Quill" in kept and "2025-04-13" in kept
        await pilot.press("u", "u")
        await until(pilot, lambda: "Ada Quill" not in app.desk.corrections.read_text("utf-8"))  # type: ignore[union-attr]


async def test_was_the_report_reworded(app: DiploreadApp, tmp_path: Path) -> None:
    """Two versions of the walkout: which words changed, and a file that shows it."""
    written = tmp_path / "differences.txt"
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await search(pilot, reader, "file:*0401-walkout*")
        await until(pilot, lambda: reader.results.count == 2)
        await pilot.press("v", "v", "equals_sign")
        await until(pilot, lambda: isinstance(app.screen, VersionsScreen))
        screen = app.screen
        assert isinstance(screen, VersionsScreen)
        await until(pilot, lambda: "change 1/" in screen.query_one("#sheet-said", Bar).text)
        heads = "".join(text for name in ("#first", "#second")
                        for text, _ in screen.query_one(name, Bar).right)  # fmt: skip
        assert screen.first.sha256[:12] in heads and screen.second.sha256[:12] in heads
        await pilot.press("n")
        await until(pilot, lambda: "change 2/" in screen.query_one("#sheet-said", Bar).text)
        await pilot.press("E")
        await prompt(pilot, reader, str(written))
        await until(pilot, lambda: "written" in status(reader))
    text = written.read_text("utf-8")
    assert "[-" in text and "{+" in text and screen.second.sha256 in text


async def test_why_is_this_gone_and_back_with_it(app: DiploreadApp) -> None:
    """A removed line is looked at in its place, restored, taken back; another line is removed."""
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await start(pilot)
        await search(pilot, reader, "file:sorokh-interview.txt")
        await until(pilot, lambda: reader.article and reader.article.removed)
        await pilot.press("3")
        await until(pilot, lambda: reader.pane == "panel" and reader.side.item is not None)
        assert reader.article is not None
        piece, before = reader.article.removed[0], reader.article.body
        assert piece.rule and piece.reason
        await pilot.press("enter")
        await until(pilot, lambda: reader.view.view == "shown")
        assert reader.view.target is not None and reader.view.target[:2] == ("removed", 0)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, ReachSheet))
        await until(pilot, lambda: app.screen._reach.done)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: reader.article and reader.article.body != before)
        assert " ".join(piece.text.split()) in " ".join(reader.article.body.split())
        assert "1 line restored in 1 article" in status(reader)
        await pilot.press("u")
        await until(pilot, lambda: reader.article and reader.article.body == before)

        await pilot.press("escape", "escape", "x")
        await sheet(pilot, reader, "asked about")
        await until(pilot, lambda: isinstance(app.screen, ReachSheet))
        sheet_of_reach = app.screen
        await until(pilot, lambda: sheet_of_reach._reach.done)  # type: ignore[attr-defined]
        await pilot.press("down", "enter")
        await until(pilot, lambda: "1 line removed in 1 article" in status(reader))
        await until(pilot, lambda: "Asked about" not in reader.article.body)  # type: ignore[union-attr]
        kept = app.desk.corrections.read_text("utf-8")  # type: ignore[union-attr]
        assert "remove: " in kept and "source: " in kept
        await pilot.press("u")
        await until(pilot, lambda: reader.article and reader.article.body == before)


async def test_a_day_of_watching(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report arrives while one reads: a row on top, the cursor and the article stay."""
    for name in ("CACHE", "STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    wire = tmp_path / "incoming"
    shutil.copytree(corpus / "wire" / "courier", wire)
    folder = LibraryFolder(Paths.default().library_dir([wire]))
    build_folder(folder, [wire], Settings(), jobs=0)
    app = DiploreadApp([wire], Settings())
    app.desk.use(Notebook.open(tmp_path / "user.db"))
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await start(pilot)
        before = reader.results.count
        await search(pilot, reader, "strait")
        await pilot.press("S")
        await prompt(pilot, reader, "strait")
        await until(pilot, lambda: "saved" in status(reader))
        await pilot.press("escape")
        await until(pilot, lambda: reader.results.count == before)
        await pilot.press("j", "enter")
        await until(pilot, lambda: reader.pane == "article")
        assert reader.article is not None
        read = reader.article.id
        (wire / "2025-04-20-late.txt").write_text(
            "Harbour pilots of the strait go on strike\n\nApril 20, 2025\n\n"
            "The pilots of the Maravel Strait said on Sunday that no ship would be led through "
            "before their wages were paid.\n",
            "utf-8",
        )
        build_folder(folder, [wire], Settings(), jobs=0)
        await reopen(app, reader)
        assert reader.results.count == before + 1
        assert reader.article.id == read and reader.pane == "article"
        top = reader.results.row(0)
        assert top is not None and top.path == "2025-04-20-late.txt" and top.id not in (read,)
        here = reader.results.row(reader.results.cursor)
        assert here is not None and here.id == read, "the cursor is on what is being read"
        await pilot.press("escape", "g", "g")
        await search(pilot, reader, "@strait")
        found = [reader.results.row(n).path for n in range(reader.results.count)]  # type: ignore[union-attr]
        assert "2025-04-20-late.txt" in found, "the saved search finds what is new"


async def test_a_historian_goes_through_the_archive(app: DiploreadApp) -> None:
    """Every place of a word in its context, counts along time, what has been reviewed."""
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await start(pilot)
        every = reader.results.count
        await search(pilot, reader, '"maravel strait" date:2025-03..2025-04 sort:date')
        assert 1 < reader.results.count < every
        first = reader.results.row(0)
        last = reader.results.row(reader.results.count - 1)
        assert first and last and first.date and last.date and first.date.value <= last.date.value
        await pilot.press("w")
        await sheet(pilot, reader, "")
        await until(pilot, lambda: app.screen is not reader)
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: reader.pane == "article" and reader.view.found)
        assert reader.article is not None
        begin, end = reader.view.found[0]
        assert "maravel" in reader.article.body[begin:end].casefold()

        await pilot.press("T")
        await sheet(pilot, reader, "2025-04")
        await until(pilot, lambda: "date:2025-04" in reader.line.value.split()[-1])
        await until(pilot, lambda: app.screen is reader)
        await pilot.press("5")
        await until(pilot, lambda: reader.panel == "facets" and len(reader.side.items) > 3)
        await pilot.press("escape", "escape", "i")
        await until(pilot, lambda: "reviewed" in status(reader))
        assert app.desk.reviewed_articles()


async def test_over_a_slow_line_in_a_small_window(
    app: DiploreadApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One pane at a time, no mouse; the window changes its size and the place stays; a colleague
    who may not write is told so."""
    monkeypatch.setenv("TERM", "screen")
    async with app.run_test(size=(79, 24)) as pilot:
        reader = await start(pilot)
        assert reader.has_class("-narrow")
        await search(pilot, reader, "file:*press-conference*")
        await until(pilot, lambda: reader.results.count == 1)
        await pilot.press("enter", *("j" * 6))
        await until(pilot, lambda: reader.pane == "article" and reader.view.place > 0)
        assert reader.results.region.width == 0, "the list makes room"
        place, article = reader.view.place, reader.article
        await pilot.resize_terminal(60, 20)
        await pilot.pause(0.2)
        await pilot.resize_terminal(79, 24)
        await pilot.pause(0.2)
        assert reader.article is article and abs(reader.view.place - place) < 120
        await pilot.press("1")
        await until(pilot, lambda: reader.pane == "panel")
        await pilot.press("enter")
        await until(pilot, lambda: reader.pane == "article")
        assert reader.view.target is not None, "enter in the panel is back in the text, at a quote"
        await pilot.press("m")
        await until(pilot, lambda: reader.view.kept)
    with Notebook.open(tmp_path / "user.db") as again:
        assert len(again.bookmarks()) == 1, "kept on the disk at the key"
