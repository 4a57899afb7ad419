"""The query as a tree. Nodes are equal when they mean the same; columns do not count."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Form = Literal["word", "prefix", "wildcard", "fuzzy", "exact", "regex"]
Unit = Literal["word", "sentence", "paragraph"]

QUOTE_FIELDS = frozenset({"quote", "speaker", "via", "to", "about", "said"})
"""Fields of a quote: inside ``q{}`` all must hold of one quote."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or a pattern of words."""

    text: str
    """Folded; as typed for ``exact`` and ``regex``."""
    form: Form = "word"
    field: str = ""
    """Empty where none is named: title and body, or the words of the quote inside ``q{}``."""
    edits: int = 0
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other."""

    words: tuple[Word, ...]
    field: str = ""
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Two operands close to each other."""

    left: Node
    right: Node
    distance: int = 0
    """In words; unused for sentence and paragraph."""
    ordered: bool = False
    unit: Unit = "word"
    negated: bool = False
    """The left one, with no right one this close."""
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The operand, this many times in the field."""

    count: int
    operand: Node
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not the part."""

    part: Node


@dataclass(frozen=True, slots=True)
class Dates:
    """A range of days, both included, of the publication (``date``) or the statement (``said``)."""

    field: str
    low: str
    """ISO day; empty for an open end."""
    high: str
    certain: bool = False
    """Inferred dates do not count."""
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class State:
    """``is:``, ``has:``, and ``date:none`` / ``date:~`` as ``is:undated`` / ``is:guessed``."""

    field: Literal["is", "has"]
    value: str
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """``file:`` with ``*``."""

    pattern: str
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Length:
    """``words:`` from ``low`` to ``high``, both included; -1 for an open end."""

    low: int
    high: int
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Named:
    """An entity by id or by any of its names, in ``person org place country about``."""

    field: str
    name: str
    """Folded words, or an id such as ``country/kp``."""
    strict: bool = False
    """Only where it stands for itself: no metonyms."""
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the reader has put on an article: ``tag``, ``note``, or the dossier it is ``in``."""

    field: Literal["tag", "note", "in"]
    words: tuple[str, ...]
    prefix: bool = False
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Kin:
    """The story that an article belongs to (``story:``), or what is on its subject (``like:``)."""

    field: Literal["story", "like"]
    id: str
    """Id of an article or a story, or its first digits."""
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OneQuote:
    """All of the part within one quote."""

    part: Node


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search, put in by name."""

    name: str
    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article: the empty query."""


Node = (
    Word | Phrase | Near | AtLeast | And | Or | Not | Dates | State | Path | Length | Named | Mark
    | Kin | OneQuote | Saved | Everything
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query: what to find, in which order, and what the reader should be told."""

    tree: Node
    sort: str = ""
    group: str = ""
    hints: tuple[str, ...] = dataclasses.field(default=(), compare=False)
    text: str = dataclasses.field(default="", compare=False)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below ``node``."""
    if isinstance(node, And | Or):
        return node.parts
    if isinstance(node, Not | OneQuote | Saved):
        return (node.part,)
    if isinstance(node, Near):
        return (node.left, node.right)
    if isinstance(node, AtLeast):
        return (node.operand,)
    if isinstance(node, Phrase):
        return node.words
    return ()


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything below it."""
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(children(here)))


def field_of(node: Node) -> str:
    """The one field in which a word, phrase or proximity group is looked for."""
    if isinstance(node, Word | Phrase):
        return node.field
    if isinstance(node, Near):
        return field_of(node.left)
    if isinstance(node, Or):
        return field_of(node.parts[0])
    if isinstance(node, AtLeast):
        return field_of(node.operand)
    return ""
