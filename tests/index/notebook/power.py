"""Power lost at any moment: ``python tests/index/notebook/power.py 18``.

strace records every write, cut and wait of a process that adds bookmarks. Each moment is then
replayed as the disk might hold it: only what was waited for; everything; and what was waited for
with some of the other writes, torn at sectors. The notebook made of these files must open with
every bookmark that had been told as saved. Directories are taken to hold the names they held at
the start; prints one line of figures and exits 1 where anything is missing.
"""

from __future__ import annotations

import codecs
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from diploread.index.notebook.entry import Entry
from diploread.index.notebook.notebook import Notebook

FILES = ("user.db", "user.db-journal", "journal.jsonl")
SECTOR = 512
_CALL = re.compile(r"(\w+)\(\d+<([^>]*)>(?:, (.*))?\) = (-?\d+)")
_WRITE = re.compile(r'"((?:\\x[0-9a-f]{2})*)", \d+(?:, (\d+))?')


@dataclass(slots=True)
class Disk:
    """One file: what was waited for, and what was written since."""

    sure: bytes
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes; None cuts the file at the offset."""

    def holding(self, ops: list[tuple[int, bytes | None]]) -> bytes:
        """The file with some of the later writes."""
        made = bytearray(self.sure)
        for at, data in ops:
            if data is None:
                del made[at:]
            else:
                made.extend(b"\0" * (at - len(made)))
                made[at : at + len(data)] = data
        return bytes(made)

    @property
    def seen(self) -> bytes:
        """The file as the process sees it."""
        return self.holding(self.since)

    def torn(self, chance: random.Random) -> bytes:
        """What was waited for, with some sectors of the later writes."""
        some: list[tuple[int, bytes | None]] = []
        for at, data in self.since:
            if data is None:
                some += [(at, None)] * (chance.random() < 0.5)
                continue
            pieces = [(at + low, data[low : low + SECTOR]) for low in range(0, len(data), SECTOR)]
            some += [piece for piece in pieces if chance.random() < 0.5]
        return self.holding(some)


def record(folder: Path, count: int) -> tuple[dict[str, Disk], list[str]]:
    """The files at the start, and what strace says of a process that adds ``count`` bookmarks."""
    database = folder / "user.db"
    with Notebook.open(database) as notebook:
        for number in range(3):
            notebook.add([Entry(id=f"p-first-{number}", text="first", kind="passage")])
    start = {name: Disk((folder / name).read_bytes()) for name in FILES}
    log = folder / "strace"
    faults = Path(__file__).with_name("faults.py")
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "1000000", "-o", str(log),
         "-e", "trace=pwrite64,write,ftruncate,fsync,fdatasync",
         sys.executable, str(faults), "acts", str(database), str(folder / "told"), str(count)],
        check=True,
    )  # fmt: skip
    return start, log.read_text("ascii", "replace").splitlines()


def moments(disks: dict[str, Disk], lines: list[str]) -> Iterator[set[str]]:
    """After each call: what has been told as saved so far. ``disks`` change along."""
    told = ""
    for line in lines:
        match = _CALL.search(line)
        if match is None or int(match[4]) < 0:
            continue
        call, path, rest = match[1], codecs.decode(match[2], "unicode_escape"), match[3] or ""
        name = path.rpartition("/")[2]
        written = _WRITE.match(rest)
        if name == "told" and written:
            told += codecs.decode(written[1], "unicode_escape")
        disk = disks.get(name)
        if disk is None and name != "told":
            continue
        if disk is not None and call in ("write", "pwrite64") and written:
            data = bytes.fromhex(written[1].replace("\\x", ""))[: int(match[4])]
            disk.since.append((int(written[2]) if written[2] else len(disk.seen), data))
        elif disk is not None and call == "ftruncate":
            disk.since.append((int(rest), None))
        elif disk is not None and call in ("fsync", "fdatasync"):
            disk.sure, disk.since = disk.seen, []
        yield {word for word in told.split() if word.startswith("p-")}


def lost(states: dict[str, bytes], acknowledged: set[str]) -> str:
    """What is wrong with the notebook that these files make; empty if nothing."""
    with tempfile.TemporaryDirectory() as name:
        for file, data in states.items():
            (Path(name) / file).write_bytes(data)
        with Notebook.open(Path(name) / "user.db") as notebook:
            missing = (acknowledged | {f"p-first-{n}" for n in range(3)}) - notebook.ids()
            if missing:
                return f"{len(missing)} missing {notebook.notice}"
            notebook.add([Entry(id="p-after", text="after", kind="passage")])
            return "" if "p-after" in notebook.ids() else "nothing can be kept any more"


def cut(count: int, seed: int = 0) -> int:
    """Returns at how many moments something acknowledged was missing."""
    if shutil.which("strace") is None:
        print("power: skipped, strace is not installed")
        return 0
    chance = random.Random(seed)
    wrong = made = saved = 0
    with tempfile.TemporaryDirectory() as name:
        disks, lines = record(Path(name), count)
        for acknowledged in moments(disks, lines):
            saved = len(acknowledged)
            held = list(disks.items())
            kinds = {
                "what was waited for": {name: disk.sure for name, disk in held},
                "everything": {name: disk.seen for name, disk in held},
                "some sectors": {name: disk.torn(chance) for name, disk in held},
            }
            for kind, states in kinds.items():
                made += 1
                why = lost(states, acknowledged)
                wrong += bool(why)
                if why:
                    print(f"after {saved} saved, {kind}: {why}")
    print(f"power: {made} states of the disk, {saved} bookmarks told as saved, {wrong} wrong")
    return wrong if saved == count else 1


if __name__ == "__main__":
    sys.exit(cut(*map(int, sys.argv[1:])) > 0)
