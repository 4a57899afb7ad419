"""Source files read once more: safely, at most once for many quotes, never outside their root.

The paths come from exports that others made, so they are as untrusted as article text: every step
of a path is opened without following links, and only regular files are read.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diploread.index.notebook.anchors import SourceFile

FILE_LIMIT = 32 * 1024 * 1024
"""Bytes of a source file that are read at most, as in reading."""
_KEPT = 8
"""Decoded files kept: entries come sorted by file, so few are asked for at the same time."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
"""Codecs that write a mark of their own when they encode, and would shift every offset by it."""
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_STEP = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it is now."""

    root: Path
    path: str
    data: bytes
    sha256: str


def decode(data: bytes, encoding: str) -> SourceFile:
    """``data`` as text; a byte order mark overrides ``encoding``, an unknown name means UTF-8."""
    mark = 0
    for signature, name in _MARKS:
        if data.startswith(signature):
            mark, encoding = len(signature), name
            break
    try:
        encoding = _WITHOUT_MARK.get(codecs.lookup(encoding).name, encoding)
    except LookupError:
        encoding = "utf-8"
    try:
        text = data[mark:].decode(encoding)
        whole = True
    except UnicodeDecodeError:
        text = data[mark:].decode(encoding, "replace")
        whole = False
    return SourceFile(data=data, text=text, encoding=encoding, mark=mark, whole=whole)


def read_bytes_below(root: Path, path: str) -> bytes | None:
    """The bytes of ``path`` below ``root``; None unless it is a regular file of fair size there."""
    steps = path.split("/")
    if not path or any(step in ("", ".", "..") or "\0" in step for step in steps):
        return None
    try:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for step in steps[:-1]:
                inner = os.open(os.fsencode(step), _STEP, dir_fd=folder)
                os.close(folder)
                folder = inner
            handle = os.open(os.fsencode(steps[-1]), _OPEN, dir_fd=folder)
        finally:
            os.close(folder)
    except (OSError, UnicodeError):
        return None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode) or status.st_size > FILE_LIMIT:
        os.close(handle)  # fdopen would raise on a folder
        return None
    with os.fdopen(handle, "rb") as file:
        try:
            return file.read(FILE_LIMIT + 1)
        except OSError:
            return None


class Sources:
    """The source files below one or more roots."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self.roots = tuple(dict.fromkeys(Path(root) for root in roots))
        self._held: OrderedDict[tuple[Path, str], Held | None] = OrderedDict()
        self._decoded: OrderedDict[tuple[str, str], SourceFile] = OrderedDict()

    def held(self, root: Path, path: str) -> Held | None:
        """The file at ``path`` below ``root`` as it is now, or None."""
        key = (root, path)
        if key not in self._held:
            data = read_bytes_below(root, path)
            self._held[key] = None if data is None else Held(
                root, path, data, hashlib.sha256(data).hexdigest()
            )  # fmt: skip
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return self._held[key]

    def candidates(self, path: str) -> Iterator[Held]:
        """The file at ``path`` below each root that has one."""
        for root in self.roots:
            held = self.held(root, path)
            if held is not None:
                yield held

    def same(self, path: str, sha256: str) -> Held | None:
        """The file at ``path`` whose bytes have this hash, below whichever root."""
        return next((held for held in self.candidates(path) if held.sha256 == sha256), None)

    def text(self, held: Held, encoding: str) -> SourceFile:
        """The decoded text of a file."""
        key = (held.sha256, encoding)
        if key not in self._decoded:
            self._decoded[key] = decode(held.data, encoding)
            while len(self._decoded) > _KEPT:
                self._decoded.popitem(last=False)
        return self._decoded[key]

    def source_of(self, path: str, sha256: str, encoding: str) -> SourceFile | None:
        """The decoded file an article came from; None where it is gone or has changed."""
        held = self.same(path, sha256)
        return None if held is None else self.text(held, encoding)

    def walk(self) -> Iterable[tuple[Path, str]]:
        """Every regular file below the roots, as (root, relative path); links are not followed."""
        for root in self.roots:
            for folder, folders, files in os.walk(root):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(files):
                    full = Path(folder, name)
                    if not full.is_symlink():
                        yield root, full.relative_to(root).as_posix()
