"""Recurrence: a line that stands in another page of the same source is page furniture.

The cheapest evidence there is, and the best explained ("also in 3 other pages of this source").
Two dangers are met: the same article saved twice makes all its lines recur, so near-duplicates
count as one page; and formulas of speech recur too ("Thank you."), so that inside the article
recurrence is heard but hardly ever decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import msgspec
from diploread.index.article import RawArticle
from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core, Shape, ends_sentence, goes_on, shape
from diploread.index.cleaning.lines import normalised
from diploread.index.cleaning.units import Unit, segment

_SKETCH = 6
"""Hashes of paragraphs kept of a page to know its near-duplicates (a bottom-k sketch)."""
_SHORT, _LONG_NEEDS = 200, 2
_TAIL = 4
"""The last paragraphs are counted however long: pleas stand there."""
_FORMULA_WORDS = 6
_NEAR = 6
_IN_CORE_NEEDS = 3
_PAGES, _RARE = 5, 0.2
"""From so many pages on, a line of the head in a smaller share of them may still be a headline:
the same day is marked each year, the same office holder met twice."""


def line_hash(text: str) -> int | None:
    """64 bits of the normalised line; None where nothing is left of it."""
    line = normalised(text)
    if not line or line == "0":
        return None
    return int.from_bytes(blake2b(line.encode("utf-8", "replace"), digest_size=8).digest(), "big")


class _Page(msgspec.Struct, array_like=True):
    """What is kept of one page."""

    cluster: int
    lines: list[int]
    sketch: list[int]


class _Source(msgspec.Struct):
    """All pages of one source."""

    pages: dict[str, _Page] = {}
    clusters: int = 0


def _text(key: str) -> str:
    """A key that can be stored: names of files may hold bytes that are no text."""
    return key.encode("utf-8", "backslashreplace").decode()


class Recurrence:
    """Counts of normalised lines over the pages of each source."""

    def __init__(self) -> None:
        self._sources: dict[str, _Source] = {}
        self._counts: dict[str, Counter[int]] = {}
        self._sketches: dict[str, dict[int, int]] = {}

    def add(self, source_key: str, page_id: str, raw: RawArticle) -> None:
        """Count the lines of a page; a page known by ``page_id`` is replaced."""
        source_key, page_id = _text(source_key), _text(page_id)
        self.remove(source_key, page_id)
        units = segment(raw)
        shapes = [shape(unit) for unit in units]
        lines = sorted(_countable(units, shapes))
        prints = {
            h
            for unit, measured in zip(units, shapes, strict=True)
            if measured.fluent and (h := line_hash(unit.text)) is not None
        }
        source = self._sources.setdefault(source_key, _Source(pages={}))
        sketch = sorted(prints)[:_SKETCH]
        cluster = self._cluster(source_key, sketch)
        if cluster is None:
            source.clusters += 1
            cluster = source.clusters
        source.pages[page_id] = _Page(cluster, lines, sketch)
        self._index(source_key, source.pages[page_id])

    def remove(self, source_key: str, page_id: str) -> None:
        """Forget a page; nothing happens where it is not known."""
        source_key, page_id = _text(source_key), _text(page_id)
        source = self._sources.get(source_key)
        page = source.pages.pop(page_id, None) if source else None
        if page is None or source is None:
            return
        counts = self._counts[source_key]
        siblings = [other for other in source.pages.values() if other.cluster == page.cluster]
        kept = {line for sibling in siblings for line in sibling.lines}
        counts.subtract(line for line in page.lines if line not in kept)
        if not siblings:
            sketches = self._sketches[source_key]
            for h in page.sketch:
                sketches.pop(h, None)

    def others(self, source_key: str, page_id: str, text: str) -> int:
        """In how many other, different pages of the source the line stands."""
        source_key, page_id = _text(source_key), _text(page_id)
        counts = self._counts.get(source_key)
        h = line_hash(text) if counts else None
        if not counts or h is None or not counts.get(h):
            return 0
        page = self._sources[source_key].pages.get(page_id)
        own = page is not None and h in page.lines
        return counts[h] - own

    def pages(self, source_key: str) -> int:
        """How many pages of the source are known."""
        source = self._sources.get(_text(source_key))
        return len(source.pages) if source else 0

    def dump(self) -> bytes:
        """Everything, as bytes for :meth:`load`."""
        return msgspec.msgpack.encode(self._sources)

    @classmethod
    def load(cls, data: bytes) -> Recurrence:
        """From :meth:`dump`; raises ``msgspec.DecodeError`` on anything else."""
        made = cls()
        made._sources = msgspec.msgpack.decode(data, type=dict[str, _Source])
        for key, source in made._sources.items():
            for page in source.pages.values():
                made._index(key, page)
        return made

    def _cluster(self, source_key: str, sketch: Sequence[int]) -> int | None:
        """The cluster of near-duplicates that a page with this sketch belongs to."""
        known = self._sketches.get(source_key)
        if not known or not sketch:
            return None
        shared = Counter(known[h] for h in sketch if h in known)
        if not shared:
            return None
        cluster, count = shared.most_common(1)[0]
        return cluster if 2 * count > len(sketch) else None

    def _index(self, source_key: str, page: _Page) -> None:
        counts = self._counts.setdefault(source_key, Counter())
        sketches = self._sketches.setdefault(source_key, {})
        alone = not any(h in sketches and sketches[h] == page.cluster for h in page.sketch)
        if alone:
            counts.update(page.lines)
        else:
            # a near-duplicate adds only what no sibling has counted
            siblings = (
                other
                for other in self._sources[source_key].pages.values()
                if other.cluster == page.cluster and other is not page
            )
            seen = {line for other in siblings for line in other.lines}
            counts.update(line for line in page.lines if line not in seen)
        for h in page.sketch:
            sketches.setdefault(h, page.cluster)


def _countable(units: Sequence[Unit], shapes: Sequence[Shape]) -> set[int]:
    """The lines worth counting: all but the paragraphs in the middle of the article."""
    last = len(units) - _TAIL
    found = (
        line_hash(unit.text)
        for index, unit in enumerate(units)
        if index >= last or not shapes[index].fluent
    )
    return {h for h in found if h is not None}


def recurring(
    docket: Docket,
    shapes: Sequence[Shape],
    core: Core,
    recurrence: Recurrence,
    source_key: str,
    page_id: str,
) -> list[tuple[int, Claim]]:
    """File the claims of recurrence: outside the core it removes, inside it at most folds.

    Returns the claims that must wait until the title has been chosen.
    """
    pages_known = recurrence.pages(source_key)
    waiting: list[tuple[int, Claim]] = []
    for index, unit in enumerate(docket.units):
        if shapes[index].fluent and index < len(docket.units) - _TAIL:
            continue
        if goes_on(docket.units, index):
            continue
        others = recurrence.others(source_key, page_id, unit.text)
        if not others:
            continue
        pages = "page" if others == 1 else "pages"
        reason = f"also in {others} other {pages} of this source"
        claim = Claim("remove", "recur.source", reason, kind="other", confidence=0.99)
        if index < core.start:
            claim = Claim("remove", "recur.source", reason, kind="header", confidence=0.99)
        elif index >= core.end:
            claim = Claim("remove", "recur.source", reason, kind="footer", confidence=0.99)
        elif others < _IN_CORE_NEEDS or ends_sentence(unit.text):
            docket.hear(index, claim)
            continue
        else:
            claim = Claim("fold", "recur.source", reason, kind="other", confidence=0.7)
        formula = ends_sentence(unit.text) and len(unit.text.split()) <= _FORMULA_WORDS
        near = core.start - _NEAR <= index < core.end + _NEAR
        if (formula and near) or (len(unit.text) >= _SHORT and others < _LONG_NEEDS):
            docket.hear(index, claim)
        elif index < core.start and pages_known >= _PAGES and others < _RARE * pages_known:
            waiting.append((index, claim))
        else:
            docket.file(index, claim)
    return waiting


def name_kinds(docket: Docket) -> None:
    """Where a phrase or a shape says what a recurring line is, its kind is told."""
    for claims in docket.claims:
        for place, claim in enumerate(claims):
            if claim.rule == "recur.source":
                named = next((c for c in claims if c.rule.startswith(("phrase.", "shape."))), None)
                if named is not None:
                    claims[place] = replace(claim, kind=named.kind)
