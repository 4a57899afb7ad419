"""``diploread search QUERY``: the articles that match, newest first."""

from __future__ import annotations

import argparse
import os
import sys

from diploread.config.problems import UsageError
from diploread.config.visible import visible, visible_line
from diploread.tui.commands.libraries import (
    add_library,
    narrate,
    open_library,
    plain_row,
    print_json,
    print_line,
)

HELP = "search a library"
_PAGE = 200


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "query", metavar="QUERY", nargs="?", help="as in the app; see diploread help query"
    )
    add_library(parser)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--json", action="store_true", help="one object a line")
    kind.add_argument("--plain", action="store_true", help="date, source, title, path by tabs")
    kind.add_argument("--files", action="store_true", help="the paths of the files alone")
    kind.add_argument("--history", action="store_true", help="the searches made, newest last")
    kind.add_argument("--save", metavar="NAME", help="keep QUERY: @NAME in a query asks it again")
    kind.add_argument("--saved", action="store_true", help="the saved searches: name, query")
    kind.add_argument("--forget", metavar="NAME", help="take a saved search away")
    kind.add_argument("--count", action="store_true", help="the number alone")
    parser.add_argument(
        "-0", dest="zero", action="store_true", help="end each path with a zero byte, for xargs -0"
    )
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most N; 0 is all")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code: 0 found, 1 nothing found."""
    from diploread.index.library import history
    from diploread.index.library.query.errors import QueryError

    if args.saved or args.forget is not None:
        from diploread.tui.commands import saved

        if args.saved:
            return saved.show()
        saved.forget(args.forget)
        return 0
    if args.history:
        kept = history.searches()
        for query in kept:
            print_line(visible_line(query))
        return 0 if kept else 1
    if args.query is None:
        raise UsageError("no query", "write one, or --history for the searches made")
    if args.save is not None:
        return _save(args)
    library = open_library(args)
    try:
        answer = library.search(args.query)
        history.remember(args.query)
        if args.count:
            print_line(str(answer.total))
        else:
            _print_rows(library, answer, args)
        narrate(answer.read_as)
        if not answer.total and answer.advice:
            narrate(answer.advice)
        return 0 if answer.total else 1
    except QueryError as error:
        print(visible(error.pointed()), file=sys.stderr)
        return error.exit_code
    finally:
        library.close()


def _save(args: argparse.Namespace) -> int:
    from diploread.index.library.query.errors import QueryError
    from diploread.tui.commands import saved

    try:
        saved.keep(args)
    except QueryError as error:
        print(visible(error.pointed()), file=sys.stderr)
        return error.exit_code
    return 0


def _print_rows(library: object, answer: object, args: argparse.Namespace) -> None:
    from diploread.index.library.answer import Answer
    from diploread.index.library.library import Library

    assert isinstance(library, Library)
    assert isinstance(answer, Answer)
    start, seen = 0, set[str]()
    while rows := library.rows(answer, start, start + _page(args.limit, start)):
        for row in rows:
            if args.json:
                print_json(_json(row))
            elif args.files:
                if row.path not in seen:
                    seen.add(row.path)
                    _print_path(str(library.root / row.path), args.zero)
            else:
                print_line(plain_row(row))
        start += len(rows)


def _print_path(path: str, zero: bool) -> None:
    """A name is written as it is only where no terminal reads it: with a zero byte after it."""
    if zero:
        sys.stdout.buffer.write(os.fsencode(path) + b"\0")
    else:
        print_line(visible_line(path))


def _page(limit: int, start: int) -> int:
    return min(_PAGE, limit - start) if limit > 0 else _PAGE


def _json(row: object) -> str:
    import msgspec
    from diploread.index.library.rows import Row, plain_path

    assert isinstance(row, Row)
    return msgspec.json.encode(msgspec.structs.replace(row, path=plain_path(row.path))).decode()
