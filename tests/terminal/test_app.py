"""The app in a real pseudo-terminal: the main job with raw keys, hostile articles, signals."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from harness import Terminal

ARTICLE = """Sound Wire
Norland, Sudria close to ferry treaty

March 4, 2031

"We have waited eleven years for this bridge across the sound," Foreign Minister Ilse Varga of
Norland told reporters in Port Amber.

The Harbour Commission declined to comment.
"""
HOSTILE = (
    "Sound Wire\n"
    "Quay \x1b]0;owned\x07 closes \x1b[31m[/b][sic] for repairs\n\n"
    "March 5, 2031\n\n"
    '"The \x1b]52;c;cm0gLXJmIC8=\x07 quay \x9b31m shuts \u202edetaeper\u202c on Monday,\x1bc" '
    "Warden Otto \x1bP+q544e\x1b\\ Lind said.\n\n"
    "Call [@click=app.quit]here[/] \x1b]8;;http://quay.invalid\x1b\\now\x1b]8;;\x1b\\.\n"
)
OWN = re.compile(  # the sequences that the terminal library itself sends
    rb"\x1b\[[0-9;:?>=<$!]*[A-Za-z@`~]"  # CSI: colours, cursor, modes, queries
    rb"|\x1b[78=>]|\x1b\([AB0]|\x1b\](?:52|22);[^\x07\x1b]*\x07"
)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "treaty.txt").write_text(ARTICLE, "utf-8")
    return folder


@pytest.mark.slow
def test_the_main_job_by_raw_keys(env: dict[str, str], wire: Path, tmp_path: Path) -> None:
    memo = tmp_path / "memo.md"
    with Terminal([str(wire)], env=env) as terminal:
        terminal.wait("1/1 article", 40)
        terminal.press("/", *"bridge")
        terminal.wait("read as")
        terminal.press("\r", "\r")
        terminal.wait("hit 1/1")
        terminal.press("]", "q")
        terminal.wait("quote 1/")
        terminal.press("m")
        terminal.wait("bookmarked")
        terminal.press("E")
        terminal.wait("Export what")
        terminal.press("\r")
        terminal.wait("memo with footnotes")
        terminal.press("\r")
        terminal.wait("Write to")
        terminal.press("\x15", *str(memo), "\r")
        terminal.wait("to the letter")
        terminal.press("V")
        terminal.wait("1 bookmark: it stands")
        terminal.press("q", "q")
        assert terminal.end() == 0
    assert "eleven years" in memo.read_text("utf-8")
    with Terminal([str(wire)], env=env) as terminal:
        terminal.wait("★", 30)
        terminal.wait("read as  bridge")
        terminal.press("\x11")
        assert terminal.end() == 0


@pytest.mark.slow
def test_no_control_byte_of_an_article_reaches_the_terminal(
    env: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "quay.txt").write_text(HOSTILE, "utf-8", newline="")
    os.makedirs(os.fsencode(folder) + b"/odd\x1b]0;x\x07", exist_ok=True)  # noqa: PTH103
    Path(os.fsdecode(os.fsencode(folder) + b"/odd\x1b]0;x\x07/a\x9b.txt")).write_text(ARTICLE)
    with Terminal([str(folder)], env=env) as terminal:
        terminal.wait("1/2 articles", 40)
        for keys in ("\r", "]q", "]e", "1", "2", "3", "4", "5", "r", "r", "r", "m", "'", "\x1b",
                     "y", "a", "\x1b", "L", "\x1b", "?", "\x1b", "Q", "c", "\x1b", "x", "\x1b",
                     "o", "\x1b", "H", "\x1b", "q", "q", "j", "\r", "]q", "3", "r"):  # fmt: skip
            terminal.press(*keys)
            terminal.pump_for(0.25)
        raw = bytes(terminal.raw)
    assert b"\x1b]52;c;cm0gLXJmIC8=" not in raw
    left = OWN.sub(b"", raw)
    for payload in (b"\x1b]0;", b"\x1bP", b"\x1bc", b"\x1b]8"):
        assert payload not in left
    assert not re.search(rb"[\x00-\x06\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", left)
    text = left.decode("utf-8", "replace")
    assert not re.search("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_signals_give_the_terminal_back(
    env: dict[str, str], wire: Path, number: signal.Signals
) -> None:
    with Terminal([str(wire)], env=env) as terminal:
        terminal.wait("1/1 article", 40)
        os.kill(terminal.pid, number)
        assert terminal.end(5) == 128 + number
        raw = bytes(terminal.raw)
    assert raw.rindex(b"\x1b[?1049l") > raw.rindex(b"\x1b[?1049h"), "the first screen is back"
    assert raw.rindex(b"\x1b[?1000l") > raw.rindex(b"\x1b[?1000h"), "the mouse is let go"


@pytest.mark.slow
def test_a_lost_terminal_ends_the_app(env: dict[str, str], wire: Path) -> None:
    ignored = (
        "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "os.execv(sys.executable, [sys.executable, '-m', 'diploread', *sys.argv[1:]])"
    )
    program = (sys.executable, "-c", ignored)
    terminal = Terminal([str(wire)], env=env, program=program)
    terminal.wait("1/1 article", 40)
    os.close(terminal.master)
    end = time.monotonic() + 15
    while time.monotonic() < end:
        pid, _ = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            return
        time.sleep(0.1)
    os.kill(terminal.pid, signal.SIGKILL)
    os.waitpid(terminal.pid, 0)
    pytest.fail("the app lives on without a terminal")


@pytest.mark.slow
def test_a_window_of_any_size(env: dict[str, str], wire: Path) -> None:
    with Terminal([str(wire)], env=env, columns=80, lines=24) as terminal:
        terminal.wait("1/1 article", 40)
        for columns, lines in ((20, 5), (200, 60), (1, 1), (80, 24)):
            terminal.resize(columns, lines)
            os.kill(terminal.pid, signal.SIGWINCH)
            terminal.pump_for(0.4)
        terminal.press("\r")
        terminal.wait("bridge")
        terminal.press("\x11")
        assert terminal.end() == 0


@pytest.mark.slow
def test_what_arrives_while_one_reads_moves_nothing(env: dict[str, str], wire: Path) -> None:
    with Terminal(["--watch", str(wire)], env=env) as terminal:
        terminal.wait("1/1 article", 40)
        newer = ARTICLE.replace("March 4", "March 6").replace("close to", "sign")
        (wire / "signed.txt").write_text(newer, "utf-8")
        terminal.wait("1 article arrived", 40)
        terminal.wait("stories of 2 articles")  # versions of one report: what is read has the row
        terminal.press("O")
        terminal.wait("2/2 articles")  # the newer one stands above; the cursor has stayed
        terminal.press("\x11")
        assert terminal.end() == 0
