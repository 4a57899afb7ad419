"""Stretches between quotation marks: curly, straight, mixed, single, lost and doubled.

Marks pair within a paragraph only, so that an odd mark never does harm beyond it. A paragraph that
ends inside an open quotation gives a stretch that runs to its end; it *continues* where the next
paragraph opens with a mark, as the convention of newspapers has it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from diploread.index.quotes.paragraphs import Range

OPENING = "“„«「‟"
CLOSING = "”»」"
STRAIGHT = '"＂'
SINGLE = "‘’'"
ALL_MARKS = OPENING + CLOSING + STRAIGHT + SINGLE + "`"

LONGEST_UNCLOSED = 900
"""Characters after which a stretch that nothing closes is taken for a stray mark."""
LONGEST_SINGLE = 2000
"""Characters within which single marks must close; bounds the search on hostile text."""

_MARK = re.compile(r"['‘’]{2}|``|[“„«”»\"＂「」‟‘’']")
_SINGLE_OR_DOUBLE = re.compile("[’'\"“”]")
_SAYING = (
    r"(?:said|says|added|adds|told|asked|wrote|continued|explained|noted|argued|replied"
    r"|demanded|recalled|insisted|warned|stressed|tweeted)"
)
_WHO = (
    r"(?:he|she|they|(?:the|my|his|her)\s[a-z]+"
    r"|(?:the )?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,5}(?:\s\([^()\n]{1,24}\))?)"
)
_BESIDE = r"(?:,\s[^,“”\"\n]{3,60},)?\s(?:(?:also|later|often|once|then)\s)?"
"""An apposition or an adverb between a speaker and the verb."""
_ATTRIBUTION = re.compile(rf"[,?!.][’']?\s+(?:{_WHO}{_BESIDE}{_SAYING}\b|{_SAYING}\s{_WHO})")
_ELISION = re.compile(r"['‘’](?:\d\ds?\b|[Tt]is\b|[Tt]was\b|em\b|til\b|n\b|cause\b|round\b|tude\b)")


@dataclass(frozen=True, slots=True)
class Marked:
    """One stretch, marks included; offsets in the text."""

    start: int
    end: int
    closed: bool
    continues: bool = False


def marked_spans(text: str, paragraphs: Sequence[Range]) -> list[Marked]:
    """Every stretch between marks, in order, not overlapping."""
    found: list[Marked] = []
    for start, end in paragraphs:
        found.extend(_in_paragraph(text, start, end))
    chained: list[Marked] = []
    for i, span in enumerate(found):
        continues = False
        if not span.closed and i + 1 < len(found):
            between = text[span.end : found[i + 1].start]
            continues = "\n" in between and not between.strip()
        chained.append(Marked(span.start, span.end, span.closed, continues))
    return [
        span
        for span in chained
        if span.end - span.start > 2
        and (span.closed or span.continues or span.end - span.start < LONGEST_UNCLOSED)
    ]


def _in_paragraph(text: str, start: int, end: int) -> list[Marked]:
    found: list[Marked] = []
    opened: int | None = None
    hopeless = start  # up to here no single mark can close
    at = start
    while match := _MARK.search(text, at, end):
        here, mark = match.start(), match.group()
        at = match.end()
        if len(mark) == 1 and mark in SINGLE:
            if opened is None and mark in "‘'":
                close, hopeless = _closing_single(text, here, end, hopeless)
                if close is not None:
                    found.append(Marked(here, close, True))
                    at = close
            continue
        kind = _direction(text, mark, here, at, start, end, opened is not None)
        if kind == "close" and opened is not None and _looks_open(text, mark, here, at, end):
            lost = _lost_close(text, opened, here)
            if lost is not None:  # "A,  Doe said. "B": a straight mark that opens again
                found.append(Marked(opened, lost, False))
                opened = here
                continue
        if kind == "open" and mark in STRAIGHT and here > start and text[here - 1] == "=":
            close = text.find(mark, at, end)  # an attribute of markup: class="lead"
            at = close + 1 if close >= 0 else at
            continue
        if kind == "open":
            if opened is None:
                opened = here
            elif mark in OPENING or mark == "``":
                # A second opening mark: the first one was closed by a lost mark, after its comma.
                last = _last_letter(text, opened, here)
                lost = _lost_close(text, opened, here)
                if (
                    text[opened] in STRAIGHT
                    and mark in "“„"
                    and (opened == start or text[last] != ",")
                ):
                    opened = here  # a stray straight mark in front of curly ones
                elif lost is not None:
                    found.append(Marked(opened, lost, False))
                    opened = here
                elif last - opened > 2 and text[last] in ",.!?…":
                    found.append(Marked(opened, last + 1, False))
                    opened = here
        elif kind == "close" and opened is not None:
            if len(mark) == 2 and text[at : at + 1] in ("'", "’"):
                at += 1  # "…'yes,'''": the inner quotation closes too
            found.append(Marked(opened, at, True))
            opened = None
    if opened is not None:
        lost = _lost_close(text, opened, end)
        stop = end if lost is None else lost
        while stop > opened and text[stop - 1].isspace():
            stop -= 1
        found.append(Marked(opened, stop, lost is not None))
    return found


def _looks_open(text: str, mark: str, here: int, after: int, end: int) -> bool:
    """True for a straight mark with a space in front and a letter behind."""
    straight = mark in STRAIGHT or len(mark) == 2
    return straight and text[here - 1].isspace() and after < end and text[after].isalnum()


def _lost_close(text: str, opened: int, end: int) -> int | None:
    """Where a mark was lost that should close the one at ``opened``: ``"A,  Doe said``."""
    match = _ATTRIBUTION.search(text, opened + 3, min(end, opened + LONGEST_UNCLOSED))
    return match.start() + 1 if match else None


