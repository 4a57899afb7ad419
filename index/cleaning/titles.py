"""The title: the line above the article that says most of what the article is about.

Candidates are the short lines before the text that nothing else has claimed, ranked by a sum of
weights (``config/rules/titles.json``). None is better than a wrong one: a save without its
headline has no title.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core, Shape, goes_on
from diploread.index.cleaning.features import Features
from diploread.index.cleaning.model import Reading
from diploread.index.cleaning.phrases import is_breadcrumb

_SHORTEST, _LONGEST, _LONGEST_FIRST = 8, 220, 320
_FURTHEST = 45
"""Units above the text; a title further up belongs to something else."""
_SHORTEST_BARE = 12
_FIRST = 4
"""Units at the very top that may be it at any distance: long lists stand above some texts. The
name of the site stands there too, in fewer words than a headline has."""
_PARAGRAPH = 80
_DISTANCES = (1, 2, 3, 4, 6, 9, 15, 30)
_FEW = 6
"""Candidates up to which the head is that of a hand-made save, not the top of a page."""
_ENOUGH = -2.5
"""Log-odds under which no candidate is good enough: no title is better than a wrong one."""
_WORD = re.compile(r"\w+")
_FIELD = re.compile(r"(?i)(?:subject|to|from|cc|date|ref|participants|place|attention)\s*:")
_FULL_STOP = re.compile(r"(?:\b[a-z]{3,}|[^\W\d_]{5,})[”\"’)]*\.[”\"’)]*$")
_FAR = 1.6
"""Log-odds against a line that stands further above the text than titles do."""
_OPENS = 2.5
"""Log-odds for the line that opens such a head."""
_HEAD, _OPENER_WORDS = 6, 4
_SENTENCE = 50
"""Characters from which a full stop makes a sentence, not a headline."""
_LOWER = ("h2", "h3")
_TRAIL = re.compile(r"(?i)^home\s*[»›>/|]\s*(?:[^»›>/|]{2,40}\s[»›>/|]\s*)*(?P<title>.{12,})$")
_SITE = re.compile(r"^(?P<title>.{12,}?)\s+(?:[|•·»]|[-–—]{1,2}|::)\s+(?P<site>[^|•·»]{2,45})$")


def beginning(shapes: Sequence[Shape], region: Core) -> int:
    """Index of the first paragraph of running text; a title stands before it."""
    for index in range(region.start, min(region.end, len(shapes))):
        if shapes[index].fluent or (shapes[index].length >= _PARAGRAPH and shapes[index].ends):
            return index
    return region.start


def title_claim(docket: Docket, reading: Reading, begin: int, stated: str | None) -> int | None:
    """File the claim of the title's unit and return its index; None where there is none.

    ``begin`` is the first paragraph of the article. ``stated`` is the title that the file's own
    metadata give, which a printed line must match.
    """
    best = _headed(docket, stated)
    if best is None and stated:
        says = (i for i in range(len(docket.units)) if _says(docket.plain[i], stated))
        best = next((i for i in says if docket.open(i)), None)
    elif best is None:
        best = _ranked(docket, reading, begin)
    if best is None:
        return None
    docket.file(best, Claim("extract", "meta.title", "the headline above the text", slot="title"))
    return best


def _headed(docket: Docket, stated: str | None) -> int | None:
    """The unit that the markup calls the main heading, where it names one only.

    A page's own metadata often give a longer title, made for search engines; of several headings
    the one that agrees with them is meant.
    """
    headings = [
        index
        for index, unit in enumerate(docket.units)
        if unit.tag == "h1"
        and docket.open(index)
        and _SHORTEST <= len(docket.plain[index]) <= _LONGEST
        and len(_WORD.findall(docket.plain[index])) >= 2
    ]
    agreeing = [index for index in headings if stated and _says(docket.plain[index], stated)]
    if stated and not agreeing:  # the main heading may be the name of the site
        agreeing = [
            index
            for index, unit in enumerate(docket.units)
            if unit.tag in _LOWER and docket.open(index) and _says(docket.plain[index], stated)
        ]
    if agreeing:
        return agreeing[0]
    alone = len({fold_title(docket.plain[index]) for index in headings}) == 1
    return headings[0] if alone else None


def candidates(docket: Docket, begin: int) -> list[int]:
    """The units that may be the title: short lines above the text that nothing else claims."""
    near = range(max(0, begin - _FURTHEST), begin)
    top = range(min(_FIRST, near.start))
    first = [i for i in top if len(_WORD.findall(docket.plain[i])) >= _OPENER_WORDS]
    return [index for index in (*first, *near) if _may_be(docket, index)]


def _may_be(docket: Docket, index: int) -> bool:
    text = docket.plain[index]
    if not _SHORTEST <= len(text) <= (_LONGEST if index else _LONGEST_FIRST):
        return False
    if _FIELD.match(text) or (len(text) >= _SENTENCE and _FULL_STOP.search(text)):
        return False  # a field of a memorandum, or a sentence: a standfirst, the lead itself
    return (
        docket.open(index)
        and not goes_on(docket.units, index)
        and len(_WORD.findall(text)) >= 2
        and not is_breadcrumb(text)
    )


def _ranked(docket: Docket, reading: Reading, begin: int) -> int | None:
    """The best candidate, where it is good enough."""
    found = candidates(docket, begin)
    if not found:
        return None
    table = load_titles()
    features = title_features(docket, reading.own, found, begin)
    first = _opener(docket, begin)
    scored = [
        (
            sum(table.get(name, 0.0) for name in names)
            + (_OPENS if index == first else 0.0)
            - (_FAR if index < begin - _FURTHEST else 0.0),
            -index,
        )
        for names, index in zip(features, found, strict=True)
    ]
    score, index = max(scored)
    return _bare(docket, -index, begin) if score > _ENOUGH else None


def _bare(docket: Docket, index: int, begin: int) -> int:
    """The line that says the same without the sections, number or kicker before it, if any does.

    Less than half of it is another line: the place that the headline ends with.
    """
    whole = fold_title(docket.plain[index])
    for other in range(min(begin, len(docket.units))):
        said = fold_title(docket.plain[other])
        if (
            max(_SHORTEST_BARE, len(whole) // 2) <= len(said) < len(whole)
            and whole.endswith(said)
            and not whole[-len(said) - 1].isalnum()
            and docket.open(other)
        ):
            return other
    return index


def _opener(docket: Docket, begin: int) -> int | None:
    """The first line that names no house, where it is the longest above a date or a byline.

    So begin releases and schedules: headline, office, day, and then names, each on a line.
    """
    verdicts = [docket.verdict(index) for index in range(min(begin, _HEAD))]
    slots = [verdict.slot if verdict else "" for verdict in verdicts]
    if any(verdict is not None and not verdict.slot for verdict in verdicts):
        return None  # page furniture: no hand-made head
    first = next((i for i, slot in enumerate(slots) if slot != "source"), None)
    stop = next((i for i, slot in enumerate(slots) if slot in ("date", "byline")), None)
    if first is None or stop is None or stop <= first:
        return None
    lengths = [len(docket.plain[index]) for index in range(first, stop)]
    few_words = len(_WORD.findall(docket.plain[first])) < _OPENER_WORDS
    return None if few_words or max(lengths) > lengths[0] else first


def title_features(
    docket: Docket, own: Sequence[Features], found: Sequence[int], begin: int
) -> list[Features]:
    """What speaks for each candidate being the title."""
    again = Counter(fold_title(text) for text in docket.plain if len(text) <= _LONGEST)
    crowd = "few" if len(found) <= _FEW else "many"
    made = []
    for order, index in enumerate(found):
        unit = docket.units[index]
        names = [f"t-{name}" for name in own[index]]
        names.append(f"order-{crowd}:{min(order, 4)}")
        names.append(f"last-order-{crowd}:{min(len(found) - 1 - order, 4)}")
        names.append(f"distance:{bisect_right(_DISTANCES, begin - index)}")
        names.append(f"candidates:{bisect_right(_DISTANCES, len(found))}")
        if unit.tag == "h1" or unit.text.startswith("# "):
            names.append("heading")
        if again[fold_title(docket.plain[index])] > 1:
            names.append("again")
        for step, place in ((-1, "above"), (1, "under"), (2, "under2")):
            beside = index + step
            verdict = docket.verdict(beside) if 0 <= beside < begin else None
            if verdict is not None:
                names.append(f"{place}:{verdict.slot or verdict.kind}")
            elif beside == begin:
                names.append(f"{place}:text")
        made.append(names)
    return made


@lru_cache(maxsize=1)
def load_titles() -> Mapping[str, float]:
    """The weights of the features, from ``config/rules/titles.json``."""
    text = resources.files("diploread.config.rules").joinpath("titles.json")
    weights: dict[str, float] = json.loads(text.read_text(encoding="utf-8"))["weights"]
    return weights


def fold_title(text: str) -> str:
    """A title as compared: quotation marks, dashes, case and space folded."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[‘’‛`´]", "'", text)
    text = re.sub("[“”„«»]", '"', text)
    text = re.sub("[‐-―−]", "-", text)
    return " ".join(text.split()).strip("\"' .|-")


def _says(text: str, stated: str) -> bool:
    """Whether a line is the stated title, small differences aside."""
    if not 0.5 < (len(text) + 1) / (len(stated) + 1) < 2:
        return False
    printed, wanted = set(_WORD.findall(fold_title(text))), set(_WORD.findall(fold_title(stated)))
    return bool(wanted) and len(printed & wanted) >= 0.8 * max(len(printed), len(wanted))


def without_site(title: str, site: str | None = None) -> str:
    """A page's title without the name of the site behind or before it."""
    title = " ".join(title.split())
    if site:
        folded = fold_title(site)
        for separator in (" | ", " - ", " – ", " — ", " · ", " » ", " :: "):
            head, found, tail = title.rpartition(separator)
            if found and fold_title(tail) == folded and len(head) > 3:
                return head
            head, found, tail = title.partition(separator)
            if found and fold_title(head) == folded and len(tail) > 3:
                return tail
    match = _SITE.match(title)
    if match and len(match["site"].split()) <= 4 and " | " in title:
        return match["title"]
    return title


def without_trail(title: str) -> str:
    """A headline without the trail of sections that a save has put before it on its line."""
    match = _TRAIL.match(title)
    return match["title"] if match else title
