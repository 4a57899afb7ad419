"""Spans from a spaCy pipeline that the user has installed, under our linker and rules.

spaCy is no dependency: it is looked for only when ``entities.engine`` names a pipeline. Its spans
take the place of what the evidence of the document would have decided; titled names,
organisations of the grammar, peoples, countries and phrases of two words and more stay ours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from diploread.config.problems import DiploreadError
from diploread.index.entities.marks import UNKNOWN, Mark
from diploread.index.entities.tokens import Tokens

PREFIX = "spacy:"
_TYPES = {"PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC",
          "FAC": "LOC"}  # fmt: skip
_LONGEST_TEXT = 900_000
"""spaCy refuses texts beyond a million characters; longer ones are left to the rules."""
_OURS = frozenset(("title", "organisation", "place-head", "two-peoples", "direction", "prefix"))
_FIRM_TAGS = frozenset(("own", "country", "demonym", "people", "event"))

Pipeline = Callable[[str], Any]


class EngineMissing(DiploreadError):
    """The pipeline that the settings name cannot be loaded."""


@lru_cache(maxsize=2)
def pipeline(engine: str) -> Pipeline:
    """The spaCy pipeline of ``spacy:NAME`` (a package or a folder); raises EngineMissing."""
    name = engine.removeprefix(PREFIX)
    try:
        import spacy  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise EngineMissing(
            "spaCy is not installed", "pip install spacy, or set entities.engine to rules"
        ) from error
    try:
        loaded: Pipeline = spacy.load(name)
    except Exception as error:  # a broken model raises anything
        raise EngineMissing(
            f"spaCy cannot load {name!r}", "python -m spacy download it, or entities.engine: rules"
        ) from error
    return loaded


def check_engine(engine: str) -> None:
    """Raises EngineMissing, with a remedy, unless ``engine`` can be used here."""
    if engine.startswith(PREFIX):
        pipeline(engine)
    elif engine != "rules":
        raise EngineMissing(f"unknown engine {engine!r}", "entities.engine is rules or spacy:NAME")


def lay_over(tokens: Tokens, marks: Sequence[Mark], engine: str) -> list[Mark]:
    """The marks with spaCy's spans in the place of whatever is not surely ours, in order."""
    if len(tokens.text) > _LONGEST_TEXT:
        return list(marks)
    firm = [mark for mark in marks if _is_firm(mark)]
    covered = {x for mark in firm for x in range(mark.i, mark.j)}
    spans = []
    for start, end, kind in _spans(tokens.text, engine):
        i, j = bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)
        if i < j and covered.isdisjoint(range(i, j)):
            spans.append(Mark(i, j, kind, "spacy", confidence=0.8))
            covered.update(range(i, j))
    rest = [m for m in marks if not _is_firm(m) and covered.isdisjoint(range(m.i, m.j))]
    return sorted([*firm, *spans, *rest], key=lambda mark: mark.i)


def _is_firm(mark: Mark) -> bool:
    if mark.type == UNKNOWN:
        return False
    several = mark.entity is not None and mark.j - mark.i > 1
    return mark.how in _OURS or mark.tag in _FIRM_TAGS or several


def _spans(text: str, engine: str) -> list[tuple[int, int, str]]:
    document = pipeline(engine)(text)
    return [
        (span.start_char, span.end_char, _TYPES[span.label_])
        for span in document.ents
        if span.label_ in _TYPES
    ]
