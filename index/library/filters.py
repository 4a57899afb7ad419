"""Filters that ask columns and marks, never words: dates, states, paths, lengths, stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from . import bits, words
from .columns import span_of
from .marks import UserMarks
from .query import fields
from .query.errors import QueryError
from .query.tree import Dates, Kin, Length, Mark, State
from .similar import alike
from .volume import Volume


class Known(Protocol):
    """What a query may ask of the library as a whole."""

    def story(self, node: Kin) -> set[str]:
        """Ids of all articles of the story of an article, itself among them.

        Raises QueryError where there is no article of that id; so does :meth:`telling`.
        """

    def telling(self, node: Kin) -> list[str]:
        """The words that set an article apart."""

    def later_versions(self, volume: Volume) -> int:
        """The articles of a volume that are not the first of their story."""


class Filters:
    """Sets of one volume; of quotes where the filter speaks of quotes."""

    def __init__(self, volume: Volume, marks: UserMarks, known: Known) -> None:
        self._volume, self._marks, self._known = volume, marks, known

    def length(self, node: Length) -> int:
        """``words:``."""
        counts = self._volume.columns.word_counts
        high = node.high if node.high >= 0 else 1 << 40
        return bits.of((n for n, c in enumerate(counts) if node.low <= c <= high), len(counts))

    def marked(self, node: Mark) -> int:
        """``tag: note: in:``."""
        marks = self._marks
        if node.field == "in":
            _check_dossier(node, marks.dossier_names())
        asked = {"tag": marks.tagged, "note": marks.noted, "in": marks.filed}[node.field]
        return self._of_ids(asked(node.words, node.prefix))

    def kin(self, node: Kin) -> int:
        """``story: like:``."""
        if node.field == "story":
            return self._of_ids(self._known.story(node))
        return alike(self._volume, self._known.telling(node))

    def dated(self, node: Dates) -> int:
        """``date:``."""
        columns = self._volume.columns
        found = columns.in_range(*_days(node))
        return found & ~columns.inferred if node.certain else found

    def said(self, node: Dates) -> int:
        """``said:``, of quotes: by the day that is stated; where none is, by that of the article,
        unless the query wants it for certain."""
        columns = self._volume.columns
        first, last = columns.said
        low, high = _days(node)
        if node.certain:
            hits = (n for n, day in enumerate(first) if day and day <= high and last[n] >= low)
            return bits.of(hits, len(first))
        dated = bits.flags(columns.in_range(low, high), self._volume.count)
        days = enumerate(zip(first, last, columns.parents, strict=True))
        found = (n for n, (a, b, of) in days if (a <= high and b >= low if a else dated[of]))
        return bits.of(found, len(first))

    def state(self, node: State) -> int:
        """``is: has:``; of quotes where it is a state of quotes."""
        columns, volume = self._volume.columns, self._volume
        value = node.value
        if node.field == "has":
            if value == "quote":
                return volume.articles_of(volume.quotes.all())
            if value == "removed":
                return columns.flags.get("removed", 0)
            if value == "date":
                return volume.articles.all() & ~columns.undated()
            name = {"bookmark": "bookmarked", "note": "noted", "tag": "tagged"}[value]
            return self._of_ids(self._marks.state(name))
        if value in fields.QUOTE_STATES:
            return columns.quote_kinds.get(value, 0)
        if value == "undated":
            return columns.undated()
        if value == "guessed":
            return columns.inferred
        if value == "truncated":
            return columns.flags.get("truncated-paragraph", 0)
        if value == "duplicate":
            return self._known.later_versions(volume)
        if value == "unread":
            return volume.articles.all() & ~self._of_ids(self._marks.state("read"))
        return self._of_ids(self._marks.state(value))

    def paths(self, pattern: str) -> int:
        """``file:``: whole path with wildcards, or any part of it without."""
        wild = "*" in pattern or "?" in pattern
        text = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
        match = re.compile(text.encode("utf-8", "surrogateescape"), re.I | re.S)
        test = match.fullmatch if wild else match.search
        paths = self._volume.columns.paths
        return bits.of((n for n, path in enumerate(paths) if test(path)), len(paths))

    def _of_ids(self, ids: set[str]) -> int:
        if not ids:
            return 0
        numbers = self._volume.columns.number_of
        found = (numbers[i] for i in ids if i in numbers)
        return bits.of(found, self._volume.count)


def _check_dossier(node: Mark, names: Sequence[str]) -> None:
    """Raises where no dossier has the words in its name, with the nearest one."""
    if any(_in_row(node.words, words.words(name), node.prefix) for name in names):
        return
    asked = " ".join(node.words)
    known = {" ".join(words.words(name)): name for name in names}
    near = fields.nearest(asked, tuple(known))
    hint = f"did you mean in:{known[near]!r}?".replace("'", '"') if near else ""
    if not near:
        hint = "dossiers are " + ", ".join(sorted(names)) if names else "there is none yet"
    raise QueryError(f'no dossier "{asked}"', hint, node.at)


def _in_row(wanted: Sequence[str], found: Sequence[str], prefix: bool) -> bool:
    """Whether the words follow each other; with ``prefix`` the last may go on."""
    size = len(wanted)
    for at in range(len(found) - size + 1):
        row = list(found[at : at + size])
        last = row[-1].startswith(wanted[-1]) if prefix else row[-1] == wanted[-1]
        if last and row[:-1] == list(wanted[:-1]):
            return True
    return False


def _days(node: Dates) -> tuple[int, int]:
    """The ends of a range as day ordinals."""
    low = span_of(node.low)[0] if node.low else 1
    return low, span_of(node.high)[1] if node.high else 1 << 30
