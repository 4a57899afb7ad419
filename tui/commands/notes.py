"""What the commands on the notebook share: opening it, where sources lie, how entries are shown."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import UsageError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import last_roots, narrate, roots_of, settings_for

if TYPE_CHECKING:
    from diploread.index.notebook.entry import Entry
    from diploread.index.notebook.notebook import Notebook
    from diploread.index.notebook.verify import Extract


def open_notebook() -> Notebook:
    """The reader's notebook; what must be told of its opening goes to stderr."""
    from diploread.config.paths import Paths
    from diploread.index.notebook.notebook import Notebook

    notebook = Notebook.open(Paths.default().user_db)
    if notebook.notice:
        narrate(notebook.notice)
    return notebook


def add_roots(parser: argparse.ArgumentParser) -> None:
    """The option that says where source files lie."""
    parser.add_argument(
        "--root",
        action="append",
        metavar="PATH",
        help="folder with the source files (again for more); default: the last library's",
    )


def roots(args: argparse.Namespace, entries: Iterable[Entry] = ()) -> list[Path]:
    """The folders named, or those that entries came from and the last library's."""
    if args.root:
        return roots_of(args.root)
    found = [Path(entry.user.root) for entry in entries if entry.user.root]
    with suppress(UsageError):  # no library yet; the entries' own folders may do
        found += last_roots()
    return list(dict.fromkeys(root for root in found if root.is_dir()))


def extractor_for(args: argparse.Namespace, roots: Sequence[Path]) -> Extract:
    """Reads HTML, PDF and the like again, with the reader's settings."""
    from diploread.index.notebook.extract import extractor

    return extractor(settings_for(args, roots).reading)


def bookmark_line(entry: Entry) -> str:
    """Date, speaker, words, tags, file by tabs."""
    from diploread.index.notebook.export.wording import line, speaker

    cells = (
        entry.id,
        entry.date.value if entry.date else "",
        speaker(entry) if entry.kind == "quote" else entry.kind,
        line(entry),
        " ".join(f"#{tag}" for tag in entry.user.tags),
        entry.file.path,
    )
    return "\t".join(visible_line(cell) for cell in cells)


def write_out(content: str | bytes, target: str | None, *, force: bool) -> None:
    """Data to a file, or to stdout."""
    if target is None or target == "-":
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from diploread.index.notebook.export.formats import write

    write(Path(target), content, force=force)
    narrate(f"written: {target}")
