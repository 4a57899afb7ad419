"""Settings from all their places, each value with where it came from.

In order of rank: the defaults, the user's file, the file a library carries, the environment
(``DIPLOREAD_UI_THEME=paper``), ``--set NAME=VALUE``, and what the caller itself insists on. Entries
of a mapping add up over the places; of everything else the last value counts.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, Final

from .key_check import key_problems
from .paths import CONFIG_VARIABLE, LIBRARY_NAME, Paths, absolute
from .problems import ConfigError, Problem
from .schema import FROM_LIBRARY, Setting, Unfit, checked, nearest, sections, settings_table
from .settings import Settings
from .strict_yaml import SIZE_LIMIT, Item, YamlError, parse, read_regular, shown
from .theme_names import theme_problem
from .visible import visible_line

FLAGS_VARIABLE: Final = "DIPLOREAD_SET"
"""Carries ``--set`` on to the processes that diploread starts: NAME=VALUE, one a line."""
DEFAULT: Final = "default"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings and all there is to say about them."""

    settings: Settings
    origins: Mapping[str, str]
    """Dotted name -> where its value came from: ``default``, ``FILE:LINE``, ``$NAME``, ``--set``.
    Entries of a mapping have a name of their own: ``keys.reader.next_hit``."""
    files: tuple[Path, ...]
    """The configuration files that were read, in order of rank."""
    problems: tuple[Problem, ...] = ()
    """What was off; the value at fault is as if it were not there."""


