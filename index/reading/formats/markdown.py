"""Markdown: raw is the text as written, behind the front matter, which becomes metadata."""

from __future__ import annotations

import re
from typing import Any

from diploread.index.article import Block, Flag
from diploread.index.reading.fields import mapped
from diploread.index.reading.source import Reading, Source, Text, Unreadable

_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*\r?$", re.MULTILINE)
_CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)", re.MULTILINE | re.DOTALL)
LARGEST = 64 * 1024
"""Characters of front matter that are parsed."""
_DEEPEST = 8


def read(source: Source) -> Reading:
    """One article; its headings are told as blocks."""
    text, encoding = source.decoded()
    metadata: dict[str, str] = {}
    flags: tuple[Flag, ...] = ()
    offset = 0
    if match := _FENCE.match(text):
        try:
            metadata = mapped(front_matter(match[1]), source.options.fields)
            offset = match.end()
        except Unreadable as error:
            flags = (Flag(kind="read-in-part", note=f"front matter: {error.reason}"),)
    metadata.pop("text", None)
    metadata.pop("html", None)
    raw = text[offset:]
    blocks = tuple(_headings(raw))
    title = next((b for b in blocks if b.tag == "h1"), None)
    if title and "title" not in metadata:
        metadata["title"] = raw[title.start : title.end].strip("# \t")
    return source.reading(
        [
            Text(
                raw, "markdown", encoding,
                blocks=blocks, metadata=metadata, offset=offset, flags=flags,
            )
        ]
    )  # fmt: skip


def _headings(raw: str) -> list[Block]:
    if "#" not in raw:
        return []
    code = [match.span() for match in _CODE.finditer(raw)] if "```" in raw or "~~~" in raw else []
    blocks = []
    for match in _HEADING.finditer(raw):
        if not any(start <= match.start() < end for start, end in code):
            end = match.start() + len(match.group().rstrip())
            blocks.append(Block(start=match.start(), end=end, tag=f"h{len(match[1])}"))
    return blocks


def front_matter(text: str) -> dict[str, Any]:
    """The mapping of a front matter, every value a string as written.

    Anchors, aliases and tags are refused, for they are how YAML explodes. Raises Unreadable.
    """
    if len(text) > LARGEST:
        raise Unreadable(f"longer than {LARGEST} characters")
    import yaml

    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Unreadable("anchors and aliases are not read")
            if getattr(event, "tag", None):
                raise Unreadable("tags are not read")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise Unreadable("nested too deeply")
        value = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise Unreadable(f"no sound YAML{where}") from error
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise Unreadable("not a list of names and values")
    return value
