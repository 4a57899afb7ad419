"""Reading corrections: strict, with every problem named by file and line.

The tree of YAML nodes is read rather than the values: it keeps the lines, and every scalar stays
the text that was written (``no`` is a word, ``2031-03-03`` a date as printed).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .corrections import ArticleFix, Corrections, EntityFix, LineFix, QuoteFix
from .problems import Problem

if TYPE_CHECKING:
    from yaml import Node

VERSION = 1
DEPTH_LIMIT = 8
QUOTE_KINDS = ("direct", "mixed", "indirect", "scare", "none")
"""``none``: this is no quote at all."""
ENTITY_TYPES = ("person", "org", "country", "city", "place", "norp", "event")
"""As the ids begin: ``person/ilse-marrow``, ``norp/jp`` (a people)."""
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|none")
_WHOLE = re.compile(r"\d{1,6}")

FIELDS: Mapping[str, Mapping[str, str]] = {
    "quotes": {
        "quote": "text", "file": "text", "part": "number", "text": "text", "speaker": "text",
        "speaker_id": "text", "role": "text", "kind": "kind", "words": "text",
    },
    "articles": {
        "file": "text", "part": "number", "title": "text", "date": "date", "source": "text",
        "agency": "text", "byline": "text",
    },
    "entities": {
        "name": "text", "type": "type", "id": "text", "aliases": "list", "country": "text",
        "never": "text", "merge": "text", "split": "text", "retype": "text", "into": "text",
        "text": "text", "file": "text", "part": "number",
    },
    "lines": {
        "restore": "text", "remove": "text", "file": "text", "part": "number", "source": "text",
        "kind": "text",
    },
}  # fmt: skip
"""Section -> field -> what its value must be."""


_MADE_OF: Mapping[str, type[Any]] = {
    "quotes": QuoteFix, "articles": ArticleFix, "entities": EntityFix, "lines": LineFix,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the file with the lines (from 0, half-open) it stands in."""

    section: str
    values: Mapping[str, Any]
    start: int
    end: int


@dataclass(slots=True)
class Parsed:
    """A file read: its sound entries in order, and what is wrong with the others."""

    file: str
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    inline: set[str] = field(default_factory=set)
    """Sections written in one line (``quotes: []``), which cannot be appended to as they are."""

    def corrections(self) -> Corrections:
        """The entries as records."""
        made: dict[str, list[Any]] = {section: [] for section in FIELDS}
        for entry in self.entries:
            made[entry.section].append(_MADE_OF[entry.section](**entry.values))
        return Corrections(**{section: tuple(found) for section, found in made.items()})

    def wrong(self, line: int, what: str, hint: str = "") -> None:
        """Note a problem at a line (from 0)."""
        self.problems.append(Problem(self.file, line + 1, what, hint))


def parse(text: str, file: str = "corrections.yaml") -> Parsed:
    """Read the text of a file. Never raises: what is off is among the problems."""
    from yaml import MappingNode, SequenceNode

    parsed = Parsed(file)
    root = _composed(text, parsed)
    if root is None:
        return parsed
    if not isinstance(root, MappingNode):
        parsed.wrong(_line(root), "must be sections such as quotes and articles")
        return parsed
    seen: set[str] = set()
    for key, value in root.value:
        name, line = str(key.value), _line(key)
        if name in seen:
            parsed.wrong(line, f"section {name!r} is there twice", "put its entries into one")
        elif name == "corrections":
            _check_version(value, parsed)
        elif name not in FIELDS:
            parsed.wrong(line, f"unknown section {name!r}", _nearest(name, tuple(FIELDS)))
        elif isinstance(value, SequenceNode):
            _read_section(name, value, parsed)
        elif value.value:
            parsed.wrong(line, f"{name} must be a list", f"begin each of the {name} with '- '")
        seen.add(name)
    return parsed


def _composed(text: str, parsed: Parsed) -> Node | None:
    """The tree of nodes; aliases, tags and deep nesting are refused before it is built."""
    import yaml

    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                parsed.wrong(line, "anchors and aliases are not allowed here")
                return None
            if getattr(event, "tag", None):
                parsed.wrong(line, "tags are not allowed here")
                return None
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEPTH_LIMIT:
                parsed.wrong(line, "nested too deeply")
                return None
        node: Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
        return node
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = str(getattr(error, "problem", None) or error).splitlines()[0]
        parsed.wrong(mark.line if mark else -1, f"not valid YAML: {what}")
    except RecursionError:
        parsed.wrong(-1, "nested too deeply")
    return None


