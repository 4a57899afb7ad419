"""Recurrence: a line that stands in another page of the same source is page furniture.

The cheapest evidence there is, and the best explained ("also in 3 other pages of this source").
Two dangers are met: the same article saved twice makes all its lines recur, so near-duplicates
count as one page; and formulas of speech recur too ("Thank you."), so that inside the article
recurrence is heard but hardly ever decides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

import msgspec
from diploread.index.article import RawArticle
from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core, Shape, ends_sentence, goes_on, shape
from diploread.index.cleaning.lines import normalised
from diploread.index.cleaning.phrases import is_tag
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
STEPS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100)
"""Counts are told in these steps, so that a library that grows need not clean its old pages again
with every new one."""
_QUARTERS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80)


def line_hash(text: str) -> int | None:
    """64 bits of the normalised line; None where nothing is left of it."""
    line = normalised(text)
    if not line or line == "0":
        return None
    return int.from_bytes(blake2b(line.encode("utf-8", "replace"), digest_size=8).digest(), "big")


class Page(msgspec.Struct, array_like=True, frozen=True):
    """What is kept of one page."""

    lines: tuple[int, ...]
    """Hashes of the lines worth counting, ascending."""
    sketch: tuple[int, ...]


Said = tuple[int, bool]
"""What cleaning is told of a line: in how many other pages, and whether these are few."""


def page_of(raw: RawArticle) -> Page:
    """The hashes of one page."""
    units = segment(raw)
    shapes = [shape(unit) for unit in units]
    prints = {
        h
        for unit, measured in zip(units, shapes, strict=True)
        if measured.fluent and (h := line_hash(unit.text)) is not None
    }
    return Page(tuple(sorted(_countable(units, shapes))), tuple(sorted(prints)[:_SKETCH]))


def _text(key: str) -> str:
    """A key that can be stored: names of files may hold bytes that are no text."""
    return key.encode("utf-8", "backslashreplace").decode()


class Recurrence:
    """Counts of normalised lines over the pages of each source.

    The same pages give the same counts in whatever order they came: a source is counted in the
    order of its page ids when it is first asked for.
    """

    def __init__(self) -> None:
        self._pages: dict[str, dict[str, Page]] = {}
        self._counts: dict[str, Counter[int]] = {}

    def add(self, source_key: str, page_id: str, raw: RawArticle) -> None:
        """Count the lines of a page; a page known by ``page_id`` is replaced."""
        self.add_page(source_key, page_id, page_of(raw))

    def add_page(self, source_key: str, page_id: str, page: Page) -> None:
        """The same of a page whose hashes are known."""
        source_key = _text(source_key)
        self._pages.setdefault(source_key, {})[_text(page_id)] = page
        self._counts.pop(source_key, None)

    def remove(self, source_key: str, page_id: str) -> None:
        """Forget a page; nothing happens where it is not known."""
        source_key = _text(source_key)
        if self._pages.get(source_key, {}).pop(_text(page_id), None) is not None:
            self._counts.pop(source_key, None)

    def others(self, source_key: str, page_id: str, text: str) -> int:
        """In how many other, different pages of the source the line stands; see ``STEPS``."""
        return self._said(source_key, page_id, text)[0]

    def few(self, source_key: str, page_id: str, text: str) -> bool:
        """Whether the pages with the line are few among the pages of the source."""
        return self._said(source_key, page_id, text)[1]

    def pages(self, source_key: str) -> int:
        """How many pages of the source are known."""
        return len(self._pages.get(_text(source_key), ()))

    def said(self, source_key: str) -> dict[int, Said]:
        """What cleaning is told of each line that stands in several pages, in one of them.

        Where this changes for a line, its pages have to be cleaned again; where not, need not.
        """
        pages = self.pages(source_key)
        counts = self._of(_text(source_key))
        return {h: _told(count - 1, pages) for h, count in counts.items() if count > 1}

    def dump(self) -> bytes:
        """Everything, as bytes for :meth:`load`."""
        return msgspec.msgpack.encode(self._pages)

    @classmethod
    def load(cls, data: bytes) -> Recurrence:
        """From :meth:`dump`; raises ``msgspec.DecodeError`` on anything else."""
        made = cls()
        made._pages = msgspec.msgpack.decode(data, type=dict[str, dict[str, Page]])
        return made

    def _said(self, source_key: str, page_id: str, text: str) -> Said:
        source_key = _text(source_key)
        counts = self._of(source_key)
        h = line_hash(text) if counts else None
        if h is None or not counts.get(h):
            return 0, False
        page = self._pages[source_key].get(_text(page_id))
        return _told(counts[h] - (page is not None and h in page.lines), self.pages(source_key))

    def _of(self, source_key: str) -> Counter[int]:
        found = self._counts.get(source_key)
        if found is None:
            found = self._counts[source_key] = _counted(self._pages.get(source_key, {}))
        return found


def _told(others: int, pages: int) -> Said:
    step = STEPS[bisect_right(STEPS, others) - 1]
    return step, pages >= _PAGES and _rounded(others) < _RARE * _rounded(pages)


def _rounded(count: int) -> int:
    """``count`` in steps of about a quarter, so that a share seldom changes sides."""
    unit = int("1".ljust(len(str(count)) - 1, "0"))
    return max((step * unit for step in _QUARTERS if step * unit <= count), default=0)


def _counted(pages: Mapping[str, Page]) -> Counter[int]:
    """In how many different pages each line stands; near-duplicates are one page."""
    counts: Counter[int] = Counter()
    known: dict[int, int] = {}
    clusters: list[set[int]] = []
    for page_id in sorted(pages):
        page = pages[page_id]
        cluster = _cluster(known, page.sketch)
        if cluster is None:
            cluster = len(clusters)
            clusters.append(set())
        fresh = [line for line in page.lines if line not in clusters[cluster]]
        counts.update(fresh)
        clusters[cluster].update(fresh)
        for h in page.sketch:
            known.setdefault(h, cluster)
    return counts


def _cluster(known: Mapping[int, int], sketch: Sequence[int]) -> int | None:
    """The cluster of near-duplicates that a page with this sketch belongs to."""
    shared = Counter(known[h] for h in sketch if h in known)
    if not shared:
        return None
    cluster, count = shared.most_common(1)[0]
    return cluster if 2 * count > len(sketch) else None


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
        more = " or more" if others >= STEPS[-4] else ""
        reason = f"also in {others}{more} other {pages} of this source"
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
        elif index < core.start and recurrence.few(source_key, page_id, unit.text):
            waiting.append((index, claim))
        else:
            docket.file(index, claim)
    return waiting


def name_kinds(docket: Docket, core: Core) -> None:
    """Where a phrase or a shape says what a recurring line is, its kind is told.

    Bulleted words that recur right below the article are its tags.
    """
    for claims in docket.claims:
        for place, claim in enumerate(claims):
            if claim.rule == "recur.source":
                named = next((c for c in claims if c.rule.startswith(("phrase.", "shape."))), None)
                if named is not None:
                    claims[place] = replace(claim, kind=named.kind)
    for index in range(core.end, len(docket.units)):
        verdict = docket.verdict(index)
        if verdict is None or not is_tag(docket, index):
            return
        if verdict.rule == "recur.source" and verdict.kind == "footer":
            at = docket.claims[index].index(verdict)
            docket.claims[index][at] = replace(verdict, kind="tags")
