"""Finds the files of a folder: in a fixed order, in a stream, never leaving the folder.

What is no article by its place or name (hidden folders, the ``_files`` folders of saved pages,
half-written downloads, pictures) is told in the skipped list too, one line a folder, because a file
that is silently not there is a file somebody searches for.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path

from diploread.config.problems import UsageError
from diploread.config.settings import ReadingSettings
from diploread.index.article import Skipped
from diploread.index.reading.opening import kind_of, open_folder, open_root

DEEPEST = 100
"""Folders below each other that are walked: each holds a file handle open."""

_ASSETS = re.compile(r"(.+)[_-](?:files|dateien|fichiers|archivos|file|bestanden|arquivos)|"
                     r"(.+)\.files", re.IGNORECASE)  # fmt: skip
_PAGES = (".html", ".htm", ".xhtml", ".shtml")


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file below the root, as it stood in its folder."""

    path: bytes
    """Relative to the root, ``/``-separated, as the file system has it."""
    relative: str
    """The same with surrogate escapes for bytes that are not UTF-8."""
    size: int
    mtime_ns: int
    inode: int
    device: int


def walk(root: Path, options: ReadingSettings) -> Iterator[Found | Skipped]:
    """Every file below ``root``, sorted by bytes within each folder.

    Links are never followed. Two hard links to one file give one ``Found`` and one ``Skipped``.
    ``root`` may be a file. Raises UsageError where there is no such folder or it cannot be opened.
    """
    if root.is_file():
        status = root.stat()
        yield _found(root.name, status)
        return
    try:
        handle = open_root(root)
    except FileNotFoundError as error:
        raise UsageError(f"no such folder: {root}") from error
    except OSError as error:
        raise UsageError(f"cannot open {root}: {error.strerror}") from error
    yield from _Walk(options).folder(handle, "", 0)


class _Walk:
    """One walk: the patterns, and the hard links met so far."""

    def __init__(self, options: ReadingSettings) -> None:
        patterns = (*options.ignored, *options.also_ignored)
        together = "|".join(translate(pattern) for pattern in patterns)
        self._ignored = re.compile(together or r"(?!)", re.IGNORECASE)
        self._linked: dict[tuple[int, int], str] = {}

    def folder(self, handle: int, prefix: str, depth: int) -> Iterator[Found | Skipped]:
        """What stands in one open folder, whose handle is closed in the end."""
        try:
            with os.scandir(handle) as entries:
                listed = sorted((entry.name for entry in entries), key=os.fsencode)
            pages = {n.rpartition(".")[0].lower() for n in listed if n.lower().endswith(_PAGES)}
            for name in listed:
                yield from self._entry(handle, prefix, name, depth, pages)
        except OSError as error:
            yield _skipped(prefix.rstrip("/"), f"folder cannot be read ({error.strerror})")
        finally:
            os.close(handle)

    def _entry(
        self, handle: int, prefix: str, name: str, depth: int, pages: set[str]
    ) -> Iterator[Found | Skipped]:
        relative = prefix + name
        try:
            status = os.stat(name, dir_fd=handle, follow_symlinks=False)
        except OSError as error:
            yield _skipped(relative, f"it cannot be looked at ({error.strerror})")
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._subfolder(handle, relative, name, depth, pages)
        elif stat.S_ISLNK(status.st_mode):
            yield _skipped(relative, "a symbolic link, which is not followed", "link")
        elif not stat.S_ISREG(status.st_mode):
            yield _skipped(relative, f"not a file but {kind_of(status.st_mode)}", "special")
        elif self._ignored.match(name):
            yield _skipped(relative, "not an article by its name", "ignored")
        else:
            yield self._file(relative, status)

    def _subfolder(
        self, handle: int, relative: str, name: str, depth: int, pages: set[str]
    ) -> Iterator[Found | Skipped]:
        assets = _ASSETS.fullmatch(name)
        if name.startswith("."):
            yield _skipped(relative, "hidden folder", "ignored")
        elif self._ignored.match(name):
            yield _skipped(relative, "not an article by its name", "ignored")
        elif assets and (assets[1] or assets[2]).lower() in pages:
            yield _skipped(relative, "the files of a saved page", "ignored")
        elif depth >= DEEPEST:
            yield _skipped(relative, f"folder more than {DEEPEST} deep", "ignored")
        else:
            try:
                inner = open_folder(name, handle)
            except OSError as error:
                yield _skipped(relative, f"folder cannot be opened ({error.strerror})")
            else:
                yield from self.folder(inner, relative + "/", depth + 1)

    def _file(self, relative: str, status: os.stat_result) -> Found | Skipped:
        if status.st_nlink > 1:
            first = self._linked.setdefault((status.st_dev, status.st_ino), relative)
            if first != relative:
                return _skipped(relative, f"the same file as {first}", "link")
        return _found(relative, status)


def _found(relative: str, status: os.stat_result) -> Found:
    return Found(
        path=os.fsencode(relative),
        relative=relative,
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        inode=status.st_ino,
        device=status.st_dev,
    )


def _skipped(relative: str, reason: str, kind: str = "unreadable") -> Skipped:
    return Skipped(path=relative, reason=reason, kind=kind)
