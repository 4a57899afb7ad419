"""Which articles can have two things in one sentence, by the sets of the common words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from .query.tree import And, AtLeast, Near, Node, Or, Phrase, Word
from .sentence_sets import SentenceSets
from .table import Table
from .words import fold


def bound(node: Near, table: Table) -> int | None:
    """Articles in which the operands can stand in one sentence; None where all can.

    At least those that do: long articles, and words that stand there once where two are wanted,
    are for who looks into the text.
    """
    sets = table.sentences
    if sets is None or node.unit != "sentence" or node.negated:
        return None
    found = _of(node, table, sets)
    return None if found is None else sets.articles(found)


def decides(node: Near, table: Table) -> bool:
    """Whether :func:`bound` is exact for all but long articles: two words kept, and different."""
    sets, words = table.sentences, (node.left, node.right)
    if sets is None or node.unit != "sentence" or node.negated:
        return False
    plain = [word.text for word in words if isinstance(word, Word) and word.form == "word"]
    kept = (letter is None or letter in sets for letter in map(table.letter, plain))
    return len(set(plain)) == 2 and all(kept)


def _of(node: Node, table: Table, sets: SentenceSets) -> int | None:
    """The sentences in which ``node`` can stand; None for all."""
    if isinstance(node, Word):
        if node.form not in ("word", "exact"):
            return None
        letter = table.letter(fold(node.text) if node.form == "exact" else node.text)
        return 0 if letter is None else sets.of(letter)
    if isinstance(node, Phrase):
        return _all(_of(word, table, sets) for word in node.words)
    if isinstance(node, Or | And):  # here both mean any of them
        parts = [_of(part, table, sets) for part in node.parts]
        known = [part for part in parts if part is not None]
        return reduce(or_, known) if len(known) == len(parts) else None
    if isinstance(node, Near):
        operands = (node.left,) if node.negated else (node.left, node.right)
        return _all(_of(operand, table, sets) for operand in operands)
    return _of(node.operand, table, sets) if isinstance(node, AtLeast) else None


def _all(parts: Iterable[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return reduce(and_, known) if known else None
