"""A slow and plain reading of query trees over records: what the index must agree with."""

from __future__ import annotations

from collections.abc import Callable

from diploread.index.article import Article, Quote
from diploread.index.library.expand import accepts
from diploread.index.library.query.tree import (
    And,
    AtLeast,
    Dates,
    Everything,
    Near,
    Node,
    Not,
    OneQuote,
    Or,
    Phrase,
    State,
    Word,
    field_of,
)
from diploread.index.library.words import WORD, fold, structured


def slow(node: Node, article: Article, quote: Quote | None = None) -> bool:
    """Whether the article matches, by lists of words, written to be plainly right."""
    if isinstance(node, Everything):
        return True
    if isinstance(node, And):
        return all(slow(part, article, quote) for part in node.parts)
    if isinstance(node, Or):
        return any(slow(part, article, quote) for part in node.parts)
    if isinstance(node, Not):
        return not slow(node.part, article, quote)
    if isinstance(node, OneQuote):
        return any(slow(node.part, article, one) for one in article.quotes)
    if isinstance(node, State):
        if node.value == "quote":
            return bool(article.quotes)
        if node.value == "undated":
            return not article.date or article.date.value.startswith("-")
        kind = quote.type if quote is not None else ""
        turn = quote is not None and quote.rule == "transcript"
        return node.value == ("transcript" if turn and kind == "indirect" else kind)
    if isinstance(node, Dates):
        if article.date is None or article.date.value.startswith("-"):
            return False
        value = article.date.value
        first, last = (value, value) if len(value) == 10 else (f"{value}-01", f"{value}-30")
        return first <= (node.high or "9999") and last >= (node.low or "0000")
    read = texts(field_of(node), article, quote)
    if isinstance(node, AtLeast):
        return sum(len(places(node.operand, text)) for text in read) >= node.count
    return any(places(node, text) for text in read)


def texts(field: str, article: Article, quote: Quote | None) -> list[str]:
    if quote is not None:
        return [quote.speaker.name] if field == "speaker" else [quote.text]
    title = [article.title.text] if article.title else []
    return {"": [*title, article.body], "title": title, "body": [article.body]}[field]


def places(node: Node, text: str) -> set[tuple[int, int]]:
    found = WORD.findall(text)
    if isinstance(node, Word | Phrase):
        tests = [is_word(word) for word in (node.words if isinstance(node, Phrase) else [node])]
        size = len(tests)
        return {
            (i, i + size)
            for i in range(len(found) - size + 1)
            if all(test(word) for test, word in zip(tests, found[i:], strict=False))
        }
    if isinstance(node, Or):
        return set().union(*(places(part, text) for part in node.parts))
    assert isinstance(node, Near)
    left, right = places(node.left, text), places(node.right, text)
    if node.negated:
        return {a for a in left if not any(close(node, a, b, text) for b in right)}
    return {
        (min(a[0], b[0]), max(a[1], b[1])) for a in left for b in right if close(node, a, b, text)
    }


def is_word(node: Word) -> Callable[[str], bool]:
    """A test of printed words."""
    if node.form == "exact":
        return lambda printed: printed.removesuffix("'s").removesuffix("’s") == node.text
    folded = accepts(node)
    return lambda printed: folded(fold(printed))


def close(node: Near, a: tuple[int, int], b: tuple[int, int], text: str) -> bool:
    if set(range(*a)) & set(range(*b)):
        return False
    if node.unit == "word":
        gap = b[0] - (a[1] - 1) if b[0] > a[0] else a[0] - (b[1] - 1)
        return gap <= node.distance and (not node.ordered or b[0] > a[0])
    _, sentences, paragraphs = structured(text)
    borders = sentences if node.unit == "sentence" else paragraphs
    covered = range(min(a[0], b[0]) + 1, max(a[1], b[1]))
    return not any(border in covered for border in borders)
