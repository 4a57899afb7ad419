"""How sure each mention is: by the measured precision of the rule that made it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec
from diploread.index.entities.gazetteer import Gazetteer
from diploread.index.entities.marks import Mark

_OWN = "own"
"""The tag of names from the user's own list: those are certain."""


@lru_cache(maxsize=2)
def _table(gazetteer: Gazetteer) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    raw = gazetteer.packed.words["confidence"]
    by_rule = msgspec.msgpack.decode(raw["confidence"], type=dict[str, dict[str, float]])
    return by_rule, msgspec.msgpack.decode(raw["evidence"], type=dict[str, float])


def settle(marks: Iterable[Mark], gazetteer: Gazetteer) -> None:
    """Set the confidence of marks from the table, in place; what is inferred keeps its own."""
    by_rule, evidence = _table(gazetteer)
    for mark in marks:
        if mark.tag == _OWN:
            continue
        if mark.how == "evidence":
            mark.confidence = min(mark.confidence, evidence.get(mark.type, 1.0))
        elif mark.how in by_rule:
            mark.confidence = by_rule[mark.how].get(mark.type, mark.confidence)
