"""Citations of newspaper and agency copy after the Chicago Manual (17th ed.) and APA (7th ed.).

Two small formatters rather than a citation processor: the styles need a dozen lines each here, and
no processor knows how to print an inferred year or an outlet that the file does not give.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from diploread.config.visible import visible_line
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.wording import NO_TITLE, date_apa, date_words, fact

_BY = re.compile(r"^by\s+", re.IGNORECASE)
Emphasis = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Source:
    """Who wrote it, where it was printed, and what is said of the agency besides."""

    author: str
    outlet: str
    remark: str


def source(entry: Entry, options: Options) -> Source:
    """Agency, byline and outlet in the parts that ``options.agency_as`` gives them."""
    agency, outlet = fact(entry.article.agency), fact(entry.article.outlet)
    byline = _BY.sub("", fact(entry.article.byline))
    if agency and agency == outlet:
        agency = ""
    if options.agency_as == "author":
        missing = "[outlet not given in file]" if agency and not outlet else ""
        return Source(agency or byline, outlet, missing)
    if options.agency_as == "outlet":
        return Source(byline, agency or outlet, f"[printed in {outlet}]" if agency else "")
    return Source(byline, outlet, f"[agency copy: {agency}]" if agency else "")


def cite(entry: Entry, options: Options, emphasis: Emphasis = str) -> str:
    """The citation of an entry's article in the style of ``options``, with a full stop.

    ``emphasis`` wraps what is set in italics (the outlet in Chicago, the title in APA).
    """
    return _apa(entry, options, emphasis) if options.style == "apa" else _chicago(
        entry, options, emphasis
    )  # fmt: skip


def _chicago(entry: Entry, options: Options, emphasis: Emphasis) -> str:
    who = source(entry, options)
    title = fact(entry.article.title)
    quoted = f'"{title}{"" if title[-1] in "?!.," else ","}"' if title else f"{NO_TITLE},"
    parts = [f"{who.author}," if who.author else "", quoted]
    if who.outlet:
        parts.append(f"{emphasis(who.outlet)},")
    parts.append(date_words(entry.date))
    text = " ".join(part for part in parts if part)
    if who.remark:
        text += f" {who.remark}"
    if entry.via:
        text += ", citing " + ", ".join(visible_line(link.name) for link in entry.via)
    if entry.article.url:
        text += f", {visible_line(entry.article.url)}"
    return f"{text}."


def _apa(entry: Entry, options: Options, emphasis: Emphasis) -> str:
    who = source(entry, options)
    stated = fact(entry.article.title)
    title = emphasis(stated) if stated else NO_TITLE
    when = f"({date_apa(entry.date)})"
    parts = [f"{who.author}.", f"{when}.", title] if who.author else [f"{title}.", when]
    text = " ".join(parts) + ("" if title[-1] in "?!" and who.author else ".")
    for part in (who.outlet, who.remark):
        text += f" {part}." if part else ""
    if entry.via:
        text += " Citing " + ", ".join(visible_line(link.name) for link in entry.via) + "."
    if entry.article.url:
        text += f" {visible_line(entry.article.url)}"
    return text
