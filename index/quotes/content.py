"""Where the content of an attribution begins and ends.

Between a verb of saying and its content may stand the person addressed, a time, and a place or
channel (``told reporters on Monday in a statement that …``); none of them is content. At its end
the content gives way to what the reporter adds and to the next attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import has_finite_clause, is_finite, opens_clause, weight
from diploread.index.quotes.cues import ACCORDING, Cue
from diploread.index.quotes.lexicon import (
    ADVERB,
    AUXILIARY,
    BETWEEN,
    CUE_NOUN,
    CUTTER,
    NAMING,
    RELAYING,
    word_set,
)
from diploread.index.quotes.preceding import subject_before
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.tokens import Token

_MODALS = word_set("would should could might may must will can")
_OWN_ACTS = word_set("did didn't didn’t declined refused stopped gave offered")
_ACTS = word_set("ask urge demand request recommend propose")
"""What one does in speech, rather than tells of others."""
_TALKS = word_set("discussed exchanged consulted thanked committed briefed")
_LONGEST_PARTY = 3
"""Words of "the two leaders"."""
_DASHES = ("—", "–", "-", "--", "―")
_BEHIND_DASH = word_set("a an the though although but something one all even and")
_SUBORDINATE = word_set("while although though as after before when since if")


def content_stop(sentence: Sentence, cue: Cue, start: int, inverted: bool) -> int:
    """Where content that begins at token ``start`` ends at the latest."""
    tokens, high = sentence.tokens, sentence.high
    stop = high
    for later in sentence.cues:
        if later.index <= start or _is_from_then(tokens, later):
            continue
        left = tokens[later.index - 1]
        if left.mark is not None:
            ends = later.kind in ("ing", "acc") and inner_end(sentence.text, left) in tuple(",.?!")
            if ends and later.index - 1 > start:
                stop = min(stop, later.index)
                break
            continue
        if later.kind == "ing" and left.text == "," and not sentence.inside(later.index):
            stop = min(stop, later.index - 1)
            break
        if later.kind == "ing" and left.lower == "as":
            stop = min(stop, _relayed_from(tokens, later.index, start, stop))
        if later.verb == ACCORDING and left.text == ",":
            stop = min(stop, later.index - 1)
            break
    for x in range(start + 2, stop - 1):
        # ", calling it …": the reporter goes on with the speaker's next act
        if tokens[x].flags & NAMING and tokens[x - 1].text == "," and tokens[x].lower[-3:] == "ing":
            stop = x - 1
            break
    stop = min(stop, _clause_stop(sentence, cue, start, stop, inverted))
    stop = _dash_stop(tokens, start, stop)
    return min(stop, _next_attribution(sentence, cue, start, stop))


def _is_from_then(tokens: Sequence[Token], later: Cue) -> bool:
    """``that, beginning in May, the ferry sails``: a time and nothing said."""
    behind = tokens[later.index + 1] if later.index + 1 < len(tokens) else None
    begins = later.verb == "begin" and later.kind == "ing"
    return begins and behind is not None and behind.mark is None and behind.text != ":"


def clause_end(sentence: Sentence, start: int) -> int:
    """Where a clause that hangs on a noun ends: at the next comma or dash, or with the sentence."""
    tokens = sentence.tokens
    for x in range(start + 2, sentence.high):
        token = tokens[x]
        if token.mark is None and (token.text in ",;:—–―()" or token.text in ("-", "--")):
            return x
        if token.mark is not None and _is_comma(sentence, x):
            return x + 1
        if token.lower in ("and", "but") and tokens[min(x + 1, sentence.high - 1)].lower in (
            sentence.words.forms
        ):
            return x
    return sentence.high


def _relayed_from(tokens: Sequence[Token], i: int, start: int, stop: int) -> int:
    """``…, quoting a source as saying``: the comma in front of ``quoting``."""
    for x in range(i - 2, max(start, i - 14), -1):
        token = tokens[x]
        if token.mark is None and token.flags & RELAYING and tokens[x - 1].text == ",":
            return x - 1
    return stop


def _clause_stop(sentence: Sentence, cue: Cue, start: int, stop: int, inverted: bool) -> int:
    """A comma behind which the clause is the reporter's."""
    tokens = sentence.tokens
    if not inverted and _is_subordinate(tokens, cue.index):
        for x in range(start + 3, stop):
            if _is_comma(sentence, x):
                return x + (tokens[x].mark is not None)
        return stop
    relative = cue.index > 0 and tokens[cue.index - 1].lower in ("who", "which")
    for x in range(start + 3, stop - 2):
        if tokens[x].text == ";" and tokens[x].mark is None and _is_new_clause(tokens, x, stop):
            return x
        if _is_comma(sentence, x) and tokens[x + 1].mark is None:
            if relative and is_finite(tokens[x + 1]):
                return x + (tokens[x].mark is not None)
            if _is_reporters(tokens, x, stop) and not _resumes(tokens, x, stop):
                return x + (tokens[x].mark is not None)
    return stop


