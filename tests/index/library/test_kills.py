"""Killed at any moment, a build loses nothing that was committed, and readers never notice.

``DIPLOREAD_KILLS=500`` makes the loop longer than the default.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from diploread.config.settings import Settings
from diploread.index.library.build import build_folder
from diploread.index.library.damage import LibraryNotBuilt
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library

BUILD = """
import sys
from pathlib import Path
from diploread.config.settings import Settings
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
print("begun", flush=True)
build_folder(LibraryFolder(Path(sys.argv[1])), [Path(sys.argv[2])], Settings(), jobs=1)
"""
KILLS = int(os.environ.get("DIPLOREAD_KILLS", "3"))


def _write(sources: Path, number: int) -> None:
    sentence = f"The ferry of day{number} sailed. “All is well{number},” Ilse Marrow said."
    text = f"Report {number}\n\n{sentence}\n"
    (sources / f"{number:04d}.txt").write_text(text)


def test_no_committed_article_is_lost(tmp_path: Path) -> None:
    choose = random.Random(11)
    sources, place = tmp_path / "wire", tmp_path / "cache"
    sources.mkdir()
    for number in range(20):
        _write(sources, number)
    folder = LibraryFolder(place)
    build_folder(folder, [sources], Settings(), jobs=1)
    committed, written = 20, 20
    for _ in range(KILLS):
        for number in range(written, written + 5):
            _write(sources, number)
        written += 5
        command = [sys.executable, "-c", BUILD, str(place), str(sources)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout and process.stdout.readline() == b"begun\n"
            time.sleep(choose.uniform(0.0, 0.6))
            process.send_signal(signal.SIGKILL)
        found = _found(folder, sources)
        assert found >= committed, "an article that was there is gone"
        assert found <= written
        committed = found
    report = build_folder(folder, [sources], Settings(), jobs=1)
    assert report.articles == _found(folder, sources) == written
    assert not report.notice


def _found(folder: LibraryFolder, sources: Path) -> int:
    """Articles that every kind of search finds; each of them readable."""
    try:
        library = Library.open_folder(folder, sources)
    except LibraryNotBuilt as error:
        raise AssertionError(f"the index does not open: {error}") from error
    try:
        answer = library.search("ferry")
        rows = library.rows(answer, 0, 10_000)
        assert len(rows) == answer.total == library.count
        assert len({row.path for row in rows}) == len(rows)
        assert len(library.quotes(library.search("speaker:marrow"))) == len(rows)
        for row in rows[:: max(len(rows) // 5, 1)]:
            number = int(row.path[:4])
            assert f"day{number} " in library.article(row.id).body
            assert library.search(f"day{number}").total == 1
        return len(rows)
    finally:
        library.close()
