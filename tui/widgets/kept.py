"""Rows of the bookmarks: who, the words, the note, where; what became of it in its file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from diploread.tui.signs import foreign
from diploread.tui.text import marked
from diploread.tui.widgets.flow import wrap
from diploread.tui.widgets.items import entry_lines
from diploread.tui.widgets.panel import Item
from diploread.tui.widgets.rows import Parts, fitted

if TYPE_CHECKING:
    from diploread.index.notebook.entry import Entry
    from diploread.index.notebook.verify import Verdict

_CHANGE: Final = re.compile(r"\[-.*?-\]|\{\+.*?\+\}", re.DOTALL)
_DIFF_LINES: Final = 6
"""Lines of a word diff; what is longer is for ``diploread verify``."""


def kept_item(entry: Entry, chosen: bool, verdict: Verdict | None) -> Item:
    """A bookmark as a row; ``verdict`` says what a look at its file found, if there was one."""

    def draw(width: int) -> list[Parts]:
        lines = entry_lines(entry, width, where=True)
        if chosen:
            lines[0] = [("● ", "mark"), *lines[0][1:]]
        if entry.user.reviewed:
            lines[0] = fitted(lines[0][:2], [("✓ ", "accent"), *lines[0][3:]], width)
        return [*lines[:-1], *_standing(entry, verdict, width), []]

    return Item(draw, value=entry, key=entry.id)


def _standing(entry: Entry, verdict: Verdict | None, width: int) -> list[Parts]:
    if verdict is None:
        told = f"orphan: {entry.user.orphan}" if entry.user.orphan else ""
        return [fitted([("  ", "text"), (told, "warn")], [], width)] if told else []
    if verdict.state.name == "OK":
        return [[("  OK", "accent"), (f"  {marked(verdict.note)}", "faint")]]
    state: Parts = [(f"  {verdict.state.value}", "warn"), (f"  {verdict.note}", "dim")]
    return [fitted(state, [], width), *diff_lines(verdict.diff, width - 2)]


def diff_lines(diff: str, width: int) -> list[Parts]:
    """A word diff, its changes in colour and in brackets, wrapped."""
    changes = [match.span() for match in _CHANGE.finditer(diff)]
    out: list[Parts] = []
    for low, high in wrap(diff, width)[:_DIFF_LINES] if diff else ():
        parts: Parts = [("  ", "text")]
        at = low
        for start, end in changes:
            first, last = max(start, low), min(end, high)
            if first < last:
                parts.append((foreign(marked(diff[at:first])), "text"))
                name = "warn" if diff[start] == "[" else "accent"
                parts.append((foreign(marked(diff[first:last])), name))
                at = last
        out.append([*parts, (foreign(marked(diff[at:high])), "text")])
    return out


def dossier_item(name: str, value: str, count: int, shown: bool, *, current: bool = False) -> Item:
    """A dossier as a row; the current one has a mark."""

    def draw(width: int) -> list[Parts]:
        mark = "▸ " if current else "  "
        style = "title" if shown else "text"
        return [fitted([(mark, "mark"), (name, style)], [(f"{count:,}", "faint")], width)]

    return Item(draw, 1, value, key=value or name)
