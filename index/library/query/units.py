"""One word or phrase as typed -> its node: truncation, wildcards, fuzziness, hyphens."""

from __future__ import annotations

import re
import unicodedata

from .. import words
from .dialects import Dialect
from .errors import QueryError
from .lexer import Token
from .shape import words_of
from .tree import Near, Node, Phrase, Word

_FUZZY = re.compile(r"(.+?)~(\d?)$")
_PATTERN_PIECE = re.compile(r"[\w*?'’]+")
ENTITY_FIELDS = frozenset({"person", "org", "place", "country", "about"})
SHORTEST_FUZZY = 4
LONGEST_REGEX = 200


def unit_of_word(
    token: Token, field: str, typing: bool, leading: bool, dialect: Dialect
) -> Node | None:
    """The node of a bare word; None where it has neither letters nor digits."""
    text = token.text
    if field in ENTITY_FIELDS and ("/" in text or text.endswith("!")):
        return Word(_folded_name(text), "word", field, at=token.at)
    if token.kind == "exact":
        return _exact(text, field, token.at)
    if token.kind == "regex":
        return _regex(text, field, token.at)
    if dialect.bang_truncates and text.endswith("!"):
        text = text[:-1] + "*"
    if dialect.dollar_truncates:
        text = re.sub(r"\$(\d)$", lambda m: "?" * int(m[1]), text)
    fuzzy = _FUZZY.match(text)
    if fuzzy and words.words(fuzzy[1]):
        return _fuzzy(fuzzy, field, token.at)
    if "*" in text or "?" in text:
        return _patterns(text, field, token.at, leading)
    pieces = words.words(text)
    if not pieces:
        return None
    made = [Word(piece, "word", field, at=token.at) for piece in pieces]
    if typing and text[-1].isalnum():
        made[-1] = Word(pieces[-1], "prefix", field, at=token.at)
    return made[0] if len(made) == 1 else Phrase(tuple(made), field, token.at)


def unit_of_phrase(token: Token, field: str) -> Node | None:
    """The node of text between quotation marks."""
    made: list[Word] = []
    for piece in token.text.split():
        if piece.startswith("=") and (exact := _exact(piece[1:], field, token.at)):
            made += words_of(exact)
        elif "*" in piece.strip("*?") or piece.endswith("*") or "?" in piece[:-1]:
            node = _patterns(piece, field, token.at, False)
            made += node.words if isinstance(node, Phrase) else [node]
        else:
            made += [Word(word, "word", field, at=token.at) for word in words.words(piece)]
    if not made:
        raise QueryError("there is no word between these marks", "", token.at)
    if token.number and len(made) > 1:
        near: Node = made[0]
        for word in made[1:]:
            near = Near(near, word, token.number, at=token.at)
        return near
    return made[0] if len(made) == 1 else Phrase(tuple(made), field, token.at)


def _folded_name(text: str) -> str:
    if "/" in text:
        return text.lower()
    return " ".join(words.words(text)) + "!"


def _exact(text: str, field: str, at: int) -> Word | Phrase | None:
    pieces = words.WORD.findall(text)
    if not pieces:
        return None
    made = tuple(Word(piece, "exact", field, at=at) for piece in pieces)
    return made[0] if len(made) == 1 else Phrase(made, field, at)


def _regex(text: str, field: str, at: int) -> Word:
    if len(text) > LONGEST_REGEX:
        raise QueryError(f"the pattern has {len(text)} characters", "200 are allowed", at)
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 << 20
    try:
        re2.compile(text, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        reason = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise QueryError(f"the pattern is not valid: {reason}", "", at) from None
    return Word(text, "regex", field, at=at)


def _fuzzy(match: re.Match[str], field: str, at: int) -> Word:
    pieces = words.words(match[1])
    edits = int(match[2] or 1)
    if len(pieces) > 1:
        raise QueryError("~ takes one word", "", at)
    if edits not in (1, 2):
        raise QueryError("~ takes 1 or 2 changes", "", at)
    if len(pieces[0]) < SHORTEST_FUZZY:
        raise QueryError(f"~ needs {SHORTEST_FUZZY} letters or more", "", at)
    return Word(pieces[0], "fuzzy", field, edits, at)


def _patterns(text: str, field: str, at: int, leading: bool) -> Word | Phrase:
    """Words with ``*`` and ``?``; hyphens make a phrase."""
    pieces = [piece for piece in _PATTERN_PIECE.findall(text) if piece]
    made = tuple(_pattern(piece, field, at, leading) for piece in pieces)
    if not made:
        raise QueryError("a pattern needs a letter", "", at)
    return made[0] if len(made) == 1 else Phrase(made, field, at)


def _pattern(piece: str, field: str, at: int, leading: bool) -> Word:
    folded = _fold_pattern(piece)
    bare = folded.replace("*", "").replace("?", "")
    if not bare:
        raise QueryError("a pattern needs a letter", "write the first letters, as in sanction*", at)
    if folded == bare:
        return Word(words.fold(piece), "word", field, at=at)
    if folded[0] == "*" and not leading:
        hint = f"allow it with leading-wildcard: yes, or write ?{folded.lstrip('*')}"
        raise QueryError("a leading * reads the whole word list", hint, at)
    if folded == bare + "*":
        if len(bare) < 2:
            raise QueryError("a prefix needs 2 letters or more", "", at)
        return Word(bare, "prefix", field, at=at)
    return Word(re.sub(r"\*+", "*", folded), "wildcard", field, at=at)


def _fold_pattern(piece: str) -> str:
    folded = piece.lower().replace("’", "'")
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).casefold()
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    return folded
