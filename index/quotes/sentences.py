"""Sentences of a paragraph, as lists of tokens.

A quoted stretch that ends in a full stop ends its sentence too, unless an attribution follows it
(``"Why?" Doe asked.``). Sentences longer than :data:`LONGEST` tokens are cut, which keeps the time
for a text without any full stop linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diploread.index.quotes.lexicon import ABBREVIATION, OPENER, Lexicon, word_set
from diploread.index.quotes.tokens import Token

LONGEST = 250
_TERMINAL = ".?!…"
_CLOSERS = "\"”'’» )"
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,}$")
_WORDS_TOO = word_set("ill mass no wash ore pa ma")
"""Abbreviations that are words of their own in small letters: ``she fell ill. The``."""
_STARTERS = word_set("the but he she in they it and on a we his her at this that as for")


def sentences(text: str, tokens: Sequence[Token], words: Lexicon) -> list[list[Token]]:
    """The tokens cut into sentences, none of them empty."""
    found: list[list[Token]] = []
    begin, last = 0, len(tokens) - 1
    for i, token in enumerate(tokens):
        cut = i == last or i - begin >= LONGEST - 1
        plain = token.word and "." not in token.text  # most tokens: nothing can end with them
        if cut or (not plain and _ends(text, tokens, i, words)):
            found.append(list(tokens[begin : i + 1]))
            begin = i + 1
    return found


def inner_end(text: str, token: Token) -> str:
    """Last character of a quoted stretch inside its marks; empty where there is none."""
    return text[token.start + 1 : token.end].rstrip(_CLOSERS)[-1:]


def _ends(text: str, tokens: Sequence[Token], i: int, words: Lexicon) -> bool:
    token, following = tokens[i], tokens[i + 1]
    if token.mark is not None:
        return _mark_ends(text, tokens, i, words)
    if token.text in _TERMINAL:
        before = tokens[i - 1] if i else None
        if token.text == "." and before is not None and before.end == token.start:
            initial = len(before.text) == 1 and before.capital
            plain = before.lower in _WORDS_TOO and not before.capital
            if initial or (before.flags & ABBREVIATION and not (plain and following.capital)):
                return _opens_anew(text, tokens, i)
        if following.mark is not None:
            return True
        if following.text in '"”’' and following.start == token.end and i + 2 < len(tokens):
            return False  # the mark behind the title of a work; the sentence ends behind it
        first = following.text[0]
        return first.isupper() or first.isdigit() or first in "([-–—*•"
    if token.text in ")]" and i and tokens[i - 1].text in _TERMINAL:
        return following.mark is not None or following.capital
    closed_title = token.text in '"”' and i and tokens[i - 1].text in _TERMINAL
    if closed_title and tokens[i - 1].end == token.start:
        return following.mark is not None or following.capital
    if _DOTTED.match(token.text):
        if following.mark is not None:
            return _opens_anew(text, tokens, i)
        return following.capital and following.lower in _STARTERS
    return False


def _opens_anew(text: str, tokens: Sequence[Token], i: int) -> bool:
    """``"A," Doe said in Portland, Ore. "B"``: an abbreviation that ends the sentence too."""
    following = tokens[i + 1]
    if following.mark is None or not text[following.start + 1 : following.start + 2].isupper():
        return False
    return any(token.mark is not None for token in tokens[max(0, i - 30) : i])


def _mark_ends(text: str, tokens: Sequence[Token], i: int, words: Lexicon) -> bool:
    ending = inner_end(text, tokens[i])
    if not ending or ending not in _TERMINAL:
        return False
    following = tokens[i + 1]
    if following.mark is not None:
        return True  # "It sank." "It will rise," Doe said.
    if not (following.capital or following.text in "(["):
        return False
    if i + 2 < len(tokens) and tokens[i + 2].text == "," and following.flags & OPENER:
        return True  # "Why go?" Therefore, Doe concluded, …
    for later in tokens[i + 1 : i + 7]:
        if later.text in ".;" or later.mark is not None:
            break
        if later.lower in words.forms and not later.capital:
            # A full stop inside the marks and an attribution behind it: "Yes." Doe said.
            at = tokens.index(later, i)
            alone = at + 1 < len(tokens) and tokens[at + 1].text == "."
            return ending == "." and not alone
    return True
