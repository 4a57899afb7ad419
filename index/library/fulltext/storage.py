"""Lets Whoosh read files through checked pages."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from ..damage import IndexDamaged
from .pages import CheckedPages, read_sums

with warnings.catch_warnings():  # of escapes in its sources
    warnings.simplefilter("ignore")
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import StructFile


class CheckedStorage(FileStorage):  # type: ignore[misc]
    """A folder with a finished segment. Closing it closes all files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), readonly=True)
        self._path = folder
        self._sums = read_sums(folder)
        self._open: dict[str, CheckedPages] = {}

    def open_file(self, name: str, **_: Any) -> CheckedFile:
        """The file, of which nothing is used unchecked."""
        pages = self._open.get(name)
        if pages is None:
            if name not in self._sums:
                raise IndexDamaged(f"{self._path.name}/{name}")
            pages = self._open[name] = CheckedPages(self._path / name, self._sums[name])
        return CheckedFile(pages, 0, len(pages), name)

    def close(self) -> None:
        """Lets the files go."""
        for pages in self._open.values():
            pages.close()
        self._open.clear()


class CheckedFile(StructFile):  # type: ignore[misc]
    """A file, or a part of one, as Whoosh reads it. Copies nothing but what is asked for."""

    def __init__(self, pages: CheckedPages, start: int, length: int, name: str | None) -> None:
        self._pages, self._start, self._length, self._at = pages, start, length, 0
        self._name, self.file = name, self
        self.is_real = self.is_closed = False

    def read(self, size: int | None = None) -> bytes:
        """From where the last call ended."""
        at = self._at
        left = max(self._length - at, 0)
        size = left if size is None or size < 0 else min(size, left)
        self._at = at + size
        return self._pages.read(self._start + at, self._start + at + size)

    def readline(self) -> bytes:
        """Up to the next line feed, as pickles need it."""
        line = bytearray()
        while (byte := self.read(1)) and byte != b"\n":
            line += byte
        return bytes(line + byte)

    def seek(self, where: int, whence: int = 0) -> None:
        """As of any file."""
        self._at = where + (0, self._at, self._length)[whence]

    def tell(self) -> int:
        """As of any file."""
        return self._at

    def get(self, position: int, length: int) -> bytes:
        """Some bytes, wherever the last call ended."""
        start = self._start + position
        return self._pages.read(start, start + length)

    def subset(self, position: int, length: int, name: str | None = None) -> CheckedFile:
        """A part, as a file of its own."""
        return CheckedFile(self._pages, self._start + position, length, name or self._name)

    def close(self) -> None:
        """Nothing: the storage holds the map."""
        self.is_closed = True
