"""The promises of the records, checked: the map leads back to raw, and nothing vanishes."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from .article import Cleaned, DateValue, RawArticle, Removed, Value
from .spans import uncovered


def check_map(raw: str, cleaned: Cleaned) -> None:
    """Raises ValueError unless the body's map leads every run back to the same words of raw.

    Inside a run any white space of raw may stand as a space in body; all else is letter for letter.
    """
    body, body_end, raw_end = cleaned.body, 0, 0
    for body_start, raw_start, length in cleaned.body_map:
        if length <= 0 or body_start < body_end or raw_start < raw_end:
            raise ValueError("the map of the body runs backwards")
        body_end, raw_end = body_start + length, raw_start + length
        if body_end > len(body) or raw_end > len(raw):
            raise ValueError("the map of the body leads out of the text")
        here, there = body[body_start:body_end], raw[raw_start:raw_end]
        if here != there and any(
            a != b and not (a.isspace() and b.isspace()) for a, b in zip(here, there, strict=True)
        ):
            raise ValueError("the body differs from the raw text")


def accounted(raw: RawArticle, cleaned: Cleaned) -> Cleaned:
    """The same, with every non-blank piece that nothing accounts for put among the removed."""
    text = raw.raw
    known = [(start, start + length) for _, start, length in cleaned.body_map]
    known += [(r.start, r.end) for r in cleaned.removed]
    known += cleaned.markup
    known += list(_metadata_ranges(cleaned))
    lost = []
    for start, end in uncovered(len(text), known):
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if piece:
            lost.append(_unaccounted(start + left, piece))
    if not lost:
        return cleaned
    removed = sorted([*cleaned.removed, *lost], key=lambda r: (r.start, r.end))
    return msgspec.structs.replace(cleaned, removed=tuple(removed))


def _metadata_ranges(cleaned: Cleaned) -> Iterable[tuple[int, int]]:
    values: list[Value | DateValue | None] = [
        cleaned.title, cleaned.source, cleaned.agency, cleaned.byline,
        cleaned.dateline, cleaned.section, cleaned.date,
    ]  # fmt: skip
    for value in values:
        if value is not None and value.start is not None and value.end is not None:
            yield value.start, value.end


def _unaccounted(start: int, piece: str) -> Removed:
    return Removed(
        start=start,
        end=start + len(piece),
        text=piece,
        kind="other",
        rule="pipeline.unaccounted",
        reason="no rule claims it and it is not in the article",
        confidence=0.0,
        folded=True,
    )
