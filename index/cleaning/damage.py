"""Damage that a reader must know of: flagged at its place, never mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diploread.index.article import Flag, RawArticle
from diploread.index.cleaning.claims import Docket
from diploread.index.cleaning.core import STOP_WORDS, Shape
from diploread.index.cleaning.partition import Partition
from diploread.index.cleaning.units import MOST_LINES, endless

_TORN_LENGTH = 80
"""Characters; a shorter line without a full stop is a heading or an item, not a torn sentence."""
_TORN_SHARE = 0.2
_HEADING_LENGTH = 100
_LONGEST_HEADING = 400
_LAST_STOP = re.compile(r"[.!?][”\"’)]*\s+(?P<tail>[^.!?]*)$")
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.|\S+@\S+\.|[\w-]+\.(?:com|org|net|gov|int|eu)\b)")
_WALL_BODY = 300


def damage(
    raw: RawArticle, docket: Docket, shapes: Sequence[Shape], result: Partition, body: str
) -> tuple[Flag, ...]:
    """What the text itself shows, beside the flags that reading has set on ``raw``."""
    flags: list[Flag] = []
    present = {flag.kind for flag in raw.flags}
    if not body.strip():
        if "empty-body" not in present:
            flags.append(Flag(kind="empty-body"))
        if _walled(result):
            flags.append(Flag(kind="cookie-wall"))
        return tuple(flags)
    if len(body) < _WALL_BODY and _walled(result):
        flags.append(Flag(kind="cookie-wall"))
    if "replacement-characters" not in present and "\ufffd" in body:
        at = body.index("\ufffd")
        note = f"{body.count(chr(0xFFFD))} characters could not be read"
        flags.append(Flag(kind="replacement-characters", start=at, end=at + 1, note=note))
    if docket.doubt:
        flags.append(Flag(kind="low-confidence", note=docket.doubt))
    limit = docket.limit
    if endless(raw.raw):
        limit = f"more than {MOST_LINES:,} lines: shown as it is, nothing was taken out"
    if limit:
        flags.append(Flag(kind="read-in-part", note=limit))
    flags += _torn(docket, shapes, result, body)
    return tuple(flags)


def _walled(result: Partition) -> bool:
    return any(piece.kind in ("cookie", "promotion") for piece in result.removed)


def _torn(docket: Docket, shapes: Sequence[Shape], result: Partition, body: str) -> list[Flag]:
    """Paragraphs that break off in the middle of a sentence."""
    flags = []
    shown = sorted(result.places)
    for index, following in zip(shown, [*shown[1:], -1], strict=True):
        unit, measured = docket.units[index], shapes[index]
        if measured.length < _TORN_LENGTH or measured.stop_share < _TORN_SHARE or unit.bulleted:
            continue
        start, end = result.places[index]
        last = body[end - 1]
        if not last.isalpha() or _is_heading(unit.text) or _not_prose(unit.text):
            continue
        if following < 0:
            if unit.text.rsplit(maxsplit=1)[-1].lower() not in STOP_WORDS:
                continue  # a last line without a full stop is no damage in itself
        else:
            below = docket.units[following]
            if (
                not below.blank_before
                or not below.text.lstrip('“"‘')[:1].isupper()
                or below.bulleted
                or _ADDRESS.match(below.text)
            ):
                continue
        line = unit.lines[-1]
        start = max(start, end - (line.end - line.start))
        flags.append(Flag(kind="truncated-paragraph", start=start, end=end))
    return flags


def _not_prose(text: str) -> bool:
    """Whether it ends in an address, or in a heading glued to the last full stop."""
    if _ADDRESS.match(text.rsplit(maxsplit=1)[-1]):
        return True
    after = _LAST_STOP.search(text[-_HEADING_LENGTH:])
    if after is None:
        return False
    tail = after["tail"].split()
    names = sum(word[0].isupper() or not word[0].isalpha() for word in tail)
    return tail[-1][0].isupper() and names + sum(w in STOP_WORDS for w in tail) == len(tail)


def _is_heading(text: str) -> bool:
    """Whether most words begin with a capital, as in a headline."""
    if len(text) > _LONGEST_HEADING:
        return False
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > 0.5 * len(words)
