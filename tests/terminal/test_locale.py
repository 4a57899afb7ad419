"""What the app chooses by itself: ASCII where the locale is not UTF-8, sixteen colours where there
are no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyte.screens import Char

from tests.terminal.harness import Terminal

ARTICLE = """Harbour council reopens the quay

4 March 2031

"The quay is open," warden Ilse Varga of Norland told reporters in Port Amber.
"""


@pytest.mark.parametrize(("lang", "ascii_alone"), [("C", True), ("C.UTF-8", False)])
def test_the_locale_decides(
    lang: str, ascii_alone: bool, env: dict[str, str], tmp_path: Path
) -> None:
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "quay.txt").write_text(ARTICLE, "utf-8")
    with Terminal([str(wire)], env={**env, "LANG": lang}) as terminal:
        terminal.wait("1/1 article", 40)
        terminal.press("\r", "]", "q")
        terminal.wait("quote 1/")
        terminal.press("?")
        terminal.wait("enter does it")
        terminal.press("\x1b")
        terminal.wait(lambda shown: "enter does it" not in shown)
        terminal.press("q", "q")
        assert terminal.end() == 0
    assert bytes(terminal.raw).isascii() is ascii_alone


@pytest.mark.parametrize(
    ("term", "colours", "options", "few"),
    [
        ("linux", "", [], True),
        ("linux", "", ["--set", "ui.theme=dusk"], False),
        ("xterm-256color", "", [], False),
        ("screen", "truecolor", [], False),
    ],
)
def test_the_terminal_decides_of_the_theme_where_none_is_set(
    term: str, colours: str, options: list[str], few: bool, env: dict[str, str], tmp_path: Path
) -> None:
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "quay.txt").write_text(ARTICLE, "utf-8")
    own = {**env, "TERM": term, "COLORTERM": colours}
    with Terminal([*options, str(wire)], env=own) as terminal:
        terminal.wait("1/1 article", 40)
        terminal.press("\r", "]", "q")
        terminal.wait("quote 1/")
        terminal.pump_for(0.5)
        first = _first_of_the_quote(terminal)
        terminal.press("q", "q")
        assert terminal.end() == 0
    assert first.bold is few, "sixteen marks quotes by bold letters, dusk by a ground"


def _first_of_the_quote(terminal: Terminal) -> Char:
    """In the article: the panel beside it has the quote too, and no warden behind it."""
    lines = enumerate(terminal.screen.display)
    y, line = next((y, line) for y, line in lines if '"The quay is open," warden' in line)
    return terminal.screen.buffer[y][line.index('"The quay is open," warden')]
