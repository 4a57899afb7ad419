"""Where the content of an attribution begins and ends.

Between a verb of saying and its content may stand the person addressed, a time, and a place or
channel (``told reporters on Monday in a statement that …``); none of them is content. At its end
the content gives way to what the reporter adds and to the next attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import has_finite_clause, is_finite
from diploread.index.quotes.cues import ACCORDING, Cue
from diploread.index.quotes.lexicon import AUXILIARY, BETWEEN, CUTTER, NAMING, RELAYING, word_set
from diploread.index.quotes.next_acts import is_comma, next_act
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.tokens import Token

_OWN_ACTS = word_set("did didn't didn’t declined refused stopped gave offered")
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
    return min(stop, next_act(sentence, cue, start, stop))


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
        if token.mark is not None and is_comma(sentence, x):
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
            if is_comma(sentence, x):
                return x + (tokens[x].mark is not None)
        return stop
    relative = cue.index > 0 and tokens[cue.index - 1].lower in ("who", "which")
    for x in range(start + 3, stop - 2):
        if tokens[x].text == ";" and tokens[x].mark is None and _is_new_clause(tokens, x, stop):
            return x
        if is_comma(sentence, x) and tokens[x + 1].mark is None:
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
