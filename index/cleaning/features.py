"""What the paragraph model looks at: features with names, each present or absent.

Every feature is a short string such as ``len:50`` or ``hint:related``, so that a score is a sum
of weights that can be read, and ``--explain`` can say which of them weighed most. They are found
in one pass over the units; those of the neighbours are the same strings read from other tables.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from diploread.index.cleaning.claims import Docket
from diploread.index.cleaning.core import STOP_WORDS, Core, Shape
from diploread.index.cleaning.rules import Rules

_LENGTHS = (8, 15, 25, 40, 60, 80, 110, 150, 220, 350)
_SHARES = (0.01, 0.12, 0.2, 0.26, 0.33, 0.42, 0.5)
_WORD_COUNTS = (1, 2, 3, 4, 6, 9, 14, 22, 40)
_CASES = (0.01, 0.2, 0.5, 0.8)
_OVERLAPS = (0.01, 0.2, 0.4, 0.6, 0.8)
_FEW = (1, 2, 3, 5)
_DISTANCES = (1, 2, 3, 5, 9, 15, 30)
_COUNTS = (5, 10, 20, 40, 80, 160, 400)
_THIRDS = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)

_SENTENCES = re.compile(r"[.!?][\"”’)]?\s+[A-Z\"“‘]")
_LABEL = re.compile(r"^[^:]{2,30}: ")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\b\d{1,2}:\d\d\b")
_MONTH_WORDS = (
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec"
)
_MONTHS = frozenset(_MONTH_WORDS.split())
_HINT_LENGTH = 320
"""Characters; words that hint at furniture mean nothing in a long paragraph."""
_RUN = 80

Features = list[str]


def _bin(name: str, value: float, edges: Sequence[float]) -> str:
    return f"{name}:{bisect_right(edges, value)}"


def _last(text: str) -> str:
    text = text.rstrip()
    if text.endswith(("...", "…")):
        return "ellipsis"
    bare = text.rstrip("\"'”’») ")[-1:]
    if bare and bare in ".!?":
        return "stop" if bare == "." else bare
    if bare and bare in ":;,":
        return bare
    return "digit" if bare.isdigit() else "none"


def _first(text: str) -> str:
    char = text[:1]
    if char.islower():
        return "lower"
    if char.isupper():
        return "upper"
    if char.isdigit():
        return "digit"
    return "quote" if char and char in "\"“‘'" else "sign"


def own_features(
    docket: Docket, shapes: Sequence[Shape], core: Core, rules: Rules
) -> list[Features]:
    """The features of each unit by itself, in the order of the units."""
    topic = _topic(shapes, core)
    texts = [text if len(text) <= 600 else text[:600] for text in docket.plain]
    repeated = Counter(text.casefold() for text in texts)
    return [
        _own(docket, index, texts[index], shapes[index], topic, rules)
        + (["repeated"] if repeated[texts[index].casefold()] > 1 else [])
        for index in range(len(texts))
    ]


def _topic(shapes: Sequence[Shape], core: Core) -> Counter[str]:
    counts: Counter[str] = Counter()
    for measured in shapes[core.start : core.end]:
        if measured.fluent or core.end - core.start < 4:
            counts.update({w for w in measured.words if w not in STOP_WORDS and len(w) > 2})
    return counts


def _own(
    docket: Docket, index: int, text: str, measured: Shape, topic: Counter[str], rules: Rules
) -> Features:
    unit = docket.units[index]
    words = measured.words
    count = len(words)
    split = text.split()
    total = len(split) or 1
    capital = sum(1 for word in split if word[0].isupper())
    shouted = sum(1 for word in split if len(word) > 1 and word.isupper())
    digits = sum(map(str.isdigit, text)) / max(1, len(text))
    found = [
        "bias",
        _bin("len", measured.length, _LENGTHS),
        _bin("words", count, _WORD_COUNTS),
        _bin("stop", measured.stop_share, _SHARES),
        f"last:{_last(text)}",
        f"first:{_first(text)}",
        _bin("capital", capital / total, _CASES),
        _bin("shouted", shouted / total, _CASES),
        _bin("digits", digits, _CASES),
        _bin("commas", text.count(","), _FEW),
        f"above:{min(unit.blank_before, 2)}",
        f"below:{min(unit.blank_after, 2)}",
    ]
    content = [w for w in words if len(w) > 2 and w not in STOP_WORDS]
    if content:
        own = 1 if measured.fluent else 0
        shared = sum(1 for w in content if topic[w] > own) / len(content)
        size = "long" if measured.length >= 80 else "short"
        found.append(_bin(f"topic-{size}", shared, _OVERLAPS))
        found.append(_bin("topic-words", shared * min(len(content), 8), _FEW))
    if measured.length > 60:
        found.append(_bin("sentences", len(_SENTENCES.findall(text)), _FEW))
    if unit.bulleted:
        found.append("bullet")
    if measured.fluent:
        found.append("fluent")
    if len(unit.lines) > 1:
        found.append("wrapped")
    for sign, name in (("|", "bar"), ("“", "quote"), ('"', "quote"), (">", "angle"), ("·", "dot")):
        if sign in text:
            found.append(f"has:{name}")
    if _LABEL.match(text):
        found.append("label")
    if text[:1] in "([" and text[-1:] in ")]":
        found.append("bracketed")
    if measured.length <= 120:
        if _YEAR.search(text) or not _MONTHS.isdisjoint(words):
            found.append("date")
        if _TIME.search(text):
            found.append("time")
    if len(text) <= _HINT_LENGTH:
        short = "" if measured.length < 120 else "+"
        found += [f"hint{short}:{rules.hint_names[i]}" for i in rules.hint_set.matches(text)]
        found += sorted({f"kind:{rules.phrases[i].kind}" for i in rules.phrase_set.matches(text)})
    return found


def place_features(shapes: Sequence[Shape], core: Core) -> list[Features]:
    """Where each unit stands: in the text, by the core, among the fluent units."""
    count = len(shapes)
    before = _since(shapes)
    after = _since(shapes[::-1])[::-1]
    runs = _short_runs(shapes)
    fluent = [int(measured.fluent) for measured in shapes]
    share = sum(fluent) / max(1, count)
    found: list[Features] = []
    for index in range(count):
        place = "before" if index < core.start else "after" if index >= core.end else "inside"
        distance = core.start - index if place == "before" else index - core.end + 1
        near = sum(fluent[max(0, index - 3) : index + 4])
        found.append(
            [
                f"place:{place}",
                _bin(f"{place}-distance", distance, _DISTANCES) if place != "inside" else "inside",
                _bin("from-start", index, _DISTANCES),
                _bin("from-end", count - 1 - index, _DISTANCES),
                _bin("relative", index / max(1, count - 1), _THIRDS),
                _bin("units", count, _COUNTS),
                _bin("fluent-share", share, _OVERLAPS),
                f"fluent-near:{near}",
                _bin("since-fluent", before[index], _DISTANCES),
                _bin("until-fluent", after[index], _DISTANCES),
                _bin("short-run", runs[index], _DISTANCES),
            ]
        )
    return found


def _since(shapes: Sequence[Shape]) -> list[int]:
    """Units since the last fluent one, 99 where there is none."""
    found, last = [], -99
    for index, measured in enumerate(shapes):
        found.append(min(99, index - last))
        if measured.fluent:
            last = index
    return found


def _short_runs(shapes: Sequence[Shape]) -> list[int]:
    """How long the run of short units is in which each unit stands; 0 for long ones."""
    runs = [0] * len(shapes)
    start = 0
    while start < len(shapes):
        end = start
        while end < len(shapes) and shapes[end].length < _RUN:
            end += 1
        for index in range(start, end):
            runs[index] = end - start
        start = end + 1
    return runs
