"""``python -m tests.screenshots [FOLDER]`` paints the README's pictures over the sample corpus.

The library is built in a temporary folder, the app runs without a terminal at fixed sizes, and each
screen is saved as SVG. The pictures are the same wherever this runs.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from diploread.config.load import load
from diploread.config.settings import Settings, UiSettings
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.user_files import UserFiles
from diploread.index.notebook.notebook import Notebook
from diploread.tui.app import DiploreadApp


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, size and theme, and the keys that lead to it."""

    name: str
    size: tuple[int, int]
    theme: str
    keys: tuple[str, ...]


QUOTE = ("right_square_bracket", "q")
SHOTS = (
    Shot("reading", (140, 40), "dusk",
         ("slash", *"strait speaker:dravan", "enter", "enter", *QUOTE, *QUOTE, "m")),
    Shot("removed", (120, 34), "paper", ("slash", *"escort clause", "enter", "enter", "3",
                                         "enter")),
    Shot("narrow", (80, 24), "dusk", ("slash", *"wheat", "enter", "enter", *QUOTE)),
)  # fmt: skip


async def shoot(
    shot: Shot, settings: Settings, built: LibraryFolder, corpus: Path, into: Path
) -> Path:
    """Press the keys of a shot and save what is on the screen."""
    look = replace(settings, ui=UiSettings(theme=shot.theme))
    app = DiploreadApp([corpus], look, sample=True)
    app.library = Library.open_folder(built, corpus)
    with tempfile.TemporaryDirectory() as folder:
        app.desk.use(Notebook.open(Path(folder) / "user.db"))
        async with app.run_test(size=shot.size) as pilot:
            await pilot.pause(0.3)
            for key in shot.keys:
                await pilot.press(key)
                if key == "enter":
                    await pilot.pause(0.3)
            await pilot.pause(0.4)
            file = into / f"{shot.name}.svg"
            file.write_text(app.export_screenshot(title="diploread"), "utf-8")
    return file


def main(into: Path) -> int:
    """Build the library of the samples, then take every picture."""
    into.mkdir(parents=True, exist_ok=True)
    corpus = Path(str(files("diploread.sample_corpus")))
    with tempfile.TemporaryDirectory() as folder:
        built = LibraryFolder(Path(folder) / "library")
        settings = load(None, corpus, {}).settings
        carried = UserFiles.of(Path(folder), [corpus])
        build_folder(built, [corpus], settings, jobs=0, user=carried)
        for shot in SHOTS:
            print(asyncio.run(shoot(shot, settings, built, corpus, into)))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "tests/pictures")))
