"""The whole notebook as text, and back: what git can hold and another machine can take over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from diploread.config.problems import DiploreadError
from diploread.config.visible import visible_line
from diploread.index.notebook.export.jsonl import escaped
from diploread.index.notebook.journal import Items, Journal, replay
from diploread.index.notebook.opening import read_copy

_LONE = re.compile("[\ud800-\udfff]")
KINDS = ("bookmark", "dossier", "read", "reviewed", "search", "state")


def dumped(items: Mapping[tuple[str, str], str]) -> str:
    """One line an item, sorted, so that two dumps differ only where the notebook does."""
    lines = []
    for (kind, key), value in sorted(items.items()):
        head = json.dumps({"kind": kind, "key": key})[:-1]
        lines.append(f'{head}, "value": {escaped(value)}}}\n')
    return "".join(lines)


def undumped(path: Path) -> Items:
    """The items of a dump, of a copy of user.db or of a journal. Raises DiploreadError."""
    name = visible_line(str(path))
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise DiploreadError(f"{name}: {error.strerror}") from error
    if head.startswith(b"SQLite format 3"):
        items, _ = read_copy(path)
    elif head.startswith(b'{"sha256":'):
        items = {}
        replay(Journal(path).changes(), items)
    else:
        items = _from_lines(path, name)
    if not items:
        raise DiploreadError(f"{name}: holds no notebook")
    return items


def _from_lines(path: Path, name: str) -> Items:
    items: Items = {}
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DiploreadError(f"{name}: not UTF-8 text") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            kind, key, value = item["kind"], item["key"], item["value"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DiploreadError(f"{name}:{number}: not a line of a dump") from error
        if kind not in KINDS or not isinstance(key, str):
            raise DiploreadError(f"{name}:{number}: unknown kind {visible_line(str(kind))!r}")
        items[kind, key] = _compact(value)
    return items


def _compact(value: object) -> str:
    """The JSON as it was stored, letter for letter."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    if text.isascii() or not _LONE.search(text):
        return text
    return json.dumps(value, separators=(",", ":"))
