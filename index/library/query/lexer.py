"""Cuts a query into tokens. Knows quotation marks, operators and what each field takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .dialects import DIALECTS, Dialect
from .errors import QueryError
from .fields import kind_of

TokenKind = Literal[
    "word", "phrase", "(", ")", "q{", "}", "and", "or", "not", "minus", "near", "field", "value",
    "exact", "regex", "saved", "atleast",
]  # fmt: skip

LONGEST = 1000
CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "»": "«", "”": "”"}
_ENDS_WORD = set(' \t\n()"“”„«»「」『』{}')
_SPACE = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u3000]+")
_ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
_FIELD = re.compile(r"([A-Za-z_]+):(?=[^\s:])")
_NEAR = re.compile(r"(w|near|pre|adj)/(\d+)$|(near|adj)(\d+)$|(?:(w)/)?/?([sp])$|\+(\d+)$", re.I)
_NEAR_FOLLOWS = re.compile(r"\s+((w|near|pre|adj)/?\d|(w/|/)[sp](?=\s|$))", re.I)
_VALUE = re.compile(r"\[[^\]]*\]|[^\s()}]+")
_REGEX = re.compile(r"/((?:[^/\\]|\\.)+)/(?=[\s)}]|$)")
_AT_LEAST = re.compile(r"atleast(\d+)$", re.I)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query; ``at`` and ``end`` are columns."""

    kind: TokenKind
    text: str
    at: int
    end: int
    number: int = 0
    """Distance of ``near``, count of ``atleast``, ``~n`` of a phrase."""
    closed: bool = True


def cleaned(query: str) -> str:
    """The query with acting characters as spaces; columns stay."""
    return _ACTING.sub(" ", query)


