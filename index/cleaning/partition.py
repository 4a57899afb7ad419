"""The partition: every non-blank character of raw goes to the body, a value or a removed piece.

Verdicts speak of units; here they become offsets. What no verdict claims is body, so nothing can
be lost by an oversight of a rule; and :func:`unaccounted` checks the result all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from diploread.index.article import Cleaned, Removed
from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.markup import without
from diploread.index.cleaning.units import Line, Unit, glue
from diploread.index.spans import Range, Run, merged, uncovered

_INK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of raw taken out as metadata."""

    start: int
    end: int
    text: str
    slot: str
    rule: str
    unit: int


@dataclass(slots=True)
class Partition:
    """The pieces of raw, sorted into what they are."""

    body: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    places: dict[int, Range] = field(default_factory=dict)
    """Body offsets of each unit that is in the body."""
    length: int = 0

    def write(self, text: str) -> None:
        """Append ``text`` to the body."""
        self.body.append(text)
        self.length += len(text)

    def copy(self, raw: str, start: int, end: int) -> None:
        """Append ``raw[start:end]`` letter for letter, with its run."""
        if start >= end:
            return
        if self.runs:
            body_start, raw_start, length = self.runs[-1]
            if body_start + length == self.length and raw_start + length == start:
                self.runs[-1] = (body_start, raw_start, length + end - start)
                self.write(raw[start:end])
                return
        self.runs.append((self.length, start, end - start))
        self.write(raw[start:end])


def partition(docket: Docket) -> Partition:
    """Carry out the verdicts on all units."""
    result = Partition()
    previous: Unit | None = None
    for index, unit in enumerate(docket.units):
        verdict = docket.verdict(index)
        if verdict is None or verdict.action == "keep":
            if result.length:
                result.write(_separator(previous, unit))
            start = result.length
            _write_unit(result, docket, index, unit)
            if result.length > start:
                result.places[index] = (start, result.length)
                previous = unit
            elif start and result.body:
                result.length -= len(result.body.pop())  # the separator led to nothing
        else:
            start, end = unit.start, unit.end
            if unit.markup and verdict.action != "extract":
                start, end = min(start, unit.markup[0][0]), max(end, unit.markup[-1][1])
            _take_out(result, docket, index, start, end, verdict)
    return result


def _separator(previous: Unit | None, unit: Unit) -> str:
    items = previous is not None and previous.bulleted and unit.bulleted
    return "\n" if items and unit.blank_before == 0 else "\n\n"


def _take_out(
    result: Partition, docket: Docket, index: int, start: int, end: int, claim: Claim
) -> None:
    text = docket.raw[start:end]
    if claim.action == "extract":
        text = without(docket.raw, start, end, docket.units[index].markup)
        result.pieces.append(Piece(start, end, text, claim.slot, claim.rule, index))
        return
    result.removed.append(
        Removed(
            start=start,
            end=end,
            text=text,
            kind=claim.kind,
            rule=claim.rule,
            reason=claim.reason,
            confidence=claim.confidence,
            folded=claim.action == "fold",
        )
    )


def _write_unit(result: Partition, docket: Docket, index: int, unit: Unit) -> None:
    cuts = sorted(docket.cuts.get(index, ()), key=lambda cut: cut.start)
    for cut in cuts:
        _take_out(result, docket, index, cut.start, cut.end, cut.claim)
    gaps = merged([*((cut.start, cut.end) for cut in cuts), *unit.markup])
    ends = [high for _, high in gaps]
    above: Line | None = None
    for line in unit.lines:
        near = gaps[bisect_right(ends, line.start) : bisect_right(ends, line.end) + 1]
        parts = list(_without(line, near, docket.raw))
        if not parts:
            continue
        if above is not None:
            _join(result, docket.raw, above, line)
        for start, end in parts:
            result.copy(docket.raw, start, end)
        above = line


def _without(line: Line, gaps: Iterable[Range], raw: str) -> Iterator[Range]:
    """What is left of a line between the gaps, without white space at its end."""
    at, end = line.start, line.end
    kept: list[Range] = []
    for low, high in gaps:
        if high <= at or low >= end:
            continue
        kept.append((at, max(at, low)))
        at = max(at, high)
    kept.append((at, end))
    last = next((i for i in range(len(kept) - 1, -1, -1) if raw[slice(*kept[i])].strip()), -1)
    for number, (start, stop) in enumerate(kept):
        if number > last:
            return
        if number == last:
            stop = start + len(raw[start:stop].rstrip())
        if start < stop:
            yield start, stop


def _join(result: Partition, raw: str, above: Line, line: Line) -> None:
    """Between two lines of one paragraph: the line break read as a space where it is one."""
    space = glue(raw, above, line)
    exact = line.start == above.end + 1 and raw[above.end] == "\n"
    if space and exact and result.runs and sum(result.runs[-1][1:]) == above.end:
        body_start, raw_start, length = result.runs[-1]
        result.runs[-1] = (body_start, raw_start, length + 1)
    result.write(space)


def accounted(cleaned: Cleaned) -> list[Range]:
    """The ranges of raw that body, values, removed pieces and markup account for."""
    ranges = [(start, start + length) for _, start, length in cleaned.body_map]
    ranges += cleaned.markup
    ranges += [(piece.start, piece.end) for piece in cleaned.removed]
    values = (
        cleaned.title, cleaned.source, cleaned.agency, cleaned.byline, cleaned.dateline,
        cleaned.section, cleaned.date,
    )  # fmt: skip
    ranges += [
        (value.start, value.end)
        for value in values
        if value is not None and value.start is not None and value.end is not None
    ]
    return ranges


def unaccounted(raw: str, ranges: Iterable[Range]) -> list[Range]:
    """The stretches of non-blank characters of raw outside ``ranges``."""
    return [
        match.span()
        for start, end in uncovered(len(raw), list(ranges))
        for match in _INK.finditer(raw, start, end)
    ]
