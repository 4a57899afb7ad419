"""Pages that are no articles help whoever meets them."""

from __future__ import annotations

import sys
from pathlib import Path

from diploread.config.paths import Paths
from diploread.config.settings import Settings
from diploread.index.article import Skipped
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.tui.app import DiploreadApp
from diploread.tui.letters import SHOWN, empty_library
from diploread.tui.opening import reopen

sys.path.insert(0, str(Path(__file__).parent))
from test_reader import start, until


def test_an_empty_library_says_which_files_it_passed_over_and_why() -> None:
    page = empty_library("~/wire", [Skipped(path="scan\x1b.pdf", reason="no text in it")])
    assert "scan" in page.body and ": no text in it" in page.body
    assert "\x1b" not in page.body, "names of files are foreign text"


def test_of_many_files_the_first_are_named_and_the_others_counted() -> None:
    many = [Skipped(path=f"{n}.bin", reason="binary file") for n in range(SHOWN + 3)]
    body = empty_library("~/wire", many).body
    assert body.count("binary file") == SHOWN and "and 3 files more" in body
    assert "file" not in empty_library("~/wire").body.split("diploread reads")[0]


async def test_the_page_of_an_empty_library_goes_when_the_first_article_comes(
    tmp_path: Path,
) -> None:
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "blank.txt").write_text("\n", "utf-8")
    folder = LibraryFolder(Paths.default().library_dir([wire]))
    build_folder(folder, [wire], Settings(), jobs=0)
    app = DiploreadApp([wire], Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await start(pilot)
        assert reader.article is not None and "blank.txt" in reader.article.body
        (wire / "quay.txt").write_text(
            "Quay opens\n\nMarch 4, 2031\n\nThe quay opened on Monday.\n", "utf-8"
        )
        build_folder(folder, [wire], Settings(), jobs=0)
        await reopen(app, reader)
        await until(pilot, lambda: reader.article and reader.article.path == "quay.txt")
