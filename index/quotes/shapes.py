"""The surroundings of one cue: what stands in front of subject and verb, and what behind."""

from __future__ import annotations

from dataclasses import dataclass

from diploread.index.quotes.adjuncts import after_addressee, after_adjuncts
from diploread.index.quotes.clauses import is_finite, opens_clause, weight
from diploread.index.quotes.content import content_stop
from diploread.index.quotes.cues import Cue
from diploread.index.quotes.lexicon import (
    ADVERB,
    CLAUSE_PRONOUN,
    COMPLEMENTIZER,
    CUE_NOUN,
    PREPOSITION,
    SUBORDINATOR,
    TIME,
    word_set,
)
from diploread.index.quotes.phrases import Range
from diploread.index.quotes.preceding import subject_before
from diploread.index.quotes.sentence import Finding, Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.subjects import Subject
from diploread.index.quotes.tails import quoted_end

_NO_CLAUSE_START = word_set(
    "to of about in on at with for by as and but from during after before when while because"
)


_SURELY = 6
"""Words behind "said" that are a clause even where no verb in them is known."""
_NO_ANSWER = word_set("yes no so nothing something it what much more")
_OPENING_BITS = word_set("but and still yet so")


@dataclass(frozen=True, slots=True)
class Shape:
    """One cue with all that the decision needs; ranges in tokens."""

    cue: Cue
    subject: Subject
    front: Range | None
    after: Range | None
    tail: int
    """Index behind subject and verb."""
    behind: int
    """Index behind the adjuncts of the verb."""
    addressee: Range | None


def shape_of(sentence: Sentence, cue: Cue, subject: Subject, *, outward: bool = True) -> Shape:
    tokens, words = sentence.tokens, sentence.words
    tail = (subject.range[1] - 1 if subject.inverted else cue.index) + 1
    if cue.verb == "point" and tail < sentence.high and tokens[tail].lower == "out":
        tail += 1
    start = tail
    addressee = None
    if cue.verb in words.addressee and not subject.inverted:
        start = after_addressee(tokens, start, sentence.high)
        addressee = (tail, start) if start > tail else None
    points = cue.verb == "point" and start == cue.index + 1
    behind = start if points else after_adjuncts(sentence, start)
    stop = content_stop(sentence, cue, behind, subject.inverted)
    if outward:
        stop = _outer_attribution(sentence, cue, behind, stop)
    front = _front(sentence, cue, subject) if outward else None
    after = _after(sentence, cue, subject, behind, stop)
    if front is not None and after is None and is_adjunct(sentence, front, cue, behind):
        # "After the talks, Doe said talks …": what stands in front is no content
        first = tokens[behind] if behind < stop else None
        bare = first is not None and not first.flags & (PREPOSITION | TIME | SUBORDINATOR)
        if bare and cue.verb in words.bare_without_that and first is not None and first.word:
            front, after = None, (behind, stop)
    return Shape(
        cue=cue,
        subject=subject,
        front=front,
        after=after,
        tail=tail,
        behind=behind,
        addressee=addressee,
    )


def content_start(sentence: Sentence, end: int) -> int:
    """First token of the sentence that can be content: no bullet, no "But"."""
    tokens = sentence.tokens
    a = 0
    while a < end and tokens[a].mark is None:
        if tokens[a].lower not in _OPENING_BITS and tokens[a].text not in "•*-–—-->([":
            break
        a += 1
    return a


def _front(sentence: Sentence, cue: Cue, subject: Subject) -> Range | None:
    """What stands in front of subject and verb, if it may be content."""
    tokens = sentence.tokens
    end = cue.index if subject.inverted else subject.range[0]
    start = content_start(sentence, end)
    if end - 1 < start:
        return None
    if end - 2 > start and tokens[end - 1].lower == "as" and tokens[end - 2].text == ",":
        end -= 1  # "CONTENT, as Doe noted"
    last = tokens[end - 1]
    if last.mark is None and last.text not in ",–—―-?!" and last.text != "--":
        return None
    tail = cue.index + 1
    framed = not subject.inverted and tail + 1 < sentence.high and tokens[tail].text == ","
    least = 1 if framed and is_finite(tokens[tail + 1]) else 2  # "Doe, they said, left"
    if weight(tokens, start, end) < least or sentence.inside(start):
        return None
    if cue.kind == "ing" and not _is_relayed(sentence, cue):
        return None
    return (start, end)


def is_adjunct(sentence: Sentence, front: Range, cue: Cue, behind: int) -> bool:
    """True for ``In the end,`` and ``Even though …,`` in front of a clause that is content."""
    tokens = sentence.tokens
    first = tokens[front[0]]
    if first.mark is not None:
        return False
    opens = first.flags & (PREPOSITION | SUBORDINATOR) or first.lower in ("even", "asked")
    if opens and tokens[front[1] - 1].mark is not None:
        opens = inner_end(sentence.text, tokens[front[1] - 1]) == ","
    return bool(opens) and weight(tokens, behind, sentence.high) >= 3


