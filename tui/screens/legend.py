"""The legend: what colours and marks mean, with each layer on or off."""

from __future__ import annotations

from typing import Final

from diploread.tui.labels import day
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.panel import Item, PanelList
from diploread.tui.widgets.rows import Part, Parts, RowList
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

LAYERS: Final[tuple[tuple[str, str, tuple[Part, ...]], ...]] = (
    ("quotes", "quotes", ((" direct ", "direct"), (" ", "text"), (" partly verbatim ", "mixed"),
                          (" ", "text"), (" reported ", "indirect"))),
    ("scare", "scare quotes", ((" words in quotation marks nobody is quoted with ", "scare"),)),
    ("entities", "names", ((" people ", "person"), ("bodies ", "org"), ("places ", "place"),
                           ("dates", "date"))),
    ("hits", "hits", ((" what the query found ", "found"),)),
)  # fmt: skip
SIGNS: Final[tuple[tuple[str, str], ...]] = (
    ("[Name]", "a speaker worked out from “he” or an office"),
    ("?", "nobody is named"),
    ("★", "bookmarked"),
    ("▌", "where you are"),
    ("┆", "removed from the clean text"),
    ("3× 5❞", "hits and quotes of an article"),
)


class Legend(ModalScreen["frozenset[str] | None"]):
    """Dismisses with the layers that are hidden."""

    def __init__(self, hidden: frozenset[str]) -> None:
        super().__init__()
        self.hidden = hidden

    def compose(self) -> ComposeResult:
        """Title and list."""
        with Vertical(classes="sheet"):
            yield Bar(id="sheet-title")
            yield PanelList(id="choices")

    def on_mount(self) -> None:
        """Fill."""
        hint = "space switches a layer · esc leaves"
        self.query_one(Bar).show([("What the marks mean", "title")], [(hint, "faint")])
        self._fill()
        self.query_one(PanelList).focus()

    def _fill(self) -> None:
        rows = self.query_one(PanelList)
        items = [self._layer(*layer) for layer in LAYERS]
        items.append(Item(lambda width: [[]], 1, heading=True))
        guess = f"~{day('2017-09-04')}"
        items.append(_sign(guess, "a date that was worked out, not printed"))
        items += [_sign(sign, meaning) for sign, meaning in SIGNS]
        rows.fill(items, keep=True)
        rows.styles.height = len(items)

    def _layer(self, layer: str, name: str, sample: tuple[Part, ...]) -> Item:
        mark = "[ ]" if layer in self.hidden else "[x]"

        def draw(width: int) -> list[Parts]:
            return [[(f"{mark} {name:<14}", "text"), *sample]]

        return Item(draw, 1, layer, key=layer)

    def on_key(self, event: events.Key) -> None:
        """Move, switch, leave."""
        rows = self.query_one(PanelList)
        event.stop()
        event.prevent_default()
        if event.key in ("escape", "q", "L"):
            self.dismiss(self.hidden)
        elif event.key in ("down", "j"):
            rows.move_to(rows.cursor + 1)
        elif event.key in ("up", "k"):
            rows.move_to(rows.cursor - 1)
        elif event.key in ("space", "enter"):
            self._switch()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A click switches too."""
        self._switch()

    def _switch(self) -> None:
        item = self.query_one(PanelList).item
        if item is not None:
            self.hidden = self.hidden ^ {str(item.value)}
            self._fill()


def _sign(sign: str, meaning: str) -> Item:
    def draw(width: int) -> list[Parts]:
        return [[(f"{sign:<18}", "mark"), (meaning, "dim")]]

    return Item(draw, 1, heading=True)
