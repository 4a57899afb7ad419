"""Attributions by a verb of saying, cue by cue through a sentence.

Three shapes carry most of the news: ``Doe said that CONTENT``, ``CONTENT, Doe said`` and
``CONTENT, Doe said, CONTENT``. For each cue the subject is found first, then what stands in front
of it and behind it, and the shape follows from these two.
"""

from __future__ import annotations

from diploread.index.quotes.according import read_according
from diploread.index.quotes.asides import read_as, read_asked, read_object, read_relative
from diploread.index.quotes.clauses import has_finite_clause, is_finite, weight
from diploread.index.quotes.cues import ACCORDING, Cue
from diploread.index.quotes.lexicon import (
    ADVERB,
    AUXILIARY,
    CLAUSE_PRONOUN,
    COMPLEMENTIZER,
    DETERMINER,
    INDEFINITE,
    OPENER,
    PREPOSITION,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME,
    VERB,
    word_set,
)
from diploread.index.quotes.phrases import Range
from diploread.index.quotes.sentence import Finding, Sentence
from diploread.index.quotes.shapes import Shape, is_adjunct, quotation_start, shape_of
from diploread.index.quotes.subjects import Subject, find_subject

_NO_SECOND_HALF = word_set("who which adding citing referring noting that but while as")
_NO_TAIL = word_set("who which the a an adding citing referring noting")
_WITH_INFINITIVE = word_set("promise vow pledge agree urge propose hope demand swear threaten")
_LEAST_STATEMENT = 6
_WH_VERBS = word_set("ask explain say tell wonder underscore emphasize stress")


def read_attributions(sentence: Sentence) -> None:
    """Find the attributions by verbs of saying and by ``according to``."""
    for cue in sentence.cues:
        if sentence.inside(cue.index):
            continue
        if cue.verb == ACCORDING:
            read_according(sentence, cue)
            continue
        if cue.verb == "ask" and read_asked(sentence, cue):
            continue
        subject = find_subject(sentence, cue)
        if subject is None:
            continue
        if cue.kind != "ing" and sentence.subject is None and not _is_embedded(sentence, subject):
            sentence.subject = subject.range
        shape = shape_of(sentence, cue, subject)
        finding = _decide(sentence, shape)
        if finding is not None:
            if shape.after is not None:
                sentence.latest = (subject.range, shape.after[1])
            if finding.rule == "final":
                sentence.closing = subject.range
            finding.addressee = sentence.offsets(shape.addressee) if shape.addressee else None
            if subject.relay is not None and subject.relayer is not None:
                finding.relayed_by = sentence.offsets(subject.relayer)
                finding.relay_cue = sentence.offsets(subject.relay)
        elif _says_this(sentence, cue):
            sentence.silent.append(sentence.offsets(subject.range))
    for cue in sentence.cues:
        _read_nested(sentence, cue)


def _is_embedded(sentence: Sentence, subject: Subject) -> bool:
    """``the measures we announced``: a pronoun right behind a noun opens a clause of its own."""
    start = subject.range[0]
    if sentence.tokens[start].lower in ("who", "which", "that"):
        return subject.range[1] - start == 1
    if start == 0 or not sentence.tokens[start].flags & CLAUSE_PRONOUN:
        return False
    left = sentence.tokens[start - 1]
    openers = OPENER | COMPLEMENTIZER | SUBORDINATOR | TIME | ADVERB
    return left.word and left.mark is None and not left.flags & openers


def _says_this(sentence: Sentence, cue: Cue) -> bool:
    """``Doe confirmed that.``: nothing is quoted, but the next "she" is Doe."""
    tokens, i = sentence.tokens, cue.index + 1
    return i == sentence.high - 1 and tokens[i].lower in ("that", "this", "it", "so", "both")


