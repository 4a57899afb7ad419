"""``According to Doe, CONTENT`` and ``CONTENT, according to Doe``."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import has_finite_clause, is_finite, weight
from diploread.index.quotes.cues import Cue
from diploread.index.quotes.lexicon import word_set
from diploread.index.quotes.phrases import Range, phrase_after
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.tails import quoted_end
from diploread.index.quotes.tokens import Token

_FOLLOWED = word_set(
    "principles rules law laws plan plans schedule procedure procedures beliefs custom customs "
    "need needs size ability merit rank timetable wishes standards criteria taste"
)
_NO_CONTENT = word_set("which who but while although though and with a an")


def read_according(sentence: Sentence, cue: Cue) -> None:
    """Record the attribution at ``cue``, a token ``according`` in front of ``to``."""
    source = phrase_after(
        sentence.tokens, cue.index + 2, sentence.high, sentence.words, any_start=True
    )
    if source is None or _is_rule(sentence.tokens[slice(*source)]):
        return
    opening = cue.index == 0 or (cue.index == 1 and sentence.tokens[0].mark is None)
    if opening or _opens_half(sentence.tokens, cue.index):
        _opening(sentence, cue)
    else:
        _closing(sentence, cue, source)


def _is_rule(source: Sequence[Token]) -> bool:
    """``according to their own plans``: what is followed, not who says it."""
    return any(token.lower == "own" for token in source) or source[-1].lower in _FOLLOWED


def _opening(sentence: Sentence, cue: Cue) -> None:
    tokens, high, i = sentence.tokens, sentence.high, cue.index
    j = i + 2
    while j < high and tokens[j].text != ",":
        j += 1
    source = j
    if j + 1 < high and tokens[j + 1].lower in ("who", "which", "whose"):
        j = next(
            (x for x in range(j + 3, high - 1) if tokens[x].text == "," and tokens[x + 1].word
             and not tokens[x + 1].text[0].isdigit()),
            j,
        )  # fmt: skip
    if j + 1 < high:
        stop = _other_half(tokens, j, high)
        end = quoted_end(sentence, j + 1, stop) if tokens[j + 1].mark else stop
        sentence.add("according-opening", [(j + 1, end)], (i + 2, source), (i, i + 2))


def _opens_half(tokens: Sequence[Token], i: int) -> bool:
    """``…; according to Doe, …``: the second of two attributions side by side."""
    if tokens[i - 1].lower in ("but", "and", "while"):
        i -= 1
    return tokens[i - 1].text == ";"


def _other_half(tokens: Sequence[Token], start: int, high: int) -> int:
    """Where the half sentence of another ``according to`` begins; ``high`` where there is none."""
    for x in range(start, high - 1):
        if tokens[x].text == ";" and any(t.lower == "according" for t in tokens[x + 1 : x + 3]):
            return x
    return high


def _passed_on(sentence: Sentence, start: int, cue: Cue, source: Range) -> bool:
    """``"…," Doe said, according to a recording``: Doe's words, through the recording."""
    if sentence.tokens[start].mark is None:
        return False
    low, high = sentence.offsets((start, cue.index))
    for finding in sentence.findings:
        held = finding.cue is not None and low <= finding.cue[0] < high
        if held and finding.rule == "final" and finding.spans[0][0] == low:
            finding.relayed_by = sentence.offsets(source)
            finding.relay_cue = sentence.offsets((cue.index, cue.index + 2))
            return True
    return False


def _last_statement(sentence: Sentence, start: int, i: int) -> int:
    """``It sails, which costs little, according to Doe``: the source holds the last clause."""
    tokens = sentence.tokens
    for x in range(i - 4, start + 3, -1):
        token = tokens[x]
        if token.mark is not None or token.lower not in ("which", "who", "that"):
            continue
        if tokens[x - 1].text == "," and not any(t.text == "," for t in tokens[x : i - 1]):
            return x
    for x in range(i - 4, start + 3, -1):
        if tokens[x].mark is None and tokens[x].text == ":":
            return x + 1
    return start


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
    if _passed_on(sentence, start, cue, (source[0], end)):
        return
    start = _last_statement(sentence, start, i)
    content = [(start, i)]
    goes_on = end + 2 < high and tokens[end + 1].lower not in _NO_CONTENT
    if goes_on and weight(tokens, end, high) >= 6 and has_finite_clause(tokens, end, high):
        content.append((end + 1, high))
    sentence.add("according-closing", content, (source[0], end), (i, i + 2))
