"""What can be wrong with a library on disk. Each has one remedy: rebuild it from the sources."""

from __future__ import annotations

from diploread.config.problems import DiploreadError


class LibraryNotBuilt(DiploreadError):
    """There is no usable index of these folders yet."""


class IndexDamaged(LibraryNotBuilt):
    """A file of the index is not what was written."""

    def __init__(self, file: str, detail: object = "") -> None:
        what = f"the index is damaged ({file}{f': {detail}' if detail else ''})"
        super().__init__(what, "it is rebuilt by: diploread index")


class LibraryLocked(DiploreadError):
    """Another process is writing this library."""
