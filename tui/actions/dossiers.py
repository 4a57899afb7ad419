"""Dossiers by a sheet: the current one, new ones, other names, dissolving; filing bookmarks."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from diploread.tui.labels import counted
from diploread.tui.screens.chooser import Choice, Chooser
from diploread.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp

NONE = ("none", "")
Chosen = tuple[str, str]


async def manage(app: DiploreadApp) -> tuple[str, str]:
    """Choose a dossier, then what to do with it; what to tell, and the dossier to be shown."""
    desk, held = app.desk, app.desk.notebook.dossiers()
    current = desk.current_dossier
    choices: list[Choice[Chosen]] = [
        Choice(
            one.name,
            ("take", one.name),
            f"{len(one.entries):,}" + (" · current" if one.name == current else ""),
        )
        for one in held
    ]
    if current:
        choices.append(Choice("no dossier", NONE, "new bookmarks go into none"))
    chosen = await app.push_screen_wait(
        Chooser(
            "Dossiers", choices, free=lambda typed: ("new", typed),
            hint="choose one, or type the name of a new one", placeholder="a name",
        )
    )  # fmt: skip
    if chosen is None:
        return "", ""
    act, name = chosen
    if act == "take":
        return await _act_on(app, name)
    await desk.act(desk.notebook.choose_dossier, name or None)
    return (f"new bookmarks go into {name}" if name else "no dossier is current"), ""


async def _act_on(app: DiploreadApp, name: str) -> tuple[str, str]:
    desk, notebook = app.desk, app.desk.notebook
    count = next((len(one.entries) for one in notebook.dossiers() if one.name == name), 0)
    choices = [
        Choice("make it the current one: new bookmarks go into it", "current"),
        Choice("show its bookmarks", "show"),
        Choice("give it another name", "rename"),
        Choice("dissolve it; its bookmarks stay", "delete"),
    ]
    if name == desk.current_dossier:
        choices[0] = Choice("new bookmarks shall not go into it any more", "leave")
    act = await app.push_screen_wait(Chooser(f"{name} · {counted(count, 'bookmark')}", choices))
    if act == "show":
        return "", name
    if act == "current":
        await desk.act(notebook.choose_dossier, name)
        return f"new bookmarks go into {name}", ""
    if act == "leave":
        await desk.act(notebook.choose_dossier, None)
        return "no dossier is current", ""
    if act == "delete":
        await desk.act(notebook.delete_dossier, name)
        return f"{name} is dissolved; {app.keymap.first('app.undo')} undoes", ""
    if act == "rename":
        new = await app.push_screen_wait(Prompt("Another name", name))
        if new and new != name:
            await desk.act(notebook.rename_dossier, name, new)
            return f"{name} is now {new}", ""
    return "", ""


async def file_away(app: DiploreadApp, ids: Collection[str], shown: str) -> str:
    """Put bookmarks into a dossier, or take them out of the one that is shown; what to tell."""
    desk, notebook = app.desk, app.desk.notebook
    choices: list[Choice[Chosen]] = [
        Choice(f"into {one.name}", ("into", one.name), f"{len(one.entries):,}")
        for one in notebook.dossiers()
        if one.name != shown
    ]
    if shown:
        choices += [
            Choice(f"move from {shown} to {choice.value[1]}", ("move", choice.value[1]))
            for choice in list(choices)
        ]
        choices.append(Choice(f"take out of {shown}", ("out", shown), "stays bookmarked"))
    chosen = await app.push_screen_wait(
        Chooser(
            f"File {counted(len(ids), 'bookmark')}", choices,
            free=lambda typed: ("into", typed), hint="or type the name of a new dossier",
            placeholder="a name",
        )
    )  # fmt: skip
    if chosen is None:
        return ""
    act, name = chosen
    if act == "out":
        await desk.act(notebook.take_out, name, list(ids))
        return f"taken out of {name}"
    if act == "move":
        await desk.act(notebook.refile, shown, name, list(ids))
        return f"moved from {shown} to {name}"
    await desk.act(notebook.file_into, name, list(ids))
    return f"filed into {name}"
