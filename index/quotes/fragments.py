"""Quotations that no verb-of-saying rule has taken: other verbs, a dash and a name, fragments.

``"Enough!" Doe thundered``; ``"…" — Jane Doe``; ``Doe called it "a disgrace"``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diploread.index.quotes.adjuncts import after_time
from diploread.index.quotes.beside import acts, read_beside
from diploread.index.quotes.clauses import is_finite
from diploread.index.quotes.governing import main_subject
from diploread.index.quotes.lexicon import (
    ADVERB,
    CUE_NOUN,
    DETERMINER,
    FINITE,
    NAMING,
    NOUN_CUE,
    PAST,
    PREPOSITION,
    SUBORDINATOR,
    VERB,
    word_set,
)
from diploread.index.quotes.nouns import noun_speaker
from diploread.index.quotes.phrases import Range, phrase_after, phrase_start
from diploread.index.quotes.preceding import subject_before
from diploread.index.quotes.sentence import Finding, Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.subjects import subject_of
from diploread.index.quotes.tails import fragment_end
from diploread.index.quotes.tokens import Token

_BE = word_set("is was are were be been being")
_BECOMING = _BE | word_set("became becomes become remains remained")
_COPULAS = word_set("is was are were has had have as his this")
_FURTHEST = 26
"""Tokens between a verb and the fragment it governs."""
_LEAST_UNCUED = 9
"""Words from which a quotation counts without any cue."""
_LONGEST = 20
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
        if _read_inverted(sentence, i):
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


def _read_inverted(sentence: Sentence, i: int) -> bool:
    """``"…" thundered Doe.``"""
    tokens = sentence.tokens
    j = i + 1
    if j + 1 >= len(tokens) or tokens[j].capital or not tokens[j].flags & PAST:
        return False
    if not tokens[j + 1].capital:
        return False
    name = phrase_after(tokens, j + 1, len(tokens), sentence.words)
    if name is None or (name[1] < len(tokens) and tokens[name[1]].text not in ".,"):
        return False
    sentence.add("other-verb", [(i, i + 1)], name, (j, j + 1))
    return True


def _read_any_verb(sentence: Sentence, i: int) -> None:
    tokens = sentence.tokens
    inner = sentence.text[tokens[i].start : tokens[i].end].strip("\"“”'‘’` ")
    if len(_WORD.findall(inner)) < 5 and inner[-1:] not in "?!":
        return
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
        prepositional = tokens[start].flags & PREPOSITION
        if subject is not None and subject[0] == start and not prepositional:
            content: list[Range] = [(i, i + 1)]
            content += [(x, x + 1) for x in range(j + 1, len(tokens)) if tokens[x].mark is not None]
            sentence.add("other-verb", content, subject, (j, j + 1))
        return


def read_fragment(sentence: Sentence, i: int) -> Finding | None:
    """The attribution of a quoted stretch inside a clause; None for a term or a scare quote."""
    tokens, words = sentence.tokens, sentence.words
    token = tokens[i]
    if _is_definition(tokens, i):
        return None
    beside = read_beside(sentence, i)
    if beside is not None:
        return beside
    for j in range(i - 1, max(-1, i - _FURTHEST), -1):
        verb = tokens[j]
        if verb.mark is not None:
            continue
        if verb.text == ";":
            break
        noun = noun_speaker(sentence, j) if verb.flags & NOUN_CUE else None
        if noun is not None:
            content = (_fragment_start(sentence, j, i), fragment_end(sentence, i))
            return sentence.add("noun-fragment", [content], noun[0], (noun[1], j + 1))
        speaking = verb.lower in words.forms and not verb.flags & CUE_NOUN
        if not (verb.flags & NAMING or speaking) or verb.capital or _is_nominal(tokens, j):
            continue
        subject = subject_of(sentence, j)
        if subject is None:
            continue
        if _is_passive(tokens, j):
            return _read_passive(sentence, subject, j, i)
        content = (_fragment_start(sentence, j, i), fragment_end(sentence, i))
        parts = [content]
        opener = subject[0] - 1
        if opener >= 0 and tokens[opener].lower in ("whom", "which") and content[0] == j + 1:
            parts.insert(0, (opener, subject[0]))  # "which Doe called a disgrace"
        return sentence.add("fragment", parts, subject, (j, j + 1))
    clause = _read_clause(sentence, i)
    if clause is not None:
        return clause
    inner = sentence.text[token.start : token.end]
    complete = inner_end(sentence.text, token) in tuple(".?!,")
    if complete and len(_WORD.findall(inner)) >= _LEAST_UNCUED:
        subject = _reporting_inside(sentence, i) or _speaking_subject(sentence, i)
        return sentence.add("bare-fragment", [(i, i + 1)], subject, None)
    return None


def _read_clause(sentence: Sentence, i: int) -> Finding | None:
    """``Doe feared that the ferry was "a wreck"``: the clause behind any verb with "that"."""
    tokens = sentence.tokens
    for x in range(i - 1, max(0, i - _FURTHEST), -1):
        token = tokens[x]
        if token.mark is not None or token.text in ";:":
            return None
        if token.lower != "that" or x < 1:
            continue
        verb = tokens[x - 1]
        governs = verb.flags & PAST or is_finite(verb) or verb.flags & VERB
        if verb.mark is not None or verb.capital or not governs or verb.lower in _COPULAS:
            return None
        subject = subject_of(sentence, x - 1)
        if subject is None or tokens[subject[0]].lower == "it":
            return None
        return sentence.add("fragment", [(x, fragment_end(sentence, i))], subject, (x - 1, x))
    return None


def _speaking_subject(sentence: Sentence, i: int) -> Range | None:
    """The subject of the clause, unless its verb only says what the subject is."""
    tokens = sentence.tokens
    if tokens[i - 1].text == ":" and not tokens[0].flags & (PREPOSITION | SUBORDINATOR):
        opening = phrase_after(tokens, 0, i - 1, sentence.words)  # "Doe outlined the way: "…""
        verb = opening is not None and _first_verb(tokens, opening)
        if opening is not None and verb:
            return (0, verb)
    subject = main_subject(sentence, i)
    if subject is None or subject[1] >= i:
        return subject
    return None if tokens[subject[1]].lower in _BECOMING else subject


def _first_verb(tokens: Sequence[Token], phrase: Range) -> int:
    """Index of the first past form in a phrase that begins the sentence; 0 where there is none."""
    for x in range(1, phrase[1]):
        token = tokens[x]
        objected = token.lower.endswith("ed") and tokens[x + 1].flags & DETERMINER
        if acts(token) or (objected and not token.capital):
            return x
    return 0


def _reporting_inside(sentence: Sentence, i: int) -> Range | None:
    """``Doe "reported that it sank."``: the verb of saying stands inside the marks."""
    token = sentence.tokens[i]
    first = _WORD.search(sentence.text, token.start, token.end)
    form = sentence.words.forms.get(first.group().lower()) if first else None
    if form is None or form[1] not in ("ed", "s"):
        return None
    start = phrase_start(sentence.tokens, i - 1, 0, sentence.words)
    return (0, i) if start == 0 and sentence.tokens[i - 1].capital else None


def _is_passive(tokens: Sequence[Token], j: int) -> bool:
    """``was widely called``: the subject is what is spoken of."""
    k = j - 1
    while k > 0 and tokens[k].mark is None and tokens[k].flags & ADVERB:
        k -= 1
    named = tokens[j].flags & (PAST | FINITE) and tokens[j].lower not in ("wrote", "spoke")
    return bool(named) and j > 0 and tokens[k].lower in _BE


def _read_passive(sentence: Sentence, subject: Range, j: int, i: int) -> Finding | None:
    """``The plan was called "a farce" by Doe``: the whole clause; None where nobody is named."""
    tokens = sentence.tokens
    end = fragment_end(sentence, i)
    speaker = None
    for x in range(i + 1, min(end + 1, len(tokens) - 1)):
        if tokens[x].lower == "by":
            speaker = phrase_after(tokens, x + 1, len(tokens), sentence.words)
            end = x if speaker is not None else end
            break
    if speaker is None:
        return None
    return sentence.add("fragment", [(subject[0], end)], speaker, (j, j + 1))


def _is_nominal(tokens: Sequence[Token], j: int) -> bool:
    """``her attacks``, ``Doe's proposed plan``: the form of a verb inside a noun phrase."""
    if j == 0 or tokens[j].lower.endswith("ing"):
        return j > 0 and tokens[j - 1].lower in ("the", "a", "an")
    left = tokens[j - 1]
    owner = left.text.endswith(("'s", "’s", "s’")) and left.mark is None
    return bool(owner or left.flags & DETERMINER) and left.lower not in ("that", "this", "all")