def _dash_stop(tokens: Sequence[Token], start: int, stop: int) -> int:
    """``said it sails — a plan few have read``: a dash that no second one closes."""
    for x in range(start + 3, stop - 1):
        token = tokens[x]
        if token.mark is not None or token.text not in _DASHES:
            continue
        if any(later.text in _DASHES for later in tokens[x + 1 : stop] if later.mark is None):
            return stop
        first = tokens[x + 1]
        adds = first.lower in _BEHIND_DASH or first.mark is not None
        participle = first.lower.endswith("ing") and not first.capital
        return x if adds or participle else stop
    return stop


def _is_subordinate(tokens: Sequence[Token], i: int) -> bool:
    """True where the clause of the verb at ``i`` is opened by "while", "when", "after" …"""
    for x in range(i - 1, max(-1, i - 20), -1):
        token = tokens[x]
        if token.mark is not None or token.text in ",;:—–―":
            return False
        if token.lower in _SUBORDINATE:
            return x == 0 or tokens[x - 1].text == "," or token.lower not in ("as", "if")
    return False


def _is_comma(sentence: Sentence, x: int) -> bool:
    """A comma, or a quoted stretch that holds its comma inside."""
    token = sentence.tokens[x]
    if token.mark is None:
        return token.text == ","
    return inner_end(sentence.text, token) == ","


def _is_reporters(tokens: Sequence[Token], x: int, stop: int) -> bool:
    """True where what follows the comma at ``x`` is the reporter's own remark."""
    first, second = tokens[x + 1], tokens[x + 2]
    if first.lower == "even":
        return second.lower in ("as", "while")
    if first.flags & CUTTER:
        if first.lower == "but" and second.lower in _OWN_ACTS:
            return True
        verbal = is_finite(second) or second.flags & (AUXILIARY | BETWEEN)
        return not verbal and second.lower != "that"
    if first.lower == "compared" or (first.lower == "as" and is_finite(second)):
        return True
    if first.lower in ("which", "who"):
        return not any(_is_plain_comma(token) for token in tokens[x + 1 : stop])
    return first.lower in ("a", "an")


def _is_new_clause(tokens: Sequence[Token], x: int, stop: int) -> bool:
    """``said it sails; the crew is new``: behind the semicolon the reporter tells more."""
    first = tokens[x + 1]
    if first.mark is not None or first.lower in ("that", "and", "but", "or", "to", "rather", "if"):
        return False
    return has_finite_clause(tokens, x + 1, stop)


def _resumes(tokens: Sequence[Token], x: int, stop: int) -> bool:
    """``the ferry, even as a wreck, had blocked``: behind an aside the clause goes on."""
    for y in range(x + 2, min(stop - 1, x + 14)):
        if tokens[y].mark is None and tokens[y].text == ",":
            following = tokens[y + 1]
            return following.mark is None and not following.capital and is_finite(following)
    return False


def _is_plain_comma(token: Token) -> bool:
    return token.mark is None and token.text == ","


