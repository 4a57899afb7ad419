"""Every mistake in a file of names, not only the first: each entry is read by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diploread.config.problems import ConfigError
from diploread.config.strict_yaml import Lined, lined, parse_file
from diploread.index.entities.context import KINDS, context_of

_LINE = re.compile(r":(\d+): ")


def mistakes(path: Path) -> list[str]:
    """A line ``file:line: what; hint`` for each entry that is off, in the order of their lines.

    Raises ConfigError where the file cannot be read or is no YAML at all.
    """
    data = lined(parse_file(path)) or {}
    try:
        context_of(data, str(path))
    except ConfigError as first:
        if not isinstance(data, dict):
            return [str(first)]
        found = dict.fromkeys(_told(data, str(path)))
        return sorted(found or [str(first)], key=_line)
    return []


def _told(data: dict[str, Any], where: str) -> Iterator[str]:
    for section, piece in _pieces(data):
        try:
            context_of(piece, where)
        except ConfigError as error:
            told = str(error)
            if not _line(told) and isinstance(data, Lined):
                told = f"{where}:{data.key_lines[section]}{told.removeprefix(where)}"
            yield told


def _line(told: str) -> int:
    match = _LINE.search(told)
    return int(match.group(1)) if match else 0


def _pieces(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries of the sections one by one, and the other sections whole."""
    for section, rows in data.items():
        if section in KINDS and isinstance(rows, list):
            yield from ((section, {section: [row]}) for row in rows)
        else:
            yield section, {section: rows}
