"""Writing corrections: the text is edited, not dumped anew, so comments and order stay.

A correction is appended at the end of its section, or takes the place of the one that spoke of the
same thing. Each change can be taken back, even after others have been made, as long as nobody has
edited its lines. The file is replaced atomically, and only by a text that reads back.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .atomic import write_whole
from .corrections_reader import FIELDS, Entry, Parsed, parse
from .problems import ConfigError, DiploreadError, Outdated
from .visible import visible_line

_HEAD = """# What was set right by hand. Edit it as you like: comments and order are kept.
corrections: 1
"""
_PLAIN = re.compile(r"[^\W\d_][\w./]*(?:[ -][\w./]+)*|\d{4}(?:-\d\d){0,2}")
_WORDS = re.compile(r"(?i:true|false|yes|no|on|off|null|none|y|n)")
_SECTION = re.compile(r"(\w+):\s*(?:#.*)?$")
TARGETS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "quotes": (("quote",), ("file", "part", "text")),
    "articles": (("file", "part"),),
    "entities": (
        ("never", "file", "part"), ("merge",), ("retype",), ("split", "text", "file", "part"),
        ("name", "merge", "split", "retype", "text", "file"),
    ),
    "lines": (("restore", "file", "part", "source"), ("remove", "file", "part", "source")),
}  # fmt: skip
"""By which fields two entries of a section speak of the same thing."""


@dataclass(frozen=True, slots=True)
class Written:
    """A change of the file: the lines that came, and those whose place they took."""

    path: Path
    new: str
    old: str


def write(
    path: Path, section: str, values: Mapping[str, str | int | tuple[str, ...]], comment: str = ""
) -> Written:
    """Keep a correction; fields that an earlier one has set and this one does not stay.

    Raises ConfigError where the file (or the correction) is off, DiploreadError where the disk
    refuses; the file is then as before.
    """
    with _alone(path):
        text = _read(path)
        parsed = _sound(text, path)
        if section in parsed.inline:
            if any(entry.section == section for entry in parsed.entries):
                raise ConfigError(f"{path}: {section} is written in one line", "put one on a line")
            text = re.sub(rf"(?m)^({section}:)\s*\[\s*\]", r"\1", text)
            parsed = _sound(text, path)
        lines = text.split("\n")
        earlier = _earlier(parsed, section, values)
        stays = earlier is not None and "#" not in "\n".join(lines[earlier.start : earlier.end])
        merged = _merged(earlier.values, values) if earlier is not None else dict(values)
        block = _block(section, merged, comment)
        if earlier is not None and stays:
            old = "\n".join(lines[earlier.start : earlier.end]).rstrip() + "\n"
            block = _block(section, merged, "")
            changed = "\n".join(
                [*lines[: earlier.start], block.rstrip("\n"), *_rest(lines, earlier)]
            )
        else:
            old = ""
            changed = _appended(lines, section, block)
        _check(changed, path, parsed, section)
        _replace(path, changed)
        return Written(path, block, old)


def take_back(written: Written) -> None:
    """Undo a change. Raises Outdated where its lines were edited by hand meanwhile."""
    with _alone(written.path):
        text = _read(written.path)
        if text.count(written.new) != 1:
            raise Outdated(
                "cannot take the correction back",
                f"its lines in {written.path} have been edited; change them there",
            )
        _replace(written.path, text.replace(written.new, written.old))


def scalar(text: str) -> str:
    """``text`` as a YAML scalar on one line that reads back as the same string."""
    if _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text):
        return text
    out = []
    for char in text:
        code = ord(char)
        if char in '"\\':
            out.append(f"\\{char}")
        elif char == "\n":
            out.append("\\n")
        elif char.isprintable():
            out.append(char)
        else:
            out.append(f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")
    return f'"{"".join(out)}"'


def _block(section: str, values: Mapping[str, str | int | tuple[str, ...]], comment: str) -> str:
    """The lines of an entry, its fields in the order of the table."""
    words = visible_line(comment)
    lines = [f"  # {date.today().isoformat()} {words}".rstrip()] if comment else []
    for name in FIELDS[section]:
        if name not in values or (name == "part" and not values[name]):
            continue
        value = values[name]
        if isinstance(value, tuple):
            shown = "[" + ", ".join(scalar(item) for item in value) + "]"
        else:
            shown = scalar(str(value)) if isinstance(value, str) else str(value)
        first = not any(line.startswith("  - ") for line in lines)
        lines.append(f"  {'-' if first else ' '} {name}: {shown}")
    return "\n".join(lines) + "\n"


def _merged(
    earlier: Mapping[str, Any], values: Mapping[str, str | int | tuple[str, ...]]
) -> dict[str, str | int | tuple[str, ...]]:
    """The fields of both; a list (the aliases) grows by what is new."""
    made: dict[str, str | int | tuple[str, ...]] = {**earlier, **values}
    for name, new in values.items():
        if isinstance(new, tuple):
            made[name] = tuple(dict.fromkeys((*earlier.get(name, ()), *new)))
    return made


def _rest(lines: list[str], entry: Entry) -> list[str]:
    """What follows an entry, blank lines and comments behind it included."""
    end = entry.end
    while end > entry.start and not lines[end - 1].strip():
        end -= 1
    return lines[end:]


def _earlier(
    parsed: Parsed, section: str, values: Mapping[str, str | int | tuple[str, ...]]
) -> Entry | None:
    """The last entry that speaks of the same thing."""
    for entry in reversed(parsed.entries):
        if entry.section != section:
            continue
        for target in TARGETS[section]:
            if target[0] in values and all(
                (entry.values.get(f) or 0) == (values.get(f) or 0) for f in target
            ):
                return entry
    return None


def _appended(lines: list[str], section: str, block: str) -> str:
    """The text with ``block`` at the end of its section, which is made if need be."""
    begin = next((i for i, line in enumerate(lines) if _is_head(line, section)), None)
    if begin is None:
        text = "\n".join(lines).rstrip("\n")
        return f"{text}\n\n{section}:\n{block}" if text else f"{section}:\n{block}"
    end = last = begin + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " #-"):
        end += 1
        if lines[end - 1].strip() and lines[end - 1][0] != "#":
            last = end
    indented = any(line.startswith("- ") for line in lines[begin + 1 : last])
    if indented:  # a list that is not indented: the block follows suit
        block = re.sub(r"(?m)^  ", "", block)
    return "\n".join([*lines[:last], block.rstrip("\n"), *lines[last:]])


def _is_head(line: str, section: str) -> bool:
    match = _SECTION.match(line)
    return match is not None and match[1] == section


def _sound(text: str, path: Path) -> Parsed:
    parsed = parse(text, str(path))
    if parsed.problems:
        raise ConfigError(str(parsed.problems[0]))
    return parsed


def _check(text: str, path: Path, before: Parsed, section: str) -> None:
    """Nothing but this section's entries may have changed, and the text must read."""
    after = parse(text, str(path))
    if after.problems:
        problem = after.problems[0]
        raise ConfigError(f"the correction cannot be kept: {problem.what}", problem.hint)
    for other in FIELDS:
        if other != section:
            kept = [e.values for e in after.entries if e.section == other]
            if kept != [e.values for e in before.entries if e.section == other]:
                raise ConfigError(f"{path}: the correction cannot be put in", "edit it by hand")


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n") or _HEAD
    except FileNotFoundError:
        return _HEAD
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text") from error
    except OSError as error:
        raise DiploreadError(f"{path} cannot be read: {error.strerror}") from error


def _replace(path: Path, text: str) -> None:
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
        write_whole(path, text.encode(), mode=mode)
    except OSError as error:
        raise DiploreadError(f"not saved: {path}: {error.strerror}") from error


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other diploread edits the file meanwhile."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        handle = os.open(path.with_name(f".{path.name}.lock"), flags, 0o600)
    except OSError as error:
        raise DiploreadError(f"not saved: {path.parent}: {error.strerror}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
