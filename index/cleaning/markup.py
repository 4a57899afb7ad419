"""The marks of Markdown: they say how words look, or where a link leads, and are no words.

A clipped page reads ``The [envoy](https://…) said **nothing**``; its article reads "The envoy said
nothing". The marks are found in the text as it stands, so that offsets stay those of the file. What
is no sound Markdown is text: a lone ``*`` or ``[sic]`` stays.

After https://spec.commonmark.org/0.31.2/, but for what no saved article needs: nested emphasis of
unequal runs, HTML blocks, indented code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diploread.index.spans import Range, merged

_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_TOKEN = re.compile(
    rf"(?P<blank>\n[ \t]*\n)|(?P<escape>\\(?={_PUNCTUATION}))|(?P<break>\\(?=\r?\n))"
    r"|(?P<code>`+)|(?P<image>!\[)|(?P<open>\[)|(?P<close>\])|(?P<run>\*{1,3}|_{1,3})"
)
_TARGET = re.compile(
    r"\([ \t]*(?:<[^<>\n]{0,2000}>|(?:\\.|[^\s()\\]|\([^\s()]{0,500}\)){0,2000})"
    r"(?:\s{1,3}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]*\)"
)
_LABEL = re.compile(r"\[([^\[\]\n]{0,200})\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]+\S.*$", re.M)
_LINE_MARKS = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+|(?:[-*_][ \t]*){3,}$|=+[ \t]*$)"
    r"|[ \t]+#+(?=[ \t]*\r?$)",
    re.M,
)
_FENCE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)", re.M | re.S)
_LONGEST_CODE = 2_000
_DEEPEST = 16
"""Marks that wait for their partners; of more the oldest is given up: time stays linear."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An opening mark whose partner has not come yet."""

    start: int
    end: int
    mark: str


def markdown_marks(text: str) -> list[Range]:
    """The stretches of ``text`` that are marks of Markdown, ascending and disjoint.

    Linear in the length of ``text``.
    """
    fences = [match.span() for match in _FENCE.finditer(text)]
    labels = {match[1].casefold() for match in _DEFINITION.finditer(text)}
    found: list[Range] = []
    at = 0
    for start, end in [*fences, (len(text), len(text))]:
        found += _in_prose(text, at, start, labels)
        at = end
    return merged(sorted(found))


def _in_prose(text: str, start: int, end: int, labels: set[str]) -> Iterator[Range]:
    """The marks between two pieces of code."""
    definitions = [match.span() for match in _DEFINITION.finditer(text, start, end)]
    yield from definitions
    for match in _LINE_MARKS.finditer(text, start, end):
        yield match.span()
    at = start
    for low, high in [*definitions, (end, end)]:
        yield from _inline(text, at, low, labels)
        at = high


def _inline(text: str, at: int, end: int, labels: set[str]) -> Iterator[Range]:
    waiting: list[_Waiting] = []
    while match := _TOKEN.search(text, at, end):
        start, at = match.span()
        kind = match.lastgroup
        if kind == "blank":
            waiting.clear()
            at -= 1  # the second break may be the first of the next blank line
        elif kind in ("escape", "break"):
            yield start, at
            at += kind == "escape"
        elif kind == "code":
            closing = _closing_ticks(text, at, match[0], end)
            if closing:
                yield start, at
                yield closing
                at = closing[1]
        elif kind in ("image", "open"):
            waiting.append(_Waiting(start, at, match[0]))
        elif kind == "close":
            closed, at = _close_bracket(text, start, end, waiting, labels)
            yield from closed
        else:
            yield from _emphasis(text, start, at, waiting)
        del waiting[:-_DEEPEST]


def _closing_ticks(text: str, at: int, ticks: str, end: int) -> Range | None:
    """The run of as many backticks that ends a stretch of code, in the same paragraph."""
    end = min(end, at + _LONGEST_CODE)
    stop = text.find("\n\n", at, end)
    place = text.find(ticks, at, end if stop < 0 else stop)
    return (place, place + len(ticks)) if place >= 0 else None


def _close_bracket(
    text: str, at: int, end: int, waiting: list[_Waiting], labels: set[str]
) -> tuple[list[Range], int]:
    """The marks of a link or picture that ends at a ``]``, and where to go on."""
    place = next((i for i in reversed(range(len(waiting))) if waiting[i].mark[-1] == "["), None)
    if place is None:
        return [], at + 1
    opening = waiting[place]
    del waiting[place:]
    target = _TARGET.match(text, at + 1, end)
    if target is None:
        label = _LABEL.match(text, at + 1, end)
        named = label[1] if label and label[1] else text[opening.end : at]
        if named.casefold() not in labels:
            return [], at + 1
        after = label.end() if label else at + 1
    else:
        after = target.end()
    return [(opening.start, opening.end), (at, after)], after


def _emphasis(text: str, start: int, end: int, waiting: list[_Waiting]) -> list[Range]:
    """The two runs of marks between which words are emphasised, when the second has come."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    mark = text[start:end]
    inside = mark[0] == "_"  # between two letters a low line is one of them
    closes = not before.isspace() and not (inside and after.isalnum())
    opens = not after.isspace() and not (inside and before.isalnum())
    if closes:
        for place in reversed(range(len(waiting))):
            if waiting[place].mark == mark:
                opening = waiting[place]
                del waiting[place:]
                return [(opening.start, opening.end), (start, end)]
    if opens:
        waiting.append(_Waiting(start, end, mark))
    return []


def without(text: str, start: int, end: int, marks: Sequence[Range]) -> str:
    """``text[start:end]`` without the marks, which are ascending."""
    parts, at = [], start
    for low, high in marks:
        if high > at and low < end:
            parts.append(text[at : max(low, at)])
            at = min(high, end)
    parts.append(text[at:end])
    return "".join(parts)
