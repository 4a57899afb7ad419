"""Tree -> clauses over one volume: a set that is certain, or a set with a check.

A clause holds a set of documents as bits. Where bits cannot decide (phrases, proximity, printed
letters) the set is an upper bound, and ``check`` decides a document when it is asked for: newest
first and no further than the page that is shown, until somebody wants the count.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from ..article import Article
from . import printed, together
from .expand import Expansion, expand
from .filters import Filters, Known
from .marks import UserMarks
from .names import Names
from .positions import may_be_close, stands
from .query import fields
from .query.errors import QueryError
from .query.tree import (
    QUOTE_FIELDS,
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
    field_of,
    walk,
)
from .rows import Cancelled, Stopped
from .table import Table
from .texts import index_field, text_of
from .volume import Volume
from .words import fold

Check = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Clause:
    """Documents that may match; all of them do where ``check`` is None."""

    bits: int
    check: Check | None = None

    def holds(self, number: int) -> bool:
        """Whether the document matches."""
        return bool(self.bits >> number & 1) and (self.check is None or self.check(number))


class Planner:
    """Makes clauses of trees for one volume."""

    def __init__(
        self,
        volume: Volume,
        names: Callable[[], Names],
        marks: UserMarks,
        known: Known,
        article: Callable[[Volume, int], Article],
        cancelled: Cancelled,
        deadline: float = math.inf,
    ) -> None:
        """``deadline`` is of ``time.monotonic``; past it a query is refused."""
        self._deadline = deadline
        self._volume, self._names = volume, names
        self._filters = Filters(volume, marks, known)
        self._article, self._cancelled = article, cancelled
        self._expansions: dict[tuple[str, Word], Expansion] = {}
        self._letters: dict[tuple[str, Word], frozenset[str]] = {}

    def clause(self, node: Node, in_quote: bool = False) -> Clause:
        """The clause of ``node`` over articles, or over quotes inside ``q{}``."""
        self._may_go_on()
        if isinstance(node, And):
            return self._and([self.clause(part, in_quote) for part in node.parts])
        if isinstance(node, Or):
            return _either([self.clause(part, in_quote) for part in node.parts])
        if isinstance(node, Not):
            return self._not(self.clause(node.part, in_quote), in_quote)
        if isinstance(node, Saved):
            return self.clause(node.part, in_quote)
        if isinstance(node, Everything):
            return Clause(self._table(in_quote).all())
        if isinstance(node, OneQuote):
            if in_quote:
                return self.clause(node.part, True)
            return self._from_quotes(self.clause(node.part, True))
        of_quote = _is_of_quote(node)
        if of_quote and not in_quote:
            return self._from_quotes(self._leaf(node, True))
        if in_quote and not of_quote and not _is_bare(node):
            return self._to_quotes(self._leaf(node, False))
        return self._leaf(node, in_quote)

    def _may_go_on(self) -> None:
        if self._cancelled():
            raise Stopped
        if time.monotonic() > self._deadline:
            raise QueryError("this takes too long", "use fewer or longer patterns")

    def _table(self, in_quote: bool) -> Table:
        return self._volume.quotes if in_quote else self._volume.articles

    # --- logic ---

    def _and(self, parts: list[Clause]) -> Clause:
        found = reduce(and_, (part.bits for part in parts))
        checks = [part.check for part in parts if part.check is not None]
        if not checks or not found:
            return Clause(found)
        if len(checks) == 1:
            return Clause(found, checks[0])
        return Clause(found, lambda number: all(check(number) for check in checks))

    def _not(self, part: Clause, in_quote: bool) -> Clause:
        everything = self._table(in_quote).all()
        if part.check is None:
            return Clause(everything & ~part.bits)
        return Clause(everything, lambda number: not part.holds(number))

    def _from_quotes(self, clause: Clause) -> Clause:
        """Articles with a quote that matches."""
        volume = self._volume
        found = volume.articles_of(clause.bits)
        if clause.check is None:
            return Clause(found)
        return Clause(found, lambda n: any(clause.holds(q) for q in volume.quotes_of(n)))

    def _to_quotes(self, clause: Clause) -> Clause:
        """Quotes of articles that match."""
        found = self._volume.quotes_within(clause.bits)
        if clause.check is None:
            return Clause(found)
        check, parents = clause.check, self._volume.columns.parents
        return Clause(found, lambda quote: check(parents[quote]))

    # --- leaves ---

    def _leaf(self, node: Node, in_quote: bool) -> Clause:
        filters = self._filters
        if isinstance(node, Word):
            return self._word(node, in_quote)
        if isinstance(node, Phrase | Near | AtLeast):
            return self._positional(node, in_quote)
        if isinstance(node, Named):
            return self._named(node, in_quote)
        if isinstance(node, Dates):
            return Clause(filters.said(node) if node.field == "said" else filters.dated(node))
        if isinstance(node, State):
            return Clause(filters.state(node))
        if isinstance(node, Path):
            return Clause(filters.paths(node.pattern))
        if isinstance(node, Length):
            return Clause(filters.length(node))
        if isinstance(node, Mark):
            return Clause(filters.marked(node))
        if isinstance(node, Kin):
            return Clause(filters.kin(node))
        raise AssertionError(node)

    def _word(self, node: Word, in_quote: bool) -> Clause:
        field = index_field(node.field, in_quote)
        found = self._upper(node, in_quote)
        if node.form == "exact":
            return Clause(found, self._exact_check(node, in_quote))
        if field in ("body", "lead"):
            return Clause(found, self._span_check(node, in_quote))
        return Clause(found)

    def _upper(self, node: Node, in_quote: bool) -> int:
        """Documents in which the positional ``node`` can stand."""
        if isinstance(node, Word):
            table, field = self._table(in_quote), index_field(node.field, in_quote)
            field = "text" if field in ("body", "lead") else field
            if node.form == "word":
                return table.word(field, node.text)
            if node.form == "exact":
                return table.word(field, fold(node.text))
            if node.form == "prefix":
                return table.prefix(field, node.text)
            found = 0
            for number, (word, _) in enumerate(self.expansion(node, in_quote).words):
                if number % 32 == 0:
                    self._may_go_on()
                found |= table.word(field, word)
            return found
        if isinstance(node, Phrase):
            found = reduce(and_, (self._upper(word, in_quote) for word in node.words))
            return reduce(and_, self._pairs(node, in_quote), found)
        if isinstance(node, Or):
            return reduce(or_, (self._upper(part, in_quote) for part in node.parts))
        if isinstance(node, Near):
            left = self._upper(node.left, in_quote)
            if node.negated or not left:
                return left
            return self._together(node, left & self._upper(node.right, in_quote), in_quote)
        if isinstance(node, AtLeast):
            return self._upper(node.operand, in_quote)
        raise AssertionError(node)

    def expansion(self, node: Word, in_quote: bool) -> Expansion:
        """The words a pattern stands for, looked up once a query."""
        key = ("q" if in_quote else "a", node)
        found = self._expansions.get(key)
        if found is None:
            found = self._expansions[key] = expand(self._table(in_quote), node, self._may_go_on)
        return found

    def _pairs(self, node: Phrase, in_quote: bool) -> list[int]:
        """Sets of the neighbours in a phrase, where both are common words."""
        if index_field(node.field, in_quote) not in ("text", "body", "lead"):
            return []
        table = self._table(in_quote)
        neighbours = zip(node.words, node.words[1:], strict=False)
        plain = ((a.text, b.text) for a, b in neighbours if a.form == b.form == "word")
        return [found for a, b in plain if (found := table.pair(a, b)) is not None]

    def _is_pair(self, node: Phrase, in_quote: bool) -> bool:
        """Whether the set of one pair decides."""
        in_text = index_field(node.field, in_quote) == "text"
        return in_text and len(node.words) == 2 and bool(self._pairs(node, in_quote))

    def _positional(self, node: Phrase | Near | AtLeast, in_quote: bool) -> Clause:
        found = self._upper(node, in_quote)
        if not found or (isinstance(node, Phrase) and self._is_pair(node, in_quote)):
            return Clause(found)
        check = self._span_check(node, in_quote)
        if _has_exact(node):
            return Clause(found, self._printed_check(node, in_quote, check))
        if isinstance(node, Near) and self._in_text(node, in_quote):
            table = self._table(in_quote)
            if table.sentences is not None and together.decides(node, table):
                unsure = found & table.sentences.long
                return _either([Clause(found & ~unsure), Clause(unsure, check if unsure else None)])
        return Clause(found, check)

    def _in_text(self, node: Node, in_quote: bool) -> bool:
        return index_field(field_of(node), in_quote) == "text"

    def _together(self, node: Near, found: int, in_quote: bool) -> int:
        """Those of ``found`` that can have both operands in one sentence, where that is asked."""
        if not found or index_field(field_of(node), in_quote) not in ("text", "body", "lead"):
            return found
        within = together.bound(node, self._table(in_quote))
        return found if within is None else found & within

    def _span_check(self, node: Node, in_quote: bool) -> Check:
        table = self._table(in_quote)
        field = index_field(field_of(node), in_quote)

        def letters(word: Word) -> frozenset[str]:
            return self._letters_of(word, in_quote)

        def check(number: int) -> bool:
            return stands(node, text_of(table, number, field), letters)

        if not (isinstance(node, Near) and node.unit == "word" and not node.negated):
            return check
        operands = node.left, node.right
        plain = [letters(one) for one in operands if isinstance(one, Word) and one.form == "word"]
        if [len(letter) for letter in plain] != [1, 1]:
            return check
        (first,), (second,) = plain
        may = may_be_close(first, second, node.distance)
        return lambda number: may(table.packed_stream(number)) and check(number)

    def _letters_of(self, word: Word, in_quote: bool) -> frozenset[str]:
        key = ("q" if in_quote else "a", word)
        found = self._letters.get(key)
        if found is None:
            table = self._table(in_quote)
            if word.form in ("word", "exact"):
                texts: Iterable[str] = (fold(word.text) if word.form == "exact" else word.text,)
            elif word.form == "prefix":
                texts = table.expand_prefix(word.text)
            else:
                texts = (text for text, _ in self.expansion(word, in_quote).words)
            letters = (table.letter(text) for text in texts)
            found = frozenset(letter for letter in letters if letter is not None)
            self._letters[key] = found
        return found

    def _printed_check(self, node: Near | Phrase | AtLeast, in_quote: bool, folded: Check) -> Check:
        """Folded words rule most documents out, but for what must not stand near."""
        exact = self._exact_check(node, in_quote)
        if isinstance(node, Near) and node.negated:
            return exact
        return lambda number: folded(number) and exact(number)

    def _exact_check(self, node: Node, in_quote: bool) -> Check:
        """Printed letters are not in the index: the record decides."""
        volume, field = self._volume, field_of(node)

        def check(number: int) -> bool:
            if self._cancelled():
                raise Stopped
            if in_quote:
                parent = volume.columns.parents[number]
                quotes = self._article(volume, parent).quotes
                text = printed.of_quote(quotes[number - volume.quotes_of(parent).start], field)
            else:
                text = printed.of_article(self._article(volume, number), field)
            return stands(node, text.text, text.letters_of)

        return check

    def _named(self, node: Named, in_quote: bool) -> Clause:
        table = self._table(in_quote)
        found = 0
        for entity in self._names().find(node.field, node.name):
            if in_quote:
                found |= table.word("entity", entity.id)
                if node.field == "person":
                    found |= table.word("entity", f"speaker {entity.id}")
            else:
                found |= table.word("entity", ("!" if node.strict else "") + entity.id)
        return Clause(found)


def _either(parts: list[Clause]) -> Clause:
    found = reduce(or_, (part.bits for part in parts))
    if all(part.check is None for part in parts):
        return Clause(found)
    certain = reduce(or_, (part.bits for part in parts if part.check is None), 0)
    unsure = [part for part in parts if part.check is not None]

    def check(number: int) -> bool:
        return bool(certain >> number & 1) or any(part.holds(number) for part in unsure)

    return Clause(found, check)


def _has_exact(node: Node) -> bool:
    """Whether printed letters count anywhere in it."""
    return any(isinstance(word, Word) and word.form == "exact" for word in walk(node))


def _is_of_quote(node: Node) -> bool:
    """Whether a leaf speaks of quotes even outside ``q{}``."""
    if isinstance(node, State):
        return node.field == "is" and node.value in fields.QUOTE_STATES
    if isinstance(node, Dates | Named):
        return node.field in QUOTE_FIELDS
    return field_of(node) in QUOTE_FIELDS


def _is_bare(node: Node) -> bool:
    """Whether a leaf without a field of its own: inside ``q{}`` it speaks of the quote."""
    if isinstance(node, Named):
        return True
    return isinstance(node, Word | Phrase | Near | AtLeast) and not field_of(node)
