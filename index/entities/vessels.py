"""Names of ships, which look like names of people: "the freighter Orla Venn", "the Lady Venn"."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import NOTHING, Mark
from diploread.index.entities.tokens import Tokens


def drop_vessels(tokens: Tokens, marks: Sequence[Mark], lex: Lexicon) -> None:
    """Unmark the people that are ships, wherever the document names them again, in place."""
    people = [mark for mark in marks if mark.type == "PERSON" and mark.entity is None]
    ships = {_name(tokens, mark) for mark in people if _is_vessel(tokens, mark, lex)}
    if not ships:
        return
    for mark in people:
        if _name(tokens, mark) in ships and not (mark.titled and not _lady(tokens, mark.i)):
            mark.type = NOTHING


def _name(tokens: Tokens, mark: Mark) -> str:
    return " ".join(tokens.words[mark.i : mark.j]).casefold()


def _lady(tokens: Tokens, i: int) -> bool:
    return i > 0 and tokens.words[i - 1] == "Lady" and i not in tokens.breaks


def _is_vessel(tokens: Tokens, mark: Mark, lex: Lexicon) -> bool:
    i = mark.i
    if i == 0 or i in tokens.breaks:
        return False
    if _lady(tokens, i):
        before = tokens.keys[i - 2].lower() if i > 1 else ""
        return before == "the" or before in lex.vessels
    return tokens.keys[i - 1].lower() in lex.vessels
