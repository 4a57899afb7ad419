"""``diploread index``, ``search`` and ``quotes``: data on stdout, narration on stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from diploread.tui import cli

Capture = pytest.CaptureFixture[str]

TALKS = """Ferry talks end

March 4, 2031

Foreign Minister Ilse Marrow said on Tuesday, "The ferry will sail in spring."
"""


@pytest.fixture
def wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("CACHE", "STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "ferry.txt").write_text(TALKS)
    (folder / "fish.txt").write_text("A note on fish\n\nHerring is dear this year.\n")
    (folder / "empty.txt").write_text("")
    yield folder


def run(capsys: Capture, *argv: str) -> tuple[int, str, str]:
    code = cli.main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_folder_is_indexed_and_searched(wire: Path, capfd: Capture) -> None:
    report = wire.parent / "report.csv"
    code, out, err = run(capfd, "index", str(wire), "--report", str(report))
    assert (code, out) == (0, "") and "2 articles, 3 files read, 1 skipped" in err
    assert report.read_text().splitlines()[1].startswith("empty.txt,empty,")

    code, out, err = run(capfd, "search", "ferry", "--plain")
    assert code == 0 and out.split("\t")[0] == "2031-03-04" and out.strip().endswith("ferry.txt")
    assert err.startswith("ferry · 1 article")
    assert run(capfd, "search", "ferry", "--count")[1] == "1\n"
    assert run(capfd, "search", "fer*", "--files")[1] == f"{wire / 'ferry.txt'}\n"
    row = json.loads(run(capfd, "search", "herring", "--json")[1])
    assert (row["path"], row["hits"]) == ("fish.txt", 1)


def test_quotes_are_listed_with_their_speakers(wire: Path, capfd: Capture) -> None:
    run(capfd, "index", str(wire))
    code, out, err = run(capfd, "quotes", "speaker:marrow ferry", "--library", str(wire), "--json")
    row = json.loads(out)
    assert code == 0 and row["quote"]["speaker"]["name"] == "Ilse Marrow"
    assert row["article"]["path"] == "ferry.txt" and "1 quote in 1 article" in err
    assert run(capfd, "quotes", "herring", "--count")[:2] == (1, "0\n")


def test_progress_as_json_ends_with_done(wire: Path, capfd: Capture) -> None:
    code, out, _ = run(capfd, "index", str(wire), "--progress-json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and lines[-1]["phase"] == "done"
    assert (lines[-1]["articles"], lines[-1]["skipped"]) == (2, 1)


def test_nothing_found_is_code_1_with_advice(wire: Path, capfd: Capture) -> None:
    run(capfd, "index", str(wire))
    code, out, err = run(capfd, "search", "hering", "--plain")
    assert (code, out) == (1, "") and "nearest words: herring" in err


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("search", "speeker:x"), "^ no field"),
        (("search", "ferry", "--library", "/no/such/folder"), "there is no"),
        (("index", "/no/such/folder"), "there is no"),
        (("index", "--jobs", "0", "."), "number of processes"),
    ],
)
def test_mistakes_are_one_line_and_code_2(
    wire: Path, capfd: Capture, argv: tuple[str, ...], says: str
) -> None:
    run(capfd, "index", str(wire))
    try:
        code = cli.main(list(argv))
    except SystemExit as error:
        code = int(error.code or 0)
    err = capfd.readouterr().err
    assert code == 2 and says in err and "Traceback" not in err


def test_searching_without_an_index_says_what_to_do(wire: Path, capfd: Capture) -> None:
    code, _, err = run(capfd, "search", "ferry", "--library", str(wire))
    assert code == 1 and "diploread index" in err


def test_the_commands_do_not_load_the_screen(wire: Path) -> None:
    program = (
        "import sys; from diploread.tui import cli; "
        f"cli.main(['index', {str(wire)!r}]); cli.main(['search', 'ferry', '--count']); "
        "sys.exit('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"1\n")


def test_a_search_is_saved_asked_for_by_name_and_forgotten(wire: Path, capfd: Capture) -> None:
    run(capfd, "index", str(wire))
    code, _, err = run(capfd, "search", "ferry OR boat", "--save", "All about boats")
    assert (code, err) == (0, "saved; @All-about-boats in a query finds it again\n")
    assert run(capfd, "search", "@All-about-boats -herring", "--count")[1] == "1\n"
    assert run(capfd, "search", "--saved")[1] == "All-about-boats\tferry OR boat\n"

    code, _, err = run(capfd, "search", "--forget", "All-about-boat")
    assert code == 2 and "did you mean All-about-boats?" in err
    assert run(capfd, "search", "--forget", "@All-about-boats")[0] == 0
    assert run(capfd, "search", "--saved")[:2] == (1, "")


def test_a_search_that_cannot_be_read_is_not_saved(wire: Path, capfd: Capture) -> None:
    run(capfd, "index", str(wire))
    code, _, err = run(capfd, "search", "speakr:marrow", "--save", "marrow")
    assert code == 2 and "speaker" in err
    assert run(capfd, "search", "ferry", "--save", "?!")[0] == 2
    assert run(capfd, "search", "--saved")[0] == 1
