"""Tokens -> tree, by precedence: unit, proximity, NOT, AND, OR (each dialect in its own order)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, cast

from . import dates, fields
from .dialects import DIALECTS, Dialect, dialect
from .errors import QueryError
from .lexer import Lexer, Token
from .shape import in_field, join, kin, length, marked, named, positional, words_of
from .tree import (
    And,
    AtLeast,
    Dates,
    Everything,
    Near,
    Node,
    Not,
    OneQuote,
    Or,
    Path,
    Phrase,
    Query,
    Saved,
    State,
    Word,
    field_of,
    walk,
)
from .units import unit_of_phrase, unit_of_word

DEEPEST = 20
MOST_WORDS = 50
_STOPS = frozenset({")", "}", "or"})


def parse(
    text: str,
    *,
    today: datetime.date | None = None,
    saved: Mapping[str, str] | None = None,
    dialect_name: str = "diploread",
    typing: bool = False,
    any_case: bool = False,
    leading_wildcard: bool = False,
) -> Query:
    """The query that ``text`` is.

    ``typing`` reads a last word that is still being written as a prefix.
    Raises QueryError with the column of the mistake.
    """
    kind = dialect(dialect_name)
    if any_case:
        kind = replace(kind, any_case=True)
    day = today or datetime.date.today()
    try:
        parser = _Parser(text, kind, day, saved or {}, typing, leading_wildcard, ())
        return parser.query()
    except QueryError as error:
        if not error.query:
            error.query = text
        raise


class _Parser:
    def __init__(
        self, text: str, kind: Dialect, today: datetime.date, saved: Mapping[str, str],
        typing: bool, leading: bool, inside: tuple[str, ...],
    ) -> None:  # fmt: skip
        lexer = Lexer(text, kind)
        self._text, self._dialect, self._today = text, kind, today
        self._saved, self._typing, self._leading, self._inside = saved, typing, leading, inside
        self._tokens = lexer.tokens()
        self._hints = lexer.hints
        self._i = 0
        self._depth = 0
        self._field = ""
        self._sort = self._group = ""

    # --- tokens ---

    def _peek(self) -> Token | None:
        return self._tokens[self._i] if self._i < len(self._tokens) else None

    def _kind(self) -> str:
        token = self._peek()
        return token.kind if token else ""

    def _take(self) -> Token:
        token = self._tokens[self._i]
        self._i += 1
        return token

    def _deeper(self, at: int) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} levels deep", "simplify the query", at)

    # --- precedence ---

    def query(self) -> Query:
        tree = self._or(frozenset())
        token = self._peek()
        if token is not None:
            what = "parenthesis" if token.kind == ")" else "brace"
            raise QueryError(f"this {what} closes nothing", "", token.at)
        made = tree or Everything()
        count = sum(isinstance(node, Word) for node in walk(made))
        if count > MOST_WORDS:
            raise QueryError(f"{count} words and patterns", f"{MOST_WORDS} are allowed", 0)
        return Query(made, self._sort, self._group, tuple(self._hints), self._text)

    def _or(self, stops: frozenset[str]) -> Node | None:
        parts: list[Node] = []
        while True:
            part = self._and(stops)
            if part is not None:
                parts.append(part)
            token = self._peek()
            if token is None or token.kind != "or":
                break
            self._take()
            following = self._peek()
            if following is None and stops:
                break  # whoever opened the group reports that it is not closed
            if part is None or following is None or following.kind in _STOPS:
                raise QueryError("OR needs something on both sides", "", token.at)
        return join(Or, parts)

    def _and(self, stops: frozenset[str]) -> Node | None:
        parts: list[Node] = []
        joins: Literal["and", "phrase", "or"] = "and"
        while True:
            token = self._peek()
            if token is None or token.kind in _STOPS or token.kind in stops:
                break
            if token.kind == "and":
                self._take()
                following = self._peek()
                if not parts or following is None or following.kind in _STOPS:
                    raise QueryError("AND needs something on both sides", "", token.at)
                continue
            part = self._not()
            if part is not None:
                parts.append(part)
                if len(parts) > 1 and self._tokens[self._i - 1].kind != "and":
                    joins = cast(Literal["and", "phrase", "or"], self._dialect.space)
        if joins == "or" and self._dialect.space == "or":
            return join(Or, parts)
        return join(And, parts)

    def _not(self) -> Node | None:
        token = self._peek()
        assert token is not None
        if token.kind not in ("not", "minus"):
            return self._near()
        self._take()
        if self._peek() is None or self._kind() in _STOPS or self._kind() == "and":
            raise QueryError("NOT needs something after it", "", token.at)
        self._deeper(token.at)
        part = self._not()
        self._depth -= 1
        return Not(part) if part is not None else None

    def _near(self) -> Node | None:
        left = self._operand()
        while True:
            token = self._peek()
            negated = False
            if token is not None and token.kind == "not" and self._follows_near():
                self._take()
                token, negated = self._peek(), True
            if token is None or token.kind != "near":
                return left
            self._take()
            following = self._peek()
            if left is None or following is None or following.kind in (*_STOPS, "and"):
                raise QueryError("proximity needs a word on both sides", "", token.at)
            right = self._operand()
            if right is None:
                raise QueryError("proximity needs a word on both sides", "", token.at)
            left = self._nearby(left, right, token, negated)

    def _follows_near(self) -> bool:
        return self._i + 1 < len(self._tokens) and self._tokens[self._i + 1].kind == "near"

    def _nearby(self, left: Node, right: Node, token: Token, negated: bool) -> Near:
        for side in (left, right):
            if not positional(side):
                raise QueryError("proximity takes words, phrases and groups of them", "", token.at)
        if field_of(left) and not field_of(right):
            right = in_field(right, field_of(left))
        if field_of(left) != field_of(right):
            raise QueryError("both sides must be in the same field", "", token.at)
        unit = {"s": "sentence", "p": "paragraph"}.get(token.text, "word")
        return Near(
            left, right, token.number, token.text == "pre",
            cast(Literal["word", "sentence", "paragraph"], unit), negated, token.at,
        )  # fmt: skip

    def _operand(self) -> Node | None:
        """A unit; where OR binds first, a chain of them."""
        first = self._adjacent()
        if not self._dialect.or_first:
            return first
        parts = [first] if first is not None else []
        while self._kind() == "or" and parts:
            at = self._take().at
            following = self._peek()
            if following is None or following.kind in _STOPS:
                raise QueryError("OR needs something on both sides", "", at)
            part = self._adjacent()
            if part is not None:
                parts.append(part)
        return join(Or, parts)

    def _adjacent(self) -> Node | None:
        """A unit; where a space means a phrase, the words that follow too."""
        unit = self._unit()
        if self._dialect.space != "phrase":
            return unit
        while isinstance(unit, Word | Phrase) and self._kind() in ("word", "phrase"):
            following = self._unit()
            if following is None:
                continue
            if not isinstance(following, Word | Phrase):
                raise QueryError("write AND between these", "", self._tokens[self._i - 1].at)
            unit = Phrase(words_of(unit) + words_of(following), unit.field, unit.at)
        return unit

    # --- units ---

    def _unit(self) -> Node | None:
        token = self._take()
        match token.kind:
            case "(":
                return self._group_of(token, ")", "parenthesis")
            case "q{":
                part = self._group_of(token, "}", "brace")
                if part is None:
                    raise QueryError("the braces are empty", "write q{speaker:name word}", token.at)
                return OneQuote(part)
            case "field":
                return self._fielded(token)
            case "saved":
                return self._saved_search(token)
            case "atleast":
                return self._at_least(token)
            case "word" | "exact" | "regex":
                if token.text == "*" and not self._field:
                    return Everything()
                last = self._typing and token.end == len(self._text)
                made = unit_of_word(token, self._field, last, self._leading, self._dialect)
                if made is None:
                    self._hints.append(f"{token.text} has no letters and is ignored")
                return made
            case "phrase":
                return unit_of_phrase(token, self._field)
            case "near":
                raise QueryError("proximity needs a word on both sides", "", token.at)
            case "value":
                raise QueryError("this value belongs to no field", "", token.at)
            case "or" | "and":
                raise QueryError(f"{token.kind.upper()} stands alone", "", token.at)
            case ")" | "}":
                raise QueryError("this closes nothing", "", token.at)
            case _:
                raise QueryError("this cannot stand here", "", token.at)

    def _group_of(self, opening: Token, closing: str, name: str) -> Node | None:
        self._deeper(opening.at)
        part = self._or(frozenset({closing}))
        token = self._peek()
        if token is None or token.kind != closing:
            at = opening.at
            raise QueryError(f"this {name} is not closed", "", at)
        self._take()
        self._depth -= 1
        return part

    def _at_least(self, token: Token) -> Node:
        if not 1 <= token.number <= 100:
            raise QueryError("atleastN takes a number from 1 to 100", "", token.at)
        if self._peek() is None or self._kind() not in ("word", "phrase", "(", "field", "exact"):
            raise QueryError("atleastN needs a word after it", "", token.at)
        operand = self._unit()
        if operand is None or not positional(operand):
            raise QueryError("atleastN takes words and phrases", "", token.at)
        return AtLeast(token.number, operand, token.at)

    def _saved_search(self, token: Token) -> Node:
        name = token.text
        if name in self._inside:
            raise QueryError(f"@{name} refers to itself", "", token.at)
        if name not in self._saved:
            near = fields.nearest(name, tuple(self._saved))
            hint = f"did you mean @{near}?" if near else "save it first"
            raise QueryError(f'no saved search "{name}"', hint, token.at)
        self._deeper(token.at)
        inner = _Parser(
            self._saved[name], DIALECTS["diploread"], self._today, self._saved, False,
            self._leading, (*self._inside, name),
        )  # fmt: skip
        inner._depth = self._depth
        try:
            made = inner.query()
        except QueryError as error:
            what = f"in @{name}: {error.message}"
            raise QueryError(what, error.hint, token.at, self._text) from error
        self._depth -= 1
        self._sort = self._sort or made.sort
        return Saved(name, made.tree)

    # --- fields ---

    def _fielded(self, token: Token) -> Node | None:
        name = token.text
        kind = fields.kind_of(name, token.at)
        value = self._peek()
        if value is None or value.kind in (")", "}", "and", "or"):
            raise QueryError(f"{name}: needs a value", "", token.at)
        if kind in ("words", "entity", "mark"):
            return self._words_in(token, kind)
        if value.kind != "value":
            raise QueryError(f"{name}: needs a value", "", token.end)
        self._take()
        return self._valued(name, kind, value)

    def _words_in(self, token: Token, kind: str) -> Node | None:
        outer, self._field = self._field, token.text
        try:
            following = self._peek()
            assert following is not None
            if following.kind not in ("word", "phrase", "exact", "regex", "("):
                raise QueryError(f"{token.text}: needs a word", "", token.at)
            made = self._unit()
        finally:
            self._field = outer
        if made is None or kind == "words":
            return made
        return named(made, token.text) if kind == "entity" else marked(made, token.text)

    def _valued(self, name: str, kind: fields.Kind, value: Token) -> Node | None:
        text, at = value.text, value.at
        if kind == "date":
            return self._dated(name, text, at)
        if kind == "relative":
            found = dates.relative(name, text, at, self._today)
            return Dates("date", found.low, found.high, at=at)
        if kind == "state":
            known = fields.IS if name == "is" else fields.HAS
            state = cast(Literal["is", "has"], name)
            return State(state, fields.one_of(name, text, known, at), at)
        if kind == "path":
            return Path(text, at)
        if kind == "number":
            return length(text, at)
        if kind == "kin":
            return kin(name, text, at)
        if name == "sort":
            self._sort = fields.one_of(name, text, fields.SORTS, at)
        else:
            self._group = fields.one_of(name, text, fields.GROUPS, at)
        return None

    def _dated(self, name: str, text: str, at: int) -> Node:
        if text.lower() == "none" and name == "date":
            return State("is", "undated", at)
        if text == "~" and name == "date":
            return State("is", "guessed", at)
        certain = text.endswith("!")
        found = dates.parse(text.removesuffix("!"), at, self._today, name)
        return Dates(name, found.low, found.high, certain, at)
