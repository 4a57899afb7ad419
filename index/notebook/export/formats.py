"""The table of formats, and the way to a file."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diploread.config.atomic import write_whole
from diploread.config.problems import DiploreadError, UsageError
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.options import Options


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module is imported when it is used."""

    name: str
    suffix: str
    what: str
    module: str
    function: str = "render"
    verifiable: bool = False
    """Whether ``diploread verify`` reads it back."""


_ALL = (
    Format("markdown", ".md", "memo with footnotes", "markdown", verifiable=True),
    Format("jsonl", ".jsonl", "full records, one a line", "jsonl", verifiable=True),
    Format("csv", ".csv", "spreadsheet", "table", verifiable=True),
    Format("tsv", ".tsv", "spreadsheet, tabs", "table", "render_tsv", verifiable=True),
    Format("html", ".html", "one page, loads nothing", "html", verifiable=True),
    Format("docx", ".docx", "word processor, footnotes", "docx"),
    Format("text", ".txt", "plain quotes with citations", "plain"),
    Format("org", ".org", "Org outline", "org"),
    Format("biblatex", ".bib", "LaTeX bibliography", "biblatex"),
    Format("ris", ".ris", "reference managers", "ris"),
    Format("csl", ".json", "CSL-JSON for Zotero, pandoc", "csl"),
    Format("annotation", ".jsonld", "W3C Web Annotation", "annotation"),
    Format("template", ".txt", "one's own Jinja template", "template"),
)
FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}


def format_named(name: str) -> Format:
    """The format of this name (or suffix). Raises UsageError that lists what there is."""
    known = FORMATS.get(name) or next((f for f in _ALL if f.suffix == f".{name.lstrip('.')}"), None)
    if known is None:
        raise UsageError(f"unknown format {name!r}", "formats: " + " ".join(FORMATS))
    return known


def export(entries: Sequence[Entry], name: str, options: Options | None = None) -> str | bytes:
    """``entries`` in a format. Only DOCX gives bytes."""
    chosen = format_named(name)
    module: Any = importlib.import_module(f"diploread.index.notebook.export.{chosen.module}")
    made: str | bytes = getattr(module, chosen.function)(entries, options or Options())
    return made


def write(path: Path, content: str | bytes, *, force: bool = False) -> None:
    """Write a whole file or none: beside it first, waited for, then put in its place.

    Raises DiploreadError where the file exists and ``force`` is not given, or the disk refuses.
    """
    if path.exists() and not force:
        raise DiploreadError(f"{path} exists", "--force overwrites it")
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    try:
        write_whole(path, data, new=not force)
    except FileExistsError:
        raise DiploreadError(f"{path} exists", "--force overwrites it") from None
    except OSError as error:
        raise DiploreadError(f"{path} was not written: {error.strerror or error}") from error
