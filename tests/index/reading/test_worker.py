"""The reading process: the same answers as without it, and none of its deaths is the reader's."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from diploread.config.settings import ReadingSettings
from diploread.index.reading.read import read_file
from diploread.index.reading.worker import Worker

OPTIONS = ReadingSettings()


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(OPTIONS) as made:
        yield made


def test_it_reads_what_would_be_read_without_it(tmp_path: Path, worker: Worker) -> None:
    (tmp_path / "a.txt").write_bytes("Müller said “yes”.\r\n".encode("cp1252"))
    (tmp_path / "b.html").write_text("<title>T</title><p>The towns <a href=x>signed</a>.")
    (tmp_path / "c.jsonl").write_text('{"text": "a\\ud800b"}\n{}\n')
    (tmp_path / "d.bin").write_bytes(bytes(1000))
    for name in ("a.txt", "b.html", "c.jsonl", "d.bin", "missing.txt"):
        assert worker.read(tmp_path, name) == read_file(tmp_path, name, OPTIONS)


def test_names_that_are_no_text_pass_through(tmp_path: Path, worker: Worker) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text("words")
    (article,) = worker.read(tmp_path, name).articles
    assert (article.path, article.raw) == (name, "words")


def test_a_worker_that_dies_is_one_line_and_replaced(tmp_path: Path, worker: Worker) -> None:
    (tmp_path / "a.txt").write_text("words")
    assert worker.read(tmp_path, "a.txt").articles
    process = worker._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    (skip,) = worker.read(tmp_path, "a.txt").skipped
    assert (skip.path, skip.kind) == ("a.txt", "memory")
    assert worker.read(tmp_path, "a.txt").articles


def test_a_worker_that_hangs_is_killed_at_the_deadline(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    with Worker(replace(OPTIONS, worker_seconds=0.4)) as worker:
        worker.read(tmp_path, "a.txt")  # started, so that the start is not timed
        process = worker._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        (skip,) = worker.read(tmp_path, "a.txt").skipped
        assert (skip.kind, skip.reason) == ("time-out", "it takes too long to read")
        assert process.returncode is not None


def test_memory_beyond_the_limit_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words " * 5_000_000)
    with Worker(replace(OPTIONS, worker_memory=100 << 20)) as worker:
        (skip,) = worker.read(tmp_path, "a.txt").skipped
    assert skip.kind == "memory"


def test_a_worn_worker_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>words")
    with Worker(replace(OPTIONS, worker_files=2)) as worker:
        worker.read(tmp_path, "a.html")
        first = worker._process
        worker.read(tmp_path, "a.html")
        assert worker._process is None
        assert worker.read(tmp_path, "a.html").articles
        assert worker._process is not first


def test_the_worker_can_write_nothing(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "from diploread.index.reading.sandbox import confine;"
        "from diploread.config.settings import ReadingSettings;"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "confine(ReadingSettings());"
        f"open({str(tmp_path / 'out')!r}, 'wb', buffering=0).write(b'x')"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"File too large" in result.stderr
    assert (tmp_path / "out").read_bytes() == b""
