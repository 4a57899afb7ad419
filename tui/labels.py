"""Records as words: dates, counts, kinds and certainties the way every screen writes them.

Guesses look like guesses: ``~`` before an inferred date, brackets round an inferred speaker, ``?``
where nobody is known.
"""

from __future__ import annotations

from typing import Final

from diploread.config.date_format import DateFormat, date_format
from diploread.index.article import Article, DateValue, Quote, Speaker

KINDS: Final = {"direct": "direct", "mixed": "partly verbatim", "indirect": "reported"}
PRINTED: Final = frozenset({"text", "metadata", "hand"})


_dates: DateFormat
_width: int


def write_dates(written: str) -> None:
    """Write dates from now on as the setting ``ui.date_format`` has it."""
    global _dates, _width
    _dates = date_format(written)
    _width = max(_dates.width + 1, len("undated"))


def date_width() -> int:
    """Cells of the longest date, with the mark of a guess."""
    return _width


write_dates("4 Sep 2018")


def day(value: str) -> str:
    """An ISO date, whole or cut, as one reads it: ``4 Sep 2017``, ``Sep 2017``, ``4 Sep``."""
    bare = value.startswith("--")
    parts = value.removeprefix("--").split("-")
    if bare:
        parts.insert(0, "")
    numbers = [int(part) if part.isdecimal() else None for part in parts]
    year, month, number = (*numbers, None, None)[:3]
    whole = all(n is not None for n in numbers[bare:]) and len(numbers) <= 3
    if not whole or (month is not None and not 1 <= month <= 12):
        return value
    return _dates.written((year, month, number))


def dated(date: DateValue | None) -> str:
    """The date of an article; ``~`` before a guess, ``undated`` where there is none."""
    if date is None or not date.value:
        return "undated"
    return day(date.value) if date.basis in PRINTED else "~" + day(date.value)


def speaker_name(speaker: Speaker) -> str:
    """Who said it: ``?`` for nobody known, ``[brackets]`` for a guess."""
    name = speaker.name or speaker.text
    if not name or speaker.how == "none":
        return f"? {name}".strip()
    guessed = speaker.how in ("pronoun", "role") and speaker.name not in ("", speaker.text)
    return f"[{name}]" if guessed else name


def quote_kind(quote: Quote) -> str:
    """Kind of a quote in words, with what makes it uncertain.

    A turn in a transcript carries no marks, yet nobody has reworded it: it is called by its place.
    """
    words = "transcript" if quote.rule == "transcript" else KINDS[quote.type]
    words = "scare quotes" if quote.scare else words
    return words if quote.confidence >= 0.5 else words + " ?"


def chain(quote: Quote) -> str:
    """The links a statement came through: ``via Envoy, via Wire``."""
    return ", ".join(f"via {link.name}" for link in quote.via)


def title_of(article: Article) -> str:
    """The title; without one the first words of the body, or the file's name, in brackets."""
    if article.title is not None and article.title.text.strip():
        return article.title.text
    words = " ".join(article.body[:80].split()[:-1]) + "…" if article.body else article.path
    return f"[no title] {words}"


def provenance(article: Article) -> list[str]:
    """Source, agency and date for the line under the title."""
    if not article.id:
        return []
    source = article.source.text if article.source else ""
    agency = article.agency.text if article.agency else ""
    return [*outlets(source, agency), dated(article.date)]


def outlets(source: str | None, agency: str | None) -> list[str]:
    """Source and agency, once where one says the other: ``Sound Wire`` and ``Sound``."""
    if source and agency and agency.casefold() in source.casefold():
        return [source]
    return [part for part in (source, agency) if part]


def counted(number: int, one: str, many: str = "") -> str:
    """``1 quote``, ``1,204 quotes``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
