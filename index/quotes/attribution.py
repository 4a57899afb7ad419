"""Attributions by a verb of saying, cue by cue through a sentence.

Three shapes carry most of the news: ``Doe said that CONTENT``, ``CONTENT, Doe said`` and
``CONTENT, Doe said, CONTENT``. For each cue the subject is found first, then what stands in front
of it and behind it, and the shape follows from these two.
"""

from __future__ import annotations

from dataclasses import dataclass

from diploread.index.quotes.according import read_according
from diploread.index.quotes.content import after_addressee, after_adjuncts, clause_end, content_stop
from diploread.index.quotes.cues import ACCORDING, Cue
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
from diploread.index.quotes.phrases import (
    Range,
    has_finite_clause,
    is_finite,
    opens_clause,
    phrase_after,
    subject_before,
    weight,
)
from diploread.index.quotes.sentence import Finding, Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.subjects import Subject, find_subject
from diploread.index.quotes.tails import quoted_end

_NO_CLAUSE_START = word_set(
    "to of about in on at with for by as and but from during after before when while because"
)
_NO_SECOND_HALF = word_set("who which adding citing referring noting that but while as")
_NO_TAIL = word_set("who which the a an adding citing referring noting")
_WITH_INFINITIVE = word_set("promise vow pledge agree urge propose hope demand swear threaten")
_WH_VERBS = word_set("ask explain say tell wonder")
_OPENING_BITS = word_set("but and still yet so")


@dataclass(frozen=True, slots=True)
class _Shape:
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


def read_attributions(sentence: Sentence) -> None:
    """Find the attributions by verbs of saying and by ``according to``."""
    for cue in sentence.cues:
        if sentence.inside(cue.index):
            continue
        if cue.verb == ACCORDING:
            read_according(sentence, cue)
            continue
        if cue.verb == "ask" and _read_asked(sentence, cue):
            continue
        subject = find_subject(sentence, cue)
        if subject is None:
            continue
        if not subject.inverted and cue.kind != "ing" and sentence.subject is None:
            sentence.subject = subject.range
        shape = _shape(sentence, cue, subject)
        finding = _decide(sentence, shape)
        if finding is not None:
            if subject.antecedent is not None:
                finding.antecedent = sentence.offsets(subject.antecedent)
            finding.addressee = sentence.offsets(shape.addressee) if shape.addressee else None
            if subject.relay is not None and sentence.subject is not None:
                finding.relayed_by = sentence.offsets(sentence.subject)
                finding.relay_cue = sentence.offsets(subject.relay)
    for cue in sentence.cues:
        _read_nested(sentence, cue)


def _read_nested(sentence: Sentence, cue: Cue) -> None:
    """``Doe told reporters that Roe had said "…"``: the report inside the report."""
    if cue.kind not in ("ed", "s", "ing") or cue.index in sentence.spent:
        return
    outer = next((r for r in sentence.taken if r[0] < cue.index < r[1]), None)
    subject = find_subject(sentence, cue) if outer else None
    if outer is None or subject is None or subject.inverted or subject.range[0] < outer[0]:
        return
    tokens = sentence.tokens
    shape = _shape(sentence, cue, subject, outward=False)
    if shape.after is None or not _accepts_after(sentence, shape):
        return
    start, stop = shape.after[0], min(shape.after[1], outer[1])
    first = tokens[start]
    perfect = tokens[cue.index - 1].lower in ("has", "have", "had", "by")
    if start < stop and perfect and (first.mark is not None or first.lower == "that"):
        finding = sentence.add("nested", [(start, stop)], subject.range, subject.cue)
        if subject.antecedent is not None:
            finding.antecedent = sentence.offsets(subject.antecedent)


def _read_asked(sentence: Sentence, cue: Cue) -> bool:
    """``Asked whether …, Doe said``: a question whose speaker is not named."""
    tokens, i = sentence.tokens, cue.index
    passive = i > 0 and tokens[i - 1].lower in ("was", "were", "been", "when", "being")
    if cue.kind != "ed" or not (i == 0 or passive) or i + 1 >= sentence.high:
        return False
    start, speaker = i + 1, None
    if tokens[start].lower == "by":
        speaker = phrase_after(tokens, start + 1, sentence.high, sentence.words)
        start = speaker[1] if speaker else start
    if start >= sentence.high or not tokens[start].flags & COMPLEMENTIZER:
        return False
    end = clause_end(sentence, start)
    if weight(tokens, start, end) < 3:
        return False
    sentence.add("asked", [(start, end)], speaker, (i, i + 1))
    return True


