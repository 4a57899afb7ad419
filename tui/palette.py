"""The command line behind ``:``: every action by name, and a few commands with an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diploread.config.keys import APART, KEYS
from diploread.tui.keys import Keymap
from diploread.tui.screens.chooser import Choice

if TYPE_CHECKING:
    from diploread.tui.screens.reader import ReaderScreen

COMMANDS: Final = {
    "query": "query WORDS: search the library",
    "sort": "sort date|-date|relevance|source|speaker",
    "export": "export FILE: write bookmarks; the ending says the format",
    "theme": "theme dusk|paper|sixteen",
    "quit": "quit",
}


def choices(keymap: Keymap) -> list[Choice[str]]:
    """Every action, with its keys beside it."""
    return [
        Choice(key.description, key.id, keymap.shown(key.id))
        for key in KEYS
        if key.area not in APART and key.id != "app.palette"
    ]


def run(reader: ReaderScreen, chosen: str) -> None:
    """An action's id, or a command as typed."""
    if any(key.id == chosen for key in KEYS):
        reader.dispatch(chosen)
        return
    verb, _, argument = chosen.strip().lstrip(":").partition(" ")
    argument = argument.strip()
    if verb in ("q", "quit"):
        reader.app.exit()
    elif verb in ("query", "search"):
        reader.line.put(argument)
        reader.search()
        reader.go("results")
    elif verb == "sort":
        reader.sort = argument
        reader.search()
    elif verb == "theme":
        reader.diploread.use_theme(argument)
    elif verb == "export" and argument:
        from diploread.tui.actions.exporting import export_to

        export_to(reader, argument)
    else:
        reader.say(f'no command "{chosen}"; there are {", ".join(COMMANDS)}', "warn")