@dataclass(slots=True)
class _Gathered:
    """What has been read so far."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    library_problems: list[Problem] = field(default_factory=list)


def load(config: Path | None, library_root: Path | None, flags: Mapping[str, object]) -> Loaded:
    """The settings that hold; raises ConfigError for the first mistake the user has made.

    ``config`` is the file of ``--config``, else the usual one is read if it is there. A mistake in
    the file of the library does not stop reading: it is among the problems.
    """
    loaded, own = _gather(config, library_root, flags)
    if own:
        more = len(own) - 1
        rest = f" (and {more} more: diploread config check)" if more else ""
        raise ConfigError(f"{own[0]}{rest}")
    return loaded


def examine(config: Path | None, library_root: Path | None, flags: Mapping[str, object]) -> Loaded:
    """The same, with every mistake among the problems; raises only where there is no such file."""
    return _gather(config, library_root, flags)[0]


def _gather(
    config: Path | None, library_root: Path | None, flags: Mapping[str, object]
) -> tuple[Loaded, list[Problem]]:
    made = _Gathered()
    _user_file(made, config)
    if library_root is not None:
        _library_file(made, library_root)
    _environment(made, os.environ)
    for name, value in flags.items():
        _put(made, name, _item(value), "flag", ("flag", 0), made.problems)
    _check_keys(made)
    _check_theme(made)
    settings = _settings(made.values)
    origins = {name: made.origins.get(name, DEFAULT) for name in settings_table()}
    origins.update(made.origins)
    problems = (*made.problems, *made.library_problems)
    return Loaded(settings, origins, tuple(made.files), problems), made.problems


# --- the places ---------------------------------------------------------------------------------


def _user_file(made: _Gathered, config: Path | None) -> None:
    path = absolute(config) if config is not None else Paths.default().config_file
    asked = config is not None or bool(os.environ.get(CONFIG_VARIABLE))
    try:
        data = read_regular(path, SIZE_LIMIT)
    except FileNotFoundError:
        if asked:
            raise ConfigError(f"{path}: there is no such file", "diploread config init") from None
        return
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    made.files.append(path)
    _file(made, path, data, made.problems, None)


def _library_file(made: _Gathered, root: Path) -> None:
    """The file at the top of a library: never through a link, never more than it may set."""
    path = (root if root.is_dir() else root.parent) / LIBRARY_NAME
    try:
        data = read_regular(path, SIZE_LIMIT, follow=False)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        link = error.errno == errno.ELOOP
        what = "a link, which is not followed" if link else f"cannot be read ({error.strerror})"
        made.library_problems.append(Problem(str(path), 0, what))
        return
    made.files.append(path)
    _file(made, path, data, made.library_problems, FROM_LIBRARY)


def _environment(made: _Gathered, environment: Mapping[str, str]) -> None:
    for section in sections():
        prefix = f"DIPLOREAD_{section.upper()}_"
        for variable in sorted(name for name in environment if name.startswith(prefix)):
            name = f"{section}.{variable.removeprefix(prefix).lower()}"
            _assign(made, name, environment[variable], f"${variable}")
    for line in environment.get(FLAGS_VARIABLE, "").splitlines():
        name, _, written = line.partition("=")
        _assign(made, name.strip(), written, "--set")


def _assign(made: _Gathered, name: str, written: str, origin: str) -> None:
    """A value written as YAML on one line."""
    try:
        item = parse(written, origin) or Item(None, 1)
    except YamlError as error:
        made.problems.append(error.problem)
        return
    _put(made, name, item, origin, (origin, 0), made.problems)


# --- one file -----------------------------------------------------------------------------------


def _file(
    made: _Gathered, path: Path, data: bytes, problems: list[Problem], only: frozenset[str] | None
) -> None:
    file = str(path)
    try:
        tree = parse(data, file)
    except YamlError as error:
        problems.append(error.problem)
        return
    if tree is None or tree.value is None:
        return
    if not isinstance(tree.value, dict):
        problems.append(Problem(file, tree.line, "must be sections", "for example  ui:"))
        return
    for name, item, line in _entries(tree, file, problems):
        if only is not None and name in settings_table() and name not in only:
            what = f"{name} cannot be set by the file of a library"
            problems.append(Problem(file, line, what, "set it in your own file"))
        else:
            _put(made, name, item, f"{file}:{line}", (file, line), problems)


def _entries(tree: Item, file: str, problems: list[Problem]) -> Iterator[tuple[str, Item, int]]:
    """Dotted names with their values; what has no known section is a problem."""
    assert isinstance(tree.value, dict)
    for section, item in tree.value.items():
        line = tree.key_lines[section]
        if section in settings_table():
            yield section, item, line
        elif section not in sections():
            hint = nearest(section, sections())
            problems.append(Problem(file, line, f'unknown section "{shown(section)}"', hint))
        elif isinstance(item.value, dict):
            for name, inner in item.value.items():
                yield f"{section}.{name}", inner, item.key_lines[name]
        elif item.value is not None:
            what = f'{section}: "{shown(item.value)}" is no group of settings'
            problems.append(Problem(file, line, what, f"write its settings below {section}:"))


def _put(
    made: _Gathered,
    name: str,
    item: Item,
    origin: str,
    place: tuple[str, int],
    problems: list[Problem],
) -> None:
    file, line = place
    setting = settings_table().get(name)
    if setting is None and (outer := _mapping_of(name)):
        inner = name.removeprefix(f"{outer.name}.")
        name, setting = outer.name, outer
        item = Item({inner: item}, item.line, {inner: line})
    if setting is None:
        hint = nearest(name, tuple(settings_table()))
        problems.append(Problem(file, line, f'unknown setting "{shown(name)}"', hint))
        return
    try:
        value = checked(setting, item)
    except Unfit as error:
        at = (error.line or line) if line else 0
        problems.append(Problem(file, at, f"{name}: {error.what}", error.hint))
        return
    made.origins[name] = origin
    if not setting.is_mapping:
        made.values[name] = value
        return
    assert isinstance(value, dict)
    made.values[name] = {**made.values.get(name, {}), **value}
    for key in value:
        at = item.key_lines.get(key, line) if line else 0
        made.places[f"{name}.{key}"] = (file, at)
        made.origins[f"{name}.{key}"] = f"{file}:{at}" if at else origin


def _mapping_of(name: str) -> Setting | None:
    """The mapping of which a dotted name is an entry, as in ``keys.reader.next_hit``."""
    for setting in settings_table().values():
        if setting.is_mapping and name.startswith(f"{setting.name}."):
            return setting
    return None


def _item(value: object) -> Item:
    """The value of a flag as if it had been read from YAML."""
    if isinstance(value, Mapping):
        return Item({str(key): _item(inner) for key, inner in value.items()}, 0)
    if isinstance(value, list | tuple):
        return Item([_item(inner) for inner in value], 0)
    assert value is None or isinstance(value, str | int | float)
    return Item(value, 0)


def _check_keys(made: _Gathered) -> None:
    keys = made.values.get("keys", {})
    for action, what, hint in key_problems(keys):
        file, line = made.places.get(f"keys.{action}", ("keys", 0))
        made.problems.append(Problem(file, line, f"keys: {visible_line(what)}", hint))
        keys.pop(action, None)


def _check_theme(made: _Gathered) -> None:
    """A theme that is not there is refused by every command, not first by the app."""
    name = made.values.get("ui.theme")
    found = theme_problem(name) if name is not None else None
    if found is not None:
        place, _, line = made.origins["ui.theme"].rpartition(":")
        file, number = (place, int(line)) if line.isdigit() else (made.origins["ui.theme"], 0)
        made.problems.append(Problem(file, number, *found))
        del made.values["ui.theme"], made.origins["ui.theme"]


def _settings(values: Mapping[str, Any]) -> Settings:
    """The dataclasses from dotted names."""
    given: dict[str, Any] = {}
    for outer in fields(Settings):
        if outer.name in values:
            given[outer.name] = values[outer.name]
            continue
        default = getattr(Settings(), outer.name)
        if is_dataclass(default) and not isinstance(default, type):
            prefix = f"{outer.name}."
            inner = {k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix)}
            given[outer.name] = type(default)(**inner)
    return Settings(**given)
