"""Rarer shapes: questions put to somebody, relative clauses, "as Doe noted", objects."""

from __future__ import annotations

from diploread.index.quotes.clauses import is_finite, weight
from diploread.index.quotes.content import clause_end, content_stop
from diploread.index.quotes.cues import Cue
from diploread.index.quotes.lexicon import (
    ADVERB,
    CLAUSE_PRONOUN,
    COMPLEMENTIZER,
    DAY,
    MONTH,
    PREPOSITION,
    SUBORDINATOR,
    TIME,
)
from diploread.index.quotes.phrases import phrase_after
from diploread.index.quotes.sentence import Finding, Sentence
from diploread.index.quotes.shapes import Shape


def read_asked(sentence: Sentence, cue: Cue) -> bool:
    """``Asked whether …, Doe said``: a question whose speaker is not named."""
    tokens, i = sentence.tokens, cue.index
    passive = i > 0 and tokens[i - 1].lower in ("was", "were", "been", "when", "being")
    if cue.kind != "ed" or not (i == 0 or passive) or i + 1 >= sentence.high:
        return False
    start, speaker = i + 1, None
    if tokens[start].lower == "by":
        speaker = phrase_after(tokens, start + 1, sentence.high, sentence.words)
        start = speaker[1] if speaker else start
    put = passive and start + 1 < sentence.high and tokens[start].text in (",", ":")
    if put and tokens[start + 1].mark is not None:  # "Doe was asked, "…""
        sentence.add("asked", [(start + 1, start + 2)], speaker, (i, i + 1))
        return True
    if start >= sentence.high or not tokens[start].flags & COMPLEMENTIZER:
        return False
    end = clause_end(sentence, start)
    if weight(tokens, start, end) < 3:
        return False
    sentence.add("asked", [(start, end)], speaker, (i, i + 1))
    return True


def read_object(sentence: Sentence, shape: Shape) -> Finding | None:
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
    end = _object_end(sentence, j)
    if end < high and tokens[end].text == ":":
        return None  # "noted the risk: "…"": the words themselves follow
    content = [(j, end)]
    return sentence.add("object", content, shape.subject.range, shape.subject.cue)


def _object_end(sentence: Sentence, start: int) -> int:
    """Where a noun phrase that is told ends: before its time, behind what a comma adds to it."""
    tokens, high = sentence.tokens, sentence.high
    end = clause_end(sentence, start)
    while end + 1 < high and tokens[end].mark is None and tokens[end].text == ",":
        following = tokens[end + 1]
        if following.lower != "including":
            break
        end = clause_end(sentence, end)
    for x in range(start + 1, end - 1):
        dated = tokens[x].lower in ("in", "on") and tokens[x + 1].flags & (DAY | MONTH)
        if dated or tokens[x].flags & DAY:
            return x
    return end


def read_relative(sentence: Sentence, shape: Shape) -> Finding | None:
    """``a finish that Doe said defied expectations``: the clause around "Doe said"."""
    tokens = sentence.tokens
    first, j = shape.subject.range[0] - 1, shape.tail
    if first < 1 or shape.subject.inverted or j + 1 >= sentence.high:
        return None
    if tokens[first].lower not in ("that", "which", "who", "what") or not is_finite(tokens[j]):
        return None
    if shape.cue.verb not in sentence.words.closing or shape.cue.verb == "estimate":
        return None  # "what many believe was a mistake": nobody has said so
    if tokens[j].flags & CLAUSE_PRONOUN:
        return None
    stop = clause_end(sentence, j)
    if weight(tokens, j, stop) < 2:
        return None
    content = [(first, first + 1), (j, stop)]
    return sentence.add("relative", content, shape.subject.range, shape.subject.cue)


def read_as(sentence: Sentence, shape: Shape) -> Finding | None:
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
