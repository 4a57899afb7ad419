"""Evidence from phrases: the rules of ``config/rules`` and those that go by shape.

A phrase rule looks at a unit by itself; a heading such as "Latest videos" takes the short lines
below it along. Three shapes need no words: a breadcrumb (``World > Asia``), a bar of sections
(``Home | World | Sport``) and a list of tags. Where the article goes on below, a phrase that
could be its own is folded in its place, not removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core, Shape, ends_sentence
from diploread.index.cleaning.rules import PatternSet, PhraseRule, Rules

_BREADCRUMB = re.compile(r"[^>»›.!?:→=]{2,40}(?: [>»›] [^>»›!?:→=]{2,60}){1,6}")
_BAR = re.compile(r"[^\W\d_][^|•·.!?:,;\d]{1,23}(?: ?\| ?[^|•·.!?:,;\d]{2,24}){2,12}")
_BAR_WORDS = 3
_NEVER_TEXT = frozenset({"control", "advert", "cookie", "breadcrumb"})
"""Kinds whose phrases no author writes; they are removed even between two paragraphs."""

_SENTENCE = 40
_ITEM_LENGTH = 170
"""Characters: a longer line is no link in a list."""
_LONGEST_BLOCK = 60
_TAG_LENGTH, _TAG_WORDS, _MOST_TAGS = 36, 4, 20


def apply_rules(
    docket: Docket,
    rules: Sequence[PhraseRule],
    patterns: PatternSet,
    shapes: Sequence[Shape],
    core: Core,
    source: str = "",
) -> None:
    """File the claims of ``rules``; ``patterns`` are theirs, in the same order."""
    if not rules:
        return
    hits = list(_hits(docket, rules, patterns, core, source))
    until = _last_text(docket, shapes, core, {index for index, _ in hits})
    for index, rule in hits:
        folded = index < until and rule.kind not in _NEVER_TEXT and not rule.id.startswith("user.")
        docket.file(index, _claim(rule, folded=folded))
        if rule.opens_block:
            _claim_block(docket, index, rule, shapes, until)


def _hits(
    docket: Docket, rules: Sequence[PhraseRule], patterns: PatternSet, core: Core, source: str
) -> Iterator[tuple[int, PhraseRule]]:
    """Every unit with each rule that speaks about it."""
    longest = max(rule.longest for rule in rules)
    for index, text in enumerate(docket.plain):
        if len(text) > longest:
            continue
        for number in patterns.matches(text):
            rule = rules[number]
            wrong_source = rule.source and rule.source != source
            if len(text) <= rule.longest and not wrong_source and _in_place(rule, index, core):
                yield index, rule


def phrase_claims(docket: Docket, rules: Rules, shapes: Sequence[Shape], core: Core) -> None:
    """File the claims of the built-in phrases and shapes."""
    apply_rules(docket, rules.phrases, rules.phrase_set, shapes, core)
    _breadcrumbs(docket, core)
    _section_bars(docket, core)
    _tag_list(docket, shapes, core)


def _last_text(docket: Docket, shapes: Sequence[Shape], core: Core, hit: Set[int]) -> int:
    """Index of the last running text of the core that no phrase hits; 0 where there is none."""
    for index in range(min(core.end, len(shapes)) - 1, core.start - 1, -1):
        if shapes[index].fluent and index not in hit and docket.in_body(index):
            return index
    return 0


def _claim(rule: PhraseRule, *, folded: bool = False) -> Claim:
    action = "fold" if folded else rule.action
    return Claim(action, rule.id, rule.reason, kind=rule.kind, confidence=rule.confidence)


def _in_place(rule: PhraseRule, index: int, core: Core) -> bool:
    if rule.where == "head":
        return index < core.start
    if rule.where == "outside":
        return index not in core
    if rule.where == "tail":
        return index >= core.end or 2 * index > core.start + core.end
    return True


def _claim_block(
    docket: Docket, heading: int, rule: PhraseRule, shapes: Sequence[Shape], until: int
) -> None:
    """The list below a heading goes with it, up to the next running text."""
    stop = heading + 1
    limit = min(len(docket.units), heading + 1 + _LONGEST_BLOCK)
    while stop < limit and not shapes[stop].fluent and shapes[stop].length <= _ITEM_LENGTH:
        stop += 1
    items = list(range(heading + 1, stop))
    resumes = stop < len(docket.units) and stop < limit
    if resumes and len(items) > 1:
        # text goes on below: the last line may be its sub-heading, not a link
        first, last = docket.units[items[0]], docket.units[items[-1]]
        if first.bulleted and not last.bulleted:
            items.pop()
    if resumes and any(ends_sentence(docket.units[i].text) for i in items):
        return  # sentences followed by running text: more likely the article going on
    reason = f"under the heading “{docket.plain[heading][:60]}”"
    by_user = rule.id.startswith("user.")
    action = "fold" if not by_user and (heading < until or resumes) else rule.action
    claim = Claim(action, f"{rule.id}.item", reason, kind=rule.kind, confidence=0.9)
    folded = replace(claim, action="fold", confidence=0.7)
    for index in items:
        # once is enough: a column of headings would make each line claim all lines below it
        if not any(known.rule == claim.rule for known in docket.claims[index]):
            sentence = shapes[index].ends and shapes[index].length >= _SENTENCE
            docket.file(index, folded if sentence and not by_user else claim)


def is_breadcrumb(text: str) -> bool:
    """Whether ``text`` is a trail of sections such as ``World > Asia``."""
    return len(text) <= 160 and " " in text and _BREADCRUMB.fullmatch(text) is not None


def _breadcrumbs(docket: Docket, core: Core) -> None:
    for index in range(min(core.start, len(docket.units))):
        if is_breadcrumb(docket.plain[index]):
            claim = Claim(
                "remove", "shape.breadcrumb", "a trail of sections, not a sentence", "breadcrumb"
            )
            docket.file(index, claim)


def _section_bars(docket: Docket, core: Core) -> None:
    """``Home | World | Sport``: names of sections on one line, outside the article."""
    for index, text in enumerate(docket.plain):
        verdict = docket.verdict(index)
        heard = verdict is None or verdict.rule == "recur.source"
        if index in core or len(text) > 200 or not heard or not _BAR.fullmatch(text):
            continue
        items = [item.split() for item in text.split("|")]
        if all(1 <= len(item) <= _BAR_WORDS and item[0][0].isupper() for item in items):
            reason = "a bar of sections, not a sentence"
            docket.file(index, Claim("remove", "shape.sections", reason, "navigation", "", 0.9))


def is_tag(docket: Docket, index: int) -> bool:
    """Whether the unit is a bulleted word or a few, as in a list of tags."""
    text = docket.plain[index]
    short = len(text) <= _TAG_LENGTH and len(text.split()) <= _TAG_WORDS
    return docket.units[index].bulleted and short and not ends_sentence(text)


def _tag_list(docket: Docket, shapes: Sequence[Shape], core: Core) -> None:
    """A run of short bulleted words after the last sentence of the article."""
    run: list[int] = []
    for index in range(core.end, len(docket.units)):
        if not is_tag(docket, index):
            break
        run.append(index)
    if not 2 <= len(run) <= _MOST_TAGS:
        return
    above = docket.units[run[0] - 1].text.rstrip() if run[0] else ""
    detached = docket.units[run[0]].blank_before > 0
    if not detached or not shapes[run[0] - 1].ends or above.endswith(":"):
        return  # a list that a sentence announces belongs to the text
    for index in run:
        reason = "a bulleted word after the end of the article"
        docket.file(index, Claim("remove", "shape.tags", reason, "tags", confidence=0.85))
