"""Completing the search line: names of fields, and the values they take in this library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diploread.index.library.query.fields import FIELDS, GROUPS, HAS, IS, SORTS

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp

MOST: Final = 40
"""Values that are gone through; more are better narrowed by another letter."""
_WORD: Final = re.compile(r'(?P<lead>[-(]*)(?:(?P<field>\w+):)?(?P<value>@?(?:"[^"]*|[^\s()"]*))\Z')
_LISTS: Final = {"is": IS, "has": HAS, "sort": SORTS, "group": GROUPS}
_DATES: Final = ("today", "yesterday", '"last week"', '"this month"', '"last month"', "none")

Values = Callable[[str, str], Iterable[str]]
"""Values of a field that begin with something: ``("speaker", "var")``."""


@dataclass(frozen=True, slots=True)
class Completions:
    """What could stand instead of the end of the text from ``start`` on."""

    start: int
    found: tuple[str, ...] = ()


def complete(text: str, values: Values) -> Completions:
    """Completions of the word at the end of ``text``: of a field, of its value, of ``@saved``."""
    match = _WORD.search(text)
    if match is None:
        return Completions(len(text))
    field, typed = match["field"], match["value"]
    start = match.start("value")
    if field is None and typed.startswith("@"):
        return Completions(start, _among((f"@{name}" for name in values("@", "")), typed))
    if field is None:
        return Completions(start, _among((f"{name}:" for name in FIELDS), typed) if typed else ())
    bare = typed.removeprefix('"')
    known = _LISTS.get(field) or (_DATES if FIELDS.get(field) == "date" else None)
    found = _among(known if known is not None else values(field, bare), bare)
    return Completions(start, tuple(_quoted(value) for value in found))


def _among(known: Iterable[str], typed: str) -> tuple[str, ...]:
    wanted = typed.casefold()
    known = tuple(known)
    fitting = {name for name in known if name.lstrip('"').casefold().startswith(wanted)}
    inside = {name for name in known if f" {wanted}" in f" {name.casefold()}"} if wanted else set()
    return tuple([*sorted(fitting), *sorted(inside - fitting)][:MOST])


def _quoted(value: str) -> str:
    """As the query language takes it: in marks where it is more than one word."""
    if value.startswith('"') or re.fullmatch(r"[\w.-]+", value):
        return value
    return '"' + value.replace('"', " ").strip() + '"'


def values_in(app: DiploreadApp) -> Values:
    """The values that the library and the notebook of an app know."""

    def values(field: str, typed: str) -> tuple[str, ...]:
        library, desk = app.library, app.desk
        if field == "@":
            return (*app.settings.search.searches, *desk.saved_searches())
        if field in ("in", "tag"):
            if not desk.is_open:
                return ()
            if field == "in":
                return tuple(dossier.name for dossier in desk.notebook.dossiers())
            return tuple(sorted({t for e in desk.notebook.bookmarks() for t in e.user.tags}))
        if library is None:
            return ()
        if field in ("source", "agency", "speaker", "via"):
            labelled = "speaker" if field == "via" else field
            volumes = library.engine.volumes
            return tuple({name for v in volumes for name in v.columns.labels(labelled) if name})
        if FIELDS.get(field) == "entity" and typed:
            kinds = ("person", "org", "country", "place") if field == "about" else (field,)
            found = (one for kind in kinds for one in library.names().find(kind, f"{typed}*"))
            return tuple({entity.label for entity in found if entity.label})
        return ()

    return values
