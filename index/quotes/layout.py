"""Speakers shown by layout: labels of a transcript, and headlines of the form ``Doe: …``.

A transcript is recognised by its labels (``SECRETARY DOE:``, ``QUESTION:``, ``Q:``); what stands in
a labelled paragraph, and in those that follow up to the next label, is one quote of that speaker.
Among such labels a bare ``Q`` in front of a sentence is one, too: the question that it opens is
not the words of whoever spoke before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diploread.index.quotes.lexicon import TITLE, Lexicon
from diploread.index.quotes.paragraphs import Range
from diploread.index.quotes.sentence import Finding

LEAST_LABELS = 3
"""Labels from which a text counts as a transcript."""
LONGEST_HEADLINE = 160
LEAST_HEADLINE = 3
"""Words behind the colon that make a statement: not ``Milestones: 1989``."""

_CAPITALS = re.compile(
    r"[\s>*_]{0,4}((?:Q|A|[A-Z][A-Z.'’-]+(?:[ ](?:[A-Z][A-Z.'’-]*|de|von|van|al)){0,6})"
    r"(?:\s\([^)\n]{1,60}\))?)[*_]{0,2}:[*_]{0,2}\s"
)
_MIXED = re.compile(
    r"[\s>*_]{0,4}((?:[A-Z][a-z]+\.?\s){0,3}[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?)[*_]{0,2}:[*_]{0,2}\s"
)
_BARE = re.compile(r"[\s>*_]{0,4}(Q|A(?=\s\s))[*_]{0,2}\s+(?=[(\[“\"…A-Z])")
"""``Q  And the ferry?``, ``A  Soon.``; one space behind ``A`` may be the article."""
_ENDED = re.compile(r"[.?!…\"”’)—-]\s*$")
_STAGE = re.compile(r"\s*[(\[…*#]|\s*\.\.\.")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ABOUT = re.compile(
    r"\s*((?:[A-Z][\w.’'-]*\s){0,3}[A-Z][\w.’'-]*)\son\s[^:“”‘\"\n]{3,90}:\s([“‘'\"][^\n]{8,}?[”’'\"])\s*$"
)
"""``Doe on the talks: “…”``."""
_HEADLINE = re.compile(r"\s*((?:[A-Z][\w.’'-]*\s){0,4}[A-Z][\w.’'-]*):\s+(?=\S)")


def transcript(text: str, paragraphs: Sequence[Range], words: Lexicon) -> dict[int, Finding | None]:
    """Index of each paragraph of a transcript -> the finding that begins there, if one does.

    Empty for a text that is no transcript. Paragraphs that continue a turn map to None.
    """
    labels = _labels(text, paragraphs, _CAPITALS, words)
    if len(labels) < LEAST_LABELS:
        labels = _labels(text, paragraphs, _MIXED, words)
        repeated = len(labels) - len({text[a:b] for a, b in labels.values()})
        spoken = sum(bool(_ENDED.search(text, *paragraphs[i])) for i in labels)
        if len(labels) < LEAST_LABELS or repeated < 2 or spoken * 2 < len(labels):
            return {}  # the last: a list of worksheets, not of sentences
    labels |= _labels(text, paragraphs, _BARE, words)
    last = max(labels)
    taken: dict[int, Finding | None] = {}
    current: Finding | None = None
    for i, (start, end) in enumerate(paragraphs):
        label = labels.get(i)
        if label is not None:
            content = label[1]
            while content < end and (text[content] in ":*_" or text[content].isspace()):
                content += 1
            current = Finding([(content, end)], label, None, "transcript", area=(start, content))
            current.cue = (label[1], label[1] + 1) if text[label[1]] == ":" else None
            taken[i] = current
        elif _STAGE.match(text, start):
            current = None
        elif current is not None and i < last:
            current.spans.append((start, end))
            taken[i] = None
    return taken


def titled_labels(text: str, paragraphs: Sequence[Range], words: Lexicon) -> list[Range]:
    """Labels with an office in them, also where they are too few for a transcript."""
    labels = _labels(text, paragraphs, _CAPITALS, words).values()
    return [
        (start, end)
        for start, end in labels
        if any(words.flags.get(word, 0) & TITLE for word in text[start:end].lower().split())
    ]


def _labels(
    text: str, paragraphs: Sequence[Range], pattern: re.Pattern[str], words: Lexicon
) -> dict[int, Range]:
    found: dict[int, Range] = {}
    for i, (start, end) in enumerate(paragraphs):
        match = pattern.match(text, start, end)
        says = match and _WORD.search(text, match.end(), end)  # not a table: "Doe: 547"
        if match and says and match.group(1).lower() not in words.no_labels:
            found[i] = match.span(1)
    return found


def headline(text: str, paragraph: Range, words: Lexicon) -> Finding | None:
    """``Doe: the talks will resume`` as the first line of a text."""
    start, end = paragraph
    if end - start > LONGEST_HEADLINE:
        return None
    about = _ABOUT.match(text, start, end)
    if about is not None:
        label = about.span(1)
        return Finding([about.span(2)], label, (about.start(2) - 2, about.start(2) - 1), "headline")
    match = _HEADLINE.match(text, start, end)
    if match is None or match.group(1).lower() in words.no_labels:
        return None
    if match.group(1).lower().startswith(("the latest", "breaking", "dear ")):
        return None
    if len(_WORD.findall(text, match.end(), end)) < LEAST_HEADLINE:
        return None
    label = match.span(1)
    return Finding([(match.end(), end)], label, (label[1], label[1] + 1), "headline")
