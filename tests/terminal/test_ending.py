"""The app on a terminal that is slow, not read at all, or gone: it stays alive, small, and ends."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from harness import Terminal

PARAGRAPH = (
    '"The ferry of {n} passengers will sail on Monday," Minister Ilse Varga of Norland told the '
    "harbour council, and {n} others agreed that the quay of Port Amber must be mended first.\n\n"
)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    body = "".join(PARAGRAPH.format(n=number) for number in range(100, 400))
    (folder / "ferry.txt").write_text(f"Sound Wire\nFerries sail again\n\n{body}", "utf-8")
    return folder


def stuck(terminal: Terminal, times: int = 90) -> None:
    """Page up and down in the article with nobody reading what is painted."""
    terminal.wait("1/1 article", 40)
    terminal.press("\r")
    terminal.wait("%")
    for number in range(times):
        os.write(terminal.master, b" " if number % 8 < 4 else b"\x1b[5~")
        time.sleep(0.02)


@pytest.mark.slow
def test_a_slow_terminal_costs_neither_memory_nor_the_screen(
    env: dict[str, str], long: Path
) -> None:
    with Terminal([str(long)], env=env) as terminal:
        stuck(terminal, 1)
        terminal.pump_for(1.0)
        before = terminal.memory()
        stuck_for = time.monotonic() + 8
        while time.monotonic() < stuck_for:
            os.write(terminal.master, b" " if int(time.monotonic()) % 2 else b"\x1b[5~")
            time.sleep(0.03)
        assert terminal.memory() - before < 8 << 20
        os.write(terminal.master, b"G")
        terminal.wait(
            lambda shown: "100 %" in shown and "399 others" in shown
        )  # all is right again
        terminal.press("\x11")
        assert terminal.end() == 0


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_on_a_terminal_that_nobody_reads(
    env: dict[str, str], long: Path, number: signal.Signals
) -> None:
    with Terminal([str(long)], env=env) as terminal:
        stuck(terminal)
        os.kill(terminal.pid, number)
        assert terminal.gone(8) == 128 + number
    assert list((Path(env["XDG_STATE_HOME"]) / "diploread" / "places").glob("*.json"))


@pytest.mark.slow
def test_a_terminal_that_is_not_read_and_then_closed(env: dict[str, str], long: Path) -> None:
    ignored = (
        "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "os.execv(sys.executable, [sys.executable, '-m', 'diploread', *sys.argv[1:]])"
    )
    terminal = Terminal([str(long)], env=env, program=(sys.executable, "-c", ignored))
    stuck(terminal)
    os.close(terminal.master)
    assert terminal.gone(8) == 129
    assert list((Path(env["XDG_STATE_HOME"]) / "diploread" / "places").glob("*.json"))


@pytest.mark.slow
def test_an_app_that_hangs_is_ended_all_the_same(env: dict[str, str], tmp_path: Path) -> None:
    """Even where the loop itself stands still: the last resort saves, restores, ends."""
    saved = tmp_path / "saved"
    script = (
        "import sys, time, pathlib\n"
        "from diploread.tui.ending import Ending\n"
        "ending = Ending(lambda code: None, lambda: pathlib.Path(sys.argv[1]).touch())\n"
        "ending.watch()\n"
        "print('hangs', flush=True)\n"
        "while True: time.sleep(0.1)\n"
    )
    program = (sys.executable, "-c", script)
    with Terminal([str(saved)], env=env, program=program) as terminal:
        terminal.wait("hangs")
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.end(8) == 143
        assert b"\x1b[?1049l" in terminal.raw
    assert saved.exists()


@pytest.mark.slow
def test_errors_may_be_redirected(env: dict[str, str], long: Path, tmp_path: Path) -> None:
    log = tmp_path / "errors"
    program = ("/bin/sh", "-c", f'exec "{sys.executable}" -m diploread "$0" 2>"{log}"')
    with Terminal([str(long)], env=env, program=program) as terminal:
        terminal.wait("1/1 article", 40)
        terminal.press("\r")
        terminal.wait("Ferries sail again")
        terminal.press("\x11")
        assert terminal.end() == 0
    assert log.read_bytes() == b""
