"""Reading decisions on entities from YAML: ``never``, ``merge``, ``retype`` and ``split``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diploread.config.problems import ConfigError
from diploread.config.strict_yaml import place
from diploread.index.entities.decisions import TYPES, Decision, Decisions
from diploread.index.entities.ids import entity_id

SECTIONS = ("never", "merge", "retype", "split")
_SPLIT_FIELDS = {"id", "into", "name", "text", "file", "part"}


def never_of(data: Mapping[str, Any], where: str) -> tuple[list[str], list[tuple[str, str, int]]]:
    """Words that are no entity anywhere, and those that are none in the article at a place."""
    rows = data.get("never") or []
    if not isinstance(rows, list):
        raise ConfigError(f"{place(where, data, 'never')}: never must be a list")
    everywhere, here = list[str](), list[tuple[str, str, int]]()
    for row in rows:
        if not isinstance(row, dict):
            everywhere.append(str(row))
        elif row.get("text") and row.get("file") and not set(row) - {"text", "file", "part"}:
            here.append((str(row["text"]), str(row["file"]), _part(row, where)))
        else:
            raise ConfigError(f"{place(where, row)}: never takes words, or text and file")
    return everywhere, here


def decisions_of(data: Mapping[str, Any], where: str) -> Decisions:
    """Merges, types and splits, in this order."""
    made = [Decision(a, into=b) for a, b in _pairs(data, "merge", "the id it becomes", where)]
    for ident, kind in _pairs(data, "retype", "its type", where):
        if kind not in TYPES:
            at = place(where, data.get("retype"), ident)
            raise ConfigError(f"{at}: unknown type {kind!r}", f"known are {', '.join(TYPES)}")
        made.append(Decision(ident, type=kind))
    return Decisions((*made, *_splits(data, where)))


def _pairs(
    data: Mapping[str, Any], section: str, what: str, where: str
) -> Iterator[tuple[str, str]]:
    rows = data.get(section) or {}
    if not isinstance(rows, dict):
        raise ConfigError(f"{place(where, data, section)}: {section} must map an id to {what}")
    return ((str(a), str(b)) for a, b in rows.items())


def _splits(data: Mapping[str, Any], where: str) -> Iterator[Decision]:
    rows = data.get("split") or []
    if not isinstance(rows, list):
        raise ConfigError(f"{place(where, data, 'split')}: split must be a list")
    for row in rows:
        if not isinstance(row, dict) or not row.get("id"):
            at = place(where, row if isinstance(row, dict) else data, "split")
            raise ConfigError(f"{at}: every entry of split needs the id to be split")
        ident = str(row["id"])
        if extra := set(row) - _SPLIT_FIELDS:
            first = sorted(extra)[0]
            at = place(where, row, first)
            raise ConfigError(f"{at}: unknown field {first!r} in a split of {ident!r}")
        name = str(row.get("name") or "")
        into = str(row.get("into") or "") or entity_id(ident.partition("/")[0], name) or ""
        text, file = str(row.get("text") or ""), str(row.get("file") or "")
        if not into or not (text or file):
            raise ConfigError(
                f"{place(where, row)}: a split of {ident!r} needs name or into, and text or file",
                "say who it is instead, and where",
            )
        yield Decision(ident, into, "", name, text, file, _part(row, where))


def _part(row: Mapping[str, Any], where: str) -> int:
    part = row.get("part", 0)
    if not isinstance(part, int) or part < 0:
        raise ConfigError(f"{place(where, row, 'part')}: part must be a whole number")
    return part
