"""Search in what the reader made: ``sanctions tag:memo note:"check with desk" -in:draft``.

The words of the library's query language that make sense for bookmarks, over a few thousand of
them in memory. Words are found anywhere inside a word, as one types.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from diploread.config.problems import UsageError
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.wording import manner

_TOKEN = re.compile(r"""\s*(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))""")
_QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb", '"' * 5)

_FIELDS: Mapping[str, Callable[[Entry], str]] = {
    "text": lambda e: e.text_flat or e.text,
    "quote": lambda e: e.text_flat or e.text if e.kind == "quote" else "",
    "speaker": lambda e: f"{e.speaker.name} {e.speaker.as_written} {e.speaker.role or ''}",
    "via": lambda e: " ".join(link.name for link in e.via),
    "title": lambda e: e.article.title.text if e.article.title else "",
    "source": lambda e: e.article.outlet.text if e.article.outlet else "",
    "agency": lambda e: e.article.agency.text if e.article.agency else "",
    "date": lambda e: e.date.value if e.date else "",
    "file": lambda e: e.file.path,
    "note": lambda e: e.user.note,
}
_STATES: Mapping[str, Callable[[Entry], bool]] = {
    "quote": lambda e: e.kind == "quote",
    "passage": lambda e: e.kind == "passage",
    "article": lambda e: e.kind == "article",
    "direct": lambda e: e.type == "direct",
    "mixed": lambda e: e.type == "mixed",
    "indirect": lambda e: manner(e) == "reported speech",
    "transcript": lambda e: manner(e) == "transcript",
    "scare": lambda e: e.scare,
    "inferred": lambda e: e.speaker.guessed,
    "edited": lambda e: bool(e.user.edited),
    "reviewed": lambda e: e.user.reviewed,
    "orphan": lambda e: bool(e.user.orphan),
    "undated": lambda e: e.date is None,
}
_EVERYWHERE = ("text", "speaker", "title", "source", "agency", "note")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; all must hold."""

    field: str
    value: str
    negated: bool


def parse(query: str) -> tuple[Term, ...]:
    """The conditions of a query. Raises UsageError that names the nearest field or state."""
    terms = []
    for minus, field, quoted, word in _TOKEN.findall(query.translate(_QUOTES)):
        value = (quoted or word).casefold().strip()
        if field and field not in (*_FIELDS, "tag", "in", "is", "has"):
            raise _unknown("field", field, (*_FIELDS, "tag", "in", "is", "has"))
        if field == "is" and value not in _STATES:
            raise _unknown("state", value, _STATES)
        if field == "has" and value not in ("note", "tag"):
            raise _unknown("has:", value, ("note", "tag"))
        if value:
            terms.append(Term(field, value, bool(minus)))
    return tuple(terms)


def matches(entry: Entry, terms: tuple[Term, ...], dossiers: Mapping[str, frozenset[str]]) -> bool:
    """Whether all conditions hold; ``dossiers`` maps casefolded names to the ids they hold."""
    return all(_holds(entry, term, dossiers) is not term.negated for term in terms)


def _holds(entry: Entry, term: Term, dossiers: Mapping[str, frozenset[str]]) -> bool:
    if term.field == "tag":
        return any(tag.casefold() == term.value for tag in entry.user.tags)
    if term.field == "in":
        return entry.id in dossiers.get(term.value, frozenset())
    if term.field == "is":
        return _STATES[term.value](entry)
    if term.field == "has":
        return bool(entry.user.note if term.value == "note" else entry.user.tags)
    if term.field:
        return term.value in _FIELDS[term.field](entry).casefold()
    return any(term.value in _FIELDS[name](entry).casefold() for name in _EVERYWHERE) or any(
        term.value in tag.casefold() for tag in entry.user.tags
    )


def _unknown(what: str, value: str, known: Mapping[str, object] | tuple[str, ...]) -> UsageError:
    near = difflib.get_close_matches(value, list(known), 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else "known: " + " ".join(known)
    return UsageError(f"unknown {what} {value!r}", hint)
