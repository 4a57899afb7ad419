"""Saved pages: rendered text with blocks, and the metadata that the page states."""

from __future__ import annotations

import re
from typing import Any

from diploread.index.article import Block, Encoding, Flag, Format
from diploread.index.reading.decode import declared_in
from diploread.index.reading.exports import split_export
from diploread.index.reading.pagedata import page_metadata
from diploread.index.reading.render import render
from diploread.index.reading.source import Reading, Source, Text
from diploread.index.reading.striptags import strip_tags

LARGEST = 20 * 1024 * 1024
"""Characters of a page that are parsed; a larger one is read without its structure."""
_MOST_ELEMENTS = 30_000
_LONGEST_TAG = 20_000
_MOST_ATTRIBUTES = 500
_LONG_TAG = re.compile(f"<[a-zA-Z][^<>]{{{_LONGEST_TAG},}}")
_WORD = re.compile(r"\w{3,}")


def read(source: Source) -> Reading:
    """One article, or as many as an export of a news database holds."""
    markup, encoding = source.decoded(declared_in(source.data))
    text = text_of_page(markup, encoding)
    export = split_export(text.raw)
    if export is not None:
        return export.reading(source, text.raw, encoding, blocks=text.blocks)
    return source.reading([text])


def text_of_page(markup: str, encoding: Encoding, kind: Format = "html") -> Text:
    """A page as text. Falls back on leaving out tags where a parser would lose words."""
    root = _parsed(markup)
    if root is None:
        return Text(strip_tags(markup), kind, encoding, flags=(_without_structure(),))
    rendered = render(root)
    if _lost_its_end(markup[-800:], rendered.text):
        stripped = strip_tags(markup)
        missing = len(stripped.split()) - len(rendered.text.split())
        if missing > 2 and _lost_its_end(stripped, rendered.text):
            return Text(stripped, kind, encoding, flags=(_without_structure(),))
    # Extractors need seconds for what no newsroom ever wrote; without markup they are not asked.
    plain = markup.count("<") <= _MOST_ELEMENTS and len(markup) <= 5_000_000
    return Text(
        raw=rendered.text,
        format=kind,
        encoding=encoding,
        blocks=rendered.blocks,
        metadata=page_metadata(root, markup),
        html=markup if plain else None,
    )


def text_of_fragment(markup: str) -> tuple[str, tuple[Block, ...]]:
    """A piece of markup, such as the entry of a feed, as text with its blocks."""
    if "<" not in markup and "&" not in markup:
        return markup.strip(), ()
    root = _parsed(markup)
    if root is None:
        return strip_tags(markup), ()
    rendered = render(root)
    return rendered.text, rendered.blocks


def _parsed(markup: str) -> Any | None:
    """The tree of a page; None where the parser would stall or lose text."""
    if not markup.strip("\ufeff \t\r\n\f\0") or len(markup) > LARGEST or _endless_tag(markup):
        return None
    from lxml import etree

    # Without huge_tree everything below 255 levels is dropped in silence.
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", no_network=True)
    try:
        data = markup.replace("\0", "\ufffd").encode("utf-8", "replace")
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return None
    return root


def _endless_tag(markup: str) -> bool:
    """Whether a tag has so many attributes that comparing them takes the parser minutes."""
    return any(
        match.group().count("=") > _MOST_ATTRIBUTES
        and len(match.group().split()) > _MOST_ATTRIBUTES
        for match in _LONG_TAG.finditer(markup)
    )


def _lost_its_end(markup: str, text: str) -> bool:
    """Whether the last words of the markup are missing: a comment or a quotation never closed."""
    words = _WORD.findall(strip_tags(markup[max(0, markup.find("<")) :]))[-4:]
    ending = text[-6000:]
    return bool(words) and not all(word in ending for word in words)


def _without_structure() -> Flag:
    return Flag(kind="read-in-part", note="the markup is damaged; read without its structure")
