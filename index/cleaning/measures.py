"""Measures: the numbers by which the page model judges the units of a page.

Of each unit its own text, links and names; of its kin in the structure of the page and of its
neighbours how much they look like article, before any model is asked: the extractor's vote, running
text and links make that first guess. The model (``config/rules/pages.json``) names the measures
that it uses; all are numbers, of which 0 or 9 mean nothing to see.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from diploread.index.cleaning.core import Core, Shape
from diploread.index.cleaning.features import Features
from diploread.index.cleaning.kin import ALONE, kin, main_container, shared_steps, structure
from diploread.index.cleaning.model import find_region
from diploread.index.cleaning.rules import PatternSet, read_data
from diploread.index.cleaning.units import Unit

_FAR = 9
"""Levels up at which a name is looked for no more."""
_FLAGS = (
    "repeated", "first:lower", "kind:related", "kind:advert", "hint:media", "hint+:subscribe",
    "hint:author", "date", "bullet",
)  # fmt: skip
_ELEMENTS = ("figcaption", "li", "td", "blockquote")
_NEAR, _BEYOND = (3, 8, 20), 30

Columns = dict[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Guess:
    """What the units look like before the model is asked."""

    scores: list[float]
    weights: list[float]
    article: list[float]
    """Characters of each unit, by how likely they are article."""
    region: Core


def first_guess(units: Sequence[Unit], shapes: Sequence[Shape], voted: Sequence[float]) -> Guess:
    """From the extractor's vote, running text and links alone."""
    scores = [
        3.0 * vote - 1.5 + 1.5 * measured.fluent - 2.0 * _linked(unit)
        for unit, measured, vote in zip(units, shapes, voted, strict=True)
    ]
    lengths = [measured.length for measured in shapes]
    return Guess(
        scores,
        [min(length, 400) / 200 + 0.3 for length in lengths],
        [n / (1 + math.exp(-score)) for n, score in zip(lengths, scores, strict=True)],
        find_region(scores, lengths),
    )


def measures(
    units: Sequence[Unit],
    shapes: Sequence[Shape],
    own: Sequence[Features],
    voted: Sequence[float],
    guess: Guess,
) -> Columns:
    """All measures by name, a value for each unit."""
    return {
        **_of_text(units, shapes, own, voted, guess),
        **_of_kin(units, voted, guess),
        **_of_neighbours(units, guess),
        **_of_place(units, shapes, voted, guess),
        **_of_names(units),
    }


def rows(columns: Mapping[str, Sequence[float]], names: Sequence[str]) -> list[tuple[float, ...]]:
    """The measures ``names`` of each unit; raises KeyError for one that does not exist."""
    return list(zip(*(columns[name] for name in names), strict=True))


def _linked(unit: Unit) -> float:
    return unit.link_chars / max(1, len(unit.text))


def _of_text(
    units: Sequence[Unit],
    shapes: Sequence[Shape],
    own: Sequence[Features],
    voted: Sequence[float],
    guess: Guess,
) -> Columns:
    columns: Columns = {
        "guess": guess.scores,
        "vote": voted,
        "length": [min(1000, measured.length) for measured in shapes],
        "links": [_linked(unit) for unit in units],
        "ends": [measured.ends for measured in shapes],
        "stop-words": [measured.stop_share for measured in shapes],
        "depth": [unit.path.count("/") for unit in units],
        "heading": [unit.tag[:1] == "h" and len(unit.tag) == 2 for unit in units],
        "topic": [_topic(names) for names in own],
        "figure": ["/figure" in unit.path for unit in units],
    }
    for element in _ELEMENTS:
        columns[element] = [unit.tag == element for unit in units]
    for flag in _FLAGS:
        columns[flag] = [flag in names for names in own]
    return columns


def _topic(names: Features) -> float:
    """How far a long unit shares its words with the article, from 1; 0 for a short one."""
    return next((int(name[11:]) + 1 for name in names if name.startswith("topic-long:")), 0)


