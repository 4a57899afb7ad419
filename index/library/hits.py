"""What a query matched in an article that is shown: exact offsets, and the line around a hit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from ..article import Article, Quote
from . import words
from .positions import spans
from .printed import PrintedText
from .query.tree import (
    QUOTE_FIELDS,
    And,
    AtLeast,
    Named,
    Near,
    Node,
    Not,
    OneQuote,
    Or,
    Phrase,
    Saved,
    Word,
    field_of,
)
from .word_hits import Range, word_hits

SNIPPET = 160


class Located:
    """A printed text as words with offsets."""

    def __init__(self, text: str, base: int = 0) -> None:
        self.text, self.base = text, base
        self._printed = PrintedText([text])

    @cached_property
    def _ranges(self) -> list[Range]:
        """Offsets of each word; asked for only where something was found."""
        return [match.span() for match in words.WORD.finditer(self.text)]

    def find(self, node: Node) -> list[Range]:
        """Offsets of every span of a positional node."""
        found = []
        for first, last in spans(node, self._printed.text, self._printed.letters_of):
            start, end = self._ranges[first][0], self._ranges[last - 1][1]
            found.append((self.base + start, self.base + end))
        return found


def hits(node: Node, article: Article, entity_ids: Callable[[Named], set[str]]) -> list[Range]:
    """Body offsets of everything in ``article`` that the positive parts of the tree match."""
    body = _Body(article.body)
    found: set[Range] = set()
    for leaf, in_quote in _positive(node, False):
        if isinstance(leaf, Named):
            ids = entity_ids(leaf)
            found.update((m.start, m.end) for m in article.entities if m.id in ids)
        elif in_quote or field_of(leaf) in QUOTE_FIELDS:
            found.update(_in_quotes(leaf, article.quotes))
        elif field_of(leaf) in ("", "body"):
            found.update(_words_of(leaf, body))
        elif field_of(leaf) == "lead":
            found.update(r for r in _words_of(leaf, body) if body.text[: r[0]].count(" ") < 60)
    return sorted(found)


class _Body:
    """A body that is cut into words only for what needs all of them."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _located(self) -> Located:
        return Located(self.text)

    def find(self, node: Node) -> list[Range]:
        """As :meth:`Located.find`."""
        found = word_hits(self.text, node) if isinstance(node, Word) else None
        return self._located.find(node) if found is None else found


def _positive(node: Node, in_quote: bool) -> Iterable[tuple[Node, bool]]:
    """Leaves that are not below a NOT, and whether they stand inside ``q{}``."""
    if isinstance(node, Not):
        return
    if isinstance(node, OneQuote):
        yield from _positive(node.part, True)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _positive(part, in_quote)
    elif isinstance(node, Saved):
        yield from _positive(node.part, in_quote)
    elif isinstance(node, Word | Phrase | Near | AtLeast | Named):
        yield node, in_quote


def _words_of(leaf: Node, text: Located | _Body) -> list[Range]:
    """The matched words; of a proximity group its operands, not what lies between them."""
    if isinstance(leaf, Near):
        wholes = text.find(leaf)
        parts = [*_words_of(leaf.left, text)]
        if not leaf.negated:
            parts += _words_of(leaf.right, text)
        return [p for p in parts if any(w[0] <= p[0] and p[1] <= w[1] for w in wholes)]
    return text.find(leaf)


def _in_quotes(leaf: Node, quotes: Sequence[Quote]) -> Iterable[Range]:
    field = field_of(leaf)
    for quote in quotes:
        if field == "speaker":
            speaker = quote.speaker
            names = f"{speaker.name} \x1f {speaker.text} \x1f {speaker.role or ''}"
            if Located(names).find(leaf) and speaker.start is not None and speaker.end is not None:
                yield speaker.start, speaker.end
        elif field in ("", "quote"):
            yield from _words_of(leaf, Located(quote.text, quote.start))


def snippet(body: str, found: Sequence[Range]) -> str:
    """The surroundings of the first hit, on one line; empty where there is none."""
    if not found:
        return ""
    start = max(found[0][0] - SNIPPET // 3, 0)
    end = min(start + SNIPPET, len(body))
    if start:
        space = body.find(" ", start, found[0][0])
        start = space + 1 if space != -1 else start
    if end < len(body):
        space = body.rfind(" ", found[0][1], end)
        end = space if space != -1 else end
    text = " ".join(body[start:end].split())
    return ("… " if start else "") + text + (" …" if end < len(body) else "")
