"""The ordinary words at the front of a personal name that belong to the title before it.

"Under Secretary for Trade and Human Rights Ana Ruiz" names Ana Ruiz; "the Dalai Lama" is a name
without its article.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import Mark
from diploread.index.entities.tokens import Tokens

_FEWEST = 2
"""Words that a name keeps when ordinary ones are taken from its front."""


def trim_people(tokens: Tokens, marks: Sequence[Mark], lex: Lexicon) -> None:
    """Take articles, subjects of office and heads of bodies from the front of names, in place."""
    for mark in marks:
        if mark.type != "PERSON":
            continue
        if tokens.words[mark.i] == "the" and mark.j - mark.i > 1:
            mark.i += 1
        while mark.j - mark.i > _FEWEST and _of_the_title(tokens, mark.i, lex):
            mark.i += 1


def _of_the_title(tokens: Tokens, i: int, lex: Lexicon) -> bool:
    """Whether the word at ``i`` is rather a subject or body: "Affairs", "Rights", "Center"."""
    word, low = tokens.words[i], tokens.keys[i].lower()
    if lex.is_given(word) or not lex.is_common(low) or i in tokens.breaks or i == 0:
        return False
    return low in lex.portfolios or (low in lex.org_heads and tokens.words[i - 1] in ("-", "of"))
