"""``u`` and ``U``: one history for the notebook and for everything that was set right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diploread.tui.actions.notebook import refresh
from diploread.tui.actions.registry import action
from diploread.tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp
    from diploread.tui.history import Step


@action("app.undo")
async def undo(reader: ReaderScreen) -> None:
    told = await undone(reader.diploread)
    refresh(reader)
    reader.say(told or "nothing to undo in this session", "text" if told else "dim")


@action("app.redo")
async def redo(reader: ReaderScreen) -> None:
    told = await done_again(reader.diploread)
    refresh(reader)
    reader.say(told or "nothing was undone that could be done again", "text" if told else "dim")


async def undone(app: DiploreadApp) -> str:
    """Take the last change back; what to tell, or nothing where there is none."""
    step = await app.desk.undo()
    await _follow(app, step)
    return f"undone: {step.label} · {app.keymap.first('app.redo')} does it again" if step else ""


async def done_again(app: DiploreadApp) -> str:
    """Do again what was taken back last; what to tell."""
    step = await app.desk.redo()
    await _follow(app, step)
    return f"done again: {step.label}" if step else ""


async def _follow(app: DiploreadApp, step: Step | None) -> None:
    """A correction that came or went is shown at once; the library follows beside it."""
    if step is None or step.correction is None:
        return
    from diploread.tui.actions.anew import look_again

    reader = app.screen_stack[0]
    if isinstance(reader, ReaderScreen):
        await look_again(reader)
    app.index_again()
