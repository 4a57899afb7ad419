"""Small operations on trees while they are built: joining, moving into a field, naming."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal, cast

from .errors import QueryError
from .tree import (
    And,
    Kin,
    Length,
    Mark,
    Named,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    field_of,
)


def join(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    """The parts as one node, groups of the same kind laid flat."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else [part])
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def words_of(unit: Word | Phrase) -> tuple[Word, ...]:
    return unit.words if isinstance(unit, Phrase) else (unit,)


def positional(node: Node) -> bool:
    """Whether the node has places in a text: what proximity and counting need."""
    if isinstance(node, Word | Phrase):
        return True
    if isinstance(node, Or):
        return all(positional(p) and field_of(p) == field_of(node) for p in node.parts)
    return isinstance(node, Near) and not node.negated


def in_field(node: Node, name: str) -> Node:
    """The same, looked for in the field ``name``."""
    if isinstance(node, Word):
        return replace(node, field=name)
    if isinstance(node, Phrase):
        moved = tuple(replace(word, field=name) for word in node.words)
        return Phrase(moved, name, node.at)
    if isinstance(node, Or):
        return Or(tuple(in_field(part, name) for part in node.parts))
    if isinstance(node, Near):
        return replace(node, left=in_field(node.left, name), right=in_field(node.right, name))
    return node


def named(made: Node, field: str) -> Node:
    """Words in an entity field become names."""
    if isinstance(made, Word):
        text = made.text + ("*" if made.form == "prefix" else "")
        return Named(field, text.removesuffix("!"), text.endswith("!"), made.at)
    if isinstance(made, Phrase):
        return Named(field, " ".join(word.text for word in made.words), at=made.at)
    if isinstance(made, And | Or):
        return type(made)(tuple(named(part, field) for part in made.parts))
    if isinstance(made, Not):
        return Not(named(made.part, field))
    if isinstance(made, Named):
        return made
    raise QueryError(f"{field}: takes names", "", getattr(made, "at", 0))


def marked(made: Node, field: str) -> Node:
    """Words in a field of the reader's own marks."""
    name = cast(Literal["tag", "note", "in"], field)
    if isinstance(made, Word):
        return Mark(name, (made.text,), made.form == "prefix", made.at)
    if isinstance(made, Phrase):
        return Mark(name, tuple(word.text for word in made.words), at=made.at)
    if isinstance(made, And | Or):
        return type(made)(tuple(marked(part, field) for part in made.parts))
    if isinstance(made, Not):
        return Not(marked(made.part, field))
    raise QueryError(f"{field}: takes words", "", getattr(made, "at", 0))


def length(text: str, at: int) -> Length:
    match = re.match(r"(>=|<=|>|<|=)?(\d{1,7})$|(\d{0,7})\.\.(\d{0,7})$", text)
    if match is None or text == "..":
        raise QueryError("words: takes a number", "write words:>300 or words:100..300", at)
    if match[2]:
        number = int(match[2])
        ends = {">": (number + 1, -1), ">=": (number, -1), "<": (0, number - 1), "<=": (0, number)}
        low, high = ends.get(match[1] or "", (number, number))
        if high == -1 and match[1] == "<":
            raise QueryError("no article has fewer than 0 words", "", at)
        return Length(low, high, at)
    low, high = int(match[3] or 0), int(match[4]) if match[4] else -1
    if 0 <= high < low:
        raise QueryError("the range ends before it begins", "", at)
    return Length(low, high, at)


def kin(name: str, text: str, at: int) -> Kin:
    """``story:`` and ``like:`` take the id of an article, or enough of its beginning."""
    if re.fullmatch("[0-9a-f]{4,12}", text.lower()) is None:
        hint = "an id is 4 to 12 hex digits, as --json prints it"
        raise QueryError(f"{name}: takes the id of an article", hint, at)
    return Kin(cast(Literal["story", "like"], name), text.lower(), at)