def read_named_fragment(sentence: Sentence, i: int) -> Finding | None:
    """``what the ministers called a "grave threat"`` inside somebody else's statement."""
    tokens = sentence.tokens
    for j in range(i - 1, max(0, i - 4), -1):
        verb = tokens[j]
        if verb.flags & NAMING and not verb.capital:
            subject = subject_before(tokens, j, 0, sentence.words)
            if subject is None or subject[0] == 0 or tokens[subject[0] - 1].lower != "what":
                return None
            return sentence.add("named", [(i, i + 1)], subject, (j, j + 1))
        if verb.lower not in ("a", "an", "the", "as"):
            return None
    return None


def _is_definition(tokens: Sequence[Token], i: int) -> bool:
    """``a decree (the "order")``: a name for what was said before."""
    if i < 2 or i + 1 >= len(tokens) or tokens[i + 1].text != ")":
        return False
    return tokens[i - 1].text == "(" or (
        tokens[i - 1].lower in ("the", "a", "an") and tokens[i - 2].text == "("
    )


def _fragment_start(sentence: Sentence, verb: int, i: int) -> int:
    """Where the clause around the fragment begins, behind its verb."""
    tokens = sentence.tokens
    a = verb + 1
    takes_object = tokens[verb].lower in ("told", "warned")
    if takes_object and a < i and tokens[a].lower != "for":
        while a < i and tokens[a].lower not in ("to", "that", "for"):
            a += 1
        if a >= i:
            a = verb + 1
    while a < i and tokens[a].lower in ("back", "out", "instead"):
        a += 1
    a = after_time(tokens, a, i)
    while a < i and (
        tokens[a].text in ",:" or tokens[a].lower in ("for", "reporters", "and", "or")
    ):
        a += 1
    if a < i and tokens[a].flags & PREPOSITION and not _is_infinitive(tokens, a):
        a += 1
    broken = any(token.text in ";:" for token in tokens[a:i] if token.mark is None)
    return i if broken or i - a > _LONGEST else a


def _is_infinitive(tokens: Sequence[Token], a: int) -> bool:
    following = tokens[a + 1]
    verb = following.flags & VERB or following.mark is not None or tokens[a].lower == "as"
    return tokens[a].lower in ("to", "as") and bool(verb)
