"""Actions that belong to no pane: search, palette, help, panes, undo, quit."""

from __future__ import annotations

from diploread.config.keys import APART
from diploread.config.theme_names import BUILT_IN, own_themes
from diploread.tui.actions.registry import action
from diploread.tui.panes import fit, floats, in_order
from diploread.tui.screens.reader import ReaderScreen


@action("app.search")
def search(reader: ReaderScreen) -> None:
    reader.line.focus()
    reader.line.select_all()


@action("app.help")
async def help_sheet(reader: ReaderScreen) -> None:
    """Help is a list one can search, and enter does what it says."""
    from diploread.tui.screens.chooser import Chooser
    from diploread.tui.screens.help import help_choices

    first = {"results": "list", "article": "reader", "panel": "panel"}[reader.pane]
    choices = help_choices(reader.diploread.keymap, first=first)
    sheet = Chooser("Keys", choices, hint="enter does it · esc leaves")
    chosen = await reader.app.push_screen_wait(sheet)
    if chosen and chosen.partition(".")[0] not in APART:
        reader.dispatch(chosen)


@action("app.palette")
async def palette(reader: ReaderScreen) -> None:
    from diploread.tui.screens.command import CommandLine

    todo = await reader.app.push_screen_wait(CommandLine(reader, reader.diploread.commands))
    if todo is not None:
        todo()


@action("app.legend")
async def legend(reader: ReaderScreen) -> None:
    """What the marks mean; enter switches a layer on or off."""
    from diploread.tui.screens.legend import Legend

    hidden = await reader.app.push_screen_wait(Legend(reader.view.hidden))
    if hidden is not None:
        reader.view.hidden = hidden
        reader.view.restyle()
        reader.fill_panel(keep=True)


def _visible_panes(reader: ReaderScreen) -> list[str]:
    return [
        pane
        for pane in in_order(reader.diploread.settings.ui)
        if reader.has_class("-narrow") or reader.pane_widget(pane).region.width > 0
    ]


@action("app.next_pane")
def next_pane(reader: ReaderScreen) -> None:
    panes = _visible_panes(reader)
    at = panes.index(reader.pane) if reader.pane in panes else 0
    reader.go(panes[(at + 1) % len(panes)])


@action("app.previous_pane")
def previous_pane(reader: ReaderScreen) -> None:
    panes = _visible_panes(reader)
    at = panes.index(reader.pane) if reader.pane in panes else 0
    reader.go(panes[(at - 1) % len(panes)])


@action("app.zoom")
def zoom(reader: ReaderScreen) -> None:
    reader.toggle_class("zoomed")
    fit(reader)


@action("app.theme")
def theme(reader: ReaderScreen) -> None:
    paths = reader.diploread.paths
    own = own_themes(paths.config_dir / "themes") if paths is not None else []
    names = [*BUILT_IN, *(name for name in own if name not in BUILT_IN)]
    at = names.index(reader.app.theme) if reader.app.theme in names else -1
    name = names[(at + 1) % len(names)]
    reader.say(f"theme {name}")
    reader.diploread.use_theme(name)


@action("app.redraw")
def redraw(reader: ReaderScreen) -> None:
    reader.app.refresh(repaint=True, layout=True)


@action("app.cancel")
def cancel(reader: ReaderScreen) -> None:
    """One thing at a time: the overlay, what is found or current, then back a pane."""
    if reader.has_class("zoomed"):
        reader.remove_class("zoomed")
        fit(reader)
    elif reader.pane == "panel":
        reader.remove_class("panel-open")
        reader.go("article")
    elif reader.pane == "results" and reader.has_class("panel-open") and floats(reader):
        reader.remove_class("panel-open")
    elif reader.from_panel and reader.pane == "article":
        reader.go("panel")
    elif reader.view.found or reader.view.target is not None:
        reader.view.found, reader.view.target = (), None
        reader.view.restyle()
        reader.say("")
    elif reader.pane == "article":
        reader.go("results")
    elif reader.line.value:
        reader.line.put("")
        reader.search(keep=reader.article.id if reader.article else None)
        reader.say(
            f"every article again · {reader.diploread.keymap.first('list.history')} has the query",
            "dim",
        )


@action("app.back")
def back(reader: ReaderScreen) -> None:
    if reader.pane == "results":
        reader.app.exit()
    else:
        reader.remove_class("panel-open")
        reader.go("article" if reader.pane == "panel" else "results")


@action("app.quit")
def leave(reader: ReaderScreen) -> None:
    reader.app.exit()