class Lexer:
    """One pass over a query."""

    def __init__(self, query: str, dialect: Dialect = DIALECTS["diploread"]) -> None:
        if len(query) > LONGEST:
            raise QueryError(
                f"the query has {len(query):,} characters", f"{LONGEST:,} are allowed", LONGEST
            )
        self.text = cleaned(query)
        self.dialect = dialect
        self.hints: list[str] = []
        self._at = 0
        self._tokens: list[Token] = []

    def tokens(self) -> list[Token]:
        """All tokens of the query."""
        while True:
            space = _SPACE.match(self.text, self._at)
            if space:
                self._at = space.end()
            if self._at >= len(self.text):
                return self._tokens
            self._next()

    def _put(self, kind: TokenKind, text: str, end: int, number: int = 0) -> None:
        self._tokens.append(Token(kind, text, self._at, end, number))
        self._at = end

    def _next(self) -> None:
        text, at = self.text, self._at
        char = text[at]
        last = self._tokens[-1] if self._tokens else None
        if last and last.kind == "field" and last.end == at and self._value_of(last):
            return
        if char in "()}":
            self._put(char, char, at + 1)  # type: ignore[arg-type]
        elif text.startswith("q{", at):
            self._put("q{", "q{", at + 2)
        elif char in CLOSING:
            self._phrase(char)
        elif char in "-!+" and self._begins_unit(at):
            self._sign(char)
        elif char == "@" and re.match(r"@[\w.-]+", text[at:]):
            name = re.match(r"@([\w.-]+)", text[at:])
            assert name is not None
            self._put("saved", name[1], at + name.end())
        else:
            self._bare()

    def _begins_unit(self, at: int) -> bool:
        return at + 1 < len(self.text) and not self.text[at + 1].isspace()

    def _sign(self, char: str) -> None:
        ordered = re.match(r"\+(\d+)(?=\s)", self.text[self._at :])
        if ordered and self._tokens:
            self._put("near", "pre", self._at + ordered.end(), int(ordered[1]))
        elif char == "+":
            self._at += 1
        else:
            self._put("minus", char, self._at + 1)

    def _phrase(self, opening: str) -> None:
        closing = CLOSING[opening]
        end = self._at + 1
        while end < len(self.text) and self.text[end] not in closing:
            end += 1
        if end == len(self.text):
            raise QueryError("this quotation mark is not closed", "", self._at)
        body = self.text[self._at + 1 : end]
        slop = re.compile(r"~(\d+)").match(self.text, end + 1)
        number = int(slop[1]) if slop else 0
        if slop and not 1 <= number <= 255:
            raise QueryError("~n takes a number from 1 to 255", "", end + 1)
        self._put("phrase", body, slop.end() if slop else end + 1, number)

    def _value_of(self, field: Token) -> bool:
        """The value of a field that takes no words; False where the field takes words."""
        kind = kind_of(field.text, field.at)
        if kind in ("words", "entity", "mark"):
            return False
        char = self.text[self._at]
        if char in CLOSING:
            self._phrase(char)
            last = self._tokens.pop()
            self._tokens.append(Token("value", last.text, last.at, last.end))
            return True
        match = _VALUE.match(self.text, self._at)
        if match is None:
            return False
        self._put("value", match.group(), match.end())
        return True

    def _bare(self) -> None:
        """A word, an operator, or a field name."""
        text, at = self.text, self._at
        regex = _REGEX.match(text, at)
        if regex:
            self._put("regex", regex[1], regex.end())
            return
        field = _FIELD.match(text, at)
        if field:
            kind_of(field[1], at)
            self._put("field", field[1].lower(), field.end())
            return
        if self._foreign_field():
            return
        end = at
        while end < len(text) and text[end] not in _ENDS_WORD and not text[end].isspace():
            end += 1
        if end == at:  # a stray closing mark
            self._at += 1
            return
        word = text[at:end]
        if not self._operator(word, end):
            exact = word.startswith("=") and len(word) > 1
            self._put("exact" if exact else "word", word[1:] if exact else word, end)

    def _foreign_field(self) -> bool:
        """``HEADLINE(`` and ``hd=`` in the dialects that have them."""
        rest = self.text[self._at :]
        call = re.match(r"([A-Za-z]+)\(", rest)
        if call and call[1].lower() in self.dialect.calls:
            self._put("field", self.dialect.calls[call[1].lower()], self._at + len(call[1]))
            return True
        count = re.match(r"(?i)atleast(\d+)(?=\()", rest)
        if count:
            self._put("atleast", count.group(), self._at + count.end(), int(count[1]))
            return True
        assign = re.match(r"([A-Za-z]+)(=|(?=[<>]))(?=\S)", rest)
        if assign and assign[1].lower() in self.dialect.assigns:
            self._put("field", self.dialect.assigns[assign[1].lower()], self._at + assign.end())
            return True
        return False

    def _operator(self, word: str, end: int) -> bool:
        lower = word.lower()
        if lower in ("and", "or", "not"):
            if word.isupper() or self.dialect.any_case:
                self._put(lower, word, end)  # type: ignore[arg-type]
                return True
            if lower == "and":
                self._hint("and is ignored; every word must occur anyway")
                self._at = end
                return True
            if lower == "or" or not _NEAR_FOLLOWS.match(self.text, end):
                self._hint(f"{word} is searched as a word; write {word.upper()}")
                return False
            self._put("not", word, end)
            return True
        if lower in ("same", "near") or _NEAR.match(word):
            return self._proximity(word, end)
        at_least = _AT_LEAST.match(word)
        if at_least:
            self._put("atleast", word, end, int(at_least[1]))
            return True
        return False

    def _proximity(self, word: str, end: int) -> bool:
        if lower_is_word(word) or not self._tokens:
            return False
        if word.lower() == "same":
            self._hint('same means "in the same paragraph"; write "same" to search the word')
            self._put("near", "p", end)
            return True
        match = _NEAR.match(word)
        if match is None:
            return False
        if match[6]:
            if not word.startswith("/") and not match[5]:
                return False
            self._put("near", match[6].lower(), end)
            return True
        name = (match[1] or match[3] or "pre").lower()
        number = int(match[2] or match[4] or match[7])
        if not 1 <= number <= 255:
            raise QueryError(f"{name}/n takes a number from 1 to 255", "", self._at)
        ordered = name in ("pre", "adj") or (name == "w" and self.dialect.within_ordered)
        if name == "w":
            self._hint_within()
        self._put("near", "pre" if ordered else "w", end, number)
        return True

    def _hint_within(self) -> None:
        if self.dialect.within_ordered:
            self._hint("w/n keeps the order in this dialect")

    def _hint(self, text: str) -> None:
        if text not in self.hints:
            self.hints.append(text)


def lower_is_word(word: str) -> bool:
    """``near`` alone is a word: it lacks its number."""
    return word.lower() == "near"
