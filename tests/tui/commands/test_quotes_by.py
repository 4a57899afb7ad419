"""``quotes --by`` and ``quotes --person``: counts, a timeline, what was said by and about one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from diploread.tui import cli

Capture = pytest.CaptureFixture[str]

FIRST = """Ferry talks

March 4, 2031

"We did not row here to be shown a map," Harbour Minister Ilse Marrow said after the meeting.

Envoy Otto Lindqvist said that Ilse Marrow would row back on Friday.
"""
SECOND = """Ferry talks end

April 9, 2031

"Nothing was signed, and nothing will be," Harbour Minister Ilse Marrow told reporters.
"""


@pytest.fixture
def wire(tmp_path: Path, capfd: Capture) -> Iterator[Path]:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST)
    (folder / "second.txt").write_text(SECOND)
    run(capfd, "index", str(folder))
    yield folder


def run(capfd: Capture, *argv: str) -> tuple[int, str, str]:
    code = cli.main(list(argv))
    out, err = capfd.readouterr()
    return code, out, err


def test_counts_by_speaker(wire: Path, capfd: Capture) -> None:
    code, out, err = run(capfd, "quotes", "--by", "speaker")
    assert code == 0
    assert [line.split("\t")[:3] for line in out.splitlines()] == [
        ["2", "Ilse Marrow", "2"], ["1", "Otto Lindqvist", "1"],
    ]  # fmt: skip
    assert err == "2 speakers\n"
    (record,) = map(
        json.loads,
        run(capfd, "quotes", "--by", "speaker", "--limit", "1", "--json")[1].splitlines(),
    )
    assert (record["label"], record["quotes"], record["kinds"]) == ("Ilse Marrow", 2, {"direct": 2})
    assert (record["first"], record["last"]) == ("2031-03-04", "2031-04-09")


def test_a_timeline_of_a_query(wire: Path, capfd: Capture) -> None:
    out = run(capfd, "quotes", "speaker:marrow", "--by", "month")[1]
    assert [line.split("\t")[:2] for line in out.splitlines()] == [
        ["1", "2031-03"], ["1", "2031-04"],
    ]  # fmt: skip
    assert run(capfd, "quotes", "herring", "--by", "month")[:2] == (1, "")


def test_by_and_about_a_person(wire: Path, capfd: Capture) -> None:
    code, out, err = run(capfd, "quotes", "--person", "marrow", "--count")
    assert (code, out) == (0, "by\t2\nabout\t1\n")
    assert err == "by: 2 quotes in 2 articles\nabout: 1 quote in 1 article\n"
    out = run(capfd, "quotes", "signed OR friday", "--person", "Ilse Marrow", "--json")[1]
    records = [json.loads(line) for line in out.splitlines()]
    assert [(r["relation"], r["quote"]["speaker"]["name"]) for r in records] == [
        ("by", "Ilse Marrow"), ("about", "Otto Lindqvist"),
    ]  # fmt: skip
    assert run(capfd, "quotes", "--person", "nobody")[0] == 1


def test_what_does_not_go_together(wire: Path, capfd: Capture) -> None:
    assert run(capfd, "quotes", "--person", " ")[0] == 2
    assert run(capfd, "quotes", "--elsewhere", "--by", "kind")[0] == 2
    assert run(capfd, "quotes", "(signed", "--person", "marrow")[0] == 2
