"""Two versions of a report, paragraph by paragraph: what stayed, was reworded, moved, came, went.

Side by side in a wide window, one below the other in a narrow one. Changed words have a colour
and brackets, ``[- -]`` for those of the left and ``{+ +}`` for those of the right, so that nothing
hangs on colour alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from diploread.index.analysis.compare import Kind, Paragraph, compare
from diploread.index.analysis.wording import Piece
from diploread.tui.keys import stroke_of
from diploread.tui.labels import provenance, title_of
from diploread.tui.screens.keyed import Sequencer
from diploread.tui.text import marked
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.flow import wrap
from diploread.tui.widgets.panel import Item, PanelList
from diploread.tui.widgets.rows import Parts, fitted
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from diploread.index.article import Article
    from diploread.tui.app import DiploreadApp

TWO_COLUMNS: Final = 84
"""Cells of the sheet from which both versions stand side by side."""
TOLD: Final[Mapping[Kind, str]] = {
    "same": "the same", "reworded": "reworded", "left": "only in the first",
    "right": "only in the second",
}  # fmt: skip
STEPS: Final = {
    "move.down": 1, "move.up": -1, "move.page_down": 4, "move.page_up": -4,
    "move.half_down": 2, "move.half_up": -2, "move.top": -10**6, "move.bottom": 10**6,
}  # fmt: skip
FRAMES: Final = {"left": ("[-", "-]", "warn"), "right": ("{+", "+}", "accent")}


class VersionsScreen(ModalScreen["str | None"]):
    """Dismisses with ``open`` for the second version, ``export`` for the differences, or None."""

    def __init__(self, owner: DiploreadApp, first: Article, second: Article) -> None:
        super().__init__()
        self.owner, self.first, self.second = owner, first, second
        self.found = compare(first.body, second.body)
        self.changes = [i for i, p in enumerate(self.found) if p.kind != "same" or p.moved]
        self._sequencer = Sequencer(owner.keymap)

    def compose(self) -> ComposeResult:
        """What is compared, the paragraphs, what can be done."""
        with Vertical(classes="sheet bookmarks"):
            yield Bar(id="sheet-title")
            yield Bar(id="first")
            yield Bar(id="second")
            yield PanelList(id="kept")
            yield Bar(id="sheet-said")
            yield Bar(id="sheet-foot")

    def on_mount(self) -> None:
        """Begin at the first change."""
        self.query_one("#sheet-title", Bar).show([(summary(self.found), "title")])
        for name, sign, article in (("first", "-", self.first), ("second", "+", self.second)):
            told = " · ".join([*provenance(article), f"sha256 {article.sha256[:12]}"])
            left: Parts = [(f"{sign} ", FRAMES["left" if sign == "-" else "right"][2])]
            left += [(title_of(article), "text")]
            self.query_one(f"#{name}", Bar).show(left, [(marked(told), "dim")])
        key = self.owner.keymap.first
        hints = (
            (f"{key('reader.next_hit')} {key('reader.previous_hit')}", "changes"),
            (key("move.open"), "open the second"), (key("notebook.export"), "export"),
            ("esc", "back"),
        )  # fmt: skip
        foot = [part for k, word in hints for part in ((f"{k} ", "text"), (f"{word}  ", "faint"))]
        self.query_one("#sheet-foot", Bar).show(foot)
        self.rows.fill([_item(p, self.first.body, self.second.body) for p in self.found])
        self.rows.focus()
        if self.changes:
            self.step(1, here=True)

    @property
    def rows(self) -> PanelList:
        """The paragraphs."""
        return self.query_one("#kept", PanelList)

    def step(self, by: int, *, here: bool = False) -> None:
        """To the next or previous change."""
        if not self.changes:
            self.query_one("#sheet-said", Bar).show([("nothing differs", "dim")])
            return
        at = self.rows.cursor
        ahead = [i for i in self.changes if (i > at or (here and i == at))]
        behind = [i for i in self.changes if i < at]
        goal = (ahead or self.changes)[0] if by > 0 else (behind or self.changes)[-1]
        self.rows.move_to(goal)
        number = self.changes.index(goal) + 1
        paragraph = self.found[goal]
        told = f"change {number}/{len(self.changes)}  {TOLD[paragraph.kind]}"
        told += ", at another place" if paragraph.moved else ""
        self.query_one("#sheet-said", Bar).show([(told, "accent")])

    def on_key(self, event: events.Key) -> None:
        """Keys of the reader, as far as they mean something here."""
        event.stop()
        event.prevent_default()
        action = self._sequencer.feed(stroke_of(event.key, event.character))
        if action in STEPS:
            self.rows.move_to(self.rows.cursor + STEPS[action])
        elif action in ("reader.next_hit", "reader.previous_hit"):
            self.step(1 if action == "reader.next_hit" else -1)
        elif action == "move.open":
            self.dismiss("open")
        elif action == "notebook.export":
            self.dismiss("export")
        elif action in ("app.cancel", "app.back", "panel.elsewhere"):
            self.dismiss(None)


def summary(found: Sequence[Paragraph]) -> str:
    """What became of the paragraphs, in a line."""
    counts = Counter(paragraph.kind for paragraph in found)
    moved = sum(paragraph.moved for paragraph in found)
    if found and counts["same"] == len(found) and not moved:
        return "Same words"
    told = [f"{counts[kind]} {words}" for kind, words in TOLD.items() if counts[kind]]
    return ", ".join([*told, *([f"{moved} moved"] if moved else [])]) or "Both are empty"


def _item(paragraph: Paragraph, left: str, right: str) -> Item:
    ours = left[slice(*paragraph.left)] if paragraph.left else ""
    theirs = right[slice(*paragraph.right)] if paragraph.right else ""

    def draw(width: int) -> list[Parts]:
        sign = {"same": " ", "reworded": "~", "left": "-", "right": "+"}[paragraph.kind]
        head: Parts = [(f"{sign}{'>' if paragraph.moved else ' '}", "accent")]
        if width < TWO_COLUMNS:
            return [*_under(head, _lines(_mixed(paragraph, ours, theirs), width - 3)), []]
        half = (width - 5) // 2
        one = _lines(_side(paragraph, ours, "left"), half)
        two = _lines(_side(paragraph, theirs, "right"), half)
        rows = [
            [*_wide(a or [], half), ("  ", "text"), *(b or [])] for a, b in zip_longest(one, two)
        ]
        return [*_under(head, rows), []]

    return Item(draw)


def _under(head: Parts, rows: Sequence[Parts]) -> list[Parts]:
    return [[*(head if n == 0 else [("  ", "text")]), *row] for n, row in enumerate(rows)]


def _wide(parts: Parts, width: int) -> Parts:
    """Parts filled with blanks up to a width."""
    return [*parts, (" " * max(width - sum(cell_len(text) for text, _ in parts), 0), "text")]


def _side(paragraph: Paragraph, text: str, side: str) -> list[Piece]:
    """The words of one version, its changed ones apart."""
    if paragraph.kind == "reworded":
        return [piece for piece in paragraph.diff if piece.operation in ("same", side)]
    if not text:
        return []
    return [Piece("same" if paragraph.kind == "same" else paragraph.kind, text)]


def _mixed(paragraph: Paragraph, ours: str, theirs: str) -> list[Piece]:
    """Both versions in one text."""
    if paragraph.kind == "reworded":
        return list(paragraph.diff)
    return _side(paragraph, theirs or ours, paragraph.kind)


def _lines(pieces: Sequence[Piece], width: int) -> list[Parts]:
    """The pieces wrapped, each changed one in its brackets and its colour."""
    text, styles = "", []
    for piece in pieces:
        begin, end, style = FRAMES.get(piece.operation, ("", "", "text"))
        whole = " ".join(piece.text.split())
        text += f"{' ' if text else ''}{begin}{whole}{end}"
        styles.append((len(text), style))
    out: list[Parts] = []
    for start, stop in wrap(text, width) if text else []:
        line: Parts = []
        for until, style in styles:
            if start < min(until, stop):
                line.append((marked(text[start : min(until, stop)]), style))
                start = min(until, stop)
        out.append(fitted(line, [], width))
    return out


def as_text(screen: VersionsScreen) -> str:
    """The comparison as plain text, for a file."""
    from diploread.index.analysis.wording import marked as in_brackets

    signs = {"same": "=", "reworded": "~", "left": "-", "right": "+"}
    first, second = screen.first, screen.second
    head = [
        f"{sign} {title_of(one)} ({', '.join(provenance(one))}), {one.path}, sha256 {one.sha256}"
        for sign, one in (("-", first), ("+", second))
    ]
    lines = []
    for one in screen.found:
        words = second.body[slice(*one.right)] if one.right else ""
        words = words or (first.body[slice(*one.left)] if one.left else "")
        told = in_brackets(one.diff) if one.kind == "reworded" else " ".join(words.split())
        lines.append(f"{signs[one.kind]}{'>' if one.moved else ' '} {told}")
    return "\n".join((*head, "", *lines)) + "\n"
