"""The sentences around a stretch of text: the context every export carries.

A full sentence splitter is not needed here: context that is one sentence too long does no harm,
one cut in the middle of ``U.S.`` does. So the splitter errs on the long side.
"""

from __future__ import annotations

import re

from diploread.index.notebook.entry import Context

_SPACE = re.compile(r"\s+")
_END = re.compile(
    r"""[.!?\u2026][)\]"'\u201d\u2019\u00bb]*\s+(?=["'\u201c\u2018\u00ab(\[]*[^\W\d_a-z\u00df-\u00ff])"""
    r"|\n\s*\n\s*"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Rev|Hon|St|Amb|Sec"
    r"|Jr|Sr|No|vs|Inc|Corp|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.)$"
)
_REACH = 1_200
"""Longest stretch looked at on either side, in code points: long enough for any newspaper
sentence, short enough that a file of one line costs nothing."""


def flat(text: str) -> str:
    """``text`` on one line, runs of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def context_of(body: str, start: int, end: int) -> Context:
    """The sentence before ``body[start:end]``, the sentences that hold it, the one after."""
    low = max(0, start - _REACH)
    high = min(len(body), end + _REACH)
    breaks = [low, *(at for at in _breaks(body, low, high) if not start < at < end), high]
    left = max(at for at in breaks if at <= start)
    right = min(at for at in breaks if at >= end)
    before = max((at for at in breaks if at < left), default=left)
    after = min((at for at in breaks if at > right), default=right)
    return Context(
        before=flat(body[before:left]),
        sentence=flat(body[left:right]),
        after=flat(body[right:after]),
    )


def _breaks(body: str, low: int, high: int) -> list[int]:
    """Offsets at which a sentence begins, in ``[low, high)``."""
    found: list[int] = []
    for match in _END.finditer(body, low, high):
        stop = match.start() + 1
        if body[match.start()] == "." and _ABBREVIATION.search(body, max(low, stop - 8), stop):
            continue
        found.append(match.end())
    return found
