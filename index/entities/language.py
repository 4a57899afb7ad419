"""Whether a text is English enough for the words around a name to say what it is."""

from __future__ import annotations

from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.tokens import Tokens

_READ = 250
"""Tokens that are looked at."""
_FEWEST = 25
"""Words below which nothing can be told: a headline, a list."""
_SHARE = 0.05
"""Share of the small words below which a text is not English; in English it is twice that and more
(0.121 at the least in 1,082 texts of all kinds)."""


def is_foreign(tokens: Tokens, lex: Lexicon) -> bool:
    """Whether a text of some length lacks the small words of English: it is in another language,
    or a scan too poor to be read."""
    keys = tokens.keys[:_READ]
    if sum(map(lex.english.__contains__, keys)) >= _SHARE * len(keys):
        return False
    words = [key.lower() for key in keys if key[0].isalpha()]
    if len(words) < _FEWEST:
        return False
    return sum(word in lex.english for word in words) < _SHARE * len(words)
