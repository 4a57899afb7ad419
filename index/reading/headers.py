"""Mail headers, made harmless before any parser sees them, and decoded with limits.

A message of a few kilobytes can cost a header parser minutes (twenty thousand encoded words in one
subject, parentheses nested as deep), so size and count are capped on the bytes themselves.
"""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header

from diploread.index.reading.decode import decode
from diploread.index.reading.source import Unreadable

MOST_BYTES = 256 * 1024
"""Of all headers of a message together."""
_LONGEST = 8 * 1024
_MOST_HEADERS = 1_000
_LONGEST_DECODED = 4_000
_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n(?=[^ \t])")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_NESTED = re.compile(rb"content-type:\s*message/", re.IGNORECASE)
_PART = re.compile(rb"^--\S+[ \t]*\r?$", re.MULTILINE)
_DEEPEST = 20
_MOST_PARTS = 500
_ANGLED = re.compile(r"\s*<[^<>]*>\s*$")


def tamed(data: bytes) -> bytes:
    """The message without endless headers. Raises Unreadable for what only an attack looks like."""
    if len(_BOUNDARY.findall(data)) > 10 * _DEEPEST or len(_NESTED.findall(data)) > _DEEPEST:
        raise Unreadable(f"parts nested more than {_DEEPEST} deep")
    if len(_PART.findall(data)) > 20 * _MOST_PARTS:
        raise Unreadable(f"more than {_MOST_PARTS} parts")
    end = _END.search(data)
    top = data[: end.start()] if end else data
    if len(top) <= _LONGEST:
        return data
    kept = [header for header in _FOLDED.split(top) if len(header) <= _LONGEST][:_MOST_HEADERS]
    while sum(map(len, kept)) > MOST_BYTES:
        kept.pop()
    return b"\r\n".join(kept) + (data[end.start() :] if end else b"")


def too_deep(depth: int, parts: int) -> bool:
    """Whether a walk over the parts of a message has gone far enough."""
    return depth > _DEEPEST or parts > _MOST_PARTS


def header_text(value: object) -> str:
    """A header as text: encoded words decoded, line folds undone, never endless."""
    if value is None:
        return ""
    text = str(value)[:_LONGEST_DECODED]
    try:
        pieces = decode_header(text)
    except (MessageError, ValueError, LookupError):
        return " ".join(text.split())
    out = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            out.append(piece)
        else:
            out.append(decode(piece, charset)[0])
    joined = "".join(out).encode("utf-8", "surrogateescape")  # raw 8-bit headers come escaped
    return " ".join(decode(joined)[0].split())


def sender_name(value: object) -> str:
    """The name in ``Name <address>``, or the address where there is no name."""
    text = header_text(value)
    name = _ANGLED.sub("", text).strip().strip("\"'")
    return name or text.strip("<> ")
