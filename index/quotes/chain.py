"""The chain of a statement: which quote stands inside which, and through whom it came."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.sentence import Finding


def outer_of(findings: Sequence[Finding]) -> list[int | None]:
    """For each finding the index of the smallest finding around it; None where there is none.

    ``findings`` are in the order of :func:`reading_order`: outer ones come before inner ones.
    """
    outers: list[int | None] = []
    stack: list[int] = []
    for i, finding in enumerate(findings):
        start, end = bounds(finding)
        while stack and bounds(findings[stack[-1]])[1] <= start:
            stack.pop()
        outer = None
        for candidate in reversed(stack):
            if _inside(findings[candidate], start, end):
                outer = candidate
                break
        outers.append(outer)
        stack.append(i)
    return outers


def _inside(outer: Finding, start: int, end: int) -> bool:
    if bounds(outer) == (start, end):
        return False
    return any(a <= start and end <= b for a, b in outer.spans)


def bounds(finding: Finding) -> tuple[int, int]:
    """First and last offset of a finding."""
    return finding.spans[0][0], finding.spans[-1][1]


def reading_order(finding: Finding) -> tuple[int, int]:
    """Sort key: by start, the longer first."""
    start, end = bounds(finding)
    return (start, -end)


def through(i: int, outers: Sequence[int | None]) -> list[int]:
    """Indices of the findings around finding ``i``, innermost first."""
    chain: list[int] = []
    outer = outers[i]
    while outer is not None and len(chain) < 8:
        chain.append(outer)
        outer = outers[outer]
    return chain
