"""``diploread removed``: each piece with its rule; with ``--explain`` all evidence that spoke."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from diploread.tui import cli

TEXT = """Back to Main

Strait to open by the spring

The two envoys agreed on Monday that the strait would be open to all ships by the spring, and that
both coast guards would share what they know of it, a spokesman said. Jiji Press
"""


@pytest.fixture
def wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CACHE", "STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "strait.txt").write_text(TEXT)
    return folder


def test_pieces_are_listed_with_rule_and_reason(
    wire: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["removed", str(wire / "strait.txt")]) == 0
    out = capfd.readouterr().out
    assert out.startswith("strait.txt\n") and "navigation" in out and "Back to Main" in out
    assert "phrase.navigation.back" in out

    assert cli.main(["removed", "--json", str(wire)]) == 0
    (record,) = map(json.loads, capfd.readouterr().out.splitlines())
    assert record["text"] == TEXT[record["start"] : record["end"]] == "Back to Main"


def test_explain_shows_every_paragraph_and_what_was_cut_from_it(
    wire: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["removed", "--explain", "--json", str(wire)]) == 0
    records = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [r["kind"] for r in records] == ["navigation", "title", "body"]
    (credit,) = [claim for claim in records[2]["evidence"] if "cut" in claim]
    assert (credit["cut"], credit["kind"]) == ("Jiji Press", "agency")
    assert cli.main(["removed", "--explain", str(wire)]) == 0
    assert "* span.credit" in capfd.readouterr().out


def test_what_is_missing_or_unreadable_is_told(
    wire: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (wire / "empty.txt").write_text("")
    assert cli.main(["removed", str(wire)]) == 1
    assert "empty.txt" in capfd.readouterr().err
    assert cli.main(["removed", str(wire / "no")]) == 2
    assert "there is no" in capfd.readouterr().err
