"""A file read through a memory map, each page checked before anything of it is used.

Whoosh keeps no checksums and unpickles what it reads. Checking a segment as a whole takes as long
as reading all of it, 40 ms for 25,000 articles; a word needs a few pages of it.
"""

from __future__ import annotations

import mmap
import zlib
from array import array
from pathlib import Path

from ..blobs import BlobFile, BlobWriter
from ..damage import IndexDamaged

PAGE = 16_384
"""Bytes of a page: about 20 µs to check."""
SUMS = "pages"
"""The file beside the segment that holds the checksums."""


def write_sums(folder: Path) -> None:
    """Notes the checksums of all files of a finished segment."""
    sums = BlobWriter(folder / SUMS)
    for path in sorted(folder.iterdir()):
        if path.name != SUMS and path.stat().st_size:
            sums.add(path.name, _sums_of(path).tobytes())
    sums.close()


def _sums_of(path: Path) -> array[int]:
    found = array("I")
    with path.open("rb") as file:
        while page := file.read(PAGE):
            found.append(zlib.crc32(page))
    return found


def read_sums(folder: Path) -> dict[str, array[int]]:
    """Checksums by the name of the file; raises IndexDamaged where they are not sound."""
    sums = BlobFile(folder / SUMS)
    try:
        return {name: array("I", sums.need(name)) for name in sums.names()}
    finally:
        sums.close()


class CheckedPages:
    """The bytes of one file that does not change."""

    def __init__(self, path: Path, sums: array[int]) -> None:
        """``sums`` as :func:`read_sums` gives them."""
        self._name, self._sums = f"{path.parent.name}/{path.name}", sums
        self._sound = bytearray(len(sums))
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise IndexDamaged(self._name, error) from error
        if -(-len(self._map) // PAGE) != len(sums):
            raise IndexDamaged(self._name)

    def __len__(self) -> int:
        return len(self._map)

    def read(self, start: int, stop: int) -> bytes:
        """The bytes from ``start`` to ``stop``; raises IndexDamaged where a page is not sound."""
        first, last = start // PAGE, (stop - 1) // PAGE
        if first != last or not self._sound[first]:  # most reads are of a few bytes
            self._check(first, last)
        return self._map[start:stop]

    def _check(self, first: int, last: int) -> None:
        for page in range(first, last + 1):
            if not self._sound[page]:
                if zlib.crc32(self._map[page * PAGE : (page + 1) * PAGE]) != self._sums[page]:
                    raise IndexDamaged(self._name, f"page {page}")
                self._sound[page] = 1

    def close(self) -> None:
        """Lets the map go."""
        self._map.close()
