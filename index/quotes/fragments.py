"""Quotations that no verb-of-saying rule has taken: other verbs, a dash and a name, fragments.

``"Enough!" Doe thundered``; ``"…" — Jane Doe``; ``Doe called it "a disgrace"``.
"""

from __future__ import annotations

import re

from diploread.index.quotes.lexicon import CUE_NOUN, NAMING, PAST, word_set
from diploread.index.quotes.phrases import (
    Range,
    is_finite,
    phrase_after,
    subject_before,
)
from diploread.index.quotes.sentence import Finding, Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.subjects import main_subject

_COPULAS = word_set("is was are were has had have as his this")
_STOP_RIGHT = word_set("after as when while because before during who which")
_FURTHEST = 26
"""Tokens between a verb and the fragment it governs."""
_LONGEST = 14
_WORD = re.compile(r"\w+")


def read_closing_names(sentence: Sentence) -> None:
    """``"…" — Jane Doe`` and ``"…," Doe thundered``, for stretches that are not taken."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.mark is None or _is_held(sentence, i):
            continue
        following = tokens[i + 1]
        if (following.text in "―—–" or following.text == "--") and _read_dash(sentence, i):
            continue
        ending = inner_end(sentence.text, token)
        if (ending and ending in ",?!—…") or following.text == ",":
            _read_any_verb(sentence, i)


def _is_held(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    return any(finding.holds(token.start, token.end) for finding in sentence.findings)


def _read_dash(sentence: Sentence, i: int) -> bool:
    tokens, length = sentence.tokens, len(sentence.tokens)
    if i + 2 >= length or not tokens[i + 2].capital:
        return False
    name = phrase_after(tokens, i + 2, length, sentence.words)
    if name is None or name[1] < length - 2:
        return False
    sentence.add("dash", [(i, i + 1)], name, (i + 1, i + 2))
    return True


def _read_any_verb(sentence: Sentence, i: int) -> None:
    tokens = sentence.tokens
    start = i + 1 + (tokens[i + 1].text == ",")
    for j in range(i + 2, min(len(tokens), i + 16)):
        token = tokens[j]
        if token.mark is not None or token.text in ";.":
            return
        if token.capital or not token.word or token.lower in _COPULAS:
            continue
        third = token.lower.endswith("s") and not token.lower.endswith("ss")
        if not (token.flags & PAST or is_finite(token) or third):
            continue
        subject = subject_before(tokens, j, i + 1, sentence.words)
        if subject is not None and subject[0] == start:
            content: list[Range] = [(i, i + 1)]
            content += [(x, x + 1) for x in range(j + 1, len(tokens)) if tokens[x].mark is not None]
            sentence.add("other-verb", content, subject, (j, j + 1))
        return


def read_fragment(sentence: Sentence, i: int) -> Finding | None:
    """The attribution of a quoted stretch inside a clause; None for a term or a scare quote."""
    tokens, words = sentence.tokens, sentence.words
    token = tokens[i]
    for j in range(i - 1, max(-1, i - _FURTHEST), -1):
        verb = tokens[j]
        if verb.mark is not None:
            continue
        if verb.text == ";":
            break
        speaking = verb.lower in words.forms and not verb.flags & CUE_NOUN
        if not (verb.flags & NAMING or speaking) or verb.capital:
            continue
        subject = subject_before(tokens, j, 0, words) or main_subject(sentence, j)
        if subject is None:
            continue
        content = (_fragment_start(sentence, j, i), _fragment_end(sentence, i))
        return sentence.add("fragment", [content], subject, (j, j + 1))
    if len(_WORD.findall(sentence.text[token.start : token.end])) >= 5:
        subject = main_subject(sentence, len(tokens))
        return sentence.add("bare-fragment", [(i, i + 1)], subject, None)
    return None


def _fragment_start(sentence: Sentence, verb: int, i: int) -> int:
    """Where the clause around the fragment begins, behind its verb."""
    tokens = sentence.tokens
    a = verb + 1
    takes_object = tokens[verb].lower in ("urged", "encouraged", "told", "asked", "warned")
    if takes_object and a < i and tokens[a].lower != "for":
        while a < i and tokens[a].lower not in ("to", "that", "for"):
            a += 1
        if a >= i:
            a = verb + 1
    while a < i and (tokens[a].text in ",:" or tokens[a].lower in ("for", "on", "reporters")):
        a += 1
    broken = any(token.text in ";:" for token in tokens[a:i] if token.mark is None)
    return i if broken or i - a > _LONGEST else a


def _fragment_end(sentence: Sentence, i: int) -> int:
    tokens = sentence.tokens
    e = i + 1
    ending = inner_end(sentence.text, tokens[i])
    if ending and ending in ".?!,":
        while e + 1 < len(tokens) and tokens[e].lower in ("and", "or") and tokens[e + 1].mark:
            e += 2
        return e
    while e < len(tokens) and e - i < _LONGEST:
        token = tokens[e]
        if token.mark is None:
            if token.text in ",;.?!:–—-()" or token.text == "--" or token.lower in _STOP_RIGHT:
                break
            if token.lower in ("in", "on", "at") and e > i + 1:
                break
        e += 1
    return e
