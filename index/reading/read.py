"""The bytes of one file become its articles: the format is found, its module reads, all is told.

Nothing here raises for what a file may contain: what cannot be read comes back as a reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from diploread.config.settings import ReadingSettings
from diploread.index.article import Skipped
from diploread.index.reading.opening import read_inside
from diploread.index.reading.sniff import format_of
from diploread.index.reading.source import Reading, Source, Unreadable

_MODULES = {
    "text": "text", "html": "html", "markdown": "markdown", "json": "jsonfiles",
    "jsonl": "jsonfiles", "csv": "tables", "eml": "mail", "mbox": "mail", "mhtml": "mail",
    "feed": "feeds", "pdf": "pdf", "docx": "docx", "rtf": "rtf",
}  # fmt: skip
PLAIN = frozenset({"text"})
"""Formats read without any parser, which therefore wear no worker out."""


def read_file(root: Path, relative: str, options: ReadingSettings) -> Reading:
    """The articles of a file below ``root``; see ``read_bytes``."""
    try:
        data = read_inside(root, relative, options.max_file_bytes)
    except Unreadable as error:
        return _nothing(relative, error.reason, error.kind)
    return read_bytes(data, relative, options)


def read_bytes(data: bytes, relative: str, options: ReadingSettings) -> Reading:
    """The articles in ``data``, and what in it is none. Never raises for any bytes.

    ``relative`` is the file's path below the library's root; its suffix is a hint at the format.
    """
    if not data:
        return _nothing(relative, "empty file", "empty")
    if len(data) > options.max_file_bytes:
        return _nothing(relative, f"larger than {options.max_file_bytes >> 20} MiB", "too-large")
    try:
        name = format_of(data, relative)
        source = Source(data, relative, hashlib.sha256(data).hexdigest(), options, name)
        reader: Callable[[Source], Reading] = import_module(
            f"diploread.index.reading.formats.{_MODULES[name]}"
        ).read
        reading = reader(source)
    except Unreadable as error:
        return _nothing(relative, error.reason, error.kind)
    except MemoryError:
        return _nothing(relative, "it needs more memory than is allowed", "memory")
    except RecursionError:
        return _nothing(relative, "it is nested too deeply", "damaged")
    except Exception as error:  # parsers of hostile input raise anything
        return _nothing(relative, f"damaged ({type(error).__name__})", "damaged")
    if not reading.articles and not reading.skipped:
        return _nothing(relative, "no text in it", "empty")
    return reading


def _nothing(relative: str, reason: str, kind: str) -> Reading:
    return Reading(skipped=(Skipped(path=relative, reason=reason, kind=kind),))
