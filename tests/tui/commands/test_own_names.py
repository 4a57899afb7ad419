"""``diploread config init --entities``: the file of names of one's own, every section explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from diploread.index.entities.context import load_context
from diploread.tui.cli import main


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIPLOREAD_CONFIG", str(tmp_path / "diploread.yaml"))
    return tmp_path


def test_it_is_written_once_and_says_nothing_as_it_stands(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["config", "init", "--entities"]) == 0
    path = config / "entities.yaml"
    assert load_context(path).names == {}
    assert main(["config", "init", "--entities"]) == 1
    assert "is there already" in capsys.readouterr().err


def test_its_examples_hold_when_the_marks_are_taken_away(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["config", "init", "--entities", "--stdout"]) == 0
    text = re.sub(r"(?m)^#(?=[a-z]|  )", "", capsys.readouterr().out)
    path = config / "entities.yaml"
    path.write_text(text, encoding="utf-8")
    context = load_context(path)
    assert {"org/un", "person/marta-ilvane", "event/sundvik-process"} <= set(context.known)
    assert len(context.decisions.made) == 3 and context.never and context.never_here
