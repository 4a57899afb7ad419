"""What a library carries is untrusted: a file that is off is told in a line and left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from diploread.config import corrections
from diploread.index.library.user_files import UserFiles
from diploread.tui import cli

ARTICLE = 'Talks on tolls\n\n"The toll stays as it is," said the harbour master on Monday.\n'
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "tolls.txt").write_text(ARTICLE)
    return folder


def of(wire: Path) -> UserFiles:
    return UserFiles.of(wire.parent / "config", [wire])


MISTAKES = [
    ("rules", "rules: {}\n", ":1: rules must be a list"),
    ("rules", "- match: '('\n", ":1: missing )"),
    ("rules", "- match: x\n  kind: [y]\n", ":1: "),
    ("rules", "agencies:\n  - name: 5\n", ":2: name must be text"),
    ("rules", "agencies:\n  - {name: x, aliases: 5}\n", ":2: aliases must be text"),
    ("rules", f"- match: {'x' * 1001}\n", "longer than 1,000 characters"),
    ("rules", "- match: x\n" * 1001, "more than 1,000 rules"),
    ("rules", "a: &a [x]\nb: *a\n", "anchors and aliases are not allowed"),
    ("rules", "[" * 10_000, "nested more than 32 deep"),
    ("rules", " " * 300_000, "larger than 256 KiB"),
    ("entities", "people: 7\n", "people must be a list"),
    ("entities", "never: 7\n", "never must be a list"),
    ("entities", "persons: []\n", "unknown section 'persons'"),
    ("corrections", " " * 300_000, "larger than 256 KiB"),
    ("corrections", "quotes: 7\n", ":1: "),
]


@pytest.mark.parametrize(("name", "text", "reason"), MISTAKES, ids=[m[2] for m in MISTAKES])
def test_a_mistake_is_told_and_the_library_is_read(
    wire: Path, capfd: Capture, name: str, text: str, reason: str
) -> None:
    (wire / f"diploread.{name}.yaml").write_text(text)
    for command in (["index"], ["annotate"], ["entities"]):
        code = cli.main([*command, str(wire)])
        out, err = capfd.readouterr()
        told = [line for line in err.splitlines() if f"diploread.{name}.yaml" in line]
        assert any(reason in line for line in told), err
        assert code in (0, 1) and "\x1b" not in err + out
    assert cli.main(["search", "toll", "--library", str(wire), "--count"]) == 0
    assert capfd.readouterr().out == "1\n"


@pytest.mark.parametrize("name", ["rules", "entities", "corrections"])
def test_links_pipes_and_folders_are_not_opened(wire: Path, name: str) -> None:
    path = wire / f"diploread.{name}.yaml"
    elsewhere = wire.parent / "elsewhere.yaml"
    elsewhere.write_text("never: [Toll]\n")
    for make in (lambda: path.symlink_to(elsewhere), lambda: os.mkfifo(path), path.mkdir):
        make()
        user = of(wire)
        assert len(user.notices) == 1 and str(path) in user.notices[0]
        assert path not in (*user.rules, *user.names, *user.corrections)
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def test_a_file_of_ones_own_may_be_a_link_but_no_pipe(wire: Path) -> None:
    own = wire.parent / "own.yaml"
    os.mkfifo(own)
    assert [problem.what for problem in corrections.load(own)[1]] == ["cannot be read: not a file"]


def test_a_mistake_in_a_file_of_ones_own_is_an_error(wire: Path, capfd: Capture) -> None:
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "diploread"
    config.mkdir(parents=True)
    for name in ("rules", "entities"):
        (config / f"{name}.yaml").write_text("colours: [red]\n")
        for command in ("index", "annotate", "entities"):
            assert cli.main([command, str(wire)]) == 2
            assert f"{name}.yaml" in (err := capfd.readouterr().err) and err.count("\n") == 1
        (config / f"{name}.yaml").unlink()


def test_names_in_such_a_file_do_not_act_on_the_terminal(wire: Path, capfd: Capture) -> None:
    (wire / "diploread.entities.yaml").write_text(
        'organisations:\n  - {name: "Harbour\\e]0;x\\a Master", aliases: [harbour master]}\n'
    )
    for kind in ("--plain", "--json", "--csv"):
        cli.main(["entities", str(wire), kind])
        out, err = capfd.readouterr()
        assert "Harbour" in out and "\x1b" not in out + err and "\x07" not in out + err


def test_a_file_made_to_annoy_is_told_in_a_few_lines(wire: Path, capfd: Capture) -> None:
    (wire / "diploread.corrections.yaml").write_text("lines:\n" + "  - colour: red\n" * 5000)
    assert cli.main(["index", str(wire)]) == 0
    told = [line for line in capfd.readouterr().err.splitlines() if "mistakes more" in line]
    assert len(told) == 1 and len(of(wire).notices) < 12
