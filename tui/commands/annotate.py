"""``diploread annotate``: files or JSON lines in, one record of schema 1 a line out."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from diploread.config.problems import DiploreadError, UsageError
from diploread.config.visible import visible, visible_line
from diploread.tui.commands.libraries import (
    narrate,
    print_json,
    print_line,
    roots_of,
    settings_for,
)

if TYPE_CHECKING:
    from diploread.config.settings import Settings
    from diploread.index.article import Article, RawArticle, Skipped
    from diploread.index.pipeline import Resources

HELP = "print the record of each article: body, removed pieces, entities, quotes"
LONGEST_LINE: Final = 64 * 1024 * 1024
"""Bytes of one JSON line; a longer one is told and passed over."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; - is stdin")
    parser.add_argument(
        "--from-jsonl",
        metavar="FILE",
        help='lines of {"id", "text"}, or "html" for "text", and perhaps "date"; - is stdin',
    )
    parser.add_argument(
        "--no-clean", action="store_true", help="leave the text as it is, for offsets in it"
    )
    parser.add_argument("--raw", action="store_true", help="put the raw text into the record too")
    parser.add_argument("--json", action="store_true", help="one object a line, schema 1")


def run(args: argparse.Namespace) -> int:
    """Do the work; the exit code: 1 where something could not be read."""
    if bool(args.paths) == bool(args.from_jsonl):
        raise UsageError("what shall be annotated?", "name PATHs, or --from-jsonl FILE")
    articles = _from_jsonl(args) if args.from_jsonl else _from_paths(args)
    failed = 0
    for article in articles:
        if isinstance(article, str):
            failed += 1
            narrate(article)
        elif args.json:
            print_json(_json(article, raw=args.raw))
        else:
            print_line(visible(_readable(article, raw=args.raw)))
    return 1 if failed else 0


# --- files --------------------------------------------------------------------------------------


def _from_paths(args: argparse.Namespace) -> Iterator[Article | str]:
    """Records of files; a string says what could not be read.

    Files are read twice: the lines that recur in a source must be counted before the first of its
    pages is cleaned, and holding all texts in memory is no way for a large folder.
    """
    from diploread.index.article import Skipped
    from diploread.index.cleaning.recurrence import Recurrence
    from diploread.index.pipeline import annotate, count_page

    if args.paths == ["-"]:
        yield from _from_stdin(args)
        return
    roots = roots_of(args.paths)
    settings = settings_for(args, roots)
    recurrence = Recurrence()
    resources = resources_of(settings, roots, recurrence)
    rules = resources.rules
    if rules and not args.no_clean and (len(roots) > 1 or roots[0].is_dir()):
        for raw in read_articles(roots, settings):
            if not isinstance(raw, Skipped):
                count_page(recurrence, raw, rules)
    for raw in read_articles(roots, settings):
        if isinstance(raw, Skipped):
            if raw.kind != "ignored":
                yield f"{raw.path}: {raw.reason}"
        else:
            yield annotate(raw, resources, no_clean=args.no_clean)


def read_articles(roots: Sequence[Path], settings: Settings) -> Iterator[RawArticle | Skipped]:
    """Every article below ``roots``, and what could not be read, in the order of the walk."""
    from diploread.index.article import Skipped
    from diploread.index.reading.walk import walk
    from diploread.index.reading.worker import Worker

    with Worker(settings.reading) as worker:
        for root in roots:
            base = root if root.is_dir() else root.parent
            for found in walk(root, settings.reading):
                if isinstance(found, Skipped):
                    yield found
                    continue
                reading = worker.read(base, found.relative)
                yield from reading.articles
                yield from reading.skipped


def _from_stdin(args: argparse.Namespace) -> Iterator[Article | str]:
    from diploread.index.pipeline import annotate
    from diploread.index.reading.read import read_bytes

    settings = settings_for(args, [])
    data = sys.stdin.buffer.read(settings.reading.max_file_bytes + 1)
    reading = read_bytes(data, "-", settings.reading)
    resources = resources_of(settings, [])
    for raw in reading.articles:
        yield annotate(raw, resources, no_clean=args.no_clean)
    for skipped in reading.skipped:
        yield f"standard input: {skipped.reason}"


# --- JSON lines ---------------------------------------------------------------------------------


