"""Noun cues with a clause: ``Doe's claim that …``, ``Doe expressed concern that …``."""

from __future__ import annotations

from diploread.index.quotes.clauses import weight
from diploread.index.quotes.content import clause_end, content_stop
from diploread.index.quotes.cues import Cue
from diploread.index.quotes.governing import main_subject
from diploread.index.quotes.lexicon import DETERMINER, LIGHT_VERB, NOUN_CUE
from diploread.index.quotes.phrases import Range, phrase_after, phrase_start
from diploread.index.quotes.preceding import subject_before
from diploread.index.quotes.sentence import Sentence


def read_noun_cues(sentence: Sentence) -> None:
    """Record every noun cue whose speaker stands beside it."""
    tokens = sentence.tokens
    for i in range(1, sentence.high - 3):
        token = tokens[i]
        if token.flags & NOUN_CUE and tokens[i + 1].lower == "by":
            _read_by(sentence, i)
            continue
        if not token.flags & NOUN_CUE or tokens[i + 1].lower != "that" or sentence.inside(i + 1):
            continue
        found = noun_speaker(sentence, i)
        if found is None:
            continue
        speaker, cue_start = found
        if token.lower == "clear":  # "made clear that": as wide as what a verb of saying opens
            end = content_stop(sentence, Cue(i, "say", "ed"), i + 1, inverted=False)
        else:
            end = clause_end(sentence, i + 1)
        if weight(tokens, i + 1, end) >= 4:
            sentence.add("noun", [(i + 1, end)], speaker, (cue_start, i + 1))


def _read_by(sentence: Sentence, i: int) -> None:
    """``the announcement by the ministry that it would sail``."""
    tokens = sentence.tokens
    speaker = phrase_after(tokens, i + 2, sentence.high, sentence.words, any_start=True)
    if speaker is None or speaker[1] >= sentence.high or tokens[speaker[1]].lower != "that":
        return
    start = speaker[1]
    end = content_stop(sentence, Cue(i, "say", "ed"), start, inverted=False)
    if not sentence.inside(start) and weight(tokens, start, end) >= 4:
        sentence.add("noun", [(start, end)], speaker, (i, i + 1))


def noun_speaker(sentence: Sentence, i: int) -> tuple[Range, int] | None:
    """Speaker and start of the cue, for the noun cue at token ``i``; None where none is near."""
    tokens, words = sentence.tokens, sentence.words
    j = i - 1
    while j > 0 and i - j < 4 and tokens[j].mark is None and tokens[j].word:
        token = tokens[j]
        if token.lower in ("his", "her", "their", "its"):
            return (j, j + 1), i
        if token.text.endswith(("'s", "’s", "s’", "s'")) and not token.flags & DETERMINER:
            start = phrase_start(tokens, j, 0, words)
            return None if start is None else ((start, j + 1), i)
        if token.flags & LIGHT_VERB and not token.capital:
            subject = subject_before(tokens, j, 0, words) or main_subject(sentence, j)
            return None if subject is None else (subject, j)
        j -= 1
    return None
