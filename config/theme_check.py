"""Themes read and checked without the terminal library: every mistake with its line.

A bad colour would end the app when it is shown, and a misspelt name would be taken in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .colours import HIGHLIGHTS, LEGIBLE, colour_problem, faint
from .problems import ConfigError, Problem
from .strict_yaml import Item, parse_file, shown

COLOURS: Final = (
    "primary", "secondary", "accent", "warning", "error", "success", "foreground", "background",
    "surface", "panel", "boost",
)  # fmt: skip
SWITCHES: Final = ("dark", "ansi")
VARIABLES: Final = (
    "bright", "dim", "faint", "rule", "cursor", "cursor-blurred", *HIGHLIGHTS,
)  # fmt: skip
STYLES: Final = ("quote-style", "reported-style", "cursor-style", "input-cursor-text-style")
STYLE_WORDS: Final = ("none", "bold", "dim", "italic", "reverse", "underline")
FURTHER: Final = (
    "scrollbar", "scrollbar-hover", "scrollbar-active", "scrollbar-background",
    "scrollbar-background-hover", "scrollbar-background-active", "scrollbar-corner-color",
    "input-cursor-background", "input-cursor-foreground", "input-selection-background",
    "input-selection-foreground", "screen-selection-background", "screen-selection-foreground",
    "border", "border-blurred", "block-cursor-foreground", "block-cursor-background",
    "block-hover-background", "ansi-background", "ansi-foreground",
)  # fmt: skip
"""Colours of the terminal library that themes of few colours have to set."""


@dataclass(slots=True)
class ThemeFile:
    """A theme as read; where there are problems, what is at fault is left out."""

    file: str
    colours: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    switches: dict[str, bool] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def notices(self) -> list[Problem]:
        """Colours that can hardly be read; they are taken all the same."""
        return [
            Problem(self.file, self.lines.get(name, 0), f"{name} {hardly(ground, ratio)}")
            for name, ground, ratio in faint({**self.colours, **self.variables})
        ]


def check_theme_file(path: Path) -> ThemeFile:
    """A theme from a file; never raises for what stands in it."""
    try:
        return check_theme(parse_file(path), str(path))
    except ConfigError as error:
        found = ThemeFile(str(path))
        found.problems.append(getattr(error, "problem", None) or Problem(str(path), 0, str(error)))
        return found


def check_theme(root: Item | None, file: str) -> ThemeFile:
    """A theme from YAML that has been read."""
    found = ThemeFile(file)
    if root is None or not isinstance(root.value, dict):
        found.problems.append(Problem(file, 1, "a theme is a list of names and colours"))
        return found
    for name, item in root.value.items():
        line = root.key_lines[name]
        found.lines[name] = line
        for what, hint in _field(found, name, item, file):
            found.problems.append(Problem(file, line, f"{shown(name)}: {what}", hint))
    if "primary" not in root.value:
        hint = "the one colour a theme must have"
        found.problems.append(Problem(file, 1, "primary: is missing", hint))
    return found


def _field(found: ThemeFile, name: str, item: Item, file: str) -> Iterator[tuple[str, str]]:
    if name == "variables":
        if isinstance(item.value, dict):
            found.problems += _variables(found, item, file)
        elif item.value is not None:
            yield "is not written like this", "write names and colours below it"
    elif name == "name":
        if item.value != Path(file).stem:
            yield f'is "{shown(item.value)}", but the file is {Path(file).name}', "leave it out"
    elif name in SWITCHES:
        if isinstance(item.value, bool):
            found.switches[name] = item.value
        else:
            yield f'"{shown(item.value)}" is neither true nor false', ""
    elif name in COLOURS:
        wrong = _colour(item)
        if wrong is None:
            found.colours[name] = str(item.value)
        else:
            yield wrong
    else:
        below = name in (*VARIABLES, *STYLES, *FURTHER)
        hint = "it belongs below variables:" if below else _nearest(name, (*COLOURS, *SWITCHES))
        yield "is no field of a theme", hint


def _variables(found: ThemeFile, group: Item, file: str) -> Iterator[Problem]:
    assert isinstance(group.value, dict)
    for name, item in group.value.items():
        line = found.lines[name] = group.key_lines[name]
        wrong: tuple[str, str] | None
        if name in STYLES:
            wrong = _style(item)
        elif name in VARIABLES or name in FURTHER:
            wrong = _colour(item)
        else:
            wrong = "is no variable of a theme", _nearest(name, (*VARIABLES, *STYLES, *FURTHER))
        if wrong is None:
            found.variables[name] = str(item.value)
        else:
            yield Problem(file, line, f"{shown(name)}: {wrong[0]}", wrong[1])


def _colour(item: Item) -> tuple[str, str] | None:
    if item.value is None:
        return "there is no colour", 'a colour with # stands in quotes: "#rrggbb"'
    if isinstance(item.value, list | dict):
        return "is not written like this", 'write "#rrggbb"'
    return colour_problem(str(item.value))


def _style(item: Item) -> tuple[str, str] | None:
    words = str(item.value or "none").split()
    bad = [word for word in words if word not in STYLE_WORDS]
    if not bad:
        return None
    return f'"{shown(bad[0])}" is no style', _nearest(bad[0], STYLE_WORDS)


def hardly(ground: str, ratio: float) -> str:
    """A contrast that is too weak, in words."""
    other = "under the text" if ground == "foreground" else f"on {ground}"
    return f"can hardly be read {other} (contrast {ratio:.1f}, at least {LEGIBLE:.0f} is wanted)"


def _nearest(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1, 0.5)
    return f"did you mean {close[0]}?" if close else ""
