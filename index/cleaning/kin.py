"""Kin: what is known of the units that stand like a unit in the structure of its page.

A list of links and a list in the article read alike; what tells them apart is their like: the
units of the same path, of the same container or of the same names. Their votes and scores, without
the unit's own, say more of it than its own text does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from diploread.index.cleaning.units import Unit

_PLACE = re.compile(r"\[\d+\]")
ALONE = -9.0
"""Stands for the mean of the others where there are none."""
_MOST = 50


@dataclass(frozen=True, slots=True)
class Kin:
    """Figures of the group of each unit."""

    mean: list[float]
    """Mean of the values of the others, longer units weighing more; ``ALONE`` without others."""
    count: list[float]
    share: list[float]
    """Share of the group in what looks like article on the page."""


def kin(
    keys: Sequence[Hashable],
    values: Sequence[float],
    weights: Sequence[float],
    article: Sequence[float],
) -> Kin:
    """The groups of units with equal ``keys``; ``article`` is what of each unit's text counts."""
    total: dict[Hashable, float] = defaultdict(float)
    weight: dict[Hashable, float] = defaultdict(float)
    mass: dict[Hashable, float] = defaultdict(float)
    count: dict[Hashable, int] = defaultdict(int)
    for key, value, heavy, part in zip(keys, values, weights, article, strict=True):
        total[key] += value * heavy
        weight[key] += heavy
        mass[key] += part
        count[key] += 1
    all_of_it = sum(article) + 1
    return Kin(
        [
            (total[key] - value * heavy) / (weight[key] - heavy) if count[key] > 1 else ALONE
            for key, value, heavy in zip(keys, values, weights, strict=True)
        ],
        [float(min(count[key], _MOST)) for key in keys],
        [mass[key] / all_of_it for key in keys],
    )


@dataclass(frozen=True, slots=True)
class Structure:
    """By what units are alike: keys for :func:`kin`, and where the main container is."""

    paths: list[list[str]]
    like: list[str]
    """The path without places: all paragraphs of all articles of a listing."""
    named: list[tuple[str, str]]
    """Element and names."""
    around: list[list[str]]
    """The containers around each unit: the nearest, the one around it, and the third."""


def structure(units: Sequence[Unit]) -> Structure:
    """The keys of ``units``."""
    around: list[list[str]] = [[], [], []]
    for unit in units:
        path = unit.path
        for level in around:
            path = path.rpartition("/")[0]
            level.append(path)
    return Structure(
        [unit.path.split("/") for unit in units],
        [_PLACE.sub("", unit.path) for unit in units],
        [(unit.tag, unit.marks) for unit in units],
        around,
    )


def main_container(paths: Sequence[Sequence[str]], article: Sequence[float]) -> Sequence[str]:
    """The innermost element that holds most of what looks like article."""
    enough = 0.7 * sum(article)
    best: list[str] = []
    inside: Sequence[int] = range(len(paths))
    while True:
        mass: dict[str, float] = defaultdict(float)
        depth = len(best)
        deeper = [index for index in inside if len(paths[index]) > depth]
        for index in deeper:
            mass[paths[index][depth]] += article[index]
        step = max(mass, key=lambda name: mass[name], default=None)
        if step is None or mass[step] < enough:
            return best
        best.append(step)
        inside = [index for index in deeper if paths[index][depth] == step]


def shared_steps(path: Sequence[str], other: Sequence[str]) -> int:
    """How many steps two paths have in common, from the root."""
    count = 0
    for ours, theirs in zip(path, other, strict=False):
        if ours != theirs:
            break
        count += 1
    return count
