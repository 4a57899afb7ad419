"""YAML as configuration needs it: small, flat in meaning, every value with its line.

What makes YAML dangerous or surprising is refused or left out: anchors, aliases and tags (bombs),
deep nesting (crashes), duplicate keys (the last would win in silence), and the reading of ``no`` as
false, ``12:30`` as a number of minutes or ``0777`` as octal. The tree is built in one pass over the
events of the pure Python parser; the C parser ends the process on deep nesting.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .problems import ConfigError, Problem
from .visible import visible_line

if TYPE_CHECKING:
    import yaml

SIZE_LIMIT: Final = 256 * 1024
"""Bytes of a file; the Python parser takes some seconds for so much."""
DEPTH_LIMIT: Final = 32

_INT: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT: Final = re.compile(r"[-+]?(?:[0-9]{1,17}\.[0-9]{1,17})(?:[eE][-+]?[0-9]{1,3})?")
_LONGEST_SHOWN: Final = 40

Scalar = str | int | float | bool | None


class YamlError(ConfigError):
    """A file that is no plain configuration; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(slots=True)
class Item:
    """A value with the line (from 1) on which it begins; a mapping keeps the lines of its keys."""

    value: Scalar | list[Item] | dict[str, Item]
    line: int
    key_lines: dict[str, int] = field(default_factory=dict)


def parse(data: bytes | str, file: str) -> Item | None:
    """The tree of one document; None for a file without any.

    Raises YamlError, ``file:line: what``, for everything that is not plain configuration.
    """
    text = _decoded(data, file)
    import yaml

    line = 1
    try:
        builder = _Builder(file)
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else line
            builder.take(event, line)
        return builder.root
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = visible_line(error.problem or error.context or "cannot be read")
        raise _wrong(file, mark.line + 1 if mark else line, f"no valid YAML: {what}") from None
    except yaml.reader.ReaderError as error:
        at = text.count("\n", 0, error.position) + 1
        raise _wrong(file, at, f"character U+{error.character:04X} is not allowed") from None
    except yaml.YAMLError:
        raise _wrong(file, line, "no valid YAML") from None
    except RecursionError:
        raise _wrong(file, line, f"nested more than {DEPTH_LIMIT} deep") from None


def values(item: Item | None) -> Any:
    """The tree as plain lists, dictionaries and scalars."""
    if item is None:
        return None
    if isinstance(item.value, list):
        return [values(inner) for inner in item.value]
    if isinstance(item.value, dict):
        return {key: values(inner) for key, inner in item.value.items()}
    return item.value


class Lined(dict[str, Any]):
    """A mapping that knows its lines; to all else it is a dictionary."""

    line = 0
    key_lines: dict[str, int]


def lined(item: Item | None) -> Any:
    """The tree as by :func:`values`, its mappings with their lines."""
    if item is None:
        return None
    if isinstance(item.value, list):
        return [lined(inner) for inner in item.value]
    if not isinstance(item.value, dict):
        return item.value
    made = Lined((key, lined(inner)) for key, inner in item.value.items())
    made.line, made.key_lines = item.line, item.key_lines
    return made


def place(where: str, row: object, key: str = "") -> str:
    """``file:line`` of a mapping, or of its ``key``; the file alone where nobody knows the line."""
    if not isinstance(row, Lined):
        return where
    return f"{where}:{row.key_lines.get(key, row.line)}"


def parse_file(path: Path) -> Item | None:
    """The tree of the file at ``path``; raises ConfigError where it cannot be read."""
    try:
        data = read_regular(path, SIZE_LIMIT)
    except OSError as error:
        raise ConfigError(f"{visible_line(str(path))}: {error.strerror}") from None
    return parse(data, str(path))


def read_regular(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """The bytes of a file, at most one more than ``limit``.

    Raises OSError for a link (unless ``follow``), and for a pipe or a device, which could keep
    one waiting for ever.
    """
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a file")
        return file.read(limit + 1)


def shown(value: object) -> str:
    """A foreign value for a message: safe, on one line and short."""
    text = visible_line(str(value)[: 4 * _LONGEST_SHOWN])
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def plain(text: str) -> Scalar:
    """What an unquoted word means: true, false, null, a number, else the word itself."""
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "~", "null"):
        return None
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _decoded(data: bytes | str, file: str) -> str:
    if len(data) > SIZE_LIMIT:
        raise _wrong(file, 0, f"larger than {SIZE_LIMIT >> 10} KiB", "this is no configuration")
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _wrong(file, line, "not UTF-8", "save the file as UTF-8") from None


def _wrong(file: str, line: int, what: str, hint: str = "") -> YamlError:
    return YamlError(Problem(visible_line(file), line, what, hint))


class _Builder:
    """Takes events, makes the tree; never deeper than the limit."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._open: list[Item] = []
        self._keys: list[tuple[str, int] | None] = []
        self._documents = 0
        self.root: Item | None = None

    def take(self, event: yaml.Event, line: int) -> None:
        """The next event, which begins on ``line``."""
        import yaml

        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _wrong(self._file, line, "a second document", "remove the line ---")
        elif isinstance(event, yaml.NodeEvent):
            self._check(event, line)
            self._node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()

    def _check(self, event: yaml.NodeEvent, line: int) -> None:
        import yaml

        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            hint = "write the value out" if isinstance(event, yaml.AliasEvent) else ""
            raise _wrong(self._file, line, "anchors and aliases are not allowed", hint)
        if getattr(event, "tag", None) is not None:
            raise _wrong(
                self._file, line, "tags are not allowed", "quote a word that begins with !"
            )
        if isinstance(event, yaml.CollectionStartEvent) and len(self._open) >= DEPTH_LIMIT:
            raise _wrong(self._file, line, f"nested more than {DEPTH_LIMIT} deep")

    def _node(self, event: yaml.NodeEvent, line: int) -> None:
        import yaml

        if isinstance(event, yaml.ScalarEvent):
            quoted = event.style is not None
            if self._wants_key():
                self._keys[-1] = (event.value, line)
            else:
                self._put(Item(event.value if quoted else plain(event.value), line), line)
            return
        if self._wants_key():
            raise _wrong(self._file, line, "a key must be a word")
        mapping = isinstance(event, yaml.MappingStartEvent)
        item = Item({} if mapping else [], line)
        self._put(item, line)
        self._open.append(item)
        self._keys.append(None)

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and not self._keys[-1]

    def _put(self, item: Item, line: int) -> None:
        if not self._open:
            self.root = item
            return
        holder = self._open[-1]
        if isinstance(holder.value, list):
            holder.value.append(item)
            return
        assert isinstance(holder.value, dict)
        key = self._keys[-1]
        assert key is not None
        self._keys[-1] = None
        name, at = key
        if name in holder.value:
            first = holder.key_lines[name]
            raise _wrong(
                self._file, at, f'"{shown(name)}" is there twice', f"first on line {first}"
            )
        holder.value[name] = item
        holder.key_lines[name] = at