def _read_nested(sentence: Sentence, cue: Cue) -> None:
    """``Doe told reporters that Roe had said "…"``: the report inside the report."""
    if cue.kind not in ("ed", "s", "ing") or cue.index in sentence.spent:
        return
    outer = next((r for r in sentence.taken if r[0] < cue.index < r[1]), None)
    subject = find_subject(sentence, cue) if outer else None
    if outer is None or subject is None or subject.inverted or subject.range[0] < outer[0]:
        return
    tokens = sentence.tokens
    shape = shape_of(sentence, cue, subject, outward=False)
    if shape.after is None or not _accepts_after(sentence, shape):
        return
    start, stop = shape.after[0], min(shape.after[1], outer[1])
    first = tokens[start]
    perfect = tokens[cue.index - 1].lower in ("has", "have", "had", "by")
    opened = first.mark is not None or first.lower == "that"
    inner = any(r[0] > outer[0] for r in sentence.taken if r[0] < cue.index < r[1])
    named = cue.kind == "ed" and tokens[subject.range[0]].capital and opened
    if start < stop and (named or (perfect and (opened or inner))):
        sentence.add("nested", [(start, stop)], subject.range, subject.cue)


def _decide(sentence: Sentence, shape: Shape) -> Finding | None:
    if shape.front is not None:
        found = _read_front(sentence, shape)
        if found is not None:
            return found
    found = read_relative(sentence, shape) or read_as(sentence, shape)
    if found is not None:
        return found
    if shape.after is not None and _accepts_after(sentence, shape):
        return sentence.add("after", [shape.after], shape.subject.range, shape.subject.cue)
    return read_object(sentence, shape)


def _read_front(sentence: Sentence, shape: Shape) -> Finding | None:
    """``CONTENT, Doe said`` and ``CONTENT, Doe said, CONTENT``; None where it is neither."""
    tokens = sentence.tokens
    assert shape.front is not None
    start, end = shape.front
    start = quotation_start(sentence, start, end)
    quoted = any(token.mark is not None for token in tokens[start:end])
    marked = tokens[end - 1].mark is not None or (
        end - 2 >= start and tokens[end - 2].mark is not None
    )
    size = weight(tokens, start, end)
    complete = marked or (has_finite_clause(tokens, start, end) and size >= 3)
    complete = complete or (quoted and size >= 6) or _is_statement(sentence, shape, size)
    relative = tokens[max(end - 2, 0)].lower in ("which", "who", "that")
    medial = shape.after is None and relative and shape.tail < sentence.high
    if (not complete or medial) and shape.after is None:
        return _read_parenthetical(sentence, shape)
    adjunct = is_adjunct(sentence, shape.front, shape.cue, shape.behind)
    reported = shape.after is not None and _opens_report(sentence, shape, start)
    if shape.after is not None and (not marked or (adjunct and reported)):
        if _runs_on(sentence, shape) or _is_framed(sentence, shape):
            both = [(start, end), shape.after]
            return sentence.add("medial", both, shape.subject.range, shape.subject.cue)
        return None  # "After the talks, Doe said that …": an adjunct
    if not complete or (shape.cue.verb in sentence.words.not_final and not quoted):
        return None
    if not quoted and _is_mere_adjunct(sentence, shape):
        return None
    j = shape.tail
    if tokens[min(j, sentence.high - 1)].lower == "not":
        j += 1
    if j < sentence.high and tokens[j].lower == "to" and shape.cue.verb in _WITH_INFINITIVE:
        return None  # "…, Doe promised to help"
    if not quoted and not _closes(sentence, shape):
        return None
    plain = [token for token in tokens[start:end] if token.mark is None and token.word]
    complete = len(plain) < 2 or has_finite_clause(tokens, start, end)
    content: list[Range] = [(start, end)]
    if shape.after is not None:
        first = shape.after[0]
        if tokens[first].mark is not None or tokens[shape.behind - 1].text == ",":
            content.append(shape.after)
    else:
        content.extend(_second_half(sentence, shape, quoted, complete))
    return sentence.add("final", content, shape.subject.range, shape.subject.cue)


def _is_mere_adjunct(sentence: Sentence, shape: Shape) -> bool:
    """``As tensions rose, Doe testified before the court``: one clause, and the verb goes on."""
    assert shape.front is not None
    tokens, (start, end) = sentence.tokens, shape.front
    opens = tokens[start].flags & (SUBORDINATOR | PREPOSITION)
    inner = any(token.text == "," for token in tokens[start : end - 1] if token.mark is None)
    return bool(opens) and not inner and shape.behind < sentence.high