def _next_attribution(sentence: Sentence, cue: Cue, start: int, stop: int) -> int:
    """Where a second attribution of the same sentence begins: ``and warned that …``."""
    tokens = sentence.tokens
    for later in sentence.cues:
        i = later.index
        participles = later.kind == "ing" and cue.kind == "ing"
        if i <= start + 2 or i >= stop or not (later.kind in ("ed", "s") or participles):
            continue
        left = tokens[i - 1]
        if left.mark is None and left.flags & (ADVERB | BETWEEN) and left.lower != "not":
            i -= 1
            left = tokens[i - 1]
        conjoined = left.mark is None and left.lower in ("and", "but")
        if conjoined and tokens[i - 2].mark is not None and _is_comma(sentence, i - 2):
            return i - 1  # "that “it sails,” and asked about the tide"
        if conjoined and later.verb in _ACTS and tokens[i - 2].text == ",":
            return i - 2  # "that it sails, and asked the crew to wait"
        if conjoined and tokens[start].lower == "that" and not _has_own_content(sentence, later):
            continue
        alike = later.kind == cue.kind or cue.kind == "ing" or _is_that(tokens, later.index + 1)
        stated = later.verb not in sentence.words.not_final or _has_own_content(sentence, later)
        if conjoined and alike and stated:
            return i - 2 if tokens[i - 2].text == "," else i - 1
        border = _own_subject(sentence, later, start)
        if border is not None:
            return border
    for x in range(start + 2, min(stop, len(tokens) - 1) - 2):
        # "…, and called him …": the next act of the same subject
        if tokens[x].lower not in ("and", "but"):
            continue
        k = x + 2 if tokens[x + 1].lower in ("also", "then") else x + 1
        if tokens[x - 1].text == "," and _is_act_of_talks(tokens, k):
            return x - 1
        named = tokens[k + 1].flags & NAMING and tokens[k + 1].lower not in sentence.words.forms
        comma = tokens[x - 1].text == ","
        if named and tokens[k].lower in ("he", "she", "they") and comma:
            return x - 1  # "…, and he accused Roe of …"
        if tokens[x].lower == "but" and _is_next_act(sentence, k):
            return x - 1 if comma else x
        if tokens[k].flags & NAMING:
            verb = tokens[k].lower
            if verb in sentence.words.forms or verb.endswith("ing") != (cue.kind == "ing"):
                continue
            return x - 1 if tokens[x - 1].text == "," else x
    return stop


def _is_next_act(sentence: Sentence, k: int) -> bool:
    """``said it was late but did not suggest …``, ``…, but implied that``: what Doe did next."""
    verb, following = sentence.tokens[k], sentence.tokens[k + 1]
    if verb.lower in ("did", "didn't", "didn’t", "went", "declined", "stopped"):
        return verb.lower != "went" or following.lower == "on"
    form = sentence.words.forms.get(verb.lower)
    return form is not None and form[1] == "ed" and not verb.flags & CUE_NOUN


def _is_act_of_talks(tokens: Sequence[Token], k: int) -> bool:
    """``noted that it sails, and the members discussed …``: what else was done at a meeting."""
    for token in tokens[k : k + _LONGEST_PARTY + 1]:
        if token.mark is not None or not token.word or is_finite(token):
            return token.mark is None and token.lower in _TALKS
    return False


def _is_that(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].lower == "that"


def _has_own_content(sentence: Sentence, later: Cue) -> bool:
    """True where the conjoined verb has "that", a colon or a quotation behind it."""
    for token in sentence.tokens[later.index + 1 : later.index + 5]:
        if token.mark is not None or token.lower == "that" or token.text == ":":
            return True
    return False


def _governs(sentence: Sentence, later: Cue) -> bool:
    """False for a verb with a plain object: ``we have added risk``."""
    tokens, words, i = sentence.tokens, sentence.words, later.index
    if later.verb not in words.transitive or not tokens[i - 1].flags & AUXILIARY:
        return True
    return _has_own_content(sentence, later) or opens_clause(tokens, i + 1, sentence.high)


def _own_subject(sentence: Sentence, later: Cue, start: int) -> int | None:
    """``…, and Doe said``, ``…, Doe said that``: where the clause of the later cue begins."""
    tokens = sentence.tokens
    if later.verb in sentence.words.not_final and not _has_own_content(sentence, later):
        return None
    subject = subject_before(tokens, later.index, start, sentence.words)
    if subject and any(t.lower in _MODALS for t in tokens[subject[1] : later.index]):
        return None
    if subject is None or subject[0] - 2 <= start or tokens[subject[0]].mark is not None:
        return None
    if tokens[subject[0]].lower in ("who", "which", "that", "it"):
        return None
    left = tokens[subject[0] - 1]
    goes_on = weight(tokens, later.index + 1, sentence.high) >= 3
    if not goes_on or not _governs(sentence, later):
        return None
    if left.mark is not None:
        return subject[0] if inner_end(sentence.text, left) == "," else None
    if left.text in ",;":
        return subject[0] - 1
    reason = left.lower == "because" and _has_own_content(sentence, later)
    if left.lower in ("and", "but", "while") or reason:
        comma = tokens[subject[0] - 2].text == ","
        return subject[0] - 2 if comma else subject[0] - 1
    return None
