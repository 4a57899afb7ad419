"""How much to trust a quote: the measured precision of its rule, and how its speaker was found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from diploread.index.article import Speaker
from diploread.index.quotes.lexicon import load_list

_UNKNOWN_RULE = 0.5
_NO_SPEAKER = 0.6
"""Factor for a quote whose speaker is unresolved."""


@cache
def _precision() -> Mapping[str, float]:
    return {str(rule): float(value) for rule, value in load_list("confidence")["precision"].items()}


def confidence(rule: str, kind: str, speaker: Speaker) -> float:
    """Between 0 and 1: the chance that span and speaker are both right."""
    table = _precision()
    base = table.get(f"{rule}/{kind}", table.get(rule, _UNKNOWN_RULE))
    if speaker.how == "none":
        base *= _NO_SPEAKER
    elif speaker.how == "pronoun":
        base *= 0.5 + speaker.confidence / 2
    return round(base, 2)
