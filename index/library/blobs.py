"""One file of many named pieces, each with its checksum, read where needed through a memory map.

The table of contents stands at the end. Every piece is checked when it is taken, so a torn,
zeroed or flipped file is noticed at the piece that suffers from it, and no open has to read all.
"""

from __future__ import annotations

import mmap
import zlib
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from .damage import IndexDamaged

_MAGIC = b"dplblob1"
_TAIL = len(_MAGIC) + 12


class BlobWriter:
    """Writes pieces one after the other; :meth:`close` adds the table of contents."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._names: list[str] = []
        self._starts, self._sizes, self._crcs = array("Q"), array("Q"), array("I")
        self._at = 0

    def add(self, name: str, data: bytes) -> None:
        """Adds one piece; names are unique in a file."""
        self._file.write(data)
        self._note(name, self._at, len(data), zlib.crc32(data))
        self._at += len(data)

    def _note(self, name: str, start: int, size: int, crc: int) -> None:
        self._names.append(name)
        self._starts.append(start)
        self._sizes.append(size)
        self._crcs.append(crc)

    def add_rows(self, name: str, rows: Iterable[bytes]) -> None:
        """Adds many small pieces under one name, to be read back by number."""
        ends, crcs = array("Q"), array("I")
        start = self._at
        for row in rows:
            self._file.write(row)
            crcs.append(zlib.crc32(row))
            self._at += len(row)
            ends.append(self._at - start)
        self.add(f"{name}.ends", ends.tobytes())
        self.add(f"{name}.crcs", crcs.tobytes())
        self._note(name, start, ends[-1] if ends else 0, 0)

    def close(self) -> None:
        """Writes the table of contents and closes the file."""
        columns = (column.tobytes() for column in (self._starts, self._sizes, self._crcs))
        toc = msgspec.msgpack.encode((self._names, *columns))
        self._file.write(toc)
        self._file.write(len(toc).to_bytes(8, "little"))
        self._file.write(zlib.crc32(toc).to_bytes(4, "little"))
        self._file.write(_MAGIC)
        self._file.flush()
        self._file.close()


_TOC = msgspec.msgpack.Decoder(tuple[list[str], bytes, bytes, bytes])
"""Names, starts, sizes and checksums of the pieces."""


class BlobFile:
    """Reads the pieces of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            names, *columns = _TOC.decode(self._read_toc())
            self._numbers = dict(zip(names, range(len(names)), strict=True))
            self._starts, self._sizes = (array("Q", column) for column in columns[:2])
            self._crcs = array("I", columns[2])
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise IndexDamaged(path.name, error) from error

    def _read_toc(self) -> bytes:
        size = len(self._map)
        tail = self._map[max(size - _TAIL, 0) :]
        if len(tail) < _TAIL or tail[-len(_MAGIC) :] != _MAGIC:
            raise ValueError("no table of contents")
        length = int.from_bytes(tail[:8], "little")
        toc = self._map[max(size - _TAIL - length, 0) : size - _TAIL]
        if zlib.crc32(toc) != int.from_bytes(tail[8:12], "little"):
            raise ValueError("table of contents damaged")
        return toc

    def __contains__(self, name: str) -> bool:
        return name in self._numbers

    def names(self) -> Iterator[str]:
        """All names, in the order written."""
        return iter(self._numbers)

    def get(self, name: str) -> bytes | None:
        """The piece, checked; None where there is none of that name."""
        number = self._numbers.get(name)
        if number is None:
            return None
        start, size = self._starts[number], self._sizes[number]
        data = self._map[start : start + size]
        if len(data) != size or zlib.crc32(data) != self._crcs[number]:
            raise IndexDamaged(self.path.name, name)
        return data

    def need(self, name: str) -> bytes:
        """The piece; a missing one is damage."""
        data = self.get(name)
        if data is None:
            raise IndexDamaged(self.path.name, name)
        return data

    def rows(self, name: str) -> BlobRows:
        """The small pieces written by :meth:`BlobWriter.add_rows`."""
        number = self._numbers.get(name)
        start = 0 if number is None else self._starts[number]
        ends = array("Q", self.need(f"{name}.ends"))
        crcs = array("I", self.need(f"{name}.crcs"))
        if len(ends) != len(crcs):
            raise IndexDamaged(self.path.name, name)
        return BlobRows(self.path.name, self._map, start, ends, crcs)

    def close(self) -> None:
        """Lets the map go."""
        self._map.close()


class BlobRows:
    """Rows by number, each checked when read."""

    def __init__(
        self, name: str, data: mmap.mmap, start: int, ends: array[int], crcs: array[int]
    ) -> None:
        self._name, self._map, self._start = name, data, start
        self._ends, self._crcs = ends, crcs

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        low = self._ends[number - 1] if number else 0
        row = self._map[self._start + low : self._start + self._ends[number]]
        if zlib.crc32(row) != self._crcs[number]:
            raise IndexDamaged(self._name, f"row {number}")
        return row
