"""Two journeys with raw keys on a real terminal: why is this gone, and a small window over ssh."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from harness import Terminal

DESK = "Readers may write to the harbour desk of the paper at any time."
ARTICLE = """Back to Main

Norland, Sudria close to ferry treaty, part {n}

March {n}, 2031

"We have waited eleven years for this bridge across the sound," Foreign Minister Ilse Varga of
Norland told reporters in Port Amber. She spoke for {n} minutes and took no question.

{desk}

{more}
The Harbour Commission declined to comment on what the quay number {n} would cost.
"""
MORE = "The ferries will go on as before, the warden of the quay told the council in week {n}.\n\n"


def removed(count: int) -> Callable[[str], bool]:
    """Whether the head of the article, or that of the panel over it, counts so many pieces."""
    pieces = f"{count} piece{'s' * (count > 1)} removed"
    return lambda shown: pieces in shown or f"Removed {count}" in shown


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    for n in (1, 2, 3):
        more = "".join(MORE.format(n=week) for week in range(1, 20))
        (folder / f"{n}.txt").write_text(ARTICLE.format(n=n, desk=DESK, more=more), "utf-8")
    return folder


@pytest.mark.slow
def test_why_is_this_gone(env: dict[str, str], wire: Path) -> None:
    """A menu line is restored, a line that recurs is removed wherever it stands; undo and redo."""
    corrections = Path(env["XDG_CONFIG_HOME"]) / "diploread" / "corrections.yaml"
    with Terminal([str(wire)], env=env) as terminal:
        terminal.wait("of 3 articles", 60)
        terminal.press("\r", "3")
        terminal.wait(removed(1))
        terminal.press("R")
        terminal.wait("Restore this line")
        terminal.wait("3 lines in 3 articles")
        terminal.press("\r")
        terminal.wait("1 line restored in 1 article")
        terminal.wait("nothing was removed")
        terminal.press("u")
        terminal.wait("undone: 1 line restored")
        terminal.wait(removed(1))
        terminal.press("\x1b")
        terminal.pump_for(0.3)
        terminal.press("x")
        terminal.wait("Remove which line?")
        terminal.press(*"harbour desk", "\r")
        terminal.wait("3 lines in 3 articles")
        terminal.press("j", "\r")
        terminal.wait("3 lines removed in 3 articles")
        terminal.wait(removed(2))
        assert f"remove: {DESK}" in corrections.read_text("utf-8").replace('"', "")
        terminal.press("u")
        terminal.wait("undone: 3 lines removed")
        terminal.wait(removed(1))
        assert DESK not in corrections.read_text("utf-8")
        terminal.press("U")
        terminal.wait("done again: 3 lines removed")
        terminal.wait(removed(2))
        assert DESK in corrections.read_text("utf-8")
        terminal.press("\x11")
        assert terminal.end() == 0


@pytest.mark.slow
def test_a_small_window_on_a_shared_machine(env: dict[str, str], wire: Path) -> None:
    """Eighty columns, no mouse, another size and back, killed without warning: nothing is lost."""
    env = {**env, "TERM": "screen"} | {"COLORTERM": ""}
    with Terminal([str(wire)], env=env, columns=80, lines=24) as terminal:
        terminal.wait("of 3 articles", 60)
        terminal.press("\r", "]", "q")
        terminal.wait("quote 1/")
        terminal.press("m")
        terminal.wait("bookmarked")
        terminal.press("G")
        terminal.wait("100 %")
        for columns, lines in ((60, 20), (80, 24)):
            terminal.resize(columns, lines)
            os.kill(terminal.pid, signal.SIGWINCH)
            terminal.pump_for(0.5)
        terminal.wait("quay number 3")
        terminal.press("4")
        terminal.wait("eleven years")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.gone(10)
    with Terminal([str(wire)], env=env, columns=80, lines=24) as terminal:
        terminal.wait("★", 40)
        terminal.press("'")
        terminal.wait("eleven years")
        terminal.press("\x1b")
        terminal.pump_for(0.3)
        terminal.press("\x11")
        assert terminal.end() == 0
