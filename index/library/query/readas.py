"""A tree in words: how the query was read, and the same in the language itself."""

from __future__ import annotations

from collections.abc import Callable

from .tree import (
    And,
    AtLeast,
    Dates,
    Everything,
    Kin,
    Length,
    Mark,
    Named,
    Near,
    Node,
    Not,
    OneQuote,
    Or,
    Path,
    Phrase,
    Saved,
    State,
    Word,
)

Explain = Callable[[Node], str]
"""What to add in brackets behind a pattern or a name; empty for nothing."""


def read_as(node: Node, explain: Explain = lambda node: "") -> str:
    """The tree for a person: every AND and every group is shown."""
    return _Reader(explain).of(node, 0)


class _Reader:
    def __init__(self, explain: Explain) -> None:
        self._explain = explain

    def of(self, node: Node, level: int) -> str:
        """``level`` 0 is the whole query, 1 inside AND or OR, 2 inside NOT or proximity."""
        if isinstance(node, And | Or):
            word = " AND " if isinstance(node, And) else " OR "
            text = word.join(self.of(part, 1) for part in node.parts)
            return f"({text})" if level else text
        if isinstance(node, Not):
            return f"NOT {self.of(node.part, 2)}"
        if isinstance(node, OneQuote):
            return f"{self.of(node.part, 1)} within one quote"
        if isinstance(node, Saved):
            return f"@{node.name} ({self.of(node.part, 0)})"
        if isinstance(node, Near):
            return self._near(node, level)
        if isinstance(node, AtLeast):
            return f"{self.of(node.operand, 2)} at least {node.count} times"
        return self._leaf(node)

    def _near(self, node: Near, level: int) -> str:
        left, right = self.of(node.left, 2), self.of(node.right, 2)
        if node.unit == "word":
            how = f"{'pre' if node.ordered else 'w'}/{node.distance}"
        else:
            how = f"in the same {node.unit} as"
        text = f"{left} {'not ' if node.negated else ''}{how} {right}"
        return f"({text})" if level else text

    def _leaf(self, node: Node) -> str:
        if isinstance(node, Word):
            return _within(node.field) + word_text(node) + self._explained(node)
        if isinstance(node, Phrase):
            text = " ".join(word_text(word) for word in node.words)
            return f'{_within(node.field)}"{text}"'
        if isinstance(node, Dates):
            return f"{node.field} {dates_text(node)}{' for certain' if node.certain else ''}"
        if isinstance(node, State):
            return f"{node.field} {node.value}".replace("is undated", "undated").replace(
                "is guessed", "date inferred"
            )
        if isinstance(node, Named):
            known = self._explain(node)
            return f"{node.field} {known or node.name}{' strictly' if node.strict else ''}"
        if isinstance(node, Path):
            return f"file {node.pattern}"
        if isinstance(node, Length):
            return f"words {length_text(node)}"
        if isinstance(node, Mark):
            return f"{node.field} {' '.join(node.words)}{'*' if node.prefix else ''}"
        if isinstance(node, Kin):
            known = self._explain(node)
            what = "of the story of" if node.field == "story" else "on the subject of"
            return f"{what} {known or node.id}"
        return "every article" if isinstance(node, Everything) else ""

    def _explained(self, node: Word) -> str:
        known = self._explain(node) if node.form not in ("word", "exact") else ""
        return f" ({known})" if known else ""


def _within(field: str) -> str:
    return f"{field}:" if field else ""


def word_text(node: Word) -> str:
    """A word or pattern as one types it, without its field."""
    if node.form == "prefix":
        return f"{node.text}*"
    if node.form == "fuzzy":
        return f"{node.text}~{node.edits if node.edits > 1 else ''}"
    if node.form == "exact":
        return f"={node.text}"
    if node.form == "regex":
        return f"/{node.text}/"
    return node.text


def dates_text(node: Dates) -> str:
    """A range of days, as short as it can be said."""
    if node.low == node.high:
        return node.low
    short = node.high
    if node.low[:8] == node.high[:8] and node.low:
        short = node.high[8:]
    return f"{node.low}..{short}"


def length_text(node: Length) -> str:
    """A range of numbers."""
    return f"{node.low}..{node.high if node.high >= 0 else ''}"


def typed(node: Node) -> str:
    """The tree in the language itself: parsing it gives the same tree."""
    if isinstance(node, And):
        return " ".join(_operand(part, Or) for part in node.parts)
    if isinstance(node, Or):
        return " OR ".join(_operand(part, And) for part in node.parts)
    if isinstance(node, Not):
        inner = typed(node.part)
        return f"NOT {inner}" if not isinstance(node.part, And | Or) else f"NOT ({inner})"
    if isinstance(node, OneQuote):
        return f"q{{{typed(node.part)}}}"
    if isinstance(node, Saved):
        return f"@{node.name}"
    if isinstance(node, Near):
        how = {"sentence": "/s", "paragraph": "/p"}.get(
            node.unit, f"{'pre' if node.ordered else 'w'}/{node.distance}"
        )
        left, right = _side(node.left, False), _side(node.right, True)
        return f"{left} {'not ' if node.negated else ''}{how} {right}"
    if isinstance(node, AtLeast):
        return f"atleast{node.count} {_side(node.operand, True)}"
    return _typed_leaf(node)


def _operand(part: Node, grouped: type[And] | type[Or]) -> str:
    text = typed(part)
    return f"({text})" if isinstance(part, grouped) else text


def _side(node: Node, right: bool) -> str:
    text = typed(node)
    return f"({text})" if isinstance(node, And | Or) or (right and isinstance(node, Near)) else text


def _typed_leaf(node: Node) -> str:
    if isinstance(node, Word):
        return _within(node.field) + _typed_word(node)
    if isinstance(node, Phrase):
        inner = " ".join(_typed_word(word) for word in node.words)
        return f'{_within(node.field)}"{inner}"'
    if isinstance(node, Dates):
        certain = "!" if node.certain else ""
        if node.low == node.high:
            return f"{node.field}:{node.low}{certain}"
        return f"{node.field}:{node.low}..{node.high}{certain}"
    if isinstance(node, State):
        return f"{node.field}:{node.value}"
    if isinstance(node, Named):
        mark = "!" if node.strict else ""
        quoted = f'"{node.name}"' if " " in node.name else node.name
        return f"{node.field}:{quoted}{mark}"
    if isinstance(node, Path):
        return f'file:"{node.pattern}"' if " " in node.pattern else f"file:{node.pattern}"
    if isinstance(node, Length):
        return f"words:{length_text(node)}"
    if isinstance(node, Mark):
        text = " ".join(node.words) + ("*" if node.prefix else "")
        return f'{node.field}:"{text}"' if len(node.words) > 1 else f"{node.field}:{text}"
    if isinstance(node, Kin):
        return f"{node.field}:{node.id}"
    return "*"


def _typed_word(node: Word) -> str:
    """Like :func:`word_text`, but what folding made of ``U.S.`` is written as it was typed."""
    return "U.S." if node.text == "u.s" and node.form == "word" else word_text(node)
