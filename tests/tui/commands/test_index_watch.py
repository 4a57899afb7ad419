"""``diploread index --watch`` stays and follows what becomes of the folder."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from diploread.config.problems import DiploreadError
from diploread.index.library.progress import BuildReport
from diploread.tui.commands import index


class Steps:
    """In place of the clock: before each look at the folder, one step happens."""

    def __init__(self, steps: list[Callable[[], object]]) -> None:
        self._steps: Iterator[Callable[[], object]] = iter([*steps, *[lambda: None] * 3])

    def asked(self) -> bool:
        return False

    def wait(self, seconds: float) -> bool:
        step = next(self._steps, None)
        if step is not None:
            step()
        return step is None


def test_the_index_follows_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "a.txt").write_text("The harbour towns signed a deal.\n")
    steps = Steps([
        lambda: (wire / "b.txt").write_text("The ferry will run twice a day.\n"),
        lambda: None,
        lambda: (wire / "a.txt").unlink(),
    ])  # fmt: skip
    monkeypatch.setattr(index, "_Stop", lambda: steps)
    parser = argparse.ArgumentParser()
    index.configure(parser)
    args = parser.parse_args([str(wire), "--watch", "--jobs", "1"])
    assert index.run(args) == 130
    told = [line.split(" in ")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == [
        "1 article, 1 file read, 0 skipped",
        "watching; stop with ctrl-c",
        "2 articles, 1 file read, 0 skipped",
        "1 article, nothing new, 1 gone, 0 skipped",
    ]


def test_it_tries_again_while_another_process_holds_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    wire = tmp_path / "wire"
    wire.mkdir()
    outcomes = iter([None, "held", "held", None])

    def build(*_: object, **__: object) -> BuildReport:
        if reason := next(outcomes):
            raise DiploreadError(reason)
        return BuildReport(articles=1, skipped=0, seconds=0.1, generation="g1")

    monkeypatch.setattr("diploread.index.library.build.build", build)
    steps = Steps([lambda: (wire / "b.txt").write_text("The ferry will run.\n")])
    monkeypatch.setattr(index, "_Stop", lambda: steps)
    parser = argparse.ArgumentParser()
    index.configure(parser)
    args = parser.parse_args([str(wire), "--watch"])
    assert index.run(args) == 130
    told = [line.split(",")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == [
        "1 article", "watching; stop with ctrl-c", "diploread: held; trying again", "1 article",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_indexer_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "a.txt").write_text("The harbour towns signed a deal.\n")
    homes = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    command = [
        sys.executable, "-m", "diploread", "index", "--watch", "--until-eof", "--jobs", "1",
        str(wire),
    ]  # fmt: skip
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **homes},
        text=True,
    ) as process:
        assert process.stdin is not None and process.stderr is not None
        for line in process.stderr:
            if line.startswith("watching"):
                break
        process.stdin.close()  # what the system does with the pipes of a killed process
        assert process.wait(60) == 130
