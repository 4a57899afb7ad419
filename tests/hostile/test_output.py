"""No command writes a character that acts on a terminal, to a pipe or to a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ACTING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
EVIL = "\x1b]0;PWNED\x07\x1b[2J\x9b31m\x9d0;x\x9c\x7f\x08\x85\u202e\u2066\U000e0041\u2028"
ARTICLE = f"""Harbour {EVIL} talks

The {EVIL} Wire

March 3, 2031

Foreign Minister Ilse {EVIL} Marrow said on Monday that "the {EVIL} harbour stays open".

"The harbour{EVIL}stays," said Otto Lindqvist{EVIL}, her deputy.

Print {EVIL} this page
"""
NAMES = (
    "people:\n  - {name: 'Otto \\x1b[2J Lindqvist', aliases: [Otto Lindqvist], id: \"x/\\e[2J\"}\n"
)

COMMANDS = [
    ["annotate", "{wire}"],
    ["annotate", "{wire}", "--raw", "--json"],
    ["removed", "{wire}"],
    ["removed", "{wire}", "--explain"],
    ["removed", "{wire}", "--json"],
    ["search", "harbour"],
    ["search", "harbour", "--json"],
    ["search", "harbour", "--files"],
    ["search", "\x1b[2J\x9b31m:x"],
    ["search", "harbour \x1b[2J\x9b31m"],
    ["quotes", "harbour"],
    ["quotes", "harbour", "--json"],
    ["entities", "{wire}"],
    ["entities", "{wire}", "--json"],
    ["entities", "{wire}", "--csv"],
    ["entities", "harbour", "--plain"],
    *(["export", "harbour", "-f", form] for form in (
        "markdown", "jsonl", "csv", "tsv", "html", "text", "org", "biblatex", "ris", "csl",
        "annotation")),
    ["stories"],
    ["stories", "--json"],
    ["doctor", "--all"],
    ["doctor", "--all", "--json"],
    ["index", "{wire}"],
    ["index", "{wire}/\x1b[2J"],
    ["verify", "{wire}/\x1b[2J"],
    ["bookmarks", "import", "{wire}/talks\x1b[2J\x9b.txt"],
    ["config", "show", "--json"],
    ["--set", "ui.theme=\x1b[2J", "config", "show"],
    ["--config", "{wire}/\x1b[2J", "config", "check"],
    ["purge", "--dry-run", "{wire}"],
    ["\x1b[2J"],
]  # fmt: skip


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evil") / "wire\x1b[2J"
    (folder / "new\nline").mkdir(parents=True)
    (folder / "talks\x1b[2J\x9b.txt").write_text(ARTICLE)
    (folder / "new\nline" / "again\u202e.txt").write_text(ARTICLE.replace("Monday", "Friday"))
    (folder / "binary\x1b]0;x\x07.txt").write_bytes(bytes(200))
    (folder / "page\x07.html").write_text(f"<title>H &#27;[2J &#155;</title><p>{ARTICLE}</p>")
    (folder / ".diploread.yaml").write_text('search: {searches: {"a\\e[2J": "b\\e[2J"}}\n')
    (folder / "diploread.entities.yaml").write_text(NAMES)
    (folder / "diploread.rules.yaml").write_text('- match: "(\\e[2J"\n')
    return folder


@pytest.fixture(scope="module")
def surroundings(wire: Path) -> Iterator[dict[str, str]]:
    home = wire.parent / "home"
    made = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DIPLOREAD_"))}
    made |= {"HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    made |= {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    subprocess.run(
        [sys.executable, "-m", "diploread", "index", str(wire)],
        env=made, check=True, capture_output=True,
    )  # fmt: skip
    yield made


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: " ".join(c).encode("unicode_escape"))
def test_nothing_acts_through_a_pipe(
    wire: Path, surroundings: dict[str, str], command: list[str]
) -> None:
    words = [word.replace("{wire}", str(wire)) for word in command]
    done = subprocess.run(
        [sys.executable, "-m", "diploread", *words],
        env=surroundings, capture_output=True, check=False, timeout=60, cwd=wire.parent,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    for data in (done.stdout, done.stderr):
        written = data.decode().replace("\r\n", "\n")  # as the standards of CSV and RIS have it
        assert not ACTING.findall(written), written
    assert b"Traceback" not in done.stderr and b"failed (" not in done.stderr
    assert done.returncode in (0, 1, 2)


@pytest.mark.parametrize(
    "words",
    [["search", "harbour"], ["quotes", "harbour", "--json"], ["search", "harbour", "--files"]],
)
def test_nothing_acts_on_a_terminal(surroundings: dict[str, str], words: list[str]) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "diploread", *words],
        env=surroundings, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        os.close(theirs)
        written = b"".join(iter(lambda: _some(ours), b""))
    os.close(ours)
    assert process.returncode == 0 and b"arbour" in written
    assert not ACTING.findall(written.decode().replace("\r\n", "\n"))


def _some(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end is closed
        return b""


def test_a_name_can_be_had_as_it_is(wire: Path, surroundings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "diploread", "search", "harbour", "--files", "-0"],
        env=surroundings, capture_output=True, check=True,
    )  # fmt: skip
    names = {os.fsdecode(name) for name in done.stdout.split(b"\0") if name}
    assert str(wire / "talks\x1b[2J\x9b.txt") in names and all(map(os.path.exists, names))


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_may_be_closed(surroundings: dict[str, str], closed: int) -> None:
    shell = f'exec "{sys.executable}" -m diploread search harbour {closed}>&-'
    done = subprocess.run(
        ["/bin/sh", "-c", shell], env=surroundings, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"failed" not in done.stderr and (closed == 1) == (not done.stdout)
