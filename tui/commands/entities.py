"""``diploread entities PATH|QUERY…``: who and what is spoken of, how often, in which offices."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import (
    add_library,
    narrate,
    open_library,
    print_json,
    print_line,
    roots_of,
    settings_for,
)

if TYPE_CHECKING:
    from diploread.config.settings import Settings
    from diploread.index.article import Article, Mention
    from diploread.index.entities.survey import Surveyed
    from diploread.index.pipeline import Resources

    Mentions = Iterator[tuple[str, str | None, Sequence[Mention]]]

HELP = "people, places and organisations, with counts, offices, other spellings and articles"

_COLUMNS = ("id", "name", "type", "count", "metonyms", "aliases", "roles", "articles")
_TYPES = ("person", "org", "gpe", "loc", "norp", "event")
_FEW = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "what",
        nargs="+",
        metavar="PATH|QUERY",
        help="files or folders to read now, or else a query to a library",
    )
    add_library(parser)
    parser.add_argument(
        "--type", action="append", choices=_TYPES, help="only this type (again for more)"
    )
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most N; 0 is all")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--json", action="store_true", help="one object a line")
    kind.add_argument("--csv", action="store_true", help="a table with a head")
    kind.add_argument("--plain", action="store_true", help="count, type, name, offices by tabs")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code: 0 found, 1 nothing found."""
    from diploread.index.entities.survey import survey

    if all(_is_path(name) for name in args.what):
        articles = _named_in_full(_from_paths(args))
    else:
        articles = _from_library(args)
    found = survey(articles)
    if args.type:
        wanted = {kind.upper() for kind in args.type}
        found = [one for one in found if one.type in wanted]
    if args.limit > 0:
        found = found[: args.limit]
    for line in _lines(found, args):
        if args.json:
            print_json(line)
        else:
            print_line(line)
    if not found:
        narrate("no entities found")
    return 0 if found else 1


def _named_in_full(articles: Iterable[Article]) -> Mentions:
    """With the people whom only another of these articles names in full, as an index has them."""
    import msgspec
    from diploread.index.entities.stated import Stated, facts_of, named

    kept = [
        (msgspec.structs.replace(article, body="", body_map=(), raw=None), facts_of(article))
        for article in articles
    ]
    stated = Stated(facts for _, facts in kept if facts is not None)
    for article, facts in kept:
        full = named(article, stated.answers(facts)) if facts is not None else article
        yield article.id, _day(article.date), full.entities


def _is_path(name: str) -> bool:
    """Whether an argument names a file or folder; what looks like one and is none is an error."""
    if Path(name).expanduser().exists():
        return True
    if name.startswith(("/", "./", "../", "~/")):
        roots_of([name])
    return False


def _from_paths(args: argparse.Namespace) -> Iterator[Article]:
    """Reads files and folders afresh, without a library."""
    from diploread.index.article import Skipped
    from diploread.index.pipeline import annotate
    from diploread.index.reading.walk import walk
    from diploread.index.reading.worker import Worker

    roots = roots_of(args.what)
    settings = settings_for(args, roots)
    resources = _resources(settings, roots)
    with Worker(settings.reading) as worker:
        for root in roots:
            base = root if root.is_dir() else root.parent
            for found in walk(root, settings.reading):
                if isinstance(found, Skipped):
                    continue
                reading = worker.read(base, found.relative)
                for skipped in reading.skipped:
                    narrate(f"{skipped.path}: {skipped.reason}")
                for raw in reading.articles:
                    yield annotate(raw, resources)


def _resources(settings: Settings, roots: Sequence[Path]) -> Resources:
    """Rules, names and corrections, as the index of these folders has them."""
    from diploread.config.paths import Paths
    from diploread.index.cleaning.rules import load_rules
    from diploread.index.entities.context import load_context
    from diploread.index.library.user_files import UserFiles
    from diploread.index.pipeline import resources_with

    user = UserFiles.of(Paths.default().config_dir, roots)
    for notice in user.notices:
        narrate(notice)
    return resources_with(
        load_rules(*user.rules),
        entities=load_context(*user.names, engine=settings.entities.engine),
        corrections=user.fixes(),
    )


def _from_library(args: argparse.Namespace) -> Mentions:
    """The articles of a library that match the query."""
    library = open_library(args)
    try:
        answer = library.search(" ".join(args.what))
        narrate(answer.read_as)
        start = 0
        while rows := library.rows(answer, start, start + 200):
            for row in rows:
                article = library.article(row.id)
                yield article.id, _day(article.date), article.entities
            start += len(rows)
    finally:
        library.close()


def _day(date: object) -> str | None:
    from diploread.index.article import DateValue

    if not isinstance(date, DateValue) or date.precision != "day" or date.value.startswith("-"):
        return None
    return date.value


def _lines(found: Sequence[Surveyed], args: argparse.Namespace) -> Iterator[str]:
    if args.csv:
        yield _csv_row(_COLUMNS)
    for one in found:
        if args.json:
            import msgspec

            yield msgspec.json.encode(one).decode()
        elif args.csv:
            yield _csv_row(_cells(one))
        else:
            yield _plain(one)


def _cells(one: Surveyed) -> tuple[str, ...]:
    roles = "; ".join(_role(role.role, role.country, role.first, role.last) for role in one.roles)
    numbers = (str(one.count), str(one.metonyms))
    return (one.id, one.name, one.type, *numbers, "; ".join(one.aliases), roles,
            " ".join(one.articles))  # fmt: skip


def _role(role: str, country: str | None, first: str | None, last: str | None) -> str:
    where = f" ({country.removeprefix('country/')})" if country else ""
    when = f" {first}" if first == last and first else f" {first}..{last}" if first else ""
    return f"{role}{where}{when}"


def _csv_row(cells: Sequence[str]) -> str:
    """One line of CSV; a cell that a spreadsheet would run as a formula is quoted as text."""
    out = io.StringIO()
    safe = [f"'{c}" if c[:1] in ("=", "+", "-", "@") else c for c in map(visible_line, cells)]
    csv.writer(out, lineterminator="").writerow(safe)
    return out.getvalue()


def _plain(one: Surveyed) -> str:
    roles = "; ".join(dict.fromkeys(role.role for role in one.roles[:_FEW]))
    aliases = ", ".join(one.aliases[:_FEW])
    cells = (str(one.count), str(len(one.articles)), one.type, one.name, one.id, roles, aliases)
    return "\t".join(visible_line(cell) for cell in cells)
