"""The anchor as one short line of ASCII, which exports carry so that they can be verified.

``dr:q-0123456789ab sha256:<64 hex>:413-464 raw:401-450 part:0 path:varna/talks.txt`` - the range
behind the hash is in bytes of the file; it is left out where the text is extracted, not a slice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from diploread.index.notebook.entry import Entry

PATTERN = re.compile(
    r"dr:(?P<id>[\w-]+) sha256:(?P<sha256>[0-9a-f]{64}|)"
    r"(?::(?P<first>\d{1,12})-(?P<last>\d{1,12}))? raw:(?P<low>\d{1,12})-(?P<high>\d{1,12})"
    r" part:(?P<part>\d{1,9}) encoding:(?P<encoding>[\w.-]*) format:(?P<format>\w*)"
    r" path:(?P<path>[\w%./~-]*)",
    re.ASCII,
)


_EMPHASIS = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|~")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the line says."""

    id: str
    path: str
    sha256: str
    part: int
    encoding: str
    format: str
    bytes: tuple[int, int] | None
    raw: tuple[int, int]


def stamp(entry: Entry) -> str:
    """The line of an entry; free of anything that could end a comment or an attribute."""
    file = entry.file
    where = f":{file.bytes[0]}-{file.bytes[1]}" if file.bytes else ""
    path = quote(file.path.encode("utf-8", "surrogateescape"), safe="/").replace("--", "-%2D")
    # Readers of Markdown that show comments as text would take these for emphasis.
    path = _EMPHASIS.sub(lambda mark: f"%{ord(mark[0]):02X}", path)
    encoding = re.sub(r"[^\w.-]", "", file.encoding, flags=re.ASCII).replace("--", "")
    identity = re.sub(r"[^\w-]", "", entry.id, flags=re.ASCII).replace("--", "") or "x"
    sha256 = file.sha256 if re.fullmatch(r"[0-9a-f]{64}", file.sha256) else ""
    return (
        f"dr:{identity} sha256:{sha256}{where} raw:{file.raw[0]}-{file.raw[1]}"
        f" part:{file.part} encoding:{encoding} format:{re.sub(r'[^a-z]', '', file.format)}"
        f" path:{path}"
    )


def read_stamp(text: str) -> Stamp | None:
    """The first stamp in ``text``."""
    match = PATTERN.search(text)
    if match is None:
        return None
    first, last = match["first"], match["last"]
    return Stamp(
        id=match["id"],
        path=unquote(match["path"], errors="surrogateescape"),
        sha256=match["sha256"],
        part=int(match["part"]),
        encoding=match["encoding"] or "utf-8",
        format=match["format"] or "text",
        bytes=(int(first), int(last)) if first is not None else None,
        raw=(int(match["low"]), int(match["high"])),
    )
