"""Two parties joined by a hyphen before the name of their meeting or body are one name with it:
"Norland-Africa Leaders Summit", "NATO-Norland Council"."""

from __future__ import annotations

from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import Mark
from diploread.index.entities.tokens import Tokens

_PARTIES = ("GPE", "ORG", "LOC", "NORP")
_RELATIONS = frozenset(("alliance", "partnership", "coalition"))
"""What two parties have, not a body of theirs."""
_LONGEST = 5
"""Words between the hyphen's pair and the end of the name."""


def join_pairs(tokens: Tokens, marks: list[Mark], lex: Lexicon) -> None:
    """Put one mark in the place of the two parties and what stands inside the name, in place."""
    starts = {mark.i: mark for mark in marks}
    for first in list(marks):
        hyphen = first.j
        second = starts.get(hyphen + 1)
        meeting = second is not None and second.type == "EVENT" and second.entity is None
        if second is None or first.type not in _PARTIES:
            continue
        if second.type not in _PARTIES and not meeting:
            continue
        if tokens.words[hyphen] != "-" or not (tokens.glued(hyphen) and tokens.glued(hyphen + 1)):
            continue
        end, kind = (second.j, "EVENT") if meeting else _name_end(tokens, second.j, lex)
        if end:
            marks[:] = [mark for mark in marks if mark.j <= first.i or mark.i >= end]
            marks.append(Mark(first.i, end, kind, "pair", confidence=0.85))
    marks.sort(key=lambda mark: mark.i)


def _name_end(tokens: Tokens, start: int, lex: Lexicon) -> tuple[int, str]:
    """Where the capitalised words from ``start`` end in a meeting or body, and which of the two."""
    end, kind = 0, ""
    for x in range(start, min(start + _LONGEST, len(tokens))):
        if x in tokens.breaks or not tokens.words[x][0].isupper():
            break
        low = tokens.keys[x].lower()
        if low in lex.named_events:
            end, kind = x + 1, "EVENT"
        elif low in lex.org_heads and low not in lex.org_weak and low not in _RELATIONS:
            end, kind = x + 1, "ORG"
    return end, kind
