"""``diploread export``: bookmarks, or the quotes that match a query, in any of the formats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from diploread.config.problems import DiploreadError, UsageError
from diploread.config.visible import visible
from diploread.tui.commands.libraries import add_library, narrate, open_library
from diploread.tui.commands.notes import open_notebook, write_out

if TYPE_CHECKING:
    from diploread.index.notebook.entry import Entry
    from diploread.index.notebook.export.options import Options
    from diploread.index.notebook.notebook import Notebook

HELP = "export bookmarks, or the quotes that match a query, with citations and anchors"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    from diploread.index.notebook.export.formats import FORMATS
    from diploread.index.notebook.export.options import AgencyAs, Grouping, Style

    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="?",
        help="quotes of the library that match; without it, bookmarks",
    )
    parser.add_argument("--bookmarks", metavar="QUERY", help="bookmarks that match: note:x tag:y")
    parser.add_argument("--dossier", metavar="NAME", help="a dossier, in its order")
    parser.add_argument("--tag", metavar="TAG", help="the bookmarks with a tag")
    add_library(parser)
    parser.add_argument(
        "-f",
        "--format",
        choices=list(FORMATS),
        help="default: by the file's suffix, else markdown",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="default: stdout")
    parser.add_argument("--force", action="store_true", help="overwrite FILE")
    parser.add_argument("--title", default="", help="heading of a memo; default: the dossier")
    parser.add_argument("--group", choices=get_args(Grouping), help="headings of a memo by this")
    parser.add_argument("--style", choices=get_args(Style), default="chicago", help="of citations")
    parser.add_argument(
        "--agency-as",
        choices=get_args(AgencyAs),
        default="author",
        help="how wire copy is cited: the agency as author, as outlet, or noted",
    )
    parser.add_argument("--no-context", action="store_true", help="leave out surrounding sentences")
    parser.add_argument(
        "--versions",
        action="store_true",
        help="note in JSONL where else the library has each statement, with the word diff",
    )
    parser.add_argument("--bom", action="store_true", help="CSV with a byte order mark")
    parser.add_argument(
        "--raw", action="store_true", help="CSV cells as they are, even if they would run"
    )
    parser.add_argument("--template", metavar="FILE", help="a Jinja template of your own")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code: 0 exported, 1 nothing found."""
    from diploread.index.notebook.export.formats import export

    name = _format(args)
    if name == "docx" and args.output in (None, "-") and sys.stdout.isatty():
        raise UsageError("a DOCX is no text for a terminal", "name a file: -o memo.docx")
    if args.output not in (None, "-") and Path(args.output).exists() and not args.force:
        raise DiploreadError(f"{args.output} exists", "--force overwrites it")
    with open_notebook() as notebook:
        entries = _bookmarked(notebook, args) if args.query is None else _found(notebook, args)
    if entries is None:
        return 2
    if not entries:
        narrate("nothing to export")
        return 1
    write_out(export(entries, name, _options(args)), args.output, force=args.force)
    narrate(f"{len(entries):,} exported as {name}")
    return 0


def _format(args: argparse.Namespace) -> str:
    from diploread.index.notebook.export.formats import FORMATS

    if args.template and args.format not in (None, "template"):
        raise UsageError("--template makes its own format", "leave out --format")
    if args.format == "template" and not args.template:
        raise UsageError("the format template needs --template FILE")
    if args.template:
        return "template"
    if args.format:
        return str(args.format)
    suffix = Path(args.output).suffix if args.output else ""
    return next((name for name, form in FORMATS.items() if form.suffix == suffix), "markdown")


def _options(args: argparse.Namespace) -> Options:
    from diploread.index.notebook.export.options import Options

    template = ""
    if args.template:
        try:
            template = Path(args.template).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            raise UsageError(f"{args.template} cannot be read: {why}") from error
    return Options(
        title=args.title or args.dossier or args.query or "",
        group=args.group or ("none" if args.dossier else "speaker"),
        style=args.style,
        agency_as=args.agency_as,
        context=not args.no_context,
        mark=args.bom,
        unguarded=args.raw,
        template=template,
    )


def _bookmarked(notebook: Notebook, args: argparse.Namespace) -> list[Entry]:
    """Bookmarks by dossier, tag and words together."""
    if args.dossier and args.dossier.casefold() not in {
        d.name.casefold() for d in notebook.dossiers()
    }:
        known = ", ".join(d.name for d in notebook.dossiers()) or "none yet"
        raise UsageError(f"there is no dossier {args.dossier!r}", f"dossiers: {known}")
    parts = [args.bookmarks or ""]
    parts += [f'in:"{args.dossier}"'] if args.dossier else []
    parts += [f'tag:"{args.tag}"'] if args.tag else []
    found = notebook.bookmarks(" ".join(parts).strip())
    if not args.versions:
        return found
    from diploread.tui.commands.restated import with_versions

    library = open_library(args)
    try:
        return with_versions(library, found)
    finally:
        library.close()


def _found(notebook: Notebook, args: argparse.Namespace) -> list[Entry] | None:
    """The quotes of the library that match, with what the reader has noted on them."""
    from diploread.index.library.query.errors import QueryError
    from diploread.index.notebook.compose import quote_entry
    from diploread.index.notebook.sources import Sources
    from diploread.tui.commands.restated import with_versions

    if args.bookmarks or args.dossier or args.tag:
        raise UsageError("QUERY asks the library", "or name bookmarks, not both")
    library = open_library(args)
    try:
        rows = library.quotes(library.search(args.query))
        sources = Sources([library.root])
        entries = []
        for row in rows:
            known = notebook.get(row.quote.id)
            made = quote_entry(library.article(row.article.id), row.quote, sources)
            entries.append(made.with_user(known.user) if known else made)
        return with_versions(library, entries) if args.versions else entries
    except QueryError as error:
        print(visible(error.pointed()), file=sys.stderr)
        return None
    finally:
        library.close()
