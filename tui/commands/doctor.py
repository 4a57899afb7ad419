"""``diploread doctor``: what is where, in which state, and what could not be read and why."""

from __future__ import annotations

import argparse
import os
import platform
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diploread.config.problems import DiploreadError, UsageError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import last_roots, print_line, roots_of, settings_for

if TYPE_CHECKING:
    from diploread.config.paths import Paths

HELP = "versions, folders, state of the index, and the files that could not be read"
LIBRARIES: Final = ("textual", "whoosh", "lxml", "trafilatura", "pypdf", "pyyaml", "msgspec")
_FEW: Final = 20

Line = tuple[bool, str, str]
"""Whether it is well, what was looked at, what was found."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="default: the library read last")
    parser.add_argument("--all", action="store_true", help="list every file that was skipped")
    parser.add_argument("--json", action="store_true", help="one object a line")


def run(args: argparse.Namespace) -> int:
    """Do the work; the exit code: 1 where something is not well."""
    import json

    from diploread.config.paths import Paths

    paths = Paths.default()
    sick = 0
    for well, what, found in _lines(args, paths):
        sick += not well
        if args.json:
            print_line(json.dumps({"ok": well, "what": what, "found": found}))
        else:
            mark = "ok" if well else "!!"
            print_line(f"{mark}  {what}: {visible_line(found)}")
    return 1 if sick else 0


def _lines(args: argparse.Namespace, paths: Paths) -> Iterator[Line]:
    yield True, "versions", _versions()
    yield _settings(paths)
    for name in ("config_dir", "data_dir", "cache_dir", "state_dir"):
        yield _folder(name.removesuffix("_dir"), getattr(paths, name))
    yield _database(paths.user_db)
    if paths.crash_log.exists():
        yield True, "report of a failure", str(paths.crash_log)
    try:
        roots = roots_of(args.paths) if args.paths else last_roots()
    except UsageError as error:
        if args.paths:
            raise
        yield True, "library", str(error)
        return
    for root in roots:
        yield os.access(root, os.R_OK), "articles", str(root)
    yield from _library(args, roots)


def _versions() -> str:
    from importlib.metadata import PackageNotFoundError, version

    from diploread.tui.cli import version as own

    found = [f"diploread {own()}", f"Python {platform.python_version()}"]
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} is missing")
    return ", ".join(found)


def _settings(paths: Paths) -> Line:
    from diploread.config.load import examine

    try:
        loaded = examine(None, None, {})
    except DiploreadError as error:
        return False, "settings", str(error)
    if loaded.problems:
        return False, "settings", f"{loaded.problems[0]} (all: diploread config check)"
    if not loaded.files:
        return True, "settings", f"as they come; {paths.config_file} is not there"
    return True, "settings", ", ".join(map(str, loaded.files))


def _folder(name: str, folder: Path) -> Line:
    what = f"{name} folder"
    if not folder.exists():
        return True, what, f"{folder} (made when needed)"
    if not os.access(folder, os.W_OK | os.X_OK):
        return False, what, f"{folder} cannot be written"
    open_to = stat.S_IMODE(folder.stat().st_mode) & 0o022
    if open_to:
        return False, what, f"{folder} can be written by others; chmod go-w it"
    return True, what, str(folder)


def _database(path: Path) -> Line:
    if not path.exists():
        return True, "notebook", f"{path} (made with the first bookmark)"
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return False, "notebook", f"{path} can be read by others; chmod 600 it"
    return True, "notebook", f"{path}, {path.stat().st_size:,} bytes"


def _library(args: argparse.Namespace, roots: list[Path]) -> Iterator[Line]:
    from diploread.index.library.library import Library

    try:
        library = Library.open(roots, settings_for(args, roots))
    except DiploreadError as error:
        yield False, "index", str(error)
        return
    try:
        yield True, "index", f"{library.count:,} articles, generation {library.generation}"
        skipped = library.skipped()
    finally:
        library.close()
    kinds = Counter(one.kind for one in skipped)
    counted = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    yield True, "skipped", counted or "nothing"
    shown = [one for one in skipped if args.all or one.kind != "ignored"]
    for one in shown if args.all else shown[:_FEW]:
        yield True, "skipped", f"{one.path}: {one.reason}"
    if not args.all and len(shown) > _FEW:
        yield True, "skipped", f"and {len(shown) - _FEW:,} more: diploread doctor --all"
