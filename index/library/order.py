"""Orders other than newest first: oldest first, by relevance, by source, by speaker."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

from . import bits
from .plan import Clause
from .query.tree import And, AtLeast, Near, Node, OneQuote, Or, Phrase, Query, Saved, Word
from .rows import Cancelled, Row, Stopped
from .story_map import StoryMap
from .volume import Volume

Place = tuple[int, int]
Key = Callable[[int], tuple[bool, str]]
K1, B = 1.2, 0.75
"""The usual constants of BM25."""


def ordered(
    volumes: Sequence[Volume], clauses: Sequence[Clause], query: Query,
    stories: Callable[[], StoryMap], cancelled: Cancelled,
) -> list[Place] | None:  # fmt: skip
    """Every place of the answer in the order asked for; None for newest first."""
    sort = query.group if query.group in ("source", "speaker", "story") else query.sort
    if sort in ("", "-date"):
        return None
    places = []
    for index, clause in enumerate(clauses):
        for count, number in enumerate(bits.descending(clause.bits)):
            if count % 64 == 0 and cancelled():
                raise Stopped
            if clause.check is None or clause.check(number):
                places.append((index, number))
    if sort == "relevance":
        scores = _scores(volumes, query.tree, cancelled)
        return sorted(places, key=lambda place: -scores.get(place, 0.0))
    day = [volume.columns.first_day for volume in volumes]
    path = [volume.columns.paths for volume in volumes]
    # Of one day and one path the parts ascend, whose numbers fall.
    newest = sorted(places, key=lambda p: (-day[p[0]][p[1]], path[p[0]][p[1]], -p[1]))
    if sort == "story":
        return _by_story(newest, stories())
    if sort == "date":
        # The undated stay last in either direction.
        return sorted(newest, key=lambda p: day[p[0]][p[1]] or 1 << 30)
    keys = _sources(volumes) if sort == "source" else _speakers(volumes)
    return sorted(newest, key=lambda p: keys[p[0]](p[1]))


def _by_story(newest: Sequence[Place], stories: StoryMap) -> list[Place]:
    """Stories by their newest article, the articles of each in a row."""
    first: dict[str, int] = {}
    for at, place in enumerate(newest):
        story = stories.of(place)
        if story:
            first.setdefault(story, at)
    at_of = {place: first.get(stories.of(place), at) for at, place in enumerate(newest)}
    return sorted(newest, key=at_of.__getitem__)


def heading(volume: Volume, number: int, row: Row, group: str) -> str:
    """The heading of an article's group; empty where articles are not grouped."""
    if group == "day":
        return row.date.value if row.date else "undated"
    if group == "source":
        return row.source or "no source"
    if group == "story":
        return f"story {row.story}: {row.copies + 1} articles" if row.story else "one article"
    if group == "speaker":
        names, column = volume.columns.labels("speaker"), volume.columns.numbers("speaker")
        named = (names[column[quote]] for quote in volume.quotes_of(number))
        return next((name for name in named if name), "nobody named")
    return ""


def _sources(volumes: Sequence[Volume]) -> list[Key]:
    """By source, those without one last."""

    def key_of(volume: Volume) -> Key:
        names, column = volume.columns.labels("source"), volume.columns.numbers("source")
        return lambda number: (not names[column[number]], names[column[number]].casefold())

    return [key_of(volume) for volume in volumes]


def _speakers(volumes: Sequence[Volume]) -> list[Key]:
    """By the first speaker who is named, articles without one last."""

    def key_of(volume: Volume) -> Key:
        names, column = volume.columns.labels("speaker"), volume.columns.numbers("speaker")

        def key(number: int) -> tuple[bool, str]:
            named = (names[column[quote]] for quote in volume.quotes_of(number))
            first = next((name for name in named if name), "")
            return not first, first.casefold()

        return key

    return [key_of(volume) for volume in volumes]


def _terms(node: Node) -> list[Word]:
    """Words that count towards relevance: all that are not negated."""
    if isinstance(node, Word):
        return [node] if node.form in ("word", "prefix", "exact") else []
    if isinstance(node, Phrase):
        return list(node.words)
    if isinstance(node, And | Or):
        return [word for part in node.parts for word in _terms(part)]
    if isinstance(node, Saved | OneQuote):
        return _terms(node.part)
    if isinstance(node, Near):
        return _terms(node.left) + ([] if node.negated else _terms(node.right))
    return _terms(node.operand) if isinstance(node, AtLeast) else []


def _scores(volumes: Sequence[Volume], tree: Node, cancelled: Cancelled) -> dict[Place, float]:
    """BM25F over title (twice) and text, with frequencies and lengths as Whoosh keeps them."""
    scores: defaultdict[Place, float] = defaultdict(float)
    count = sum(volume.count for volume in volumes)
    for word in _terms(tree):
        fields = {"": (("text", 1.0), ("title", 1.0)), "body": (("text", 1.0),)}.get(
            word.field, ((word.field, 1.0),)
        )
        for field, boost in fields:
            found = sum(v.articles.word(field, word.text).bit_count() for v in volumes)
            if not found:
                continue
            idf = math.log(1 + (count - found + 0.5) / (found + 0.5))
            for index, volume in enumerate(volumes):
                if cancelled():
                    raise Stopped
                lengths, mean = volume.articles.lengths
                numbers, weights = volume.articles.weights(field, word.text)
                for number, weight in zip(numbers, weights, strict=True):
                    norm = 1 - B + B * lengths[number] / (mean or 1)
                    part = weight * (K1 + 1) / (weight + K1 * norm)
                    scores[(index, number)] += boost * idf * part
    return scores