def _opens_report(sentence: Sentence, shape: Shape, start: int) -> bool:
    """``After Roe called it "unsafe," Doe said it …``: true where what follows is new."""
    assert shape.after is not None
    first = sentence.tokens[shape.after[0]]
    if first.mark is None:
        return True
    inner = sentence.text[first.start : first.end].lstrip("\"“”'‘’`")
    opener = sentence.tokens[start]
    clause = opener.flags & SUBORDINATOR and not opener.flags & PREPOSITION
    return inner[:1].isupper() and (bool(clause) or opener.lower in ("after", "before", "asked"))


def _is_statement(sentence: Sentence, shape: Shape, size: int) -> bool:
    """``The sailor also plans a trip, Doe said.``: a clause, though no verb in it is known."""
    assert shape.front is not None
    first = sentence.tokens[shape.front[0]]
    adjunct = first.flags & (PREPOSITION | SUBORDINATOR | TIME | ADVERB)
    ends = shape.tail >= sentence.high - 1
    return shape.cue.verb == "say" and size >= _LEAST_STATEMENT and ends and not adjunct


def _runs_on(sentence: Sentence, shape: Shape) -> bool:
    """``Sooner or later, Doe said, "it pays off"``: the quotation goes on in lower case."""
    assert shape.after is not None
    first = sentence.tokens[shape.after[0]]
    inner = sentence.text[first.start : first.end].lstrip("\"“”'‘’`")
    comma = sentence.tokens[shape.after[0] - 1].text == ","
    return first.mark is not None and comma and inner[:1].islower()


def _is_framed(sentence: Sentence, shape: Shape) -> bool:
    """``After it left, she said, everybody slept``: between commas, so both sides are said."""
    assert shape.after is not None and shape.front is not None
    tokens, j = sentence.tokens, shape.after[0]
    if tokens[j].mark is not None or shape.cue.kind == "ing":
        return False
    return tokens[j - 1].text == "," and j - 1 == shape.tail and not shape.subject.inverted


def _closes(sentence: Sentence, shape: Shape) -> bool:
    """True where the verb has no object of its own: ``…, Doe said`` but not ``told a tale``."""
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


def _read_parenthetical(sentence: Sentence, shape: Shape) -> Finding | None:
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
    if weight(tokens, j, high) < (2 if is_finite(tokens[j]) else 4):
        return None
    unfinished = tokens[end - 2].flags & AUXILIARY  # "It was, he said, a hard year"
    if not unfinished and not has_finite_clause(tokens, j, high):
        return None
    content = [(start, end), (j, high)]
    return sentence.add("medial", content, shape.subject.range, shape.subject.cue)


def _second_half(sentence: Sentence, shape: Shape, quoted: bool, complete: bool) -> list[Range]:
    """What is said behind a final attribution: ``"A," Doe said, "B"``.

    ``complete`` is false where the front half is no clause: ``Tales "of the sea," Doe said, sell``.
    """
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
        clause = clause or (not complete and (is_finite(following) or bool(following.flags & VERB)))
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


def _is_named(sentence: Sentence, subject: Subject) -> bool:
    """False for ``they`` and ``many voters``: what such people think is no statement."""
    general = SUBJECT_PRONOUN | INDEFINITE | DETERMINER
    named = sentence.tokens[slice(*subject.range)]
    return any(token.capital and not token.flags & general for token in named)


def _accepts_after(sentence: Sentence, shape: Shape) -> bool:
    tokens, words, verb = sentence.tokens, sentence.words, shape.cue.verb
    assert shape.after is not None
    start, stop = shape.after
    first = tokens[start]
    if shape.subject.inverted and first.mark is None and tokens[start - 1].text not in ",:":
        return False
    complement = bool(first.flags & COMPLEMENTIZER)
    quoted = any(token.mark is not None for token in tokens[start:stop])
    if verb in words.beliefs and first.mark is None:
        opened = quoted or first.lower == "that"
        if shape.cue.kind == "ing" or not (opened or _is_named(sentence, shape.subject)):
            return False
    if verb in words.quoted_only and not (quoted or complement):
        return False
    return not (first.lower in ("how", "why", "what") and verb not in _WH_VERBS)
