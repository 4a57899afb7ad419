"""Boosted trees in plain Python: a score is a sum of leaves, one of each tree.

The trees are data, trained elsewhere (``tests/evaluation``): lists of four, a measure's number, a
bound, and where to go at most at the bound and beyond it; a leaf is a number. Anyone can read by
which questions a score came about, and no library is needed to follow them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

Node = Any
"""``(measure, bound, below, above)`` or the value of a leaf; recursive, hence without a type."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A model; scores are log-odds."""

    measures: tuple[str, ...]
    """Names of the measures in the order in which the trees number them."""
    intercept: float
    trees: tuple[Node, ...]

    def score(self, row: Sequence[float]) -> float:
        """The log-odds for one row of measures."""
        total = self.intercept
        for node in self.trees:
            while node.__class__ is tuple:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            total += node
        return total

    def scores(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The log-odds for each row."""
        return [self.score(row) for row in rows]


def nested(node: object) -> Node:
    """A tree as read from JSON, in tuples; raises ValueError where it is none."""
    if isinstance(node, int | float):
        return float(node)
    if not isinstance(node, list) or len(node) != 4:
        raise ValueError("a node is a number or a list of four")
    measure, bound, below, above = node
    return int(measure), float(bound), nested(below), nested(above)


@lru_cache(maxsize=4)
def load_trees(name: str) -> Trees:
    """The trees in the file ``name`` of ``config/rules``."""
    text = resources.files("diploread.config.rules").joinpath(name).read_text(encoding="utf-8")
    data = json.loads(text)
    trees = tuple(nested(tree) for tree in data["trees"])
    return Trees(tuple(data["measures"]), float(data["intercept"]), trees)
