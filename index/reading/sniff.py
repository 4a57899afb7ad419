"""Which format a file is in: by its first bytes, then its suffix, then its first lines."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from diploread.index.reading.source import Unreadable

_NOT_TEXT = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"BM", ""), (b"\x7fELF", "a program"), (b"MZ", ""), (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"), (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"), (b"Rar!", "a compressed file"),
    (b"(\xb5/\xfd", "a compressed file"), (b"SQLite format 3\0", "a database"),
    (b"ID3", "sound"), (b"OggS", "sound"), (b"RIFF", "sound or film"), (b"\0\0\0 ftyp", "film"),
    (b"\xca\xfe\xba\xbe", "a program"), (b"%!PS", "PostScript"),
)  # fmt: skip
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1b"})
"""Bytes that text hardly ever holds, in any encoding but those of two or four bytes."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_SUFFIX = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".md": "markdown", ".markdown": "markdown", ".mkd": "markdown",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
    ".eml": "eml", ".mbox": "mbox", ".mbx": "mbox", ".mht": "mhtml", ".mhtml": "mhtml",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "xml", ".txt": "text",
    ".pdf": "pdf", ".docx": "docx", ".rtf": "rtf",
}  # fmt: skip
_TEXTUAL = frozenset({"html", "markdown", "json", "jsonl", "csv", "feed", "xml"})
_NO_ARTICLE = {
    ".yaml": "settings", ".yml": "settings", ".toml": "settings", ".ini": "settings",
    ".cfg": "settings", ".py": "a program", ".sh": "a program", ".log": "a log",
    ".sql": "a program", ".doc": "an old Word file; save it as DOCX",
    ".odt": "an OpenDocument file; save it as DOCX", ".epub": "a book; save it as HTML",
    ".xls": "a spreadsheet; save it as CSV", ".xlsx": "a spreadsheet; save it as CSV",
    ".ods": "a spreadsheet; save it as CSV", ".ppt": "slides", ".pptx": "slides",
    ".msg": "an Outlook message; save it as EML", ".pst": "an Outlook store",
}  # fmt: skip
_HEADER = re.compile(
    rb"^(?:From|To|Date|Subject|Message-ID|MIME-Version|Received|Return-Path|Delivered-To|"
    rb"Content-Type|Reply-To|X-[\w-]+): ",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_ONLY = re.compile(
    rb"^(?:Message-ID|MIME-Version|Received|Return-Path|Content-Transfer-Encoding): ",
    re.IGNORECASE | re.MULTILINE,
)
_PAGE = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.I)
_TAG = re.compile(rb"<[a-zA-Z!/?]")
_ANY_HEADER = re.compile(rb"[\w-]{2,60}:[ \t\r\n]")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.I)
_MBOX = re.compile(rb"From \S+ .*\n(?:[\w-]+: .*\n(?:[ \t].*\n)*){1}")


def format_of(data: bytes, path: str) -> str:
    """The name of a module in ``formats``. Raises Unreadable for what is no text."""
    head = data[:4096]
    suffix = PurePosixPath(path).suffix.lower()
    if reason := _NO_ARTICLE.get(suffix):
        raise Unreadable(f"not an article ({reason})", "unsupported")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(b"{\\rt"):
        return "rtf"
    if head.startswith(_OLE):
        raise Unreadable(
            "an old Word, Excel or Outlook file; save it as DOCX or EML", "unsupported"
        )
    _refuse_binary(data, head)
    return _textual(head, suffix)


def _refuse_binary(data: bytes, head: bytes) -> None:
    for magic, name in _NOT_TEXT:
        if head.startswith(magic) and (name or b"\0" in head):
            raise Unreadable(f"binary file ({name or 'a program or picture'})", "binary")
    sample = data[: 64 * 1024]
    zeros = sample.count(0)
    if zeros <= 8:
        return
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if max(zeros * 100, controls * 20) > len(sample) and not _two_or_four_bytes(data):
        raise Unreadable("binary file", "binary")


def _two_or_four_bytes(data: bytes) -> bool:
    """Whether zero bytes are there because each character takes two or four of them."""
    from diploread.index.reading.plausible import wide_encoding

    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\0\0\xfe\xff"
    return marked or wide_encoding(data) is not None


def _textual(head: bytes, suffix: str) -> str:
    by_suffix = _BY_SUFFIX.get(suffix)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\0", b"")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if by_suffix in ("eml", "mbox") and start.startswith(b"From "):
        return "mbox"
    if _name_lies(by_suffix, start):
        by_suffix = None  # what stands in it decides
    if by_suffix in ("eml", "mbox", "mhtml"):
        return by_suffix
    unnamed = by_suffix in (None, "text")
    if by_suffix in ("feed", "xml", "html") or (unnamed and start.startswith(b"<?xml")):
        if _FEED.search(head) and not _XML_PAGE.search(head):
            return "feed"
        return "html"
    if by_suffix in _TEXTUAL:
        return str(by_suffix)
    return _unnamed(start)


def _name_lies(by_suffix: str | None, start: bytes) -> bool:
    """Whether the first characters are not such as the format named by the suffix begins with."""
    if by_suffix in ("pdf", "docx", "rtf"):
        return True  # their first bytes have been looked at
    if by_suffix in ("eml", "mhtml", "mbox"):
        return by_suffix == "mbox" or not _ANY_HEADER.match(start)
    if by_suffix in ("html", "feed", "xml"):
        return bool(start) and not _TAG.search(start)
    if by_suffix in ("json", "jsonl"):
        return start[:1] not in (b"", b"{", b"[", b'"') and start[:1].isascii()
    return False


def _unnamed(start: bytes) -> str:
    """The format of a ``.txt`` or of a file without a telling name."""
    if _PAGE.match(start):
        return "html"
    if _FEED.match(start):
        return "feed"
    if _MBOX.match(start):
        return "mbox"
    if _HEADER.match(start):
        top = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
        if _MAIL_ONLY.search(top) and len(_HEADER.findall(top)) >= 3:
            return "mhtml" if b"Snapshot-Content-Location:" in top else "eml"
    return "text"
