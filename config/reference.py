"""The settings as a commented file, made from the classes: what ``config init`` writes.

Docstrings below a field are not kept by Python at run time, so they are read off the source.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from . import settings as settings_module
from .keys import AREAS, KEYS
from .schema import Setting, settings_table

_HEAD: Final = """\
# Settings of diploread. Everything is as it would be without this file: take the # from the front
# of a line to change it (and of the section above it). What holds, and from where, is shown by
#   diploread config show
# Entries of fields, encodings, searches and keys add to those that are there.
"""
_WIDTH: Final = 96
_PLAIN: Final = re.compile(r"[A-Za-z_/][\w./-]*")
_WORDS: Final = frozenset(["true", "false", "null"])


def documentation() -> Mapping[str, str]:
    """What each setting means, by its dotted name; missing where nobody has said so."""
    return _documentation()


def reference() -> str:
    """The text of the file."""
    docs = documentation()
    parts = [_HEAD]
    section = ""
    for setting in settings_table().values():
        if setting.name == "keys":
            parts.append(_comment(docs["keys"], "") + _keys())
            continue
        if setting.section != section:
            section = setting.section
            parts.append(f"# {section}:\n")
        name = setting.name.partition(".")[2]
        parts.append(_comment(docs[setting.name], "  ") + _lines(name, setting))
    return "\n".join(parts)


def written(value: object) -> str:
    """A value as YAML has it, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_word(k)}: {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(written(one) for one in value) + "]"
    return _word(value) if isinstance(value, str) else str(value)


def _word(text: str) -> str:
    if _PLAIN.fullmatch(text) and text not in _WORDS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _lines(name: str, setting: Setting) -> str:
    """The setting with its default, commented out; long lists go over several lines."""
    if setting.is_mapping and setting.default:
        entries = [f"{_word(k)}: {written(v)}" for k, v in setting.default.items()]
        text = f"{name}:\n" + "\n".join(_wrapped(entry, "  ") for entry in entries)
    else:
        text = _wrapped(f"{name}: {written(setting.default)}", "")
    return textwrap.indent(text, "#   ") + "\n"


def _wrapped(line: str, indent: str) -> str:
    pieces = textwrap.wrap(
        line, _WIDTH - 6, initial_indent=indent, subsequent_indent=indent + "  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(pieces)


def _comment(text: str, indent: str) -> str:
    plain = " ".join(text.replace("``", "").split())
    return textwrap.fill(
        plain, _WIDTH, initial_indent=f"#{indent} # ", subsequent_indent=f"#{indent} # ",
        break_on_hyphens=False,
    ) + "\n"  # fmt: skip


def _keys() -> str:
    lines = ["# keys:"]
    for area, heading in AREAS.items():
        lines.append(f"#   # {heading}")
        for key in KEYS:
            if key.area == area:
                lines.append(f"#   {key.id}: {written(key.keys)}  # {key.description}")
    return "\n".join(lines) + "\n"


@cache
def _documentation() -> Mapping[str, str]:
    tree = ast.parse(Path(settings_module.__file__).read_text("utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    found: dict[str, str] = {}
    for name, annotation, doc in _documented(classes["Settings"]):
        if annotation in classes:
            for inner, _, text in _documented(classes[annotation]):
                found[f"{name}.{inner}"] = text
        else:
            found[name] = doc
    return {name: text for name, text in found.items() if text}


def _documented(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Name, annotation and docstring of each field of a class."""
    for at, statement in enumerate(node.body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            following = node.body[at + 1] if at + 1 < len(node.body) else None
            constant = following.value if isinstance(following, ast.Expr) else None
            text = constant.value if isinstance(constant, ast.Constant) else ""
            yield statement.target.id, ast.unparse(statement.annotation), str(text or "")
