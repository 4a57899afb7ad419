"""Where single words stand in a printed text, without cutting all of it into words.

Rows of a list show the line around the first hit, thirty at a time and at every key stroke; cutting
thirty bodies into words costs 25 ms. Here a literal search finds the few places where the word can
stand, and only the runs of letters there are cut and folded, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from . import words
from .query.tree import Word

Range = tuple[int, int]


def word_hits(text: str, word: Word) -> list[Range] | None:
    """Offsets of every place of a plain word or prefix; None where this shortcut cannot tell."""
    plain = word.text.isascii() and word.text.isalnum() and word.form in ("word", "prefix")
    if not plain:
        return None
    found: list[Range] = []
    done = 0
    lowered = text.lower()
    if len(lowered) != len(text) or not _plain(text):
        lowered = ""
    for place, end in _places(text, lowered, word.text):
        if place < done:
            continue
        run = _SIMPLE.match(lowered, place) if place == 0 or text[place - 1] not in ".'’" else None
        if run is not None and run[0] != "us":
            done = run.end()
            if done == end or word.form == "prefix":
                found.append((place, done))
            continue
        start, done = _run(text, place, end, done)
        for token in words.WORD.finditer(text, start, done):
            folded = words.fold(token.group())
            if folded == word.text if word.form == "word" else folded.startswith(word.text):
                found.append(token.span())
    return found


_SIMPLE = re.compile(r"(?:[a-z0-9]{2,}+(?!['’_])|[a-z0-9](?!['’_.]))(?![a-z0-9])")
"""A run of letters, from its first one on, that is a word as it stands: nothing in it is folded but
case. ``US`` and dotted letters are not."""


def _places(text: str, lowered: str, word: str) -> Iterator[Range]:
    """Where the word can stand, ascending.

    In a text whose only letters are ASCII, which comes in lower case too, that is wherever its
    letters stand behind no other letter, and at dotted letters, which folding draws together; all
    of it is found by literal search.
    """
    if not lowered:
        yield from (match.span() for match in _anywhere(word).finditer(text))
        return
    found = list(_each(lowered, word))
    if "u.s".startswith(word):
        found += _each(lowered, "us")
    found += [(m.start() - 1, m.end()) for m in _DOTTED.finditer(text, 1)]
    yield from sorted(found)


def _plain(text: str) -> bool:
    """Whether all letters are ASCII: marks that folding does not change are looked past."""
    if text.isascii():
        return True
    for mark in _MARKS:
        text = text.replace(mark, "")
    return text.isascii()


_MARKS = "“”’‘–—…"
_DOTTED = re.compile(r"\.[A-Za-z]")


def _each(text: str, wanted: str) -> Iterator[Range]:
    at = text.find(wanted)
    while at != -1:
        if at == 0 or not text[at - 1].isalnum():
            yield at, at + len(wanted)
        at = text.find(wanted, at + 1)


@lru_cache(maxsize=256)
def _anywhere(word: str) -> re.Pattern[str]:
    """The word itself, letters that folding changes, and dotted letters, in any text."""
    us = "|us" if "u.s".startswith(word) else ""
    return re.compile(rf"{word}{us}|[^\W\x00-\x7f]|[A-Za-z]\.[A-Za-z]", re.IGNORECASE)


_SPACE = re.compile(r"\s")


def _run(text: str, start: int, end: int, least: int) -> Range:
    """The stretch between white space around a place: no word crosses white space."""
    while start > least and not text[start - 1].isspace():
        start -= 1
    space = _SPACE.search(text, end)
    return start, space.start() if space else len(text)
