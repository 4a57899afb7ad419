"""Colours as settings and themes write them, read without the terminal library, and contrast.

``#rgb``, ``#rrggbb``, a name of CSS, or one of the sixteen colours of the terminal by a name such
as ``ansi_red``, whose look nobody knows but the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from .visible import visible_line

HUES: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
TERMINAL: Final = (
    "ansi_default",
    *(f"ansi_{hue}" for hue in HUES),
    *(f"ansi_bright_{hue}" for hue in HUES),
)
LEGIBLE: Final = 3.0
"""Least contrast of a text with its ground: what WCAG 2 asks of large letters and of signs."""
Rgb = tuple[int, int, int]

_HEX: Final = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")


def rgb(text: str) -> Rgb | None:
    """Red, green and blue from 0 to 255; None for a colour of the terminal, or for none at all."""
    if match := _HEX.match(text):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if text.startswith("#") or text in TERMINAL:
        return None
    named = _names().get(text)
    return rgb(named) if named is not None else None


def colour_problem(text: str) -> tuple[str, str] | None:
    """What is wrong with a colour, and a hint; None if nothing is."""
    if _HEX.match(text) or text in TERMINAL or text in _names():
        return None
    shown = visible_line(text[:40])
    if _HEX.match(f"#{text}"):
        return f'"{shown}" is no colour', f'did you mean "#{text}"? (with the quotes)'
    from difflib import get_close_matches

    close = get_close_matches(text, (*_names(), *TERMINAL), 1, 0.6)
    hint = f"did you mean {close[0]}?" if close else 'write "#rrggbb", a name as in CSS or ansi_red'
    return f'"{shown}" is no colour', hint


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG 2 has it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def faint(colours: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Which colours of a theme can hardly be read: name, the name of the ground, the contrast.

    Grounds (quotes) are held against the text, all others against the background, and the letters
    of a hit against its ground. What only the terminal knows is left out.
    """
    known = {name: value for name, text in colours.items() if (value := rgb(text)) is not None}
    found: list[tuple[str, str, float]] = []
    for name in LETTERS:
        ground = "hit" if name == "hit-text" else "background"
        found += _between(known, name, ground)
    for name in GROUNDS:
        found += _between(known, name, "foreground")
    return found


def letters_on(text: str) -> str:
    """Black or white, whichever can be read on a colour."""
    ground = rgb(text)
    if ground is None:
        return "ansi_black"
    dark = contrast((0, 0, 0), ground) >= contrast((255, 255, 255), ground)
    return "#000000" if dark else "#ffffff"


LETTERS: Final = (
    "foreground", "bright", "dim", "faint", "accent", "error", "entity-person", "entity-org",
    "entity-place", "entity-date", "removed", "inferred", "hit-text",
)  # fmt: skip
GROUNDS: Final = ("quote-direct", "quote-mixed", "quote-indirect", "quote-scare")
HIGHLIGHTS: Final = (
    "hit", "hit-text", "entity-person", "entity-org", "entity-place", "entity-date", *GROUNDS,
    "removed", "inferred",
)  # fmt: skip
"""Colours that ``ui.colors`` may change, by the names they have in themes."""


def _between(known: Mapping[str, Rgb], name: str, ground: str) -> list[tuple[str, str, float]]:
    if name not in known or ground not in known:
        return []
    ratio = contrast(known[name], known[ground])
    return [(name, ground, ratio)] if ratio < LEGIBLE else []


def _luminance(colour: Rgb) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _names() -> Mapping[str, str]:
    """The names of CSS; read when a colour is no number."""
    from importlib import resources

    from .strict_yaml import parse, values

    file = resources.files("diploread.config.defaults") / "colours.yaml"
    found: dict[str, str] = values(parse(file.read_bytes(), "colours.yaml"))
    return found
