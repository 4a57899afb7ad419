"""``quotes --elsewhere``, ``compare``, ``stories``, and queries that ask the notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from diploread.config.paths import Paths
from diploread.index.notebook.entry import from_json
from diploread.index.notebook.notebook import Notebook
from diploread.tui import cli

Capture = pytest.CaptureFixture[str]

HEAD = "Ferry talks\n\nMarch {day}, 2031\n\n"
LEAD = (
    "Delegates from both banks of the river met in the old customs house for a second day and could"
    " not agree who pays for the new landing stage, officials from either side told reporters.\n\n"
)
SAID = '"{words}," Ilse Marrow said after the meeting.\n\n'
FIRST = HEAD.format(day=4) + LEAD + SAID.format(words="We did not row here to be shown a map")
SECOND = (
    HEAD.format(day=5)
    + SAID.format(words="We did not row to Ostrey to be shown a map")
    + LEAD
    + "The harbour master blamed the wind.\n"
)


@pytest.fixture
def wire(tmp_path: Path, capfd: Capture) -> Iterator[Path]:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST)
    (folder / "second.txt").write_text(SECOND)
    (folder / "fish.txt").write_text("A note on fish\n\nHerring is dear this year.\n")
    run(capfd, "index", str(folder))
    yield folder


def run(capfd: Capture, *argv: str) -> tuple[int, str, str]:
    code = cli.main(list(argv))
    out, err = capfd.readouterr()
    return code, out, err


def test_the_same_statement_elsewhere_in_other_words(wire: Path, capfd: Capture) -> None:
    code, out, err = run(capfd, "quotes", "--elsewhere", "ostrey")
    assert (code, err) == (0, "1 of 1 quote also elsewhere\n")
    identity, date, how, speaker, diff, path = out.rstrip("\n").split("\t")
    assert (date, how, speaker, path) == ("2031-03-04", "reworded", "Ilse Marrow", "first.txt")
    assert diff == '"We did not row [-to Ostrey-] {+here+} to be shown a map,"'
    record = json.loads(run(capfd, "quotes", "--elsewhere", identity, "--json")[1])
    assert record["id"] == identity
    assert record["elsewhere"][0]["diff"][1:3] == [["left", "to Ostrey"], ["right", "here"]]
    assert run(capfd, "quotes", "--elsewhere", "q-000000000000")[0] == 1


def test_exported_records_name_the_other_places(wire: Path, capfd: Capture) -> None:
    out = run(capfd, "export", "ostrey", "-f", "jsonl", "--versions")[1]
    (version,) = from_json(out).versions
    assert (version.path, version.date, version.same) == ("first.txt", "2031-03-04", False)
    assert ("right", "here") in version.diff
    assert from_json(run(capfd, "export", "ostrey", "-f", "jsonl")[1]).versions == ()


def test_two_versions_by_paragraphs(wire: Path, capfd: Capture) -> None:
    code, out, err = run(capfd, "compare", "first.txt", str(wire / "second.txt"), "--plain")
    assert code == 1
    assert [line.split("\t")[0] for line in out.splitlines()] == ["~", "=", "+"]
    assert err == "1 same, 1 reworded, 1 only in B, 1 of them moved\n"
    rows = [
        json.loads(x)
        for x in run(capfd, "compare", "first.txt", "second.txt", "--json")[1].splitlines()
    ]
    assert rows[2]["left"] is None
    assert rows[2]["right"]["text"] == "The harbour master blamed the wind."
    assert run(capfd, "compare", "fish.txt", "fish.txt")[0] == 0
    code, _, err = run(capfd, "compare", "fish.txt", "crab.txt")
    assert code == 2
    assert "the library has no article 'crab.txt'" in err


def test_versions_of_one_report_are_a_story(wire: Path, capfd: Capture) -> None:
    code, out, err = run(capfd, "stories")
    assert (code, err) == (0, "1 story of 2 among 3 articles\n")
    assert [line.split("\t")[-1] for line in out.splitlines()] == ["first.txt", "second.txt"]
    record = json.loads(run(capfd, "stories", "--json")[1])
    assert [article["path"] for article in record["articles"]] == ["first.txt", "second.txt"]
    assert run(capfd, "stories", "herring")[0] == 1


def test_queries_may_ask_the_notebook(wire: Path, capfd: Capture) -> None:
    database = Paths.default().user_db
    assert run(capfd, "search", "is:starred", "--count")[:2] == (1, "0\n")
    assert not database.exists()
    entry = from_json(run(capfd, "export", "ostrey", "-f", "jsonl")[1])
    with Notebook.open(database) as notebook:
        notebook.add([entry], None)
        notebook.save_search("river", "ostrey -herring")
        notebook.tag([entry.id], add=["memo"])
        notebook.set_note(entry.id, "Ask the pilots")
        notebook.create_dossier("River talks")
        notebook.file_into("River talks", [entry.id])
    for query in ("is:starred", "tag:memo", 'note:"the pilots"', "in:river", 'in:"river talks"'):
        assert run(capfd, "search", query, "--files")[1] == f"{wire / 'second.txt'}\n", query
    code, _, err = run(capfd, "search", "in:sea")
    assert (code, err.splitlines()[1]) == (2, '   ^ no dossier "sea"; dossiers are river talks')
    assert run(capfd, "search", "@river", "--count")[1] == "1\n"
    assert "did you mean @river?" in run(capfd, "search", "@rivr")[2]
    assert "@river" in run(capfd, "search", "--history")[1].splitlines()
    assert run(capfd, "search")[0] == 2
    assert run(capfd, "quotes", "in:river speaker:marrow", "--count")[1] == "1\n"
