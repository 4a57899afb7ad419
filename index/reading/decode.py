"""Bytes become text: byte order mark, UTF-8, what the file declares, detection, cp1252.

The result can be made again from the bytes with the name of the encoding alone (the mark removed,
``errors="replace"``), because bookmarks are anchored to bytes and verified years later.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

from diploread.index.article import Encoding
from diploread.index.reading.plausible import most_plausible, plainly_western, wide_encoding

SAMPLE = 256 * 1024
"""Bytes that detection looks at; more takes longer and decides nothing else."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_WRITTEN = {
    # Browsers read these names as their Windows supersets, and pages are written to that.
    "ascii": "cp1252", "us-ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874", "big5": "cp950",
}  # fmt: skip
_LABELS = {"x-sjis": "cp932", "ks_c_5601-1987": "cp949", "x-gbk": "gb18030", "utf8": "utf-8",
           "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "unicode": "utf-16-le",
           "x-euc-jp": "euc_jp", "x-big5": "cp950", "windows-31j": "cp932"}  # fmt: skip
_SHIFTS = re.compile(rb"\x1b\$[@B(]|\x1b\([BIJ]|\x1b\$\)C")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']"""
    rb"""|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([^\s"'/>;]{1,40})""",
    re.IGNORECASE,
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, Encoding]:
    """``data`` as text, without its byte order mark, and how it was read. Never raises."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            if _only_looks_marked(data, mark):
                return decode(data[len(mark) :], declared)
            return _certain(data[len(mark) :], name)
    special = _shifting(data) or (wide_encoding(data) if b"\0" in data[:4096] else None)
    if special:
        return _certain(data, special)
    try:
        return data.decode("utf-8"), Encoding(name="utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return _certain(data, "utf-8")
    if codec := text_codec(declared):
        text = _strictly(data, codec)
        if text is not None and not _has_controls(text):
            return text, Encoding(name=codec, confidence=0.9)
    return _detected(data)


def overridden(data: bytes, name: str) -> tuple[str, Encoding]:
    """``data`` read in the encoding the user has named."""
    codec = text_codec(name)
    if codec is None:
        return decode(data)
    for mark, marked in _MARKS:
        if data.startswith(mark) and marked == codec:
            data = data[len(mark) :]
    return _certain(data, codec)


def override_for(path: str, encodings: Mapping[str, str]) -> str | None:
    """The encoding the user has set for ``path``, by the first pattern that fits."""
    for pattern, name in encodings.items():
        if fnmatchcase(path, pattern) or path.startswith(pattern.rstrip("/") + "/"):
            return name
    return None


def declared_in(data: bytes) -> str | None:
    """The encoding that markup declares in its first kilobytes."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def text_codec(name: str | None) -> str | None:
    """Python's codec for a declared name; None for unknown names and for codecs of no text."""
    if not name or not name.isascii() or not name.isprintable():
        return None
    label = name.strip().strip("\"'").lower()
    try:
        info = codecs.lookup(_LABELS.get(label, label))
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", False) or info.name in _NOT_IN_FILES:
        return None
    return _AS_WRITTEN.get(info.name, info.name)


_NOT_IN_FILES = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)


def _certain(data: bytes, name: str) -> tuple[str, Encoding]:
    text = _strictly(data, name)
    if text is not None:
        return text, Encoding(name=name)
    text = data.decode(name, "replace")
    return text, Encoding(name=name, confidence=0.9, replaced=text.count("\ufffd"))


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _only_looks_marked(data: bytes, mark: bytes) -> bool:
    """Whether a UTF-16 mark stands before text that is plainly one byte a character."""
    if mark not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or len(data) < 12:
        return False
    sample = data[2:4096]
    return b"\0" not in sample and sample.isascii()


def _shifting(data: bytes) -> str | None:
    """ISO-2022-JP and its kin, which are ASCII to every other test."""
    if b"\x1b" not in data or not _SHIFTS.search(data[:SAMPLE]):
        return None
    for name in ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_3", "iso2022_kr"):
        text = _strictly(data, name)
        if text is not None and "\x1b" not in text and not text.isascii():
            return name
    return None


def _has_controls(text: str) -> bool:
    """Whether C1 controls stand in the text: no author writes them, wrong encodings give them."""
    return any("\x80" <= char < "\xa0" and char != "\x85" for char in text)


def _detected(data: bytes) -> tuple[str, Encoding]:
    if repaired := _mostly_utf8(data):
        return repaired
    if wide := wide_encoding(data):
        return _certain(data, wide)
    if plainly_western(data) and (text := _strictly(data, "cp1252")) is not None:
        return text, Encoding(name="cp1252", confidence=0.9)
    import chardet

    found = chardet.detect(_telling(data), max_bytes=SAMPLE)
    confidence = float(found["confidence"] or 0.0)
    name = text_codec(found["encoding"]) or "cp1252"
    if confidence < 0.35:
        name = most_plausible(data, name)
    text = _strictly(data, name)
    if text is not None:
        return text, Encoding(name=name, confidence=round(confidence, 3))
    text = data.decode("cp1252", "replace")
    return text, Encoding(name="cp1252", confidence=0.1, replaced=text.count("\ufffd"))


def _telling(data: bytes) -> bytes:
    """A sample that holds the bytes beyond ASCII, which alone tell encodings apart."""
    if len(data) <= SAMPLE:
        return data
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 1024) if first else 0
    return data[start : start + SAMPLE]


def _mostly_utf8(data: bytes) -> tuple[str, Encoding] | None:
    """UTF-8 with broken bytes in it, as truncation and careless joining leave it.

    A few stay U+FFFD. Where they are as many as the sound sequences, two files have been joined,
    and the bytes are what cp1252 says; one character each, so that offsets do not depend on it.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sequences = sum(1 for char in text if char > "\x7f") - broken
    if broken * 4 <= sequences:
        return text, Encoding(name="utf-8", confidence=0.8, replaced=broken)
    if sequences >= 8 and broken <= 2 * sequences:
        text = data.decode("utf-8", _OR_CP1252)
        return text, Encoding(name="utf-8", confidence=0.5, replaced=text.count("\ufffd"))
    return None


def _single_bytes_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    text = broken.decode("cp1252", "replace") if len(broken) == 1 else "\ufffd"
    return text, error.end


_OR_CP1252 = "diploread-or-cp1252"
codecs.register_error(_OR_CP1252, _single_bytes_as_cp1252)
