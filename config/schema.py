"""What settings there are and which values they take, read off the classes in ``settings.py``."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from .settings import Between, Fit, Settings
from .strict_yaml import Item, shown
from .visible import visible_line

FROM_LIBRARY: Final = frozenset({
    "reading.encodings", "reading.fields", "reading.ignored", "reading.also_ignored",
    "search.dialect", "search.operators", "search.leading_wildcard", "search.searches",
})  # fmt: skip
"""What the file inside a library may set. A folder of articles comes from anywhere: it must not
raise limits, name programs to load, or change keys."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its dotted name, the type with its limits, the default."""

    name: str
    kind: Any
    default: Any

    @property
    def section(self) -> str:
        """The part of the name before the dot; ``keys`` is a setting without section."""
        return self.name.partition(".")[0]

    @property
    def is_mapping(self) -> bool:
        """Whether several files may each give entries of it."""
        return get_origin(self.kind) is Mapping


class Unfit(ValueError):
    """A value that a setting does not take; ``hint`` names what it takes."""

    def __init__(self, what: str, hint: str = "", line: int = 0) -> None:
        super().__init__(what)
        self.what, self.hint, self.line = what, hint, line


@cache
def settings_table() -> Mapping[str, Setting]:
    """Every setting by its dotted name, in the order of the classes."""
    table: dict[str, Setting] = {}
    hints = get_type_hints(Settings, include_extras=True)
    for outer in fields(Settings):
        kind = hints[outer.name]
        if is_dataclass(kind) and isinstance(kind, type):
            inner_hints = get_type_hints(kind, include_extras=True)
            for inner in fields(kind):
                name = f"{outer.name}.{inner.name}"
                table[name] = Setting(name, inner_hints[inner.name], _default(inner))
        else:
            table[outer.name] = Setting(outer.name, kind, _default(outer))
    return types.MappingProxyType(table)


def sections() -> tuple[str, ...]:
    """The names on the first level of the YAML."""
    return tuple(field.name for field in fields(Settings))


def nearest(name: str, known: tuple[str, ...]) -> str:
    """The hint for a misspelt name."""
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    return f"known are {', '.join(known)}" if len(known) <= 12 else ""


def checked(setting: Setting, item: Item) -> object:
    """The value of ``item`` as the setting has it; raises Unfit."""
    return _value(setting.kind, item)


def _default(one: Field[Any]) -> object:
    if one.default_factory is not MISSING:
        return one.default_factory()
    return one.default


def _value(kind: Any, item: Item) -> object:
    origin = get_origin(kind)
    if origin is Annotated:
        inner, limits = get_args(kind)[:2]
        if item.value is None and inner is str:  # as YAML reads what begins with a #
            raise Unfit("there is nothing", "what begins with # is put in quotes", item.line)
        value = _value(inner, item)
        if isinstance(limits, Between):
            return _within(value, limits, item)
        return _fitting(value, limits, item)
    if origin is Literal:
        return _choice(get_args(kind), item)
    if origin is tuple:
        return _list(get_args(kind)[0], item)
    if origin is Mapping:
        names, inner = get_args(kind)
        return _mapping(names, inner, item)
    return _SIMPLE[kind](item)


def _within(value: object, limits: Between, item: Item) -> object:
    assert isinstance(value, int | float)
    if not limits.least <= value <= limits.greatest:
        between = f"{_number(limits.least)} to {_number(limits.greatest)}"
        raise Unfit(f"{shown(item.value)} is out of range", f"from {between}", item.line)
    return value


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value}"


def _choice(choices: tuple[str, ...], item: Item) -> str:
    if isinstance(item.value, str) and item.value in choices:
        return item.value
    raise Unfit(
        f"{_said(item)} is none of {', '.join(choices)}",
        nearest(str(item.value)[:60], choices) if isinstance(item.value, str) else "",
        item.line,
    )


def _fitting(value: object, fit: Fit, item: Item) -> object:
    wrong = fit.problem(value)
    if wrong is not None:
        said = f'"{shown(item.value)}": ' if isinstance(value, str) else ""
        raise Unfit(f"{said}{visible_line(wrong[0])}", wrong[1], item.line)
    return value


def _list(kind: Any, item: Item) -> tuple[object, ...]:
    """A list; a single entry may stand without brackets. Choices stand once, and at least one."""
    items = item.value if isinstance(item.value, list) else [item]
    made = tuple(_value(kind, one) for one in items)
    if get_origin(kind) is Literal:
        if not made:
            raise Unfit("the list is empty", f"known are {', '.join(get_args(kind))}", item.line)
        for at, one in enumerate(made):
            if one in made[:at]:
                raise Unfit(f'"{one}" stands there twice', "", items[at].line)
    return made


def _mapping(names: Any, kind: Any, item: Item) -> Mapping[str, object]:
    if item.value is None:
        return {}
    if not isinstance(item.value, dict):
        raise Unfit(f"{_said(item)} is no list of names and values", "write name: value", item.line)
    if get_origin(names) is Literal:
        for name in item.value:
            _choice(get_args(names), Item(name, item.key_lines.get(name, item.line)))
    return {name: _value(kind, one) for name, one in item.value.items()}


def _text(item: Item) -> str:
    if isinstance(item.value, str):
        return item.value
    if isinstance(item.value, bool):  # "true" as a word is written in quotes
        raise Unfit(f"{_said(item)} is no word", "put it in quotes", item.line)
    if isinstance(item.value, int | float):
        return str(item.value)
    raise Unfit(f"{_said(item)} is no word", "a word or a text is wanted", item.line)


def _flag(item: Item) -> bool:
    if isinstance(item.value, bool):
        return item.value
    raise Unfit(f"{_said(item)} is neither true nor false", "", item.line)


def _whole(item: Item) -> int:
    if isinstance(item.value, int) and not isinstance(item.value, bool):
        return item.value
    raise Unfit(f"{_said(item)} is no whole number", "write it in digits", item.line)


def _real(item: Item) -> float:
    value = item.value
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise Unfit(f"{_said(item)} is no number", "", item.line)


def _said(item: Item) -> str:
    if isinstance(item.value, dict):
        return "a group of settings"
    if isinstance(item.value, list):
        return "a list"
    if isinstance(item.value, bool):
        return str(item.value).lower()
    return "nothing" if item.value is None else f'"{shown(item.value)}"'


_SIMPLE: Final[dict[type, Callable[[Item], object]]] = {
    bool: _flag,
    int: _whole,
    float: _real,
    str: _text,
}
