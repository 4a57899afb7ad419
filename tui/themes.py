"""Themes from YAML, checked before Textual sees them: a bad colour would end the app there."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diploread.config.problems import ConfigError
from diploread.config.theme_names import BUILT_IN

if TYPE_CHECKING:
    from textual.theme import Theme

COLOURS: Final = (
    "primary", "secondary", "accent", "warning", "error", "success", "foreground", "background",
    "surface", "panel", "boost",
)  # fmt: skip
VARIABLES: Final = (
    "bright", "dim", "faint", "rule", "cursor", "cursor-blurred", "entity-person", "entity-org",
    "entity-place", "entity-date", "quote-direct", "quote-mixed", "quote-indirect", "quote-scare",
    "hit", "hit-text", "removed", "inferred",
)  # fmt: skip


def load_theme(name: str, own: Path | None = None) -> Theme:
    """A theme by name: ``NAME.yaml`` in the user's folder ``own``, else a built-in one.

    Raises ConfigError, naming file and field, for what cannot be used.
    """
    path = own / f"{name}.yaml" if own is not None else None
    if path is not None and path.is_file():
        return theme_of(path.read_text("utf-8"), str(path))
    if name in BUILT_IN:
        return _built_in(name)
    raise ConfigError(f'no theme "{name}"', f"built in are {', '.join(BUILT_IN)}")


@cache
def _built_in(name: str) -> Theme:
    """Read once: the fall-back variables are asked for at every change of style."""
    file = resources.files("diploread.config.defaults") / "themes" / f"{name}.yaml"
    return theme_of(file.read_text("utf-8"), f"{name}.yaml")


def theme_of(text: str, file: str) -> Theme:
    """A checked theme from YAML text."""
    from textual.theme import Theme

    fields, lines = _plain(text, file)
    variables = fields.get("variables") or {}
    if not isinstance(variables, dict):
        raise ConfigError(f"{file}: variables: must be names and colours")
    colours = {key: str(fields[key]) for key in COLOURS if fields.get(key) is not None}
    if "primary" not in colours:
        raise ConfigError(f"{file}: primary: is missing")
    unknown = set(fields) - set(COLOURS) - {"name", "dark", "ansi", "variables"}
    for key in sorted(map(str, unknown)):
        raise ConfigError(f"{file}:{lines.get(key, 1)}: {key}: is no field of a theme")
    checked = {str(key): str(value) for key, value in variables.items()}
    _check(colours, file)
    _check({key: checked[key] for key in VARIABLES if key in checked}, file)
    return Theme(
        name=str(fields.get("name", Path(file).stem)),
        dark=fields.get("dark", True) is True,
        ansi=fields.get("ansi", False) is True,
        variables=checked,
        **colours,  # type: ignore[arg-type]
    )


def _plain(text: str, file: str) -> tuple[dict[str, object], dict[str, int]]:
    """The fields of a theme, and the lines they stand on."""
    from diploread.config.strict_yaml import parse

    root = parse(text, file)
    if root is None or not isinstance(root.value, dict):
        raise ConfigError(f"{file}:1: a theme is a list of names and colours")
    fields: dict[str, object] = {}
    for key, item in root.value.items():
        inner = item.value
        named = isinstance(inner, dict)
        if isinstance(inner, list) or (inner is not None and named != (key == "variables")):
            raise ConfigError(f"{file}:{item.line}: {key}: is not written like this")
        fields[key] = {k: v.value for k, v in inner.items()} if isinstance(inner, dict) else inner
    return fields, root.key_lines


def _check(colours: dict[str, str], file: str) -> None:
    from textual.color import Color, ColorParseError

    for key, value in colours.items():
        try:
            Color.parse(value)
        except ColorParseError:
            raise ConfigError(f'{file}: {key}: "{value}" is no colour', "write #rrggbb") from None
