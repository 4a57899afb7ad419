"""Moving in whatever pane has the focus: a list moves its cursor, the article its lines."""

from __future__ import annotations

from diploread.tui.actions.registry import action
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.widgets.rows import RowList


def _by(reader: ReaderScreen, *, rows: int = 0, pages: float = 0) -> None:
    """Move by rows (lines in the article), or by pages."""
    widget = reader.pane_widget(reader.pane)
    if isinstance(widget, RowList):
        _to(reader, widget, widget.cursor + rows + int(pages * widget.page()))
    else:
        lines = rows + int(pages * max(reader.view.size.height - 2, 1))
        reader.view.scroll_to(y=reader.view.scroll_offset.y + lines, animate=False, immediate=True)


def _to(reader: ReaderScreen, rows: RowList, index: int) -> None:
    """Move a cursor. The screen is told at once: a message would come after the row is painted,
    and the counter be painted by itself."""
    before = rows.cursor
    rows.move_to(index, quiet=True)
    if rows is reader.results and rows.cursor != before:
        reader.row_moved()


@action("move.down")
def down(reader: ReaderScreen) -> None:
    _by(reader, rows=1)


@action("move.up")
def up(reader: ReaderScreen) -> None:
    _by(reader, rows=-1)


@action("move.half_down")
def half_down(reader: ReaderScreen) -> None:
    _by(reader, pages=0.5)


@action("move.half_up")
def half_up(reader: ReaderScreen) -> None:
    _by(reader, pages=-0.5)


@action("move.page_down")
def page_down(reader: ReaderScreen) -> None:
    _by(reader, pages=1)


@action("move.page_up")
def page_up(reader: ReaderScreen) -> None:
    _by(reader, pages=-1)


@action("move.top")
def top(reader: ReaderScreen) -> None:
    widget = reader.pane_widget(reader.pane)
    if isinstance(widget, RowList):
        _to(reader, widget, 0)
    else:
        reader.view.scroll_to(y=0, animate=False, immediate=True)


@action("move.bottom")
def bottom(reader: ReaderScreen) -> None:
    widget = reader.pane_widget(reader.pane)
    if isinstance(widget, RowList):
        _to(reader, widget, widget.count - 1)
    else:
        reader.view.scroll_to(y=reader.view.max_scroll_y, animate=False, immediate=True)


@action("move.open")
def open_here(reader: ReaderScreen) -> None:
    """Enter: the article of the row, at its first hit; the place of a row of the panel."""
    from diploread.tui.actions.panels import open_item
    from diploread.tui.actions.reading import step

    if reader.pane == "panel":
        open_item(reader)
        return
    if reader.pane == "article":
        key = reader.diploread.keymap.first
        hit, quote, back = key("reader.next_hit"), key("reader.next_quote"), key("app.cancel")
        reader.say(
            f"this is the text: {hit} next hit, {quote} next quote, {back} to the list", "dim"
        )
        return
    row = reader.results.row(reader.results.cursor)
    if row is None or not reader.show_article(row.id, remember=True):
        return
    reader.trail.visit(row.id)
    reader.diploread.desk.mark_read(row.id)
    reader.results.read.add(row.id)
    reader.results.refresh()
    reader.go("article")
    if reader.view.hits and reader.view.target is None:
        step(reader, "hit", 1, wrap=False)
