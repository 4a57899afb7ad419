"""The key under which a word is looked up: spelling variants that never matter are folded away."""

from __future__ import annotations


def key_of(word: str) -> str:
    """``word`` in small letters from four letters on; short words keep their case (US, us)."""
    key = word if len(word) <= 3 else word.lower()
    return key.replace("’", "'") if "’" in key else key
