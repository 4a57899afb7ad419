"""What is installed: every folder is a package, imports go one way, data files come along."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES: list[str] = PROJECT["tool"]["setuptools"]["packages"]


def folders() -> set[str]:
    found = {"diploread"}
    for top in ("config", "index", "tui", "sample_corpus"):
        for init in (ROOT / top).rglob("__init__.py"):
            name = ".".join(init.parent.relative_to(ROOT).parts)
            if name != "tui.package":
                found.add(f"diploread.{name}")
    return found


def test_the_packages_are_the_folders() -> None:
    assert sorted(PACKAGES) == sorted(folders())


def modules() -> list[str]:
    found = []
    for top in ("config", "index", "tui"):
        for file in sorted((ROOT / top).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            if parts[:2] != ("tui", "package"):
                found.append(".".join(["diploread", *(p for p in parts if p != "__init__")]))
    return found


def loaded_by(*names: str) -> set[str]:
    """The modules in a fresh process after these have been imported."""
    code = "import sys\nfor name in sys.argv[1:]: __import__(name)\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *names], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def rooms(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.count(".")}


@pytest.mark.parametrize("package", [name for name in PACKAGES if name != "diploread"])
def test_every_package_imports_by_itself(package: str) -> None:
    assert package in loaded_by(package)


def test_imports_run_one_way() -> None:
    def ours(room: str) -> set[str]:
        names = [m for m in modules() if m.split(".")[1] == room]
        return {name for name in loaded_by(*names) if name.startswith("diploread.")}

    assert rooms(ours("config")) == {"config"}
    assert rooms(ours("index")) == {"config", "index"}


@pytest.mark.parametrize("room", ["config", "index", "tui.commands"])
def test_no_screen_below_the_screens(room: str) -> None:
    names = [name for name in modules() if name.startswith(f"diploread.{room}.")]
    heavy = {"textual", "rich"} & loaded_by(*names)
    assert heavy == set()


HEAVY = {"textual", "rich", "whoosh", "lxml", "trafilatura", "pypdf", "feedparser", "yaml", "re2"}


def test_the_version_costs_no_library() -> None:
    code = (
        "import sys; from diploread.tui.cli import main; main(['--version']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    names = done.stdout.split("\n", 1)[1].split()
    assert HEAVY & {name.partition(".")[0] for name in names} == set()


@pytest.mark.slow
def test_a_wheel_holds_code_and_data(tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--quiet",
        "--disable-pip-version-check", "--wheel-dir", str(tmp_path),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=250)
    if done.returncode and "No matching distribution found for setuptools" in done.stderr:
        pytest.skip("setuptools cannot be had from here")
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    missing = {f"diploread/{name}" for name in _wanted()} - held
    assert missing == set()
    assert not [name for name in held if name.startswith(("tests/", "diploread/tests"))]


def _wanted() -> set[str]:
    """Every file of the source folders that git knows, but the root package's own."""
    listed = subprocess.run(
        ["git", "ls-files", "config", "index", "tui", "sample_corpus"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("no git here to ask for the files")
    names = {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}
    return {name.replace("tui/package/", "") for name in names}
