"""Page features: what the markup of a saved page adds to the features of its text.

The vote of the extractor, the element and its ancestors, links, and how far the container in which
a unit stands is article: the second half of a split article is found by its kin.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from diploread.index.cleaning.features import Features
from diploread.index.cleaning.units import Unit

_STEP = re.compile(r"/([a-z0-9:-]+)(?:\[\d+\])?", re.IGNORECASE)
_ELEMENTS = (
    "nav footer aside header article main figure form table ul ol dl blockquote button figcaption "
    "select dialog details section"
)
_MARKING = frozenset(_ELEMENTS.split())
_SHARES = (0.02, 0.2, 0.4, 0.6, 0.8, 0.98)
_VOTE = 0.5


def page_features(units: Sequence[Unit], first: Sequence[float]) -> list[Features]:
    """The page's features of each unit; ``first`` are the extractor's votes."""
    containers = [_containers(unit.path) for unit in units]
    kin = [_kinship(units, containers, first, level) for level in (0, 1)]
    found = []
    for index, unit in enumerate(units):
        names = [
            f"tag:{unit.tag or 'none'}",
            f"links:{bisect_right(_SHARES, unit.link_chars / max(1, len(unit.text)))}",
            f"first:{bisect_right(_SHARES, first[index])}",
            f"depth:{min(unit.path.count('/'), 16) // 2}",
        ]
        names += [f"in:{tag}" for tag in sorted(set(_STEP.findall(unit.path)) & _MARKING)]
        for level, shares in enumerate(kin):
            share = shares[index]
            step = "none" if share is None else bisect_right(_SHARES, share)
            names.append(f"kin{level}:{step}")
            names.append(f"kin{level}-{first[index] >= _VOTE:d}:{step}")
        found.append(names)
    return found


def _containers(path: str) -> tuple[str, str]:
    """The element around the unit's own, and the one around that."""
    parent = path.rpartition("/")[0]
    return parent, parent.rpartition("/")[0]


def _kinship(
    units: Sequence[Unit],
    containers: Sequence[tuple[str, str]],
    first: Sequence[float],
    level: int,
) -> list[float | None]:
    """How much of the text beside each unit in its container has the first extractor's vote."""
    voted: dict[str, float] = defaultdict(float)
    total: dict[str, float] = defaultdict(float)
    for unit, around, vote in zip(units, containers, first, strict=True):
        voted[around[level]] += len(unit.text) * vote
        total[around[level]] += len(unit.text)
    found: list[float | None] = []
    for unit, around, vote in zip(units, containers, first, strict=True):
        rest = total[around[level]] - len(unit.text)
        own = len(unit.text) * vote
        found.append((voted[around[level]] - own) / rest if rest > 0 else None)
    return found
