"""Texts by their letters as printed: where exact words stand, alone, in phrases and in proximity.

The streams of the index know folded words. Here every printed form has a letter of its own, so that
the same code (see ``positions``) tells ``Ferry`` from ``ferry`` in a record, and in what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ..article import Article, Quote
from . import words
from .expand import accepts
from .positions import BORDER, Text, letter
from .query.tree import Word
from .texts import LEAD_WORDS

_STRUCTURED = frozenset({"", "body", "lead", "quote"})
"""Fields whose last part has sentences and paragraphs; every other part is one sentence."""
_POSSESSIVES = ("", "'s", "’s")


class PrintedText:
    """The parts behind a field, a letter for each printed word, borders between the parts."""

    def __init__(self, parts: Sequence[str], field: str = "") -> None:
        pieces = [words.WORD.findall(part) for part in parts]
        if field == "lead":
            pieces = [piece[:LEAD_WORDS] for piece in pieces]
        forms = dict.fromkeys(chain.from_iterable(pieces))
        self._letters = {form: letter(number) for number, form in enumerate(forms)}
        of_form = self._letters.__getitem__
        joined = BORDER.join("".join(map(of_form, piece)) for piece in pieces)
        self._parts, self._field = parts, field
        self._pieces = pieces
        self._accepted: dict[Word, frozenset[str]] = {}
        self.text = Text(joined, lambda: self._starts(0), lambda: self._starts(1))

    def letters_of(self, word: Word) -> frozenset[str]:
        """The letters of the printed forms that the word or pattern stands for."""
        found = self._accepted.get(word)
        if found is None:
            found = self._accepted[word] = frozenset(self._of(word))
        return found

    def _of(self, word: Word) -> Iterator[str]:
        if word.form == "exact":
            folded = words.fold(word.text)
            for ending in _POSSESSIVES:
                form = word.text + ending
                if form in self._letters and words.fold(form) == folded:
                    yield self._letters[form]
            return
        test = accepts(word)
        yield from (letter for form, letter in self._letters.items() if test(words.fold(form)))

    def _starts(self, which: int) -> list[int]:
        """Word numbers at which sentences (0) or paragraphs (1) begin."""
        found: list[int] = []
        shift, last = 0, len(self._parts) - 1
        for number, part in enumerate(self._parts):
            starts = [0]
            if number == last and self._field in _STRUCTURED:
                _, *both = words.structured(part)
                starts = both[which]
            found += [shift + start for start in starts]
            shift += len(self._pieces[number]) + 1
        return found


def of_article(article: Article, field: str) -> PrintedText:
    """The printed text behind a field of articles."""
    return PrintedText([part[: words.MOST_CHARACTERS] for part in _parts(article, field)], field)


def of_quote(quote: Quote, field: str) -> PrintedText:
    """The printed text behind a field of quotes."""
    parts = [quote.text]
    if field == "speaker":
        parts = [quote.speaker.name, quote.speaker.text, quote.speaker.role or ""]
    elif field == "via":
        parts = [link.name for link in quote.via]
    elif field == "to":
        parts = list(quote.addressees)
    return PrintedText(parts, field)


def _parts(article: Article, field: str) -> list[str]:
    title = [article.title.text] if article.title else []
    if field == "title":
        return title
    if field in ("body", "lead"):
        return [article.body]
    if field == "removed":
        return ["\n".join([piece.text for piece in article.removed])]
    if field:
        value = getattr(article, field, None)
        return [value.text] if value is not None else []
    return [*title, article.body]
