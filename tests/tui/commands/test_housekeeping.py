"""``config``, ``doctor``, ``purge`` and ``completions``."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from diploread.config.paths import Paths
from diploread.config.reference import reference
from diploread.tui import cli
from diploread.tui.commands.completions import words
from diploread.tui.commands.registry import COMMANDS

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *argv: str) -> tuple[int, str, str]:
    code = cli.main(argv)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.txt").write_text("The quay is closed, Mayor Orla Finch said on Monday.\n")
    (folder / "b.bin").write_bytes(bytes(range(32)) * 90)
    return folder


class TestConfig:
    def test_init_writes_once(self, capsys: Capture) -> None:
        file = Paths.default().config_file
        assert run(capsys, "config", "init") == (0, "", f"written: {file}\n")
        assert file.read_text() == reference()
        code, _, err = run(capsys, "config", "init")
        assert code == 1 and "is there already; nothing was written" in err
        assert run(capsys, "config", "init", "--stdout")[1] == reference()

    def test_path(self, capsys: Capture) -> None:
        assert run(capsys, "config", "path")[1] == f"{Paths.default().config_file}\n"

    def test_show_says_what_and_whence(self, capsys: Capture, tmp_path: Path) -> None:
        file = tmp_path / "c.yaml"
        file.write_text("ui:\n  theme: paper\n")
        code, out, _ = run(capsys, "--config", str(file), "config", "show", "--changed")
        assert (code, out) == (0, f"ui.theme: paper  # {file}:2\n")
        _, out, _ = run(capsys, "config", "show", "ui", "--json")
        shown = [json.loads(line) for line in out.splitlines()]
        assert {"name": "ui.theme", "value": "paper", "origin": f"{file}:2"} in shown
        assert run(capsys, "config", "show", "nothing.such")[0] == 1

    def test_check_tells_every_mistake(
        self, capsys: Capture, tmp_path: Path, articles: Path
    ) -> None:
        file = tmp_path / "c.yaml"
        file.write_text("ui:\n  a: 1\n  b: 2\n")
        (articles / ".diploread.yaml").write_text("ui: {theme: x}\n")
        argv = ["--config", str(file), "config", "check", "--library", str(articles)]
        code, _, err = run(capsys, *argv)
        assert code == 2 and len(err.splitlines()) == 3
        file.write_text("")
        (articles / ".diploread.yaml").unlink()
        assert run(capsys, *argv)[0] == 0

    def test_check_reads_corrections_names_and_rules(
        self, capsys: Capture, tmp_path: Path, articles: Path
    ) -> None:
        own = Paths.default().config_dir
        own.mkdir(parents=True)
        (own / "corrections.yaml").write_text("quotes:\n  - quote: q-1\n    speeker: Ada Quill\n")
        (own / "entities.yaml").write_text("people:\n  - name: Ada Quill\n    alias: [Quill]\n")
        (own / "rules.yaml").write_text("- match: Tide\n- match: '('\n")
        (articles / "diploread.entities.yaml").write_text("persons: []\n")
        code, _, err = run(capsys, "config", "check", "--library", str(articles))
        told = [line.partition(": ")[0].rpartition("/")[2] for line in err.splitlines()]
        assert code == 2
        assert told == [
            "corrections.yaml:3", "entities.yaml:3", "rules.yaml:2", "diploread.entities.yaml:1",
        ]  # fmt: skip

    def test_what_contradicts_itself_is_told_by_check_and_in_a_line_by_index(
        self, capsys: Capture, articles: Path
    ) -> None:
        own = Paths.default().config_dir
        own.mkdir(parents=True)
        (own / "corrections.yaml").write_text("lines:\n- restore: Tide\n- remove: Tide\n")
        (own / "entities.yaml").write_text(
            "people:\n- {name: Ada Quill, aliases: [Quill]}\n- name: Quill\nnever: [Quill]\n"
            "places:\n- {name: Quill Bay, id: person/quill}\n"
        )
        (own / "rules.yaml").write_text("- match: Tide\n- {match: Tide, action: fold}\n")
        code, _, err = run(capsys, "config", "check")
        told = [line.partition(": ")[0].rpartition("/")[2] for line in err.splitlines()]
        assert code == 2
        assert told == ["corrections.yaml:3", *(f"entities.yaml:{n}" for n in (3, 4, 6)),
                        "rules.yaml:2"]  # fmt: skip
        code, _, err = run(capsys, "index", str(articles))
        told = [line for line in err.splitlines() if ".yaml:" in line]
        assert code == 0 and len(told) == 3 and "(and 2 more: diploread config check)" in told[1]


class TestDoctor:
    def test_all_is_well(self, capsys: Capture, articles: Path) -> None:
        assert run(capsys, "index", str(articles))[0] == 0
        code, out, _ = run(capsys, "doctor")
        assert code == 0
        assert f"ok  articles: {articles}\n" in out
        assert "ok  index: 1 articles" in out and "b.bin: " in out

    def test_what_is_not_well(self, capsys: Capture, articles: Path) -> None:
        paths = Paths.default()
        paths.config_dir.mkdir(parents=True)
        paths.config_file.write_text("ui:\n  theem: x\n")
        paths.data_dir.mkdir(parents=True)
        paths.data_dir.chmod(0o777)
        paths.user_db.touch(0o644)
        code, out, _ = run(capsys, "doctor")
        assert code == 1
        sick = [line for line in out.splitlines() if line.startswith("!!")]
        assert [line.partition(":")[0] for line in sick] == [
            "!!  settings", "!!  data folder", "!!  notebook",
        ]  # fmt: skip

    def test_an_index_that_is_not_there(self, capsys: Capture, articles: Path) -> None:
        code, out, _ = run(capsys, "doctor", str(articles), "--json")
        records = [json.loads(line) for line in out.splitlines()]
        assert code == 1 and not next(r for r in records if r["what"] == "index")["ok"]


class TestPurge:
    def test_the_index_goes_the_articles_stay(self, capsys: Capture, articles: Path) -> None:
        run(capsys, "index", str(articles))
        folder = Paths.default().library_dir([articles])
        assert run(capsys, "purge", "--dry-run", str(articles))[0] == 0 and folder.exists()
        code, _, err = run(capsys, "purge", str(articles))
        assert code == 0 and err.startswith(f"removed {folder}") and not folder.exists()
        assert sorted(p.name for p in articles.iterdir()) == ["a.txt", "b.bin"]
        assert run(capsys, "purge", str(articles))[2] == "no index there; nothing removed\n"

    def test_an_index_is_not_taken_from_its_writer(self, capsys: Capture, articles: Path) -> None:
        from diploread.index.library.folder import LibraryFolder

        run(capsys, "index", str(articles))
        folder = Paths.default().library_dir([articles])
        with LibraryFolder(folder).writing():
            assert run(capsys, "purge", "--all")[0] == 1
        assert folder.exists()

    def test_a_link_is_not_followed(self, capsys: Capture, articles: Path) -> None:
        libraries = Paths.default().libraries_dir
        libraries.mkdir(parents=True)
        (libraries / "x").symlink_to(articles)
        assert run(capsys, "purge", "--all")[0] == 1
        assert (articles / "a.txt").exists()

    def test_something_must_be_named(self, capsys: Capture) -> None:
        assert run(capsys, "purge")[0] == 2
        assert run(capsys, "purge", "--all", "x")[0] == 2


class TestCompletions:
    def test_they_know_every_command_act_and_option(self) -> None:
        found = words()
        assert set(COMMANDS) <= set(found[""]) and "--config" in found[""]
        assert {"path", "show", "check", "init"} <= set(found["config"])
        assert "--changed" in found["config show"] and "fish" in found["completions"]

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            (["ann"], ["annotate"]),
            (["config", "sh"], ["show"]),
            (["config", "show", "--ch"], ["--changed"]),
            (["--config", "index", "purge", "--d"], ["--dry-run"]),
            (["completions", "f"], ["fish"]),
        ],
    )
    def test_bash(
        self, capsys: Capture, tmp_path: Path, typed: list[str], offered: list[str]
    ) -> None:
        bash = shutil.which("bash")
        if bash is None:
            pytest.skip("no bash here")
        script = tmp_path / "c.bash"
        script.write_text(run(capsys, "completions", "bash")[1])
        line = " ".join(["diploread", *typed])
        setting = f'. "$1"; COMP_WORDS=({line}); COMP_CWORD={len(typed)}; _diploread;'
        lines = setting + ' echo "${COMPREPLY[@]}"'
        done = subprocess.run([bash, "-c", lines, "x", script], capture_output=True, text=True)
        assert done.stdout.split() == offered and done.stderr == ""

    @pytest.mark.parametrize("shell", ["zsh", "fish"])
    def test_other_shells_take_the_script(
        self, capsys: Capture, tmp_path: Path, shell: str
    ) -> None:
        text = run(capsys, "completions", shell)[1]
        assert "annotate" in text and "changed" in text
        if shutil.which(shell) is None:
            pytest.skip(f"no {shell} here to read the script")
        script = tmp_path / "script"
        script.write_text(text)
        assert subprocess.run([shell, "-n", script]).returncode == 0
