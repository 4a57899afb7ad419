"""Bytes put aside on disk until they can be written as they should be: memory stays small."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path


class Spool:
    """Pieces in the order in which they came, in a file without a name: a kill leaves nothing."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed when taken
        weakref.finalize(self, self._file.close)  # or when the writing was given up

    def add(self, data: bytes) -> None:
        """Puts a piece aside."""
        self._file.write(len(data).to_bytes(4, "little"))
        self._file.write(data)

    def taken(self) -> Iterator[bytes]:
        """All pieces, once."""
        with self._file as file:
            file.seek(0)
            while size := file.read(4):
                yield file.read(int.from_bytes(size, "little"))
