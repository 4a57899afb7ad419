"""``diploread bookmarks``: list them, dump and restore the notebook, import a colleague's."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from diploread.config.problems import DiploreadError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import narrate, print_line
from diploread.tui.commands.notes import (
    add_roots,
    bookmark_line,
    extractor_for,
    open_notebook,
    roots,
    write_out,
)

HELP = "list, file, dump, restore, import, re-anchor and bind bookmarks"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    act = acts.add_parser("list", help="the bookmarks that match")
    act.add_argument("query", nargs="?", default="", help="words note:x tag:y in:dossier is:orphan")
    act.add_argument("--json", action="store_true", help="full records, one a line")
    act = acts.add_parser("dossiers", help="the dossiers, the current one marked")
    act = acts.add_parser("file", help="put bookmarks into a dossier, made if need be")
    act.add_argument("dossier", metavar="DOSSIER")
    act.add_argument("ids", metavar="ID", nargs="+", help="as in bookmarks list")
    act = acts.add_parser("dump", help="the whole notebook as text")
    act.add_argument("-o", "--output", metavar="FILE", help="default: stdout")
    act.add_argument("--force", action="store_true", help="overwrite FILE")
    act = acts.add_parser("restore", help="put back a dump, a copy of user.db or a journal")
    act.add_argument("file", metavar="FILE")
    act = acts.add_parser("import", help="take in a JSONL export, anchored anew in your files")
    act.add_argument("file", metavar="FILE")
    act.add_argument("--dossier", metavar="NAME", help="default: the file's name")
    add_roots(act)
    act = acts.add_parser("reanchor", help="find all bookmarks again after files have changed")
    add_roots(act)
    act = acts.add_parser("rebind", help="anchor one bookmark by hand, say an orphan")
    act.add_argument("id", metavar="ID", help="as in bookmarks list is:orphan")
    act.add_argument("file", metavar="FILE", help="where its words stand today")
    act.add_argument(
        "--words", required=True, metavar="WORDS", help="the words, as the file has them"
    )
    add_roots(act)


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code."""
    acts = {
        "list": _list,
        "dossiers": _dossiers,
        "file": _file,
        "dump": _dump,
        "restore": _restore,
        "import": _import,
        "reanchor": _reanchor,
        "rebind": _rebind,
    }
    return acts[args.act](args)


def _list(args: argparse.Namespace) -> int:
    from diploread.index.notebook.entry import exportable, to_json
    from diploread.index.notebook.export.jsonl import escaped

    with open_notebook() as notebook:
        found = notebook.bookmarks(args.query)
    for entry in found:
        print_line(escaped(to_json(exportable(entry))) if args.json else bookmark_line(entry))
    narrate(f"{len(found):,} bookmark{'' if len(found) == 1 else 's'}")
    return 0 if found else 1


def _dossiers(args: argparse.Namespace) -> int:
    with open_notebook() as notebook:
        current = notebook.current_dossier()
        for dossier in notebook.dossiers():
            mark = "*" if dossier.name == current else " "
            print_line(f"{mark} {visible_line(dossier.name)}\t{len(dossier.entries)}")
    return 0


def _file(args: argparse.Namespace) -> int:
    with open_notebook() as notebook:
        unknown = sorted(set(args.ids) - notebook.ids())
        if unknown:
            raise DiploreadError(f"there is no bookmark {visible_line(unknown[0])}")
        notebook.file_into(args.dossier, args.ids)
    narrate(f"{len(args.ids):,} filed into {visible_line(args.dossier)}")
    return 0


def _dump(args: argparse.Namespace) -> int:
    with open_notebook() as notebook:
        write_out(notebook.dump(), args.output, force=args.force)
    return 0


def _restore(args: argparse.Namespace) -> int:
    with open_notebook() as notebook:
        count = notebook.restore(Path(args.file))
    narrate(f"{count:,} restored; what was there besides stays")
    return 0


def _import(args: argparse.Namespace) -> int:
    from diploread.index.notebook.readback import read_entries, read_text

    file = Path(args.file)
    entries = read_entries(read_text(file), file)
    where = roots(args)
    with open_notebook() as notebook:
        name = args.dossier or file.stem
        found = notebook.take_in(entries, where, extractor_for(args, where), name)
    lost = [one for one in found if not one.verdict.stands]
    for one in lost:
        print_line(f"{bookmark_line(one.after)}\t{visible_line(one.after.user.orphan)}")
    narrate(f"{len(found):,} imported into {name}, {len(lost):,} of them not found in your files")
    return 1 if lost else 0


def _reanchor(args: argparse.Namespace) -> int:
    with open_notebook() as notebook:
        where = roots(args, notebook.bookmarks())
        found = notebook.reanchor(where, extractor_for(args, where))
    moved = sum(one.verdict.stands and one.after.file != one.before.file for one in found)
    lost = [one for one in found if not one.verdict.stands]
    for one in lost:
        print_line(f"{bookmark_line(one.after)}\t{visible_line(one.after.user.orphan)}")
    narrate(f"{len(found):,} bookmarks: {moved:,} anchored anew, {len(lost):,} orphans")
    return 1 if lost else 0


def _rebind(args: argparse.Namespace) -> int:
    from diploread.index.notebook.export.wording import place

    with open_notebook() as notebook:
        known = notebook.get(args.id)
        where = roots(args, [known] if known else [])
        path = _below(args.file, where)
        extract = extractor_for(args, where)
        entry = notebook.rebind(args.id, where, path, args.words, extract)
    print_line(bookmark_line(entry))
    narrate(f"bound to {place(entry)}")
    return 0


def _below(name: str, where: Sequence[Path]) -> str:
    """The file as a path below one of the roots, whether named from there or from here."""
    full = Path(os.path.abspath(name))  # noqa: PTH100
    for root in where:
        if full.is_file() and full.is_relative_to(root):
            return full.relative_to(root).as_posix()
    return name
