"""The ``?`` sheet: made from the live keymap, so that it cannot be wrong."""

from __future__ import annotations

from diploread.config.keys import AREAS, KEYS
from diploread.tui.keys import Keymap
from diploread.tui.screens.chooser import Choice


def help_choices(keymap: Keymap, *, first: str = "") -> list[Choice[str]]:
    """Every action with its keys, by area; the area of the pane one is in comes first."""
    areas = sorted(AREAS, key=lambda area: area != first)
    out: list[Choice[str]] = []
    for area in areas:
        out.append(Choice(AREAS[area], "", heading=True))
        out += [
            Choice(f"{keymap.shown(key.id):<18} {key.description}", key.id, key.id, spare=True)
            for key in KEYS
            if key.area == area
        ]
    return out
