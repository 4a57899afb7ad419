"""The words about an answer: how the query was read, what it could not see, what may help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from .answer import Answer, Described
from .expand import MOST
from .names import Names
from .plan import Planner
from .query.readas import read_as, typed, word_text
from .query.tree import (
    QUOTE_FIELDS,
    And,
    Dates,
    Kin,
    Named,
    Near,
    Node,
    Not,
    OneQuote,
    Or,
    Phrase,
    Saved,
    State,
    Word,
    field_of,
    walk,
)

if TYPE_CHECKING:
    from .table import Table

SHOWN = 3
"""Words of a pattern that the line names."""
Count = Callable[[Node], int]


class Describer:
    """Knows what is needed to speak of one answer."""

    def __init__(
        self,
        planners: list[Planner],
        tables: list[Table],
        names: Callable[[], Names],
        count: Count,
        *,
        first_look: bool = False,
    ) -> None:
        """``first_look``: most articles are still on their way into the library."""
        self._planners, self._tables, self._names, self._count = planners, tables, names, count
        self._first_look = first_look

    def describe(self, answer: Answer, quotes: int | None) -> Described:
        """All that is to be said."""
        tree = answer.query.tree
        undated = self._undated(tree)
        total = f"{answer.total:,}{'+' if answer.partial else ''}"
        counted = f"{total} {'article' if total == '1' else 'articles'}"
        if quotes is not None:
            counted = f"{quotes:,} {'quote' if quotes == 1 else 'quotes'} in {counted}"
        parts = [read_as(tree, self.explain), counted]
        if self._first_look:
            parts.append("so far: the folder is still being read")
        if undated:
            parts.append(f"{undated:,} undated not searched")
        if guessed := self._said_by_article(tree, answer.total):
            parts.append(f"{guessed:,} by the article's date: no day is stated")
        if answer.partial:
            parts.append("partial: it took too long")
        parts.append(_order(answer.query.sort))
        if answer.query.group:
            parts.append(f"grouped by {answer.query.group}")
        parts += answer.query.hints
        advice = self.advice(tree) if answer.total == 0 else ""
        return Described(" · ".join(parts), quotes, undated, advice)

    def explain(self, node: Node) -> str:
        """What a pattern stands for, or whom a name means."""
        if isinstance(node, Named):
            return self._whom(node)
        if isinstance(node, Kin):
            return ""
        if not isinstance(node, Word) or not self._tables:
            return ""
        counts: dict[str, int] = {}
        found = 0
        for planner in self._planners:
            expansion = planner.expansion(node, node.field in QUOTE_FIELDS)
            found = max(found, expansion.found)
            for word, number in expansion.words:
                counts[word] = counts.get(word, 0) + number
        best = sorted(counts, key=lambda word: (-counts[word], word))
        if found > MOST and node.form != "prefix":
            return f"{MOST:,} of {found:,} words"
        more = f" +{len(best) - SHOWN:,}" if len(best) > SHOWN else ""
        return ", ".join(best[:SHOWN]) + more if best else "no such word"

    def _whom(self, node: Named) -> str:
        entities = self._names().find(node.field, node.name)
        if not entities:
            return f"{node.name} (no such name)"
        if len(entities) == 1:
            count = len(entities[0].aliases)
            names = f" ({count} names)" if count > 1 else ""
            return f"{entities[0].label}{names}"
        shown = ", ".join(entity.label for entity in entities[:SHOWN])
        more = f" +{len(entities) - SHOWN}" if len(entities) > SHOWN else ""
        return f"{node.name} ({shown}{more})"

    def _undated(self, tree: Node) -> int:
        """Undated articles that match all but the date; none where the query speaks of them."""
        nodes = tuple(walk(tree))
        asked = any(isinstance(node, State) and node.value == "undated" for node in nodes)
        if asked or not any(isinstance(node, Dates) for node in nodes):
            return 0
        return self._count(_with_undated(tree))

    def _said_by_article(self, tree: Node, total: int) -> int:
        """Articles found by ``said:`` through their own date alone."""
        asked = [node for node in walk(tree) if isinstance(node, Dates) and node.field == "said"]
        if not asked or all(node.certain for node in asked):
            return 0
        return max(total - self._count(_stated(tree)), 0)

    def advice(self, tree: Node) -> str:
        """That nothing was found, the count of each part, what one part less would give, and the
        nearest words."""
        parts = _parts(tree)
        said = ["0 articles"]
        if self._first_look:
            said.append("The folder is still being read")
        if len(parts) > 1:
            said.append(" · ".join(f"{typed(part)} {self._count(part):,}" for part in parts[:6]))
            for i, part in enumerate(parts):
                if isinstance(part, Dates | State | Not):
                    rest = And(tuple(p for p in parts if p is not part))
                    count = self._count(rest if len(rest.parts) > 1 else rest.parts[0])
                    if count:
                        said.append(f"without {typed(part)}: {count:,}")
                if i >= 6:
                    break
        nearest = self._nearest(tree)
        if nearest:
            said.append("nearest words: " + ", ".join(nearest))
        elsewhere = self._elsewhere(tree)
        if elsewhere:
            said.append(elsewhere)
        return ". ".join(said)

    def _elsewhere(self, tree: Node) -> str:
        """A word that is nowhere in its field may stand in the text at large."""
        for node in walk(tree):
            if isinstance(node, Word | Phrase) and node.field and node.field != "body":
                words = node.words if isinstance(node, Phrase) else (node,)
                bare = tuple(replace(word, field="") for word in words)
                plain = Phrase(bare) if isinstance(node, Phrase) else bare[0]
                count = self._count(plain)
                if count and not self._count(node):
                    return f"without {node.field}: {count:,}"
        return ""

    def _nearest(self, tree: Node) -> list[str]:
        """For each word that no article has, the most frequent word near it in spelling."""
        found = []
        for node in walk(tree):
            if isinstance(node, Word) and node.form == "word" and len(node.text) >= 4:
                if any(table.frequency(node.text) for table in self._tables):
                    continue
                fuzzy = Word(node.text, "fuzzy", "", 1 if len(node.text) < 6 else 2)
                counts: dict[str, int] = {}
                for planner in self._planners:
                    for word, number in planner.expansion(fuzzy, False).words:
                        counts[word] = counts.get(word, 0) + number
                if counts:
                    best = max(counts, key=lambda word: counts[word])
                    found.append(f"{best} ({counts[best]:,})")
        return found[:3]


def _order(sort: str) -> str:
    return {
        "date": "oldest first", "relevance": "by relevance", "source": "by source",
        "speaker": "by speaker",
    }.get(sort, "newest first")  # fmt: skip


def _with_undated(node: Node) -> Node:
    """The tree with "undated" in the place of every date."""
    if isinstance(node, Dates):
        return State("is", "undated")
    if isinstance(node, And | Or):
        return type(node)(tuple(_with_undated(part) for part in node.parts))
    if isinstance(node, Not):
        inner = node.part
        return State("is", "undated") if isinstance(inner, Dates) else Not(_with_undated(inner))
    if isinstance(node, OneQuote):
        return OneQuote(_with_undated(node.part))
    if isinstance(node, Saved):
        return _with_undated(node.part)
    return node


def _parts(tree: Node) -> tuple[Node, ...]:
    """What must all hold, in the article or within one quote."""
    if isinstance(tree, OneQuote) and isinstance(tree.part, And):
        return tuple(OneQuote(part) for part in tree.part.parts)
    return tree.parts if isinstance(tree, And) else (tree,)


def _stated(node: Node) -> Node:
    """The tree with ``said:`` by stated days alone."""
    if isinstance(node, Dates) and node.field == "said":
        return replace(node, certain=True)
    if isinstance(node, And | Or):
        return type(node)(tuple(_stated(part) for part in node.parts))
    if isinstance(node, Not | OneQuote | Saved):
        return replace(node, part=_stated(node.part))
    return node


def speaks_of_quotes(tree: Node) -> bool:
    """Whether the query asks for quotes, so that quotes are counted too."""
    from .query.fields import QUOTE_STATES

    for node in walk(tree):
        if isinstance(node, OneQuote):
            return True
        if isinstance(node, State) and node.value in QUOTE_STATES:
            return True
        if isinstance(node, Dates | Named) and node.field in QUOTE_FIELDS:
            return True
        if isinstance(node, Word | Phrase | Near) and field_of(node) in QUOTE_FIELDS:
            return True
    return False


__all__ = ["Describer", "Or", "speaks_of_quotes", "word_text"]
