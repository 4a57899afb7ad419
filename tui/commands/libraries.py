"""What the commands on a library share: which folders, which settings, how rows are printed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import UsageError
from diploread.config.visible import visible_line

if TYPE_CHECKING:
    from diploread.config.settings import Settings
    from diploread.index.library.library import Library
    from diploread.index.library.rows import Row


def add_library(parser: argparse.ArgumentParser) -> None:
    """The option that says in which library to look."""
    parser.add_argument(
        "--library",
        action="append",
        metavar="PATH",
        help="folder of the library (again for more); default: the one opened last",
    )


def roots_of(paths: Sequence[str]) -> list[Path]:
    """The folders that were named; raises UsageError where one does not exist."""
    roots = []
    for name in paths:
        path = Path(os.path.abspath(os.path.expanduser(name)))  # noqa: PTH100, PTH111
        if not name or not os.path.lexists(path):
            raise UsageError(f"there is no {visible_line(name) or 'path without a name'}")
        if not path.exists():
            raise UsageError(f"{visible_line(name)} is a link that leads nowhere")
        roots.append(path.resolve() if path.is_file() else path)  # links to files are not opened
    return roots


def settings_for(args: argparse.Namespace, roots: Sequence[Path]) -> Settings:
    """Defaults, the user's file, the library's file and flags."""
    from diploread.config.load import load

    root = roots[0] if len(roots) == 1 and roots[0].is_dir() else None
    loaded = load(getattr(args, "config", None), root, {})
    for problem in loaded.problems:
        narrate(str(problem))
    return loaded.settings


def open_library(args: argparse.Namespace) -> Library:
    """The library that the arguments name, or the one that was opened last."""
    from diploread.index.library.library import Library
    from diploread.tui.commands.marks import NotebookMarks, NotebookSearches

    roots = roots_of(args.library) if args.library else last_roots()
    library = Library.open(roots, settings_for(args, roots))
    library.marks = NotebookMarks()
    search = library.search_settings
    library.search_settings = replace(search, searches=NotebookSearches(search.searches))
    return library


def last_roots() -> list[Path]:
    """Folders of the library that was opened or indexed last; UsageError where there is none."""
    from diploread.index.library.recent import last_library

    roots = last_library()
    if not roots:
        raise UsageError("no library yet", "name its folder: --library PATH")
    return roots


def plain_row(row: Row) -> str:
    """One line: date, source, title; tabs between."""
    date = row.date.value if row.date else ""
    return "\t".join(
        visible_line(cell)
        for cell in (date, row.source or row.agency or "", row.title or row.lead, row.path)
    )


def print_line(line: str) -> None:
    """Writes one line of data; file names with odd bytes keep them."""
    sys.stdout.buffer.write(line.encode("utf-8", "surrogateescape") + b"\n")


def print_json(text: str) -> None:
    """Writes one line of JSON; characters that act on a terminal stand in it as escapes."""
    from diploread.index.notebook.export.jsonl import escaped

    print_line(escaped(text))


def narrate(text: str) -> None:
    """Writes one line to stderr."""
    print(visible_line(text), file=sys.stderr)
