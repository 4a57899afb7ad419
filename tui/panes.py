"""The panes of the reader: their order and their widths, as set, as the keys left them.

Widths are parts of a hundred of the window, so that they hold in any window. What the stylesheet
does for a zoomed pane and for narrow windows goes before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from diploread.config.settings import UiSettings
    from diploread.tui.screens.reader import ReaderScreen
    from textual.widget import Widget

STEP: Final = 3
"""Parts of a hundred that a key adds or takes."""
LEAST: Final = 12
"""Least part of a hundred, and least columns."""
MOST: Final = 70
ROOM: Final = 34
"""Cells that the article keeps at least."""
MIDDLING: Final = 36 / 28
"""How much more of a window under 100 columns the results take: there is no panel beside them."""
NARROW: Final = 80
"""Columns under which there is one pane at a time."""
WIDE: Final = 100
"""Columns under which there are two, as in the stylesheet."""
NAMES: Final = ("results", "panel")


def in_order(settings: UiSettings) -> tuple[str, ...]:
    """All panes from left to right; one that the setting leaves out comes last."""
    shown = settings.panes
    return (*shown, *(name for name in ("results", "article", "panel") if name not in shown))


def widths(reader: ReaderScreen) -> dict[str, int]:
    """Width of results and panel, in parts of a hundred: as the keys left it, else as set."""
    app = reader.diploread
    ui, place = app.settings.ui, app.place
    return {
        "results": place.results_width or ui.results_width,
        "panel": place.panel_width or ui.panel_width,
    }


def floats(reader: ReaderScreen) -> bool:
    """Whether the panel lies over the article, or takes its place."""
    return reader.size.width < WIDE or reader.has_class("-floating")


def fit(reader: ReaderScreen) -> None:
    """Give the panes their widths; for a new size of the window, a zoom, a key."""
    from diploread.config.settings import UiSettings

    width = reader.size.width
    out = "panel" not in reader.diploread.settings.ui.panes
    reader.set_class(out and width >= NARROW, "-floating")
    free = width < NARROW or reader.has_class("zoomed")
    usual = {"results": UiSettings().results_width, "panel": UiSettings().panel_width}
    for name, part in widths(reader).items():
        column = _column(reader, name)
        if free or (part == usual[name] and width >= WIDE):  # as the stylesheet has it
            column.styles.width = column.styles.min_width = column.styles.max_width = None
        else:
            column.styles.width = _fitting(reader, name)
            column.styles.min_width, column.styles.max_width = LEAST, "88%"
    reader.call_after_refresh(reader.heads)  # they depend on the widths


def resize(reader: ReaderScreen, by: int) -> str:
    """Widen (1) or narrow (-1) the pane that has the focus; how it stands now, in words."""
    from dataclasses import replace

    pane, whole = reader.pane, reader.size.width
    if whole < NARROW or reader.has_class("zoomed"):
        return "only one pane is shown"
    beside = [name for name in NAMES if name == "results" or not floats(reader)]
    inner = pane == "article" or (pane == "panel" and whole < WIDE)
    names, sign = (beside, -by) if inner else ([pane], by)
    now = widths(reader)
    wanted = {**now, **{name: min(max(now[name] + sign * STEP, LEAST), MOST) for name in names}}
    taken = sum(_cells(reader, name, wanted) for name in beside)
    if wanted == now or (taken > whole - ROOM and sign > 0):
        return f"the {pane} cannot be {'wider' if by > 0 else 'narrower'}"
    app = reader.diploread
    ui = app.settings.ui
    results, panel = wanted["results"], wanted["panel"]
    app.place = replace(  # what is as it is set goes on following the setting
        app.place,
        results_width=results if results != ui.results_width else 0,
        panel_width=panel if panel != ui.panel_width else 0,
    )
    fit(reader)
    cells = whole - taken if inner else _cells(reader, pane, wanted)
    return f"{cells} columns for the {pane}"


def _fitting(reader: ReaderScreen, name: str) -> int:
    """Columns of a pane, less where the article would be left without room: widths that were
    chosen in a large window hold in a small one too."""
    parts, whole = widths(reader), reader.size.width
    cells = _cells(reader, name, parts)
    if whole < WIDE or floats(reader):
        return cells
    taken = sum(_cells(reader, one, parts) for one in NAMES)
    room = whole - ROOM
    return cells if taken <= room else cells * room // taken


def _column(reader: ReaderScreen, name: str) -> Widget:
    return reader.query_one("#left" if name == "results" else "#right")


def _cells(reader: ReaderScreen, name: str, parts: Mapping[str, int]) -> int:
    """Columns of a pane. In a window of middling width there are two panes, and the panel covers
    the article: a strip of it beside the panel would be no use."""
    whole, part = reader.size.width, parts[name]
    if whole < WIDE and name == "panel":
        first = in_order(reader.diploread.settings.ui)[0] == "results"
        return whole - _cells(reader, "results", parts) if first else whole
    if whole < WIDE:
        part = round(part * MIDDLING)
    elif name == "panel" and floats(reader):
        part = part * 3 // 2
    return max(whole * part // 100, LEAST)
