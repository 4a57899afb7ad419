"""Choosing words of the open article by keys: for a name or a quote that was missed, and bounds.

The sheet is a line over the status line; the words themselves are marked in the article behind it,
which scrolls along. One word moves about until one of its ends is held; then the other end moves.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from diploread.tui.keys import Keymap, stroke_of
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.rows import Parts
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from diploread.tui.widgets.article import ArticleView

_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*|[^\w\s]")
"""A word, or one mark: so that a quotation mark is a step of its own."""


class Span:
    """A stretch of a text that moves and grows by words, letters and lines."""

    def __init__(self, text: str, start: int, end: int, *, held: bool = False) -> None:
        self.text = text
        tokens = [match.span() for match in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in tokens]
        self._ends = [end for _, end in tokens]
        self.start, self.end = start, end
        self.held = held
        """Whether one end is held while the other moves."""
        self.at_end = True
        """Whether it is the later end that moves."""
        if not held:
            self._one_word(bisect_right(self._starts, start) - 1)

    @property
    def words(self) -> str:
        """What is chosen."""
        return self.text[self.start : self.end]

    @property
    def moving(self) -> int:
        """Offset of the letter at the end that moves."""
        return max(self.end - 1, 0) if self.held and self.at_end else self.start

    def _one_word(self, index: int) -> None:
        if self._starts:
            index = min(max(index, 0), len(self._starts) - 1)
            self.start, self.end = self._starts[index], self._ends[index]

    def word(self, by: int) -> None:
        """A word on (1) or back (-1)."""
        if not self.held:
            self._one_word(bisect_left(self._starts, self.start) + by)
        elif self.at_end:
            edges, at = self._ends, self.end
            index = bisect_right(edges, at) if by > 0 else bisect_left(edges, at) - 1
            if 0 <= index < len(edges) and edges[index] > self.start:
                self.end = edges[index]
        else:
            edges, at = self._starts, self.start
            index = bisect_right(edges, at) if by > 0 else bisect_left(edges, at) - 1
            if 0 <= index < len(edges) and edges[index] < self.end:
                self.start = edges[index]

    def letter(self, by: int) -> None:
        """A letter on or back; to move an end by a letter is to hold the other."""
        self.held = True
        if self.at_end and self.start < self.end + by <= len(self.text):
            self.end += by
        elif not self.at_end and 0 <= self.start + by < self.end:
            self.start += by

    def to(self, offset: int) -> None:
        """The word at an offset; where one end is held, the other goes there."""
        index = min(max(bisect_right(self._starts, offset) - 1, 0), len(self._starts) - 1)
        if not self.held:
            self._one_word(index)
        elif self.at_end and index >= 0 and self._ends[index] > self.start:
            self.end = self._ends[index]
        elif not self.at_end and index >= 0 and self._starts[index] < self.end:
            self.start = self._starts[index]

    def hold(self) -> None:
        """Hold the start and move the end, or let go and move one word again."""
        self.held = not self.held
        if self.held:
            self.at_end = True
        else:
            self._one_word(bisect_right(self._starts, self.start) - 1)


class SpanPicker(ModalScreen["tuple[int, int] | None"]):
    """Dismisses with body offsets, or with None."""

    def __init__(
        self, view: ArticleView, keymap: Keymap, title: str, start: int, end: int, *, held: bool
    ) -> None:
        super().__init__()
        self._view, self._keymap, self._title = view, keymap, title
        body = view.article.body if view.article is not None else ""
        self.span = Span(body, start, end, held=held)
        self._before = view.target

    def compose(self) -> ComposeResult:
        """Two lines at the bottom: what is chosen, and the keys."""
        yield Bar(id="span-words")
        yield Bar(id="span-keys")

    def on_mount(self) -> None:
        """Show where it begins."""
        if self._view.view == "raw":
            self._view.set_view("clean")
        key = self._keymap.first
        hints = [
            (f"{key('span.left')} {key('span.right')}", "word"),
            (f"{key('span.letter_left')} {key('span.letter_right')}", "letter"),
            (f"{key('span.down')} {key('span.up')}", "line"), (key("span.hold"), "hold"),
            (key("span.other"), "other end"), (key("span.take"), "take"),
            (key("span.leave"), "leave"),
        ]  # fmt: skip
        if self.app.size.width < 86:
            hints.pop(4)  # the least of them; the help has it
        parts: Parts = []
        for stroke, word in hints:
            parts += [(f"{stroke} ", "text"), (f"{word}  ", "faint")]
        self.query_one("#span-keys", Bar).show(parts)
        self._show()

    def _show(self) -> None:
        span = self.span
        self._view.jump(("span", 0, span.start, span.end))
        words = " ".join(span.words.split())
        if len(words) > 60:
            words = f"{words[:28]} … {words[-28:]}"
        which = ("the end moves" if span.at_end else "the start moves") if span.held else "one word"
        left: Parts = [(f"{self._title}  ", "title"), (words, "accent")]
        self.query_one("#span-words", Bar).show(left, [(which, "faint")])

    def on_key(self, event: events.Key) -> None:
        """Move, take, leave."""
        event.stop()
        event.prevent_default()
        action = self._keymap.apart("span", stroke_of(event.key, event.character))
        span = self.span
        if action in ("span.take", "span.leave"):
            self._view.target = self._before
            self._view.restyle()
            chosen = (span.start, span.end) if action == "span.take" else None
            self.dismiss(chosen)
            return
        if action in ("span.left", "span.right"):
            span.word(1 if action == "span.right" else -1)
        elif action in ("span.letter_left", "span.letter_right"):
            span.letter(1 if action == "span.letter_right" else -1)
        elif action in ("span.up", "span.down"):
            self._line(1 if action == "span.down" else -1)
        elif action == "span.hold":
            span.hold()
        elif action == "span.other":
            span.held, span.at_end = True, not span.at_end
        self._show()

    def _line(self, by: int) -> None:
        """To the line below or above, as far along as now."""
        document = self._view.document
        if document is None or not document.lines:
            return
        at = self.span.moving
        number = document.line_of_body(at)
        row = document.lines[number]
        column = at - document.pieces[row.piece].at - row.start
        number += by
        while 0 <= number < len(document.lines):
            row = document.lines[number]
            piece = document.pieces[row.piece]
            if piece.kind == "body" and row.end > row.start:
                self.span.to(piece.at + min(row.start + column, row.end - 1))
                return
            number += by
