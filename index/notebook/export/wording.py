"""How names, dates and sources are put into words, a guess always in [brackets]."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from diploread.config.visible import visible, visible_line
from diploread.index.notebook.context import flat
from diploread.index.notebook.entry import DatePart, Entry, Fact
from diploread.index.notebook.export.options import Grouping

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NO_DATE = "[n.d.]"
NO_TITLE = "[no title]"
_DATE = re.compile(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_YEAR = re.compile(r"\d{4}|'\d\d|\b\d\d?[./]\d\d?[./]\d\d\b")
_DAY = re.compile(r"\d")


def paragraphs(entry: Entry) -> list[str]:
    """The quote to be read: hard line breaks joined, paragraphs kept, acting characters marked."""
    if flat(entry.text) == flat(entry.text_flat or entry.text):
        found = [flat(part) for part in _PARAGRAPH.split(visible(entry.text))]
        return [part for part in found if part]
    return [flat(visible(entry.text_flat))]


def line(entry: Entry) -> str:
    """The quote on one line."""
    return " ".join(paragraphs(entry))


def fact(value: Fact | None, missing: str = "") -> str:
    """A metadata value, in brackets where it is inferred."""
    if value is None or not value.text.strip():
        return missing
    text = visible_line(value.text)
    return f"[{text}]" if value.guessed else text


def speaker(entry: Entry) -> str:
    """Who said it: ``Ilse Marrow``, ``[Ilse Marrow]`` where a pronoun or an office led there."""
    who = entry.speaker
    if who.name:
        name = visible_line(who.name)
        return f"[{name}]" if who.guessed else name
    return visible_line(who.as_written) or "[unidentified speaker]"


def manner(entry: Entry) -> str:
    """``reported speech``, or ``transcript``: a turn has no marks, yet nobody has reworded it."""
    if entry.cue is not None and entry.cue.rule == "transcript":
        return "transcript"
    return "reported speech" if entry.type == "indirect" else ""


def cue(entry: Entry) -> str:
    """The reporting words; nothing for the colon of a layout."""
    return entry.cue.text if entry.cue is not None and entry.cue.text.strip(" :") else ""


def chain(entry: Entry) -> str:
    """Through whom the statement came: ``according to Else Courier``; empty for a direct one."""
    return "; ".join(
        f"{visible_line(link.cue) or 'via'} {visible_line(link.name)}" for link in entry.via
    )


def date_words(date: DatePart | None) -> str:
    """``March 3, 2031``; ``September 4, [2017]`` where only the year is inferred; ``[n.d.]``."""
    return _worded(date, lambda month, day, year: ", ".join(filter(None, (f"{month} {day}", year))))


def date_apa(date: DatePart | None) -> str:
    """``2031, March 3``; ``n.d.`` where there is no date."""
    worded = _worded(date, lambda month, day, year: f"{year}, {month} {day}")
    return "n.d." if worded == NO_DATE else worded


def _worded(date: DatePart | None, join: Callable[[str, str, str], str]) -> str:
    if date is None:
        return NO_DATE
    match = _DATE.fullmatch(date.value)
    if match is None:
        return f"[{visible_line(date.value)}]"
    year, month, day = match[1].strip("-"), match[2], match[3]
    name = MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
    if not year:
        return join(name, str(int(day or 0)) if day else "", NO_DATE).replace(" ,", ",")
    only_year = date.guessed and _DAY.search(date.evidence) and not _YEAR.search(date.evidence)
    if only_year and name:
        year = f"[{year}]"
    text = join(name, str(int(day)), year) if day and name else f"{name} {year}".strip()
    return f"[{text}]" if date.guessed and not only_year else text


def place(entry: Entry) -> str:
    """Where it stands, for a person: ``varna/talks.txt, line 6, bytes 120-164``."""
    file = entry.file
    parts = [visible_line(file.path), visible_line(file.place)]
    if file.line is not None and "line" not in file.place:
        parts.append(f"line {file.line}")
    if file.bytes is not None:
        parts.append(f"bytes {file.bytes[0]}-{file.bytes[1]}")
    elif file.raw != (0, 0):
        parts.append(f"characters {file.raw[0]}-{file.raw[1]} of the extracted text")
    return ", ".join(part for part in parts if part)


def context_line(entry: Entry) -> str:
    """The surrounding sentences, the quote among them."""
    parts = (entry.context.before, entry.context.sentence, entry.context.after)
    return visible_line(" ".join(part for part in parts if part))


def note(entry: Entry) -> str:
    """The reader's note, safe to print; line breaks kept."""
    return visible(entry.user.note).strip()


def grouped(entries: Sequence[Entry], by: Grouping) -> Iterable[tuple[str, list[Entry]]]:
    """Headings with their entries; one group without a heading where ``by`` is ``none``."""
    if by == "none":
        return [("", list(entries))]
    heading = {"speaker": _by_speaker, "article": _by_article, "date": _by_date}[by]
    order = {"speaker": _by_speaker, "article": _by_article, "date": _date_key}[by]
    ranked = sorted(entries, key=lambda entry: order(entry).strip("[").casefold())
    return [(name, list(group)) for name, group in groupby(ranked, heading)]


def _by_speaker(entry: Entry) -> str:
    return speaker(entry) if entry.kind == "quote" else "Passages and articles"


def _by_article(entry: Entry) -> str:
    return f"{fact(entry.article.title, NO_TITLE)} ({date_words(entry.date)})"


def _by_date(entry: Entry) -> str:
    return date_words(entry.date)


def _date_key(entry: Entry) -> str:
    return entry.date.value if entry.date else "~"
