"""Themes as the terminal library has them, from files that :mod:`diploread.config.theme_check` has
read, with the colours that the setting ``ui.colors`` puts in their place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.colours import faint, letters_on
from diploread.config.problems import ConfigError
from diploread.config.theme_check import ThemeFile, check_theme_file, hardly
from diploread.config.theme_names import BUILT_IN, built_in_theme

if TYPE_CHECKING:
    from textual.theme import Theme


def load_theme(name: str, own: Path | None = None) -> Theme:
    """A theme by name: ``NAME.yaml`` in the user's folder ``own``, else a built-in one.

    Raises ConfigError, ``file:line: what``, for what cannot be used. What an own theme leaves out
    is as in the built-in one of its kind: dark, light, or of the terminal's own colours.
    """
    path = own / f"{name}.yaml" if own is not None else None
    if path is not None and path.is_file():
        found = check_theme_file(path)
        if found.problems:
            more = len(found.problems) - 1
            rest = f" (and {more} more: diploread config check)" if more else ""
            raise ConfigError(f"{found.problems[0]}{rest}")
        return _theme(name, found, like(found))
    if name in BUILT_IN:
        return built_in(name)
    raise ConfigError(f'no theme "{name}"', f"built in are {', '.join(BUILT_IN)}")


@cache
def built_in(name: str) -> Theme:
    """Read once: the fall-back variables are asked for at every change of style."""
    return _theme(name, built_in_theme(name))


def like(found: ThemeFile) -> str:
    """The built-in theme that a theme is of a kind with."""
    if found.switches.get("ansi"):
        return "sixteen"
    return "dusk" if found.switches.get("dark", True) else "paper"


def _theme(name: str, found: ThemeFile, base: str = "") -> Theme:
    from textual.theme import Theme

    variables = {**(built_in(base).variables if base else {}), **found.variables}
    return Theme(
        name=name,
        dark=found.switches.get("dark", True),
        ansi=found.switches.get("ansi", False),
        variables=variables,
        **found.colours,  # type: ignore[arg-type]
    )


def with_colours(theme: Theme, colours: Mapping[str, str]) -> tuple[Theme, list[str]]:
    """The theme with other colours of highlights, and a line for each that could not be taken.

    A colour that could hardly be read on this theme is left as it was; letters on a hit follow its
    colour unless they have one of their own.
    """
    from dataclasses import replace

    if not colours:
        return theme, []
    wanted = dict(colours)
    if "hit" in wanted and "hit-text" not in wanted:
        wanted["hit-text"] = letters_on(wanted["hit"])
    whole = {**theme.to_color_system().generate(), **theme.variables, **wanted}
    told: list[str] = []
    for name, ground, ratio in faint(whole):
        if wanted.pop(name, None) is not None and name in colours:
            told.append(f"ui.colors.{name} {hardly(ground, ratio)} in {theme.name}")
    return replace(theme, variables={**theme.variables, **wanted}), told
