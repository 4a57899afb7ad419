"""The folder of one library in the cache: its manifest, its volumes, who may write it.

    store.sqlite     raw articles, records and the state of the sources (mutable, transactional)
    volumes/NAME/    search structures of a slice of the articles (written once, never changed)
    current          the manifest: which volumes make the library; replaced in one step
    lock             held by the one process that writes

A reader opens what ``current`` names and is never disturbed: a writer only adds volumes and then
replaces ``current``. Killed at any moment, it leaves the old manifest or the new one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from . import words
from .damage import IndexDamaged, LibraryLocked, LibraryNotBuilt

FORMAT = 4
"""Of the folder as a whole; another number means rebuild."""


class VolumeEntry(msgspec.Struct, frozen=True):
    """One volume as the manifest knows it."""

    name: str
    articles: int
    quotes: int
    files: dict[str, tuple[int, str]]
    """Relative name -> (size, sha256)."""
    dead: tuple[int, ...] = ()
    """Numbers of articles that were changed or deleted since."""


class Manifest(msgspec.Struct, frozen=True):
    """What the library consists of."""

    format: int = FORMAT
    analyzer: int = words.VERSION
    fingerprint: str = ""
    """Of the rules, lexicons and code that made the records."""
    revision: int = 0
    roots: tuple[str, ...] = ()
    articles: int = 0
    skipped: int = 0
    volumes: tuple[VolumeEntry, ...] = ()
    first_look: bool = False
    """Only the first articles are in: the folder was still being read."""


class LibraryFolder:
    """Paths and the few operations that must be atomic."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = path / "store.sqlite"
        self.current = path / "current"
        self.volumes = path / "volumes"

    def create(self) -> None:
        """Makes the folder, readable by its owner alone."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.check_owner()
        self.volumes.mkdir(exist_ok=True, mode=0o700)

    def check_owner(self) -> None:
        """Raises where others could have written: a Whoosh index holds pickles, which are code."""
        try:
            state = self.path.lstat()
        except FileNotFoundError:
            raise LibraryNotBuilt("no index here yet", "run: diploread index") from None
        if not stat.S_ISDIR(state.st_mode):
            raise LibraryNotBuilt(f"{self.path} is not a folder")
        if state.st_uid != os.getuid():
            raise LibraryNotBuilt(f"{self.path} belongs to another user", "remove it")
        if state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise LibraryNotBuilt(f"others may write to {self.path}", "remove it, or chmod 700")

    def manifest(self) -> Manifest:
        """The current manifest, checked against its own checksum and this program's versions."""
        self.check_owner()
        try:
            data = self.current.read_bytes()
        except FileNotFoundError:
            raise LibraryNotBuilt("no index here yet", "run: diploread index") from None
        except OSError as error:
            raise IndexDamaged("current", error.strerror) from error
        digest, _, body = data.partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            raise IndexDamaged("current")
        try:
            manifest = msgspec.json.decode(body, type=Manifest)
        except msgspec.MsgspecError as error:
            raise IndexDamaged("current", error) from error
        if (manifest.format, manifest.analyzer) != (FORMAT, words.VERSION):
            raise LibraryNotBuilt(
                "the index was made by another version", "it is rebuilt by: diploread index"
            )
        return manifest

    def switch(self, manifest: Manifest) -> None:
        """Makes ``manifest`` the current one, in one step that survives power loss."""
        body = msgspec.json.encode(manifest)
        write_durably(self.current, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def stamp(self) -> tuple[int, int]:
        """Changes whenever the manifest does; costs one system call."""
        try:
            state = self.current.stat()
        except OSError:
            return (0, 0)
        return (state.st_ino, state.st_mtime_ns)

    def sweep(self, manifest: Manifest) -> None:
        """Removes volumes that no manifest names; only the writer calls it."""
        named = {volume.name for volume in manifest.volumes}
        if self.volumes.is_dir():
            for folder in self.volumes.iterdir():
                if folder.name not in named:
                    shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the lock; raises LibraryLocked with the holder's name where another has it."""
        self.create()
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                holder = os.read(descriptor, 200).decode("utf-8", "replace").strip()
                raise LibraryLocked(
                    f"the library is being indexed by {holder or 'another process'}",
                    "wait until it is done",
                ) from None
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
            yield
        finally:
            os.close(descriptor)


def measured(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and sha256 of every file below ``folder``."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = (path.stat().st_size, digest_of(path))
    return found


def digest_of(path: Path) -> str:
    """The sha256 of a file; raises IndexDamaged where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise IndexDamaged(path.name, error.strerror) from error


def write_durably(path: Path, data: bytes) -> None:
    """Replaces ``path`` by ``data``: the old content or the new, nothing between."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def common_root(roots: Sequence[Path]) -> Path:
    """The folder to which the paths of the articles are relative."""
    absolute = [Path(os.path.abspath(root)) for root in roots]  # noqa: PTH100 - links stay links
    if len(absolute) == 1:
        return absolute[0] if not absolute[0].is_file() else absolute[0].parent
    return Path(os.path.commonpath([str(path) for path in absolute]))
