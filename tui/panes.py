"""The panes of the reader: their order and their widths, as set, as the keys left them.

Widths are parts of a hundred of the window, so that they hold in any window. What the stylesheet
does for a zoomed pane and for narrow windows goes before them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from diploread.config.settings import UiSettings
    from diploread.tui.screens.reader import ReaderScreen
    from textual.widget import Widget

STEP: Final = 3
"""Parts of a hundred that a key adds or takes."""
LEAST: Final = 12
MOST: Final = 70
ROOM: Final = 34
"""Cells that the article keeps at least."""
MIDDLING: Final = 36 / 28
"""How much more of a window under 100 columns the results take: there is no panel beside them."""
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
    return any(map(reader.has_class, ("-narrow", "-normal", "-floating")))


def fit(reader: ReaderScreen) -> None:
    """Give the panes their widths; for a new size of the window, a zoom, a key."""
    from diploread.config.settings import UiSettings

    narrow = reader.size.width < 80
    out = "panel" not in reader.diploread.settings.ui.panes
    reader.set_class(out and not narrow, "-floating")
    free = narrow or reader.has_class("zoomed")
    usual = {"results": UiSettings().results_width, "panel": UiSettings().panel_width}
    for name, part in widths(reader).items():
        column = _column(reader, name)
        if free or part == usual[name]:  # as the stylesheet has it
            column.styles.width = column.styles.min_width = column.styles.max_width = None
        else:
            column.styles.width = _cells(reader, name, part)
            column.styles.min_width, column.styles.max_width = 12, "80%"


def resize(reader: ReaderScreen, by: int) -> str:
    """Widen (1) or narrow (-1) the pane that has the focus; how it stands now, in words."""
    from dataclasses import replace

    if reader.size.width < 80 or reader.has_class("zoomed"):
        return "only one pane is shown"
    now = widths(reader)
    beside = [name for name in NAMES if name == "results" or not floats(reader)]
    names = [reader.pane] if reader.pane != "article" else beside
    sign = by if reader.pane != "article" else -by
    wanted = {**now, **{name: min(max(now[name] + sign * STEP, LEAST), MOST) for name in names}}
    taken = sum(_cells(reader, name, wanted[name]) for name in beside)
    too_much = taken > reader.size.width - ROOM and wanted != now and sign > 0
    if wanted == now or too_much:
        return f"the {reader.pane} cannot be {'wider' if by > 0 else 'narrower'}"
    app = reader.diploread
    app.place = replace(app.place, results_width=wanted["results"], panel_width=wanted["panel"])
    fit(reader)
    if reader.pane == "article":
        return f"{reader.size.width - taken} columns for the article"
    return f"{_cells(reader, reader.pane, wanted[reader.pane])} columns for the {reader.pane}"


def _column(reader: ReaderScreen, name: str) -> Widget:
    return reader.query_one("#left" if name == "results" else "#right")


def _cells(reader: ReaderScreen, name: str, part: int) -> int:
    whole = reader.size.width
    if name == "panel" and floats(reader):
        return min(whole * part * 3 // 200 + 1, whole - 12)
    share = part * (MIDDLING if name == "results" and reader.has_class("-normal") else 1)
    return max(round(whole * share / 100), 12)
