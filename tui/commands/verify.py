"""``diploread verify FILE``: whether each quote of an export still stands in its source file."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import UsageError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import narrate, print_line
from diploread.tui.commands.notes import add_roots, extractor_for, open_notebook, roots

if TYPE_CHECKING:
    from diploread.index.notebook.claims import Claim
    from diploread.index.notebook.verify import Verdict

HELP = "check the quotes of an export, or all bookmarks, against the source files"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="an export: JSONL, Markdown, CSV, TSV or HTML"
    )
    parser.add_argument("--notebook", action="store_true", help="check the bookmarks")
    add_roots(parser)
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--quiet", action="store_true", help="only what does not stand")
    parser.add_argument("--strict", action="store_true", help="MOVED counts as failed too")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code: 0 all stand, 1 one does not."""
    from diploread.index.notebook.verify import verify

    if bool(args.file) == args.notebook:
        raise UsageError("what shall be verified?", "name a FILE, or --notebook")
    claims, named, walked = _claims(args)
    counts: Counter[str] = Counter()
    failed = 0
    for verdict in verify(claims, named, extractor_for(args, named), walked):
        counts[verdict.state.value] += 1
        bad = not verdict.stands or (args.strict and verdict.state.value != "OK")
        failed += bad
        if args.json:
            print_line(_json(verdict))
        elif bad or not args.quiet:
            _show(verdict)
    states = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    total = counts.total()
    narrate(f"{total} {'quote' if total == 1 else 'quotes'}: {states or 'none'}")
    return 1 if failed else 0


def _claims(args: argparse.Namespace) -> tuple[list[Claim], list[Path], list[Path]]:
    """What is claimed, the folders in which it may stand, and those searched for lost files."""
    from diploread.index.notebook.claims import claim_of
    from diploread.index.notebook.readback import read_claims

    if args.notebook:
        with open_notebook() as notebook:
            entries = notebook.bookmarks()
        named = roots(args, entries)
        return [claim_of(entry) for entry in entries], named, named
    claims = read_claims(Path(args.file))
    named = roots(args)
    # Beside the export lie the sources of a dossier that was handed on; but nobody wants the whole
    # of a home folder searched, so lost files are looked for in libraries alone.
    beside = [] if args.root else [Path(args.file).resolve().parent, Path.cwd()]
    return claims, [*named, *beside], named


def _show(verdict: Verdict) -> None:
    words = verdict.claim.shown
    short = words if len(words) <= 60 else f"{words[:59]}\u2026"
    cells = [verdict.state.value, verdict.claim.id, verdict.claim.path, short]
    print_line("\t".join(visible_line(cell) for cell in cells))
    if verdict.note:
        print_line(f"        {visible_line(verdict.note)}")
    if verdict.diff:
        print_line(f"        {visible_line(verdict.diff)}")


def _json(verdict: Verdict) -> str:
    import json

    from diploread.index.notebook.export.jsonl import escaped

    record = {
        "id": verdict.claim.id,
        "state": verdict.state.value,
        "path": verdict.claim.path,
        "note": verdict.note,
        "diff": verdict.diff,
        "found": {"path": verdict.path, "part": verdict.part, "chars": verdict.span}
        if verdict.path
        else None,
    }
    return escaped(json.dumps(record, ensure_ascii=True))