def _from_jsonl(args: argparse.Namespace) -> Iterator[Article | str]:
    from diploread.index.pipeline import annotate

    name = args.from_jsonl
    settings = settings_for(args, [])
    resources = resources_of(settings, [])
    for number, line in _lines(name):
        raw, told = _raw_of(line, f"{name}:{number}")
        if raw is None:
            if told:
                yield told
            continue
        yield annotate(raw, resources, no_clean=args.no_clean, article_id=raw.metadata["id"])


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    if name == "-":
        yield from _numbered(sys.stdin.buffer)
        return
    path = Path(name)
    try:
        with path.open("rb") as file:
            yield from _numbered(file)
    except FileNotFoundError:
        raise UsageError(f"there is no {visible_line(name)}") from None
    except OSError as error:
        raise DiploreadError(f"{visible_line(name)}: {error.strerror}") from None


def _numbered(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines from 1; one that is too long comes cut, and is no JSON then."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        while not line.endswith(b"\n") and len(line) >= LONGEST_LINE:
            line, more = line[:64], file.readline(LONGEST_LINE)
            if more.endswith(b"\n") or not more:
                break
        yield number, line


def _raw_of(line: bytes, where: str) -> tuple[RawArticle | None, str]:
    """The article of a line, or why there is none; nothing for a blank line."""
    import json

    text = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    if not text:
        return None, ""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None, f"{where}: no JSON"
    if not isinstance(record, dict):
        return None, f"{where}: no JSON object"
    given = record.get("text", record.get("html"))
    if not isinstance(given, str):
        return None, f'{where}: neither "text" nor "html" is there as a string'
    return _article_of(record, given, where), ""


def _article_of(record: dict[str, Any], given: str, where: str) -> RawArticle:
    from diploread.index.article import RawArticle
    from diploread.index.reading.source import sound

    name = sound(str(record.get("id", where.rpartition(":")[2])))
    stated = {"id": name}
    if isinstance(record.get("date"), str) and record["date"].strip():
        stated["date"] = sound(record["date"].strip())
    digest = hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()
    text = sound(given)
    if "text" in record:
        return RawArticle(path=name, sha256=digest, raw=text, metadata=stated)
    page = _page(text)
    return RawArticle(
        path=name,
        sha256=digest,
        format="html",
        raw=page.raw,
        offset=None,
        blocks=page.blocks,
        metadata={**page.metadata, **stated},
        html=page.html,
        flags=page.flags,
    )


def _page(markup: str) -> Any:
    from diploread.index.article import Encoding
    from diploread.index.reading.formats.html import text_of_page

    return text_of_page(markup, Encoding(name="utf-8"))


# --- resources and output -----------------------------------------------------------------------


def resources_of(settings: Settings, roots: Sequence[Path], recurrence: Any = None) -> Resources:
    """What the index of these folders has as well; JSON lines know nothing of the user's files."""
    from diploread.config.paths import Paths
    from diploread.index.cleaning.rules import load_rules
    from diploread.index.entities.context import load_context
    from diploread.index.library.user_files import UserFiles
    from diploread.index.pipeline import resources_with

    user = UserFiles.of(Paths.default().config_dir, roots) if roots else UserFiles()
    for notice in user.notices:
        narrate(notice)
    return resources_with(
        load_rules(*user.rules),
        recurrence=recurrence,
        entities=load_context(*user.names, engine=settings.entities.engine),
        corrections=user.fixes(),
    )


def _json(article: Article, *, raw: bool) -> str:
    import msgspec
    from diploread.index.library.rows import plain_path

    kept = article.raw if raw else None
    made = msgspec.structs.replace(article, path=plain_path(article.path), raw=kept)
    return msgspec.json.encode(made).decode()


def _readable(article: Article, *, raw: bool) -> str:
    """An article for people: head, text, who said what, what was removed."""
    head = [article.title, article.source, article.agency]
    date = article.date.value if article.date else "undated"
    lines = [f"== {article.path}" + (f" #{article.part}" if article.part else "")]
    lines.append(" | ".join([*(value.text for value in head if value), date]))
    lines += ["", (article.raw or "") if raw else article.body, ""]
    for quote in article.quotes:
        speaker = quote.speaker.name or quote.speaker.text or "?"
        lines.append(f"[{quote.type}] {visible_line(speaker)}: {visible_line(quote.text)}")
    for piece in article.removed:
        lines.append(f"[removed: {piece.kind}, {piece.rule}] {visible_line(piece.text)}")
    return "\n".join(lines) + "\n"