def _last_letter(text: str, start: int, end: int) -> int:
    """Index of the last character before ``end`` that is no space; at least ``start``."""
    at = end - 1
    while at > start and text[at].isspace():
        at -= 1
    return at


def _direction(
    text: str, mark: str, here: int, after: int, start: int, end: int, is_open: bool
) -> str:
    """``open``, ``close`` or empty for a mark that is none (inches)."""
    before = text[here - 1] if here > start else " "
    behind = text[after] if after < end else " "
    if mark in OPENING or mark == "``":
        wrong_way = (
            is_open and not before.isspace() and before not in "(—–-" and not behind.isalnum()
        )
        return "close" if wrong_way else "open"
    if mark in CLOSING:
        wrong_way = not is_open and before.isspace() and behind.isalnum()
        return "open" if wrong_way else "close"
    if is_open:
        return "close"
    if mark == '"' and before.isdigit() and (behind.isspace() or behind in ",.)"):
        return ""
    return "open"


def _closing_single(text: str, here: int, end: int, hopeless: int) -> tuple[int | None, int]:
    """Index behind the mark that closes the single mark at ``here``; None for an apostrophe.

    The second value says up to where no closing mark can stand, so that the search for the next
    opening mark need not look there again.
    """
    before = text[here - 1] if here else " "
    if not (before.isspace() or before in '([—–-"“:'):
        return None, hopeless
    if here + 1 >= end or not (text[here + 1].isalnum() or text[here + 1] in ".…[("):
        return None, hopeless
    if _ELISION.match(text, here):
        return None, hopeless
    stop = min(end, here + LONGEST_SINGLE)
    for match in _SINGLE_OR_DOUBLE.finditer(text, max(here + 1, hopeless), stop):
        at = match.start()
        if match.group() in '"“”':
            return None, max(hopeless, here + 1)
        behind = text[at + 1] if at + 1 < end else " "
        if behind.isalnum() or text[at - 1].isspace():
            continue
        # The possessive of a plural (ministers' talks) far from a straight opening mark.
        possessive = text[at - 1] == "s" and behind == " " and text[here] == "'"
        if possessive and text[at + 2 : at + 3].islower() and at - here > 60:
            continue
        return at + 1, hopeless
    return None, max(hopeless, stop)


class Quoted:
    """Answers which characters lie inside quotation marks, by bisection over the stretches."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Sequence[Marked]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def holds(self, offset: int) -> bool:
        """True where the character at ``offset`` is inside marks (or a mark)."""
        i = bisect_right(self._starts, offset) - 1
        return i >= 0 and offset < self._ends[i]

    def touches(self, start: int, end: int) -> bool:
        """True where ``[start, end)`` shares a character with a stretch between marks."""
        i = bisect_left(self._starts, end) - 1
        return i >= 0 and self._ends[i] > start

    def share(self, text: str, spans: Sequence[Range]) -> float:
        """Share of the letters and digits of ``spans`` that lie inside marks."""
        total = inside = 0
        for start, end in spans:
            total += _letters(text, start, end)
            i = max(bisect_right(self._starts, start) - 1, 0)
            while i < len(self._starts) and self._starts[i] < end:
                low, high = max(start, self._starts[i]), min(end, self._ends[i])
                if low < high:
                    inside += _letters(text, low, high)
                i += 1
        return inside / total if total else 0.0


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))
