"""The core: the run of paragraphs that is most likely the article, by length and fluency alone.

Cheap and independent of every rule; rules use it to know what "at the head" and "at the tail"
mean. The idea is that of the densest run: long fluent paragraphs earn their length, everything
else costs a little, and the run with the best sum wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diploread.index.cleaning.units import Unit

_FUNCTION_WORDS = (
    "the of and to in a is that for it on with as was by at be from are this have has had not but "
    "or an he she they we his her their its will would who which were been said than when there "
    "about after also into over out up one no if all can could may so what other some such only "
    "two between through during before under against while where them him us our you your i my "
    "me do does did being because both these those then just how any each very since until"
)
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = tuple(".?!…:;,")
_CLOSING = "\"'”’») "

_STOP_BEFORE_CREDIT = re.compile(r"[a-z][.!?][\"”’)]*\s")

FLUENT_LENGTH = 100
"""Characters from which a paragraph counts as running text."""
_FLUENT_SHARE = 0.25
"""Share of function words in English prose; lists, menus and headlines stay below it."""
_SURELY_LONG = 220
_SENTENCE = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """What one pass over a unit's words yields."""

    length: int
    words: tuple[str, ...]
    """Lower-case, the first 80 of them."""
    stop_share: float
    ends: bool
    """Whether it ends like a sentence."""
    fluent: bool


@dataclass(frozen=True, slots=True)
class Core:
    """Indices of the first and one past the last unit of the core."""

    start: int
    end: int

    def __contains__(self, index: object) -> bool:
        return isinstance(index, int) and self.start <= index < self.end


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends like a sentence, closing quotation marks and brackets aside."""
    return text.rstrip(_CLOSING).endswith(_SENTENCE_END)


def goes_on(units: Sequence[Unit], index: int) -> bool:
    """Whether the unit and the next are one sentence that a line break has cut in two."""
    unit = units[index]
    if index + 1 == len(units) or unit.blank_after or ends_sentence(unit.text):
        return False
    return units[index + 1].text[:1].islower()


def _ended(text: str) -> bool:
    """Whether an agency's name or a date in brackets follows on the last sentence."""
    return _STOP_BEFORE_CREDIT.search(text[-60:]) is not None


def shape(unit: Unit) -> Shape:
    """Measure one unit."""
    text = unit.text
    words = tuple(w.lower() for w in _WORD.findall(text[:600])[:80])
    share = sum(1 for w in words if w in STOP_WORDS) / len(words) if words else 0.0
    ends = ends_sentence(text)
    long_enough = len(text) >= FLUENT_LENGTH
    linked = unit.link_chars > 0.5 * len(text)
    fluent = (
        long_enough
        and not linked
        and share > _FLUENT_SHARE
        and (ends or len(text) > _SURELY_LONG or _ended(text))
    )
    return Shape(len(text), words, share, ends, fluent)


def find_core(units: Sequence[Unit], shapes: Sequence[Shape]) -> Core:
    """The densest run of fluent units; where none is fluent, from first to last sentence."""
    best, best_start, best_end = 0.0, 0, 0
    total, start = 0.0, 0
    for index, (unit, measured) in enumerate(zip(units, shapes, strict=True)):
        length = len(unit.text)
        if total <= 0:
            total, start = 0.0, index
        total += min(length, 600) if measured.fluent else -min(60 + 0.3 * length, 150)
        if total > best:
            best, best_start, best_end = total, start, index + 1
    if best_end:
        return Core(best_start, best_end)
    sentences = [i for i, m in enumerate(shapes) if m.ends and m.length >= _SENTENCE]
    return Core(sentences[0], sentences[-1] + 1) if sentences else Core(0, len(units))