def _is_relayed(sentence: Sentence, cue: Cue) -> bool:
    """``Wang was quoted as saying``."""
    i, tokens = cue.index, sentence.tokens
    return i > 1 and tokens[i - 1].lower == "as" and tokens[i - 2].lower in (
        "quoted", "cited", "reported",
    )  # fmt: skip


def _outer_attribution(sentence: Sentence, cue: Cue, behind: int, stop: int) -> int:
    """``Doe said X, the officials said``: the officials hold the whole front clause."""
    tokens, high = sentence.tokens, sentence.high
    for later in sentence.cues:
        i = later.index
        if i <= behind + 3 or later.kind not in ("ed", "s") or i < high - 4:
            continue
        if tokens[i - 1].mark is not None or sentence.inside(i) or tokens[i].flags & CUE_NOUN:
            continue
        subject = subject_before(tokens, i, 0, sentence.words)
        if subject is None or subject[0] - 1 <= behind or subject[1] - subject[0] > 12:
            continue
        left = tokens[subject[0] - 1]
        quoted = left.mark is not None
        if not (quoted or left.text == ",") or (quoted and tokens[behind].mark is not None):
            continue
        if weight(tokens, i + 1, high) > 3:
            continue
        end = subject[0] if quoted else subject[0] - 1
        start = content_start(sentence, cue.index)
        start = quotation_start(sentence, start, end) if quoted else start
        stop = min(stop, end) if start < behind else min(stop, start)
        sentence.findings.append(
            Finding(
                spans=[sentence.offsets((start, end))],
                speaker=sentence.offsets(subject),
                cue=sentence.offsets((i, i + 1)),
                rule="outer",
                area=sentence.offsets((0, len(tokens))),
            )
        )
        sentence.spent.add(i)
    return stop


def _after(sentence: Sentence, cue: Cue, subject: Subject, behind: int, stop: int) -> Range | None:
    """What stands behind the verb, if it may be content."""
    tokens, words = sentence.tokens, sentence.words
    start = behind
    while start < stop and tokens[start].mark is None and tokens[start].text in ",:–—―-":
        start += 1
    if start >= stop:
        return None
    first, left = tokens[start], tokens[start - 1].text if start else ""
    dashed = start > behind and left in "–—―-"
    if first.mark is None and first.lower != "that" and (dashed or first.lower in ("who", "which")):
        return None
    size = weight(tokens, start, stop)
    if first.mark is not None:
        infinitive = tokens[start - 1].lower == "to" and start - 1 > cue.index
        return (start - infinitive, quoted_end(sentence, start, stop))
    relative = tokens[cue.index].flags & CUE_NOUN or cue.kind == "ing"
    if relative and first.lower == "that" and is_finite(tokens[min(start + 1, stop - 1)]):
        return None
    if first.flags & COMPLEMENTIZER and first.lower not in ("where", "when", "who") and size >= 3:
        return (start, stop)
    if left == ":" and size >= 2:
        return (start, stop)
    if subject.inverted:
        return None
    noun = tokens[cue.index].flags & CUE_NOUN and not first.flags & CLAUSE_PRONOUN
    aside = left == ","  # "Still, he said, officials have to decide"
    if aside and (
        cue.kind == "ing" or (subject.range[0] > 0 and tokens[subject.range[0] - 1].text != ",")
    ):
        return None
    if cue.verb in words.bare_without_that and size >= 2:
        strict = aside or bool(noun) or cue.verb in words.transitive
        clause = opens_clause(tokens, start, stop, strict=strict)
        plain = not first.flags & (PREPOSITION | TIME | SUBORDINATOR | ADVERB) and first.word
        opened = tokens[0].flags & (PREPOSITION | SUBORDINATOR) and tokens[0].mark is None
        if cue.verb == "say" and size >= _SURELY and plain and (opened or not aside):
            clause = clause or first.lower not in _NO_ANSWER
        if clause and first.lower not in _NO_CLAUSE_START:
            return (start, stop)
    quoted = any(token.mark is not None for token in tokens[start:stop])
    if cue.verb == "say" and size >= 2 and quoted and left != ",":
        return (start, stop)
    return None


def quotation_start(sentence: Sentence, start: int, end: int) -> int:
    """``He was blunt: "A," he said``: what stands in front of the colon is no content."""
    tokens = sentence.tokens
    x = end - 1
    if tokens[x].mark is None and x > start:
        x -= 1
    if tokens[x].mark is None:
        return start
    while x - 1 > start and tokens[x - 1].mark is not None:
        x -= 1
    return x if x > start and tokens[x - 1].text in (":", "(", "—", "–", "--", "-") else start
