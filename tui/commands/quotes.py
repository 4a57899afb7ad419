"""``diploread quotes QUERY``: the quotes that match, with speaker, source and date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diploread.config.problems import UsageError
from diploread.config.visible import visible, visible_line
from diploread.tui.commands.libraries import (
    add_library,
    narrate,
    open_library,
    print_json,
    print_line,
)
from diploread.tui.commands.tallies import WAYS, by_and_about, print_tallies

if TYPE_CHECKING:
    from diploread.index.library.library import Library
    from diploread.index.library.rows import QuoteRow

HELP = "list the quotes that match a query"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="?",
        default="",
        help="must hold of one quote: speaker:name word …; none lists all",
    )
    add_library(parser)
    parser.add_argument(
        "--elsewhere",
        action="store_true",
        help="where else each was printed, and in which words; QUERY may be a quote's id",
    )
    parser.add_argument(
        "--by",
        choices=WAYS,
        help="count them instead: by speaker, month (a timeline), kind, source, via, about",
    )
    parser.add_argument(
        "--person", metavar="NAME", help="what this person said, and what others said about them"
    )
    parser.add_argument(
        "--scare",
        action="store_true",
        help="list also terms and titles between marks, which nobody is quoted with",
    )
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most N; 0 is all")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--json", action="store_true", help="one object a line")
    kind.add_argument("--plain", action="store_true", help="date, speaker, quote, path by tabs")
    kind.add_argument("--count", action="store_true", help="the number alone")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code: 0 found, 1 nothing found."""
    from diploread.index.library.query.errors import QueryError

    if args.elsewhere and (args.by or args.person is not None):
        raise UsageError("--elsewhere goes with neither --by nor --person")
    library = open_library(args)
    try:
        if args.elsewhere:
            return _elsewhere(library, args)
        if args.person is not None:
            return _of_person(library, args)
        found = library.quotes(library.search(args.query))
        if args.by and not args.count:
            return 0 if print_tallies(found, args) else 1
        spoken = _spoken(found, args)
        _print(spoken, args)
        narrate(_summary(spoken))
        return 0 if spoken else 1
    except QueryError as error:
        print(visible(error.pointed()), file=sys.stderr)
        return error.exit_code
    finally:
        library.close()


def _of_person(library: Library, args: argparse.Namespace) -> int:
    """What a person said, then what others said about that person."""
    if not args.person.strip():
        raise UsageError("--person needs a name")
    some = False
    for relation, found in by_and_about(library, args.person, args.query):
        found = _spoken(found, args)
        some = some or bool(found)
        if args.by and not args.count:
            print_tallies(found, args, relation)
        else:
            _print(found, args, relation)
        narrate(f"{relation}: {_summary(found)}")
    return 0 if some else 1


def _spoken(found: Sequence[QuoteRow], args: argparse.Namespace) -> Sequence[QuoteRow]:
    """Without scare quotes, unless they are asked for by the flag or by ``is:scare``."""
    if args.scare or "scare" in args.query:
        return found
    return [row for row in found if not row.quote.scare]


def _print(found: Sequence[QuoteRow], args: argparse.Namespace, relation: str = "") -> None:
    lead = f"{relation}\t" if relation else ""
    if args.count:
        print_line(f"{lead}{len(found)}")
        return
    for row in found[: args.limit] if args.limit > 0 else found:
        print_json(_json(row, relation)) if args.json else print_line(lead + _plain(row))


def _summary(found: Sequence[QuoteRow]) -> str:
    articles = len({row.article.id for row in found})
    return (
        f"{len(found):,} {'quote' if len(found) == 1 else 'quotes'} in {articles:,} "
        f"{'article' if articles == 1 else 'articles'}"
    )


def _elsewhere(library: Library, args: argparse.Namespace) -> int:
    from diploread.tui.commands.restated import elsewhere, json_line, plain_lines, quotes_named

    asked = quotes_named(library, args.query)
    found = elsewhere(library, asked)
    if args.count:
        print_line(str(sum(bool(places) for _, places in found)))
    else:
        for row, places in found:
            for line in [json_line(row, places)] if args.json else plain_lines(row, places):
                print_line(line)
    also = sum(bool(places) for _, places in found)
    narrate(f"{also:,} of {len(asked):,} {'quote' if len(asked) == 1 else 'quotes'} also elsewhere")
    return 0 if also else 1


def _plain(row: QuoteRow) -> str:
    date = row.article.date.value if row.article.date else ""
    quote = row.quote
    speaker = quote.speaker.name or quote.speaker.text or "?"
    cells = (date, quote.type, speaker, quote.text, row.article.path)
    return "\t".join(visible_line(cell) for cell in cells)


def _json(row: QuoteRow, relation: str = "") -> str:
    import msgspec
    from diploread.index.library.rows import plain_path

    article = msgspec.structs.replace(row.article, path=plain_path(row.article.path))
    plain = msgspec.structs.replace(row, article=article)
    if not relation:
        return msgspec.json.encode(plain).decode()
    return msgspec.json.encode({"relation": relation, **msgspec.structs.asdict(plain)}).decode()
