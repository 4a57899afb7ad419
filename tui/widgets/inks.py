"""What each part of our lines is painted with: names, and the variables of the theme behind them.

As component classes of the stylesheet these cost a third of the first paint: Textual works out each
of them for each widget, and there are two hundred. Here they are made once a theme, for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.style import Style
from textual.color import Color

Ink = tuple[str, str, str]
"""Variables of the theme for the letters, the ground and the style (or words of a style); empty
for what stays as it is."""

ROWS: Final[Mapping[str, Ink]] = {
    "title": ("bright", "", "bold"), "heading": ("bright", "", "bold"),
    "unread": ("bright", "", ""), "read": ("dim", "", ""), "text": ("foreground", "", ""),
    "dim": ("dim", "", ""), "faint": ("faint", "", ""), "accent": ("accent", "", ""),
    "mark": ("accent", "", ""), "hit": ("accent", "", ""), "warn": ("error", "", ""),
    "person": ("entity-person", "", ""), "org": ("entity-org", "", ""),
    "place": ("entity-place", "", ""), "date": ("entity-date", "", ""),
    "quote": ("foreground", "", "italic"),
    "direct": ("foreground", "quote-direct", "$quote-style"),
    "mixed": ("foreground", "quote-mixed", "$quote-style"),
    "indirect": ("foreground", "quote-indirect", "$reported-style"),
    "scare": ("foreground", "quote-scare", ""), "found": ("hit-text", "hit", ""),
    "cursor": ("", "cursor", "$cursor-style"), "cursor-blurred": ("", "cursor-blurred", ""),
}  # fmt: skip
ARTICLE: Final[Mapping[str, Ink]] = {
    "title": ("bright", "", "bold"), "head": ("dim", "", ""),
    "person": ("entity-person", "", ""), "org": ("entity-org", "", ""),
    "place": ("entity-place", "", ""), "date": ("entity-date", "", ""),
    "direct": ("", "quote-direct", "$quote-style"), "mixed": ("", "quote-mixed", "$quote-style"),
    "indirect": ("", "quote-indirect", "$reported-style"), "scare": ("", "quote-scare", ""),
    "hit": ("hit-text", "hit", ""), "current": ("", "", "underline"),
    "chosen": ("", "", "reverse"), "removed": ("removed", "", "italic"),
    "fold": ("removed", "", "italic"), "mark": ("accent", "", ""),
}  # fmt: skip

_made: dict[int, tuple[Mapping[str, str], dict[str, Style]]] = {}


def styles(inks: Mapping[str, Ink], variables: Mapping[str, str]) -> dict[str, Style]:
    """The styles of a table in a theme; made once for both, as long as they are the same."""
    kept = _made.get(id(inks))
    if kept is None or kept[0] is not variables:
        made = {name: _style(ink, variables) for name, ink in inks.items()}
        kept = _made[id(inks)] = variables, made
    return kept[1]


def _style(ink: Ink, variables: Mapping[str, str]) -> Style:
    letters, ground, words = ink
    if words.startswith("$"):
        words = variables.get(words[1:], "none")
    return Style(
        color=Color.parse(variables[letters]).rich_color if letters else None,
        bgcolor=Color.parse(variables[ground]).rich_color if ground else None,
    ) + Style.parse(words if words != "none" else "")
