"""DOCX: the paragraphs of the document, its notes, and what stands at the edges of its pages.

The archive is never unpacked: three kinds of its members are read, each counted while it is
inflated, because the sizes an archive states are whatever its maker wrote there.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from diploread.index.article import Block, Encoding
from diploread.index.reading.exports import split_export
from diploread.index.reading.source import Reading, Source, Text, Unreadable

MOST_BYTES = 100 * 1024 * 1024
MOST_ENTRIES = 5_000
MOST_RATIO = 200
_LARGEST_PART = 40 * 1024 * 1024
_ENCODING = Encoding(name="utf-8")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EDGES = re.compile(r"word/(header|footer)\d*\.xml")
_HEADING = re.compile(r"(?:heading|berschrift|titre|t[ií]tulo)\s*(\d)", re.IGNORECASE)


def read(source: Source) -> Reading:
    """One article, or as many as an export of a news database holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            text, blocks = _document(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable("damaged DOCX: it breaks off or is no whole archive") from error
    except RuntimeError as error:  # what zipfile says of a password
        raise Unreadable("it is locked with a password", "unsupported") from error
    export = split_export(text)
    if export is not None:
        return export.reading(source, text, _ENCODING, blocks=blocks)
    title = next((text[b.start : b.end] for b in blocks if b.tag == "h1"), "")
    return source.reading([Text(text, "docx", _ENCODING, blocks, {"title": title})])


def _document(archive: zipfile.ZipFile) -> tuple[str, tuple[Block, ...]]:
    members = archive.infolist()
    if len(members) > MOST_ENTRIES:
        raise Unreadable(f"an archive of {len(members)} files", "damaged")
    names = {member.filename: member for member in members}
    if "word/document.xml" not in names:
        raise Unreadable("an archive, but not a DOCX document", "unsupported")
    paper = _Paper()
    paper.add(_member(archive, names["word/document.xml"]), "")
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in names:
            paper.add(_member(archive, names[name]), "note")
    for name in sorted(names):
        if match := _EDGES.fullmatch(name):
            paper.add(_member(archive, names[name]), match[1])
    return paper.result()


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """One member, inflated up to the limits."""
    packed = max(member.compress_size, 1)
    if member.file_size > _LARGEST_PART or member.file_size > MOST_RATIO * packed + 1_000_000:
        raise Unreadable("an archive that unpacks to far more than it holds", "too-large")
    with archive.open(member) as stream:
        data = stream.read(min(_LARGEST_PART, MOST_RATIO * packed + 1_000_000) + 1)
    if len(data) > _LARGEST_PART or len(data) > MOST_RATIO * packed + 1_000_000:
        raise Unreadable("an archive that unpacks to far more than it holds", "too-large")
    return data


class _Paper:
    """Collects the paragraphs of several parts as one text with blocks."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._edges: set[str] = set()

    def add(self, data: bytes, where: str) -> None:
        """The paragraphs of one part; ``where`` names parts other than the document itself."""
        for number, (text, tag, linked) in enumerate(_paragraphs(data), 1):
            if where in ("header", "footer"):
                if text in self._edges:
                    continue
                self._edges.add(text)
            before = "\n\n" if self._pieces and not (tag == "td" == self._last) else ""
            before = "\n" if self._pieces and not before else before
            self._pieces += (before, text)
            start = self._length + len(before)
            self._length = start + len(text)
            self._last = tag
            self._blocks.append(
                Block(
                    start=start,
                    end=self._length,
                    tag=where or tag,
                    path=f"{where or 'paragraph'} {number}",
                    link_chars=min(linked, len(text)),
                )
            )

    _last = ""

    def result(self) -> tuple[str, tuple[Block, ...]]:
        """The text and its blocks."""
        return "".join(self._pieces), tuple(self._blocks)


def _paragraphs(data: bytes) -> Iterator[tuple[str, str, int]]:
    """The visible paragraphs of a part: text, tag, characters in links."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("its document is damaged XML") from error
    if b"<!DOCTYPE" in data[:4096]:
        raise Unreadable("its document declares entities, which no word processor does")
    stack: list[_Paragraph] = []
    cells = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = _local(element)
        if event == "start":
            if tag in ("Fallback", "del", "moveFrom", "instrText", "sectPr", "pPrChange"):
                walk.skip_subtree()  # shown nowhere, or shown elsewhere once more
            elif tag == "p" and element.tag.startswith(_W):
                stack.append(_Paragraph(_tag_of(element, cells)))
            elif stack:
                stack[-1].take(tag, element)
            cells += tag == "tc"
            continue
        cells -= tag == "tc"
        if tag == "hyperlink" and stack:
            stack[-1].linking -= 1
        if tag == "p" and element.tag.startswith(_W) and stack:
            done = stack.pop()
            text = "".join(done.pieces).strip()
            if text:
                yield text, done.tag, done.linked


class _Paragraph:
    """A paragraph being read."""

    __slots__ = ("linked", "linking", "pieces", "tag")

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.pieces: list[str] = []
        self.linking = 0
        self.linked = 0

    def take(self, tag: str, element: Any) -> None:
        """One element inside the paragraph."""
        if tag == "t" and element.text:
            self.pieces.append(element.text)
            self.linked += len(element.text) if self.linking else 0
        elif tag in ("tab", "ptab"):
            self.pieces.append("\t")
        elif tag in ("br", "cr"):
            self.pieces.append("\n")
        elif tag == "noBreakHyphen":
            self.pieces.append("\u2011")
        elif tag == "hyperlink":
            self.linking += 1


def _local(element: Any) -> str:
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _tag_of(paragraph: Any, cells: int) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "") if style is not None else ""
    if name.lower() in ("title", "titel", "titre"):
        return "h1"
    if match := _HEADING.search(name):
        return f"h{min(int(match[1]) or 1, 6)}"
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        return "li"
    return "td" if cells else "p"
