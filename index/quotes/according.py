"""``According to Doe, CONTENT`` and ``CONTENT, according to Doe``."""

from __future__ import annotations

from diploread.index.quotes.clauses import has_finite_clause, is_finite, weight
from diploread.index.quotes.cues import Cue
from diploread.index.quotes.lexicon import word_set
from diploread.index.quotes.phrases import Range, phrase_after
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.tails import quoted_end

_NO_CONTENT = word_set("which who but while although though and with a an")


def read_according(sentence: Sentence, cue: Cue) -> None:
    """Record the attribution at ``cue``, a token ``according`` in front of ``to``."""
    source = phrase_after(
        sentence.tokens, cue.index + 2, sentence.high, sentence.words, any_start=True
    )
    if source is None:
        return
    if cue.index <= 1:
        _opening(sentence, cue)
    else:
        _closing(sentence, cue, source)


def _opening(sentence: Sentence, cue: Cue) -> None:
    tokens, high, i = sentence.tokens, sentence.high, cue.index
    j = i + 2
    while j < high and tokens[j].text != ",":
        j += 1
    if j + 1 < high:
        end = quoted_end(sentence, j + 1, high) if tokens[j + 1].mark else high
        sentence.add("according-opening", [(j + 1, end)], (i + 2, j), (i, i + 2))


def _closing(sentence: Sentence, cue: Cue, source: Range) -> None:
    tokens, high, i = sentence.tokens, sentence.high, cue.index
    start = 0
    while start < i and tokens[start].mark is None and tokens[start].lower in ("but", "and", "yet"):
        start += 1
    end = source[1]
    while end < high and tokens[end].text != ",":
        end += 1
    if weight(tokens, start, i) < 3:
        if end + 3 < high and is_finite(tokens[end + 1]):
            content = [(start, i), (end + 1, high)]
            sentence.add("according-medial", content, (source[0], end), (i, i + 2))
        return
    content = [(start, i)]
    goes_on = end + 2 < high and tokens[end + 1].lower not in _NO_CONTENT
    if goes_on and weight(tokens, end, high) >= 6 and has_finite_clause(tokens, end, high):
        content.append((end + 1, high))
    sentence.add("according-closing", content, (source[0], end), (i, i + 2))
