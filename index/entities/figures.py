"""Numbers in words, as they stand in dates: "twenty-five" is 25."""

from __future__ import annotations

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
         "nineteen")  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90, "hundred": 100}  # fmt: skip


def number(words: str) -> int | None:
    """The number that ``words`` (lower case) or figures say; None where they say none."""
    if words.isdigit():
        return int(words)
    if words in ("a", "an"):
        return 1
    total, seen = 0, False
    for word in words.replace("-", " ").split():
        if word in _ONES:
            total, seen = total + _ONES.index(word), True
        elif word in _TENS:
            total, seen = total + _TENS[word], True
        elif word not in ("a", "and"):
            return None
    return total if seen else None
