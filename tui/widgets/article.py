"""The article view: a line-API ScrollView with exact offsets.

Only visible lines are ever styled, so that the next highlight costs the same in five hundred words
and in fifty thousand. What is current (a quote, a mention, a hit, a removed piece) is underlined
and marked in the gutter; the view tells the screen where it stands by :class:`Moved`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from diploread.index.article import Article
from diploread.tui.signs import Foreign, foreign
from diploread.tui.text import marked
from diploread.tui.widgets.document import Document, Line, View
from diploread.tui.widgets.inks import ARTICLE
from diploread.tui.widgets.paint import Layer, Span, segments
from diploread.tui.widgets.scrollbar import Scrolled
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

GUTTER: Final = 3
ENTITY_STYLE: Final = {
    "PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "NORP": "place",
    "EVENT": "org", "DATE": "date",
}  # fmt: skip
Target = tuple[str, int, int, int]
"""What is current: kind (quote, entity, hit, find, removed, span), its index, start and end in
body."""


class ArticleView(Scrolled, can_focus=True):
    """Shows one article; knows nothing of library or notebook."""

    INKS = ARTICLE

    class Moved(Message):
        """The place in the text has changed."""

        def can_replace(self, message: Message) -> bool:
            """Only the newest place matters."""
            return isinstance(message, ArticleView.Moved)

    def __init__(self, *, measure: int = 76, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.article: Article | None = None
        self.document: Document | None = None
        self.measure = measure
        self.target: Target | None = None
        self.hits: Sequence[tuple[int, int]] = ()
        self.found: Sequence[tuple[int, int]] = ()
        self.kept: frozenset[str] = frozenset()
        """Ids of the quotes that are bookmarked."""
        self.starred: Sequence[int] = ()
        """Where in the body bookmarked passages begin."""
        self.hidden: frozenset[str] = frozenset({"scare"})
        """Layers that are switched off: quotes, entities, hits, scare."""
        self._view: View = "clean"
        self._layers: tuple[Layer, ...] = ()
        self._lasting: tuple[Layer, ...] = ()
        self._marks: dict[int, str] = {}
        self._width = 0

    # --- what is shown ---------------------------------------------------------------------

    def show(self, article: Article | None, hits: Sequence[tuple[int, int]] = ()) -> None:
        """Another article, from its top, in the view that is set."""
        self.article, self.hits, self.found, self.target = article, hits, (), None
        self._rebuild()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.post_message(self.Moved())

    def set_view(self, view: View) -> None:
        """Clean, with removed pieces, or raw: at the same spot."""
        place = self.place
        self._view = view
        self._rebuild()
        self.restore(place)

    @property
    def view(self) -> View:
        """The view that is set."""
        return self._view

    @property
    def place(self) -> int:
        """Body offset of the first line on the screen: what resume and view changes keep."""
        if self.document is None or self.scroll_offset.y == 0:
            return 0
        return self.document.body_at(self.scroll_offset.y)

    def restore(self, place: int) -> None:
        """Scroll so that a body offset is on the first line."""
        if self.document is not None:
            y = self.document.line_of_body(place) if place else 0
            self.scroll_to(y=y, animate=False, immediate=True)
            self.post_message(self.Moved())

    def set_measure(self, measure: int) -> None:
        """Width of the text in cells."""
        place = self.place
        self.measure = min(max(measure, 40), 140)
        self._layout()
        self.restore(place)

    def _rebuild(self) -> None:
        self.document = None if self.article is None else Document(self.article, self._view)
        self._width = 0
        self.restyle()
        self._layout()

    def restyle(self) -> None:
        """Make the layers again after hits, bookmarks or switches changed."""
        self._lasting = tuple(Layer(self._in_frame(spans)) for spans in self._spans())
        self._mark_gutter()
        self._point()
        self.refresh()

    def _point(self) -> None:
        """The layer of what is current over those that last: it alone changes at every key."""
        self._layers = self._lasting
        if self.target is not None and self.target[0] != "removed":
            name = "chosen" if self.target[0] == "span" else "current"
            spans = [(*span, name) for span in self._target_spans()]
            self._layers = (*self._lasting, Layer(self._in_frame(spans)))

    def _spans(self) -> Iterable[list[Span]]:
        article = self.article
        if article is None:
            return
        if "entities" not in self.hidden:
            yield [(m.start, m.end, ENTITY_STYLE[m.type]) for m in article.entities]
        if "quotes" not in self.hidden:
            yield [
                (start, end, "scare" if quote.scare else quote.type)
                for quote in article.quotes
                if not (quote.scare and "scare" in self.hidden)
                for start, end in quote.spans or ((quote.start, quote.end),)
            ]
        if "hits" not in self.hidden:
            yield [(start, end, "hit") for start, end in (*self.hits, *self.found)]

    def _target_spans(self) -> Sequence[tuple[int, int]]:
        if self.target is None or self.article is None:
            return ()
        kind, index, start, end = self.target
        if kind == "quote" and index < len(self.article.quotes):
            return self.article.quotes[index].spans or ((start, end),)
        return ((start, end),)

    def _in_frame(self, spans: list[Span]) -> list[Span]:
        """Body spans as they stand in the frame of the view."""
        document = self.document
        if document is None or document.view != "raw" or self.article is None:
            return spans
        return [
            (low, high, name)
            for start, end, name in spans
            for low, high in document.map.raw_ranges(start, end)
        ]

    def _mark_gutter(self) -> None:
        """Bookmarked quotes and passages have a star beside their first line."""
        self._marks = {}
        if self.document is None or self.article is None or not self.document.lines:
            return
        for quote in self.article.quotes:
            if quote.id in self.kept:
                self._marks[self.document.line_of_body(quote.start)] = "★"
        for start in self.starred:
            self._marks[self.document.line_of_body(start)] = "★"

    # --- lines -----------------------------------------------------------------------------

    def _layout(self) -> None:
        width = self._text_width()
        if self.document is not None and width != self._width:
            self._width = width
            self.document.layout(width)
            self._mark_gutter()
        lines = len(self.document.lines) if self.document is not None else 0
        self.hold(lines + 1 if lines else 0)
        self.refresh()

    def _text_width(self) -> int:
        room = (self.scrollable_content_region.width or 80) - GUTTER - 1
        return max(min(self.measure, room), 10)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again; the first line stays where it is."""
        if self._text_width() != self._width:
            place = self.place
            self._layout()
            self.restore(place)
        else:
            self._layout()

    def segments(self, y: int) -> list[Segment]:
        """One line of the screen."""
        number = y + self.above
        document = self.document
        if document is None or number >= len(document.lines):
            return []
        _ = self.styles_by_name
        row, base = document.lines[number], self._ground
        left = self._indent(self.whole)
        runs = [Segment(" " * left, base)] if left else []
        runs += self._gutter(number, row, base)
        runs += self._text(row, base)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            return self._selected(runs, *span)
        return runs

    def render_line(self, y: int) -> Strip:
        """The same for the mouse, which asks where in the text it is. Lines that are painted go
        without: a style with a place in it is like no other, and costs three times as much."""
        return self.line(y).apply_offsets(self.scroll_offset.x, y + self.scroll_offset.y)

    def _selected(self, runs: list[Segment], start: int, end: int) -> list[Segment]:
        """A line with what the mouse has selected; ``end`` is -1 where that goes on below."""
        width = self.whole
        strip = Strip(self.padded(runs, width), width)
        low = cell_len(strip.text[:start])
        high = strip.cell_length if end == -1 else cell_len(strip.text[:end])
        chosen = self.screen.get_component_rich_style("screen--selection", partial=True)
        before, inside, after = strip.divide([low, max(high, low), strip.cell_length])
        pieces = [*before, *inside.apply_style(chosen), *after]
        whole = [run.text for run in runs if isinstance(run.text, Foreign)]
        return [
            Segment(Foreign(piece.text) if any(piece.text in one for one in whole) else piece.text,
                    piece.style)
            for piece in pieces
        ]  # fmt: skip

    def _indent(self, width: int) -> int:
        """Text stands in the middle of a very wide pane."""
        return max((width - self._width - 2 * GUTTER) // 2, 0)

    def _gutter(self, number: int, row: Line, base: Style) -> list[Segment]:
        styles = self.styles_by_name
        current = self._is_current(number)
        mark = self._marks.get(number, " ")
        kind = self.document.pieces[row.piece].kind if self.document else "body"
        side = "▌" if current else "┆" if kind == "removed" and row.end > row.start else " "
        style = base + styles["mark" if current else "removed"]
        return [Segment(mark, base + styles["mark"]), Segment(side + " ", style)]

    def _is_current(self, number: int) -> bool:
        if self.target is None or self.document is None:
            return False
        kind, index, start, end = self.target
        if kind == "removed":
            first = self.document.line_of_removed(index)
            if self.document.view == "clean":
                return number == first
            row = self.document.lines[number]
            piece = self.document.pieces[row.piece]
            if self.document.view == "shown":
                return piece.removed == index and row.end > row.start
            last = self.document.line_of_text(max(end - 1, start))
            return first <= number <= last
        first = self.document.line_of_body(start)
        return first <= number <= self.document.line_of_body(max(end - 1, start))

    def _text(self, row: Line, base: Style) -> list[Segment]:
        assert self.document is not None
        piece = self.document.pieces[row.piece]
        text = piece.text[row.start : row.end]
        styles = self.styles_by_name
        if piece.kind in ("body", "raw"):
            layers: tuple[Layer, ...] = self._layers
            if piece.kind == "raw" and self.article is not None:
                gone = Layer((r.start, r.end, "removed") for r in self.article.removed)
                layers = (gone, *layers)
            return segments(text, piece.at + row.start, base, layers, styles)
        style = base + styles[piece.kind]
        if piece.kind in ("removed", "title"):
            return segments(text, 0, style, (), styles)
        own = 1 if piece.kind == "fold" and not row.start else len(text)  # the rest is the file's
        return [Segment(marked(text[:own]), style), Segment(foreign(marked(text[own:])), style)]

    # --- moving ----------------------------------------------------------------------------

    def jump(self, target: Target) -> None:
        """Make something current and bring it into sight, with a third of the page above it."""
        before, self.target = self._target_lines(), target
        self._point()
        lines = self._target_lines()
        if lines is None:
            return
        first, last = lines
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if first < top + 1 or last > top + height - 2:
            self.scroll_to(y=max(first - height // 3, 0), animate=False, immediate=True)
        for low, high in filter(None, (before, lines)):
            self.refresh(Region(0, low - self.scroll_offset.y, self.pane_width, high - low + 1))
        self.post_message(self.Moved())

    def _target_lines(self) -> tuple[int, int] | None:
        """First and last line of what is current."""
        if self.target is None or self.document is None:
            return None
        kind, index, start, end = self.target
        if kind != "removed":
            first = self.document.line_of_body(start)
            return first, self.document.line_of_body(max(end - 1, start))
        first = self.document.line_of_removed(index)
        last = first
        if self.document.view == "raw":
            last = self.document.line_of_text(max(end - 1, start))
        elif self.document.view == "shown":
            while last + 1 < len(self.document.lines) and self._is_current(last + 1):
                last += 1
        return first, last

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Panels and counters follow the text."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved())

    def visible_range(self) -> tuple[int, int]:
        """Body offsets of the first and after the last line on the screen."""
        if self.document is None:
            return (0, 0)
        top = self.scroll_offset.y
        last = min(top + self.size.height, len(self.document.lines))
        end = self.document.body_at(last) if last < len(self.document.lines) else None
        body = len(self.article.body) if self.article else 0
        return (self.document.body_at(top) if top else 0, body if end is None else end)

    @property
    def text_column(self) -> int:
        """Column at which the text begins."""
        return self._indent(self.size.width) + GUTTER

    # --- mouse selection -------------------------------------------------------------------

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text under a mouse selection, without gutter."""
        if self.document is None or self.article is None:
            return None
        left = self._indent(self.size.width) + GUTTER
        chosen: list[str] = []
        for number, row in enumerate(self.document.lines):
            if (span := selection.get_span(number)) is None:
                continue
            text = self.document.pieces[row.piece].text[row.start : row.end]
            low, high = span
            chosen.append(text[max(low - left, 0) : None if high == -1 else max(high - left, 0)])
        return "\n".join(chosen), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint the selection."""
        self.refresh()
