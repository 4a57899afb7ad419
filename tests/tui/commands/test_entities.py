"""``diploread entities``: on files as they are, as JSON, CSV and plain lines."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from diploread.tui.cli import main

ARTICLE = """Envoys meet on the coast

March 3, 2031

Kenyan Trade Minister Ana Belmar met envoys from Peru on Monday. Belmar said that
Nairobi would sign. The Norland Trade Council (NTC) agreed; the NTC will pay.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "two.txt").write_text(ARTICLE.replace("Trade Minister", "Minister"), "utf-8")
    return tmp_path


def _run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    code = main(["entities", *arguments])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


def test_json_lines(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = _run(capfdbinary, str(folder), "--json")
    assert code == 0
    found = {row["id"]: row for row in map(json.loads, out.splitlines())}
    belmar = found["person/ana-belmar"]
    assert (belmar["count"], len(belmar["articles"])) == (4, 2)
    assert {role["role"] for role in belmar["roles"]} == {"Trade Minister", "Minister"}
    assert found["org/norland-trade-council"]["aliases"] == ["NTC"]
    assert found["country/ke"]["metonyms"] == 2


def test_csv_of_one_type(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = _run(capfdbinary, str(folder), "--csv", "--type", "person", "--limit", "1")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [(row["id"], row["count"]) for row in rows] == [("person/ana-belmar", "4")]


def test_plain_lines_of_one_file(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = _run(capfdbinary, str(folder / "one.txt"), "--plain")
    assert all(line.count("\t") == 6 for line in out.splitlines())


def test_nothing_found(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.txt").write_text("nobody and nothing is spoken of in here at all\n", "utf-8")
    code, out, err = _run(capfdbinary, str(tmp_path))
    assert (code, out) == (1, "")
    assert "no entities found" in err


def test_a_missing_path_is_named(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, _, err = _run(capfdbinary, "./nowhere")
    assert code == 2
    assert "nowhere" in err
    assert len(err.splitlines()) == 1
