"""Claims read back from files that diploread exported: JSONL, Markdown, CSV, TSV, HTML."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from diploread.config.problems import DiploreadError
from diploread.config.visible import visible_line
from diploread.index.notebook.claims import Claim, claim_of, claim_of_stamp
from diploread.index.notebook.context import flat
from diploread.index.notebook.entry import Entry, from_json
from diploread.index.notebook.export.stamp import read_stamp
from diploread.index.notebook.export.table import unguarded
from msgspec import ValidationError

_LIMIT = 512 * 1024 * 1024
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STAMPED = re.compile(r"<!-- (dr:.*?) -->")


def read_text(path: Path) -> str:
    """The text of an export. Raises DiploreadError where it cannot be read."""
    try:
        if not path.is_file():
            what = "not a file" if path.exists() else "no such file"
            raise DiploreadError(f"{visible_line(str(path))}: {what}")
        if path.stat().st_size > _LIMIT:
            raise DiploreadError(f"{visible_line(str(path))}: larger than 512 MiB")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DiploreadError(f"{visible_line(str(path))}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DiploreadError(f"{visible_line(str(path))}: not UTF-8 text") from error


def read_claims(path: Path) -> list[Claim]:
    """Every quote an exported file claims. Raises DiploreadError where it holds none."""
    text = read_text(path)
    head = text.lstrip()[:200].casefold()
    if head.startswith("{"):
        claims = [claim_of(entry) for entry in read_entries(text, path)]
    elif head.startswith(("<!doctype html", "<html")):
        claims = list(_from_html(text))
    elif "<!-- dr:" in text:
        claims = list(_from_markdown(text))
    else:
        claims = list(_from_table(text))
    if not claims and text.strip():
        raise DiploreadError(
            f"{visible_line(str(path))}: holds no quotes that can be verified",
            "JSONL, Markdown, CSV, TSV and HTML exports can",
        )
    return claims


def read_entries(text: str, path: Path) -> list[Entry]:
    """The records of a JSONL export. Raises DiploreadError as ``file:line: what``."""
    entries = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = from_json(line)
        except (ValueError, RecursionError) as error:
            field = isinstance(error, ValidationError)  # JSON, but not of a record
            reason = visible_line(str(error)) if field else "not a line of a JSONL export"
            raise DiploreadError(f"{visible_line(str(path))}:{number}: {reason}") from error
        if entry.schema != 1:
            raise DiploreadError(
                f"{visible_line(str(path))}:{number}: made by a newer diploread"
                f" (schema {entry.schema}, this one knows 1)"
            )
        entries.append(entry)
    return entries


def _from_markdown(text: str) -> Iterator[Claim]:
    """The blockquote before each stamp."""
    quoted: list[str] = []
    fresh = True
    for line in text.split("\n"):
        if line.startswith(">"):
            if fresh:
                quoted = []
            fresh = False
            quoted.append(_ESCAPED.sub(r"\1", line[1:]))
            continue
        fresh = True
        match = _STAMPED.search(line)
        stamp = read_stamp(match[1]) if match else None
        if stamp is not None:
            yield claim_of_stamp(stamp, flat("\n".join(quoted)))
            quoted = []


def _from_table(text: str) -> Iterator[Claim]:
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    csv.field_size_limit(_LIMIT)
    try:
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
            stamp = read_stamp(unguarded(row.get("anchor") or ""))
            if stamp is not None:
                yield claim_of_stamp(stamp, flat(unguarded(row.get("text") or "")))
    except csv.Error as error:
        raise DiploreadError(f"not a table: {error}") from error


def _from_html(text: str) -> Iterator[Claim]:
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    for figure in root.iter("figure"):
        stamp = read_stamp(figure.get("data-anchor") or "")
        quote = figure.find("blockquote")
        if stamp is not None and quote is not None:
            lines = ("".join(map(str, part.itertext())) for part in quote)
            yield claim_of_stamp(stamp, flat("\n".join(lines)))
