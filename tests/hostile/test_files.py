"""A folder of attack files: every one of them is an article or a line with a reason, in time.

The folder is made by a script that stands beside the repository where it is developed; elsewhere
the test is skipped.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from diploread.config.settings import ReadingSettings
from diploread.index.article import Skipped
from diploread.index.reading.source import Reading
from diploread.index.reading.walk import walk
from diploread.index.reading.worker import Worker

MAKER = Path(__file__).parents[3] / "shared" / "hostile" / "make_hostile.py"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MAKER.exists(), reason="the maker of attack files is not here"),
]
LONGEST = 20.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The attack files, a few of them mutated."""
    made = tmp_path_factory.mktemp("hostile") / "files"
    command = [sys.executable, str(MAKER), str(made), "--big-mb", "3", "--fuzz", "150"]
    subprocess.run(command, check=True, capture_output=True)
    return made


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[str, tuple[Reading, float]]:
    """What became of every path, and the seconds it took."""
    options = ReadingSettings()
    found: dict[str, tuple[Reading, float]] = {}
    before = set(everything(folder))
    with Worker(options) as worker:
        for item in walk(folder, options):
            begun = time.monotonic()
            if isinstance(item, Skipped):
                found[item.path] = Reading(skipped=(item,)), 0.0
            else:
                reading = worker.read(folder, item.relative)
                found[item.relative] = reading, time.monotonic() - begun
    assert set(everything(folder)) == before
    return found


def everything(folder: Path) -> Iterator[tuple[str, int, bool]]:
    """All files with their times, which must be the same afterwards, and what no folder is."""
    for place, folders, files, handle in os.fwalk(folder):
        for name in (*folders, *files):
            status = os.stat(name, dir_fd=handle, follow_symlinks=False)
            path = f"{place}/{name}"[len(str(folder)) + 1 :]
            yield path, status.st_mtime_ns, stat.S_ISDIR(status.st_mode)


def test_every_file_is_accounted_for(
    folder: Path, outcomes: dict[str, tuple[Reading, float]]
) -> None:
    for path, (reading, _) in outcomes.items():
        assert reading.articles or reading.skipped, path
        assert all(skip.reason and "\n" not in skip.reason for skip in reading.skipped), path
    files = {path for path, _, is_folder in everything(folder) if not is_folder}
    assert files - outcomes.keys() == set()


def test_no_file_takes_longer_than_it_may(outcomes: dict[str, tuple[Reading, float]]) -> None:
    slow = {path: seconds for path, (_, seconds) in outcomes.items() if seconds > LONGEST}
    assert slow == {}


def test_what_can_be_read_is_read(folder: Path, outcomes: dict[str, tuple[Reading, float]]) -> None:
    manifest = json.loads((folder / "MANIFEST.json").read_text())
    unread = [
        (item["path"], outcomes[item["path"]][0].skipped)
        for item in manifest
        if item["expect"] == "index"
        and item["path"] in outcomes
        and not outcomes[item["path"]][0].articles
        and item["class"] not in ("config", "query")
        and outcomes[item["path"]][0].skipped[0].kind != "link"  # one of two hard links
    ]
    assert unread == []


def test_nothing_of_the_machine_gets_into_an_article(
    outcomes: dict[str, tuple[Reading, float]],
) -> None:
    for path, (reading, _) in outcomes.items():
        for article in reading.articles:
            assert "root:x:0:0" not in article.raw, path


def test_offsets_of_blocks_hold_whatever_the_file(
    outcomes: dict[str, tuple[Reading, float]],
) -> None:
    for path, (reading, _) in outcomes.items():
        for article in reading.articles:
            end = 0
            for block in article.blocks:
                assert end <= block.start < block.end <= len(article.raw), path
                end = block.end
