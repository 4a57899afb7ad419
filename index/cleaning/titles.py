"""The title: the line above the article that says most of what the article is about.

Candidates are the short lines before the core that nothing else has claimed. None is better than
a wrong one: a save without its headline has no title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import STOP_WORDS, Core, Shape
from diploread.index.cleaning.dates import printed_dates
from diploread.index.cleaning.phrases import is_breadcrumb

_SHORTEST, _LONGEST = 8, 220
_FURTHEST = 45
"""Units above the core; a title further up belongs to something else."""
_WORD = re.compile(r"\w+")
_SITE = re.compile(r"^(?P<title>.{12,}?)\s+(?:[|•·»]|[-–—]{1,2}|::)\s+(?P<site>[^|•·»]{2,45})$")


def title_claim(
    docket: Docket, shapes: Sequence[Shape], core: Core, stated: str | None
) -> int | None:
    """File the claim of the title's unit and return its index; None where there is none.

    ``stated`` is the title that the file's own metadata give, which a printed line must match.
    """
    candidates = [
        i for i in range(max(0, core.start - _FURTHEST), core.start) if _may_be(docket, i)
    ]
    if stated:
        candidates = [i for i in range(len(docket.units)) if _says(docket.plain[i], stated)][:1]
    if not candidates:
        return None
    about = _topic(shapes, core)
    best = max(candidates, key=lambda i: (_score(docket, shapes, i, core, about), -i))
    docket.file(best, Claim("extract", "meta.title", "the headline above the text", slot="title"))
    return best


def _may_be(docket: Docket, index: int) -> bool:
    text = docket.plain[index]
    return (
        docket.open(index)
        and _SHORTEST <= len(text) <= _LONGEST
        and len(_WORD.findall(text)) >= 3
        and not is_breadcrumb(text)
    )


def _topic(shapes: Sequence[Shape], core: Core) -> set[str]:
    return {
        word
        for measured in shapes[core.start : core.end]
        for word in measured.words
        if word not in STOP_WORDS and len(word) > 2
    }


def _score(
    docket: Docket, shapes: Sequence[Shape], index: int, core: Core, about: set[str]
) -> float:
    text = docket.plain[index]
    words = [w for w in shapes[index].words if w not in STOP_WORDS and len(w) > 2]
    shared = sum(1 for word in words if word in about) / len(words) if words else 0.0
    score = 2.0 * shared + 0.25 * min(len(words), 8)
    score -= 1.0 * text.endswith((".", ";", ",", ":"))
    score -= 1.5 * any(True for _ in printed_dates(text))
    score -= 0.04 * (core.start - index)
    score += 1.5 * (docket.units[index].tag == "h1" or docket.units[index].text.startswith("# "))
    return score


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