def _shape(sentence: Sentence, cue: Cue, subject: Subject, *, outward: bool = True) -> _Shape:
    tokens, words = sentence.tokens, sentence.words
    tail = (subject.range[1] - 1 if subject.inverted else cue.index) + 1
    if cue.verb == "point" and tail < sentence.high and tokens[tail].lower == "out":
        tail += 1
    start = tail
    addressee = None
    if cue.verb in words.addressee and not subject.inverted:
        start = after_addressee(tokens, start, sentence.high)
        addressee = (tail, start) if start > tail else None
    behind = after_adjuncts(sentence, start)
    stop = content_stop(sentence, cue, behind, subject.inverted)
    if outward:
        stop = _outer_attribution(sentence, cue, behind, stop)
    front = _front(sentence, cue, subject) if outward else None
    after = _after(sentence, cue, subject, behind, stop)
    if front is not None and after is None and _is_adjunct(sentence, front, cue, behind):
        # "After the talks, Doe said talks …": what stands in front is no content
        first = tokens[behind] if behind < stop else None
        bare = first is not None and not first.flags & (PREPOSITION | TIME | SUBORDINATOR)
        if bare and cue.verb in words.bare_without_that and first is not None and first.word:
            front, after = None, (behind, stop)
    return _Shape(
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
        if tokens[a].lower not in _OPENING_BITS and tokens[a].text not in "•*-–—--":
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
    if weight(tokens, start, end) < 2 or sentence.inside(start):
        return None
    if cue.kind == "ing" and not _is_relayed(sentence, cue):
        return None
    return (start, end)


def _is_adjunct(sentence: Sentence, front: Range, cue: Cue, behind: int) -> bool:
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
        if tokens[i - 1].mark is not None or sentence.inside(i):
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
        start = _quotation_start(sentence, start, end) if quoted else start
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
    size = weight(tokens, start, stop)
    if first.mark is not None:
        return (start, quoted_end(sentence, start, stop))
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
    if cue.verb in words.bare_without_that and size >= 2 and not noun:
        strict = aside or cue.verb in words.transitive
        clause = opens_clause(tokens, start, stop, strict=strict)
        if clause and first.lower not in _NO_CLAUSE_START:
            return (start, stop)
    quoted = any(token.mark is not None for token in tokens[start:stop])
    if cue.verb == "say" and size >= 2 and quoted and left != ",":
        return (start, stop)
    return None


def _decide(sentence: Sentence, shape: _Shape) -> Finding | None:
    if shape.front is not None:
        found = _read_front(sentence, shape)
        if found is not None:
            return found
    found = _read_relative(sentence, shape) or _read_as(sentence, shape)
    if found is not None:
        return found
    if shape.after is not None and _accepts_after(sentence, shape):
        return sentence.add("after", [shape.after], shape.subject.range, shape.subject.cue)
    return _read_object(sentence, shape)


def _read_object(sentence: Sentence, shape: _Shape) -> Finding | None:
    """``Doe announced a new round of talks``: what is told is a noun phrase."""
    tokens, j, high = sentence.tokens, shape.tail, sentence.high
    if shape.subject.inverted or j + 2 >= high:
        return None
    verb = shape.cue.verb
    if tokens[j].lower in sentence.words.object_prepositions.get(verb, ()):
        j += 1
    elif verb not in sentence.words.object_verbs:
        return None
    first = tokens[j]
    no_noun = PREPOSITION | TIME | ADVERB | SUBORDINATOR | CLAUSE_PRONOUN
    if first.mark is not None or not first.word or first.flags & no_noun:
        return None
    content = [(j, clause_end(sentence, j))]
    return sentence.add("object", content, shape.subject.range, shape.subject.cue)


def _read_relative(sentence: Sentence, shape: _Shape) -> Finding | None:
    """``a finish that Doe said defied expectations``: the clause around "Doe said"."""
    tokens = sentence.tokens
    first, j = shape.subject.range[0] - 1, shape.tail
    if first < 1 or shape.subject.inverted or j + 1 >= sentence.high:
        return None
    if tokens[first].lower not in ("that", "which", "who", "what") or not is_finite(tokens[j]):
        return None
    if tokens[j].flags & CLAUSE_PRONOUN:
        return None
    stop = clause_end(sentence, j)
    if weight(tokens, j, stop) < 2:
        return None
    content = [(first, first + 1), (j, stop)]
    return sentence.add("relative", content, shape.subject.range, shape.subject.cue)


def _read_as(sentence: Sentence, shape: _Shape) -> Finding | None:
    """``As Doe noted, CONTENT``."""
    tokens, j = sentence.tokens, shape.behind
    first = shape.subject.range[0] - 1
    if first < 0 or shape.subject.inverted or tokens[first].lower != "as" or j >= sentence.high:
        return None
    if (
        first > 0
        and tokens[first - 1].lower not in ("and", "but")
        and tokens[first - 1].text != ","
    ):
        return None
    opened = tokens[j - 1].text == "," or tokens[j].text == ","
    j += tokens[j].text == ","
    if not opened or j >= sentence.high or weight(tokens, j, sentence.high) < 3:
        return None
    stop = content_stop(sentence, shape.cue, j, inverted=True)
    return sentence.add("as", [(j, stop)], shape.subject.range, shape.subject.cue)


def _read_front(sentence: Sentence, shape: _Shape) -> Finding | None:
    """``CONTENT, Doe said`` and ``CONTENT, Doe said, CONTENT``; None where it is neither."""
    tokens = sentence.tokens
    assert shape.front is not None
    start, end = shape.front
    start = _quotation_start(sentence, start, end)
    quoted = any(token.mark is not None for token in tokens[start:end])
    marked = tokens[end - 1].mark is not None or (
        end - 2 >= start and tokens[end - 2].mark is not None
    )
    size = weight(tokens, start, end)
    complete = marked or (has_finite_clause(tokens, start, end) and size >= 3)
    complete = complete or (quoted and size >= 6)
    medial = shape.after is None and tokens[max(end - 2, 0)].lower in ("which", "who", "that")
    if (not complete or medial) and shape.after is None:
        return _read_parenthetical(sentence, shape)
    adjunct = _is_adjunct(sentence, shape.front, shape.cue, shape.behind)
    reported = shape.after is not None and tokens[shape.after[0]].mark is None
    if shape.after is not None and (not marked or (adjunct and reported)):
        if _runs_on(sentence, shape):
            both = [(start, end), shape.after]
            return sentence.add("medial", both, shape.subject.range, shape.subject.cue)
        return None  # "After the talks, Doe said that …": an adjunct
    if not complete or (shape.cue.verb in sentence.words.not_final and not quoted):
        return None
    j = shape.tail
    if tokens[min(j, sentence.high - 1)].lower == "not":
        j += 1
    if j < sentence.high and tokens[j].lower == "to" and shape.cue.verb in _WITH_INFINITIVE:
        return None  # "…, Doe promised to help"
    if not quoted and not _closes(sentence, shape):
        return None
    content: list[Range] = [(start, end)]
    if shape.after is not None:
        first = shape.after[0]
        if tokens[first].mark is not None or tokens[shape.behind - 1].text == ",":
            content.append(shape.after)
    else:
        content.extend(_second_half(sentence, shape, quoted))
    return sentence.add("final", content, shape.subject.range, shape.subject.cue)


def _quotation_start(sentence: Sentence, start: int, end: int) -> int:
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


def _runs_on(sentence: Sentence, shape: _Shape) -> bool:
    """``Sooner or later, Doe said, "it pays off"``: the quotation goes on in lower case."""
    assert shape.after is not None
    first = sentence.tokens[shape.after[0]]
    inner = sentence.text[first.start : first.end].lstrip("\"“”'‘’`")
    comma = sentence.tokens[shape.after[0] - 1].text == ","
    return first.mark is not None and comma and inner[:1].islower()


def _closes(sentence: Sentence, shape: _Shape) -> bool:
    """True where the verb has no object of its own: ``…, Doe said Monday`` but not ``told a tale``."""
    tokens, high = sentence.tokens, sentence.high
    head = tokens[shape.subject.range[0]]
    if head.lower in ("which", "whom", "that", "what", "who") or head.flags & PREPOSITION:
        return False
    if head.lower.endswith("ing") and not head.capital:
        return False
    if shape.cue.verb not in sentence.words.closing:
        return False
    if shape.subject.inverted or shape.cue.verb in sentence.words.addressee:
        return shape.cue.verb not in ("ask", "tell") or shape.behind >= high - 4
    j = shape.behind
    if j >= high or tokens[j].mark is not None:
        return True
    token = tokens[j]
    return not token.word or bool(token.flags & (PREPOSITION | SUBORDINATOR | TIME | ADVERB))


def _read_parenthetical(sentence: Sentence, shape: _Shape) -> Finding | None:
    """``The talks, Doe said, will resume``."""
    tokens, high = sentence.tokens, sentence.high
    assert shape.front is not None
    start, end = shape.front
    j = shape.behind
    if shape.subject.inverted or tokens[end - 1].text != "," or j >= high:
        return None
    if tokens[j].mark is not None or not (
        tokens[j - 1].text == "," or tokens[shape.tail].text == ","
    ):
        return None
    while j < high and tokens[j].text == ",":
        j += 1
    if end - 2 > start and tokens[end - 2].lower in ("which", "who", "that"):
        start = end - 2  # "…, which, Doe said, could help"
    if j >= high or tokens[j].lower in _NO_SECOND_HALF:
        return None
    if weight(tokens, j, high) < 4 or not has_finite_clause(tokens, j, high):
        return None
    content = [(start, end), (j, high)]
    return sentence.add("medial", content, shape.subject.range, shape.subject.cue)


def _second_half(sentence: Sentence, shape: _Shape, quoted: bool) -> list[Range]:
    """What is said behind a final attribution: ``"A," Doe said, "B"``."""
    tokens, high = sentence.tokens, sentence.high
    found: list[Range] = []
    j = shape.tail
    while j < high and tokens[j].text != "," and tokens[j].mark is None:
        j += 1
    near = shape.subject.inverted or j == shape.tail
    if near and j + 1 < high and tokens[j].text == "," and weight(tokens, j, high) >= 3:
        following = tokens[j + 1]
        clause = not quoted and has_finite_clause(tokens, j, high)
        participle = following.lower.endswith("ing") and not following.capital
        clause = clause and following.lower not in _NO_TAIL and not participle
        if following.mark is not None or clause:
            found.append((j + 1, high))
    covered = found[0] if found else (high, high)
    for later in sentence.cues:
        if later.index > shape.tail and later.kind == "ing":
            high = min(high, later.index)  # "…, adding: …" is an attribution of its own
            break
    for x in range(shape.tail, high):
        if tokens[x].mark is None or sentence.inside(x) or covered[0] <= x < covered[1]:
            continue
        if tokens[x - 1].mark is None and tokens[x - 1].text in ",:.":
            found.append((x, x + 1))
        elif tokens[x - 1].lower in ("and", "but") and tokens[x - 2].text == ",":
            found.append((x - 1, x + 1))
    return found


def _accepts_after(sentence: Sentence, shape: _Shape) -> bool:
    tokens, words, verb = sentence.tokens, sentence.words, shape.cue.verb
    assert shape.after is not None
    start, stop = shape.after
    first = tokens[start]
    if shape.subject.inverted and first.mark is None and tokens[start - 1].text not in ",:":
        return False
    if shape.cue.kind == "ing" and verb in ("think", "hope", "believe") and first.mark is None:
        return False
    complement = bool(first.flags & COMPLEMENTIZER)
    quoted = any(token.mark is not None for token in tokens[start:stop])
    if verb in words.quoted_only and not (quoted or complement):
        return False
    return not (first.lower in ("how", "why", "what") and verb not in _WH_VERBS)
