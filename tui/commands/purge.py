"""``diploread purge``: removes the index of a library. Articles and notebook are never touched."""

from __future__ import annotations

import argparse
import shutil
import stat
from pathlib import Path

from diploread.config.problems import DiploreadError, UsageError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import narrate

HELP = "remove the index of a library from the cache; articles and bookmarks stay"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="the folders of the library")
    parser.add_argument("--all", action="store_true", help="the indexes of all libraries")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code."""
    from diploread.config.paths import Paths, absolute

    if bool(args.paths) == args.all:
        raise UsageError("which index shall be removed?", "name its PATHs, or --all")
    paths = Paths.default()
    if args.all:
        folders = sorted(paths.libraries_dir.iterdir()) if paths.libraries_dir.is_dir() else []
    else:  # the articles themselves may be gone by now
        folders = [paths.library_dir([absolute(Path(name)) for name in args.paths])]
    found = [folder for folder in folders if folder.exists() or folder.is_symlink()]
    if not found:
        narrate("no index there; nothing removed")
        return 0
    for folder in found:
        size = _size(folder)
        if not args.dry_run:
            _remove(folder)
        verb = "would remove" if args.dry_run else "removed"
        narrate(f"{verb} {folder} ({size / 1e6:,.1f} MB)")
    return 0


def _size(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())


def _remove(folder: Path) -> None:
    """The folder of one library, under its lock so that no index is taken from under its writer."""
    from diploread.index.library.folder import LibraryFolder

    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise DiploreadError(f"{visible_line(str(folder))} is no folder", "nothing was removed")
    with LibraryFolder(folder).writing():
        shutil.rmtree(folder)
