"""The reading process: the same answers as without it, and none of its deaths is the reader's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
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


def test_processor_time_beyond_the_limit_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n' * 500_000)
    with Worker(replace(OPTIONS, worker_seconds=0.9)) as worker:
        (skip,) = worker.read(tmp_path, "a.jsonl").skipped
    assert (skip.kind, skip.reason) == ("time-out", "it takes too long to read")


def confined(code: str, *, as_user: bool = False) -> str:
    """What ``code`` says in a process with the worker's limits; root becomes nobody if asked."""
    drop = "os.geteuid() or os.setuid(65534)" if as_user else "0"
    limits = "set_limits" if as_user else "confine"
    program = (
        "import os, signal, socket, subprocess\n"
        "from diploread.config.settings import ReadingSettings\n"
        f"from diploread.index.reading.sandbox import {limits} as limit\n"
        f"{drop}\nlimit(ReadingSettings())\n"
        f"try:\n    {code}\nexcept Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "os.fork()",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.socket().connect(('127.0.0.1', 9))",
    ],
)
def test_the_worker_starts_nothing_and_calls_nobody(code: str) -> None:
    assert confined(code).startswith("PermissionError")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count processes otherwise")
def test_the_system_refuses_the_worker_another_process(tmp_path: Path) -> None:
    assert confined("os.fork()", as_user=True).startswith("BlockingIOError")


def test_the_worker_can_lift_no_limit() -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1)); os.write(1, b'x')"
    assert confined("os.setuid(65534) if not os.geteuid() else 0; " + code).startswith(
        ("ValueError", "PermissionError")
    )


def test_the_worker_can_write_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = f"signal.signal(signal.SIGXFSZ, signal.SIG_IGN); open({str(out)!r}, 'wb', 0).write(b'x')"
    assert "File too large" in confined(code)
    assert out.read_bytes() == b""


def test_the_worker_holds_few_files_open() -> None:
    assert "Too many open files" in confined("[os.open('/', 0) for _ in range(100)]")