def _check_version(node: Node, parsed: Parsed) -> None:
    if node.value != str(VERSION):
        what = f"version {str(node.value)[:20]!r} of this file is not known"
        parsed.wrong(_line(node), what, f"this diploread knows {VERSION}")


def _read_section(section: str, node: Node, parsed: Parsed) -> None:
    from yaml import MappingNode

    if getattr(node, "flow_style", False):
        parsed.inline.add(section)
    for item in node.value:
        if not isinstance(item, MappingNode):
            parsed.wrong(_line(item), f"an entry of {section} must have fields")
            continue
        values = _values(section, item, parsed)
        problem = None if values is None else _missing(section, values)
        if problem:
            parsed.wrong(_line(item), problem)
        elif values is not None:
            parsed.entries.append(Entry(section, values, _line(item), _last_line(item) + 1))


def _line(node: Node) -> int:
    """The line (from 0) where a node begins."""
    return node.start_mark.line if node.start_mark else 0


def _last_line(node: Node) -> int:
    """The last line of a node: a block ends for YAML only where the next thing begins."""
    if isinstance(node.value, str) or not node.value:
        mark = node.end_mark
        return mark.line if mark and (mark.column or mark.line == _line(node)) else mark.line - 1
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _values(section: str, node: Node, parsed: Parsed) -> dict[str, Any] | None:
    """The fields of an entry; None where one is off."""
    known = FIELDS[section]
    values: dict[str, Any] = {}
    before = len(parsed.problems)
    for key, value in node.value:
        name, line = str(key.value), _line(key)
        if name not in known:
            what = f"unknown field {name!r} in {section}"
            parsed.wrong(line, what, _nearest(name, tuple(known)))
        elif name in values:
            parsed.wrong(line, f"{name} is there twice")
        else:
            values[name] = _value(name, known[name], value, parsed)
    return values if len(parsed.problems) == before else None


def _value(name: str, shape: str, node: Node, parsed: Parsed) -> Any:
    from yaml import ScalarNode

    line = _line(node)
    if shape == "list":
        items = node.value if not isinstance(node, ScalarNode) else [node]
        if all(isinstance(item, ScalarNode) for item in items):
            return tuple(str(item.value) for item in items)
        parsed.wrong(line, f"{name} must be a list of names")
        return ()
    if not isinstance(node, ScalarNode):
        parsed.wrong(line, f"{name} must be one value")
        return None
    text = str(node.value)
    allowed = {"kind": QUOTE_KINDS, "type": ENTITY_TYPES}.get(shape)
    if allowed and text not in allowed:
        parsed.wrong(line, f"{name} {text[:40]!r} is not known", _nearest(text, allowed))
    if shape == "date" and not _DATE.fullmatch(text):
        parsed.wrong(line, f"{text[:40]!r} is no date", "write 2031-03-04, 2031-03, 2031 or none")
    if shape == "number":
        if not _WHOLE.fullmatch(text):
            parsed.wrong(line, f"{name} must be a whole number")
            return 0
        return int(text)
    return text


def _missing(section: str, values: Mapping[str, Any]) -> str | None:
    """What an entry lacks to mean anything."""
    if section == "quotes" and not (
        values.get("quote") or (values.get("file") and "text" in values)
    ):
        return "a quote needs its id (quote:), or file: and text:"
    if section == "articles" and not values.get("file"):
        return "an article needs file:"
    if section == "lines" and bool(values.get("restore")) == bool(values.get("remove")):
        return "a line needs either restore: or remove:"
    return _missing_of_entity(values) if section == "entities" else None


def _missing_of_entity(values: Mapping[str, Any]) -> str | None:
    acts = [act for act in ("never", "merge", "split", "retype") if values.get(act)]
    if len(acts) > 1:
        return f"{acts[0]}: and {acts[1]}: are two corrections; write two entries"
    if acts == ["merge"] and not values.get("into"):
        return "merge: needs into:"
    if acts == ["retype"] and not values.get("type"):
        return "retype: needs type:"
    if acts == ["split"]:
        if not (values.get("into") or values.get("name")):
            return "split: needs into: or name:"
        return None if values.get("text") or values.get("file") else "split: needs text: or file:"
    if not (acts or values.get("name")):
        return "an entity needs name:, never:, merge:, split: or retype:"
    if not acts and not (values.get("type") or values.get("id")):
        return "a name needs type: (or id:)"
    return None


def _nearest(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.6)
    return f"did you mean {near[0]}?" if near else "known: " + " ".join(known)
