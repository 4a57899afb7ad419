"""The command line: one clear line for what is wrong, the right exit code, a lean start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from diploread.config.problems import DiploreadError
from diploread.tui import cli
from diploread.tui.commands.registry import COMMANDS

Capture = pytest.CaptureFixture[str]


def told(capsys: Capture, *argv: str) -> tuple[int, str, str]:
    code = cli.main(argv)
    out, err = capsys.readouterr()
    return code, out, err


def test_version_and_help(capsys: Capture) -> None:
    code, out, err = told(capsys, "--version")
    assert (code, out.split()[0], err) == (0, "diploread", "")
    code, out, _ = told(capsys, "--help")
    assert code == 0
    assert all(f"\n  {name} " in out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(capsys: Capture, name: str) -> None:
    code, out, _ = told(capsys, name, "--help")
    assert code == 0 and out.startswith(f"usage: diploread {name}")
    assert cli.command(name).HELP


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.txt").write_text("The quay is closed, the mayor said.\n")
    return folder


class TestWhatIsWrong:
    def line(self, capsys: Capture, *argv: str) -> tuple[int, str]:
        code, out, err = told(capsys, *argv)
        assert out == "" and err.count("\n") == 1
        return code, err

    def test_a_missing_folder(self, capsys: Capture) -> None:
        assert self.line(capsys, "/no/such") == (2, "diploread: there is no /no/such\n")

    def test_an_empty_folder(self, capsys: Capture, tmp_path: Path) -> None:
        code, err = self.line(capsys, str(tmp_path))
        assert code == 1 and err.startswith(f"diploread: there is no file to read in {tmp_path}; ")

    def test_an_unreadable_folder(self, capsys: Capture, articles: Path) -> None:
        articles.chmod(0)
        try:
            if os.access(articles, os.R_OK):
                pytest.skip("the superuser reads everything")
            code, err = self.line(capsys, str(articles))
        finally:
            articles.chmod(0o700)
        assert code == 1 and "cannot be read; look at its permissions" in err

    def test_no_terminal(self, capsys: Capture, articles: Path) -> None:
        code, err = self.line(capsys, str(articles))
        assert code == 2 and "needs a terminal; without one: diploread search QUERY" in err

    def test_a_dumb_terminal(
        self, capsys: Capture, articles: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "dumb")
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        code, err = self.line(capsys, str(articles))
        assert code == 2 and "TERM is dumb" in err

    def test_a_misspelt_command(self, capsys: Capture) -> None:
        code, err = self.line(capsys, "serach", "treaty")
        assert code == 2 and err.endswith("did you mean search?\n")

    def test_an_unknown_option(self, capsys: Capture) -> None:
        code, err = self.line(capsys, "index", "--jbos", "2", "x")
        assert code == 2 and err.endswith("see diploread index --help\n")

    def test_a_broken_configuration(self, capsys: Capture, tmp_path: Path, articles: Path) -> None:
        config = tmp_path / "c.yaml"
        config.write_text("ui:\n  theem: dusk\n")
        code, err = self.line(capsys, "--config", str(config), str(articles))
        assert code == 2
        assert err == f'diploread: {config}:2: unknown setting "ui.theem"; did you mean ui.theme?\n'

    def test_a_setting_that_is_none(self, capsys: Capture, articles: Path) -> None:
        code, err = self.line(capsys, "--set", "ui.theem=dusk", str(articles))
        assert code == 2 and "did you mean ui.theme?" in err
        assert self.line(capsys, "--set", "ui", str(articles))[0] == 2

    def test_a_name_with_control_characters_and_odd_bytes(self, capsys: Capture) -> None:
        _, err = self.line(capsys, "/no/\x1b]0;x\x07\udcff")
        assert "\x1b" not in err and "\\xff" in err

    def test_the_last_library_is_gone(self, capsys: Capture, articles: Path) -> None:
        from diploread.index.library.recent import remember

        remember([articles / "gone"])
        code, err = self.line(capsys)
        assert code == 1 and "read last, is no longer there" in err


def test_a_folder_may_be_called_like_a_command(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "search").mkdir()
    for words in (["--", "search"], ["./search"]):
        code, _, err = told(capsys, *words)
        assert code == 1 and "no file to read" in err


def run(*argv: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "diploread", *argv]
    return subprocess.run(command, text=True, timeout=60, **options)  # type: ignore[call-overload, no-any-return]


def test_as_a_module() -> None:
    done = run("--version", capture_output=True)
    assert done.returncode == 0 and done.stdout.startswith("diploread ")


def test_a_closed_pipe_is_no_failure(articles: Path) -> None:
    for number in range(200):
        (articles / f"{number}.txt").write_text(f"Article {number} of the quay.\n" * 50)
    command = [sys.executable, "-m", "diploread", "config", "show"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


class TestFailuresOfOurOwn:
    """What we did not foresee: one line, and a report without the text of any article."""

    def fail(self, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
        class Failing:
            HELP = "fails"

            @staticmethod
            def configure(parser: object) -> None:
                pass

            @staticmethod
            def run(args: object) -> int:
                secret = "the minister said in confidence"
                raise error if secret else AssertionError

        monkeypatch.setattr(cli, "command", lambda name: Failing)

    def test_a_report_is_written(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch, own_folders: Path
    ) -> None:
        self.fail(monkeypatch, ValueError("the minister said in confidence"))
        code, _, err = told(capsys, "doctor")
        log = own_folders / "state" / "diploread" / "crash.log"
        assert code == 1 and err.count("\n") == 1 and str(log) in err
        report = log.read_text()
        assert "builtins.ValueError" in report and "test_cli.py" in report
        assert "in confidence" not in report.replace('secret = "the minister', "")
        assert log.stat().st_mode & 0o777 == 0o600
        assert log.parent.stat().st_mode & 0o077 == 0

    def test_a_report_that_cannot_be_written(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch, own_folders: Path
    ) -> None:
        (own_folders / "state").mkdir(parents=True)
        (own_folders / "state" / "diploread").write_text("a file where a folder should be")
        self.fail(monkeypatch, ValueError())
        code, _, err = told(capsys, "doctor")
        assert code == 1 and "could not be written" in err

    @pytest.mark.parametrize(
        ("error", "code", "line"),
        [
            (KeyboardInterrupt(), 130, ""),
            (DiploreadError("the pen is taken", "wait"), 1, "diploread: the pen is taken; wait\n"),
            (OSError(28, "No space left on device", "/x"), 1,
             "diploread: /x: No space left on device\n"),
        ],
    )  # fmt: skip
    def test_what_has_a_reason_is_told_in_a_line(
        self,
        capsys: Capture,
        monkeypatch: pytest.MonkeyPatch,
        own_folders: Path,
        error: BaseException,
        code: int,
        line: str,
    ) -> None:
        self.fail(monkeypatch, error)
        assert told(capsys, "doctor") == (code, "", line)
        assert not own_folders.exists()