def _of_kin(units: Sequence[Unit], voted: Sequence[float], guess: Guess) -> Columns:
    found = structure(units)
    links = [_linked(unit) for unit in units]
    columns: Columns = {}
    groups: dict[str, Sequence[Hashable]] = {
        "like": found.like,
        "named": found.named,
        "beside": found.around[0],
        "around": found.around[1],
        "farther": found.around[2],
    }
    for name, keys in groups.items():
        figures = kin(keys, guess.scores, guess.weights, guess.article)
        columns[f"{name}.guess"] = figures.mean
        columns[f"{name}.count"] = figures.count
        columns[f"{name}.share"] = figures.share
        if name in ("named", "farther"):
            columns[f"{name}.links"] = kin(keys, links, guess.weights, guess.article).mean
    columns["named.vote"] = kin(found.named, voted, guess.weights, guess.article).mean
    main = main_container(found.paths, guess.article)
    shared = [shared_steps(path, main) for path in found.paths]
    columns["outside-main"] = [len(main) - count for count in shared]
    columns["below-main"] = [
        len(path) - count for path, count in zip(found.paths, shared, strict=True)
    ]
    return columns


def _of_neighbours(units: Sequence[Unit], guess: Guess) -> Columns:
    links = [_linked(unit) for unit in units]
    columns: Columns = {
        "guess-before": _shifted(guess.scores, -1),
        "guess-after": _shifted(guess.scores, 1),
        "links-before": _shifted(links, -1),
        "links-after": _shifted(links, 1),
    }
    heavy = [score * weight for score, weight in zip(guess.scores, guess.weights, strict=True)]
    sums = [0.0, *accumulate(heavy)]
    weights = [0.0, *accumulate(guess.weights)]
    count = len(units)
    for near in _NEAR:
        before, after = [], []
        for index in range(count):
            low, high = max(0, index - near), min(count, index + near + 1)
            before.append((sums[index] - sums[low]) / max(0.01, weights[index] - weights[low]))
            after.append(
                (sums[high] - sums[index + 1]) / max(0.01, weights[high] - weights[index + 1])
            )
        columns[f"before-{near}"] = before
        columns[f"after-{near}"] = after
    return columns


def _shifted(values: Sequence[float], step: int) -> list[float]:
    if step < 0:
        return [ALONE, *values[:-1]]
    return [*values[1:], ALONE]


def _of_place(
    units: Sequence[Unit], shapes: Sequence[Shape], voted: Sequence[float], guess: Guess
) -> Columns:
    count = len(units)
    start, end = guess.region.start, guess.region.end
    kept = [index for index, vote in enumerate(voted) if vote >= 0.5] or [0, count - 1]
    heading = next((index for index, unit in enumerate(units) if unit.tag == "h1"), None)
    mass = [*accumulate(guess.article)]
    whole = sum(measured.length for measured in shapes) or 1
    by_vote = sum(measured.length for measured, v in zip(shapes, voted, strict=True) if v >= 0.5)
    return {
        "in-region": [start <= index < end for index in range(count)],
        "region": [_depth_in(index, start, end) for index in range(count)],
        "first-vote": [_within(index - kept[0]) for index in range(count)],
        "last-vote": [_within(index - kept[-1]) for index in range(count)],
        "after-heading": [
            99 if heading is None else _within(index - heading) for index in range(count)
        ],
        "mass": [part / max(1.0, mass[-1]) for part in mass],
        "units": [count] * count,
        "article-share": [mass[-1] / whole] * count,
        "vote-share": [by_vote / whole] * count,
    }


def _depth_in(index: int, start: int, end: int) -> int:
    """Units from the nearer edge of the region; negative outside it."""
    if index < start:
        return index - start
    return end - 1 - index if index >= end else min(index - start, end - 1 - index) + 1


def _within(distance: int) -> int:
    return max(-_BEYOND, min(_BEYOND, distance))


@lru_cache(maxsize=1)
def _marks() -> tuple[tuple[str, ...], PatternSet]:
    patterns: dict[str, str] = read_data("marks.yaml")["marks"]
    return tuple(patterns), PatternSet.of(list(patterns.values()))


def _of_names(units: Sequence[Unit]) -> Columns:
    """How many levels up the nearest name of each kind stands."""
    names, patterns = _marks()
    known: dict[str, list[int]] = {}
    hits: dict[str, list[int]] = {}

    def levels(marks: str) -> Iterator[tuple[int, list[int]]]:
        for up, level in enumerate(reversed(marks.split("/"))):
            if up >= _FAR:
                return
            if level not in hits:
                hits[level] = patterns.matches(level) if level else []
            yield up, hits[level]

    found = []
    for unit in units:
        if unit.marks not in known:
            nearest = [_FAR] * len(names)
            for up, matched in levels(unit.marks):
                for number in matched:
                    nearest[number] = min(nearest[number], up)
            known[unit.marks] = nearest
        found.append(known[unit.marks])
    return {
        f"mark:{name}": column for name, column in zip(names, zip(*found, strict=True), strict=True)
    }
