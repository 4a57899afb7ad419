"""Blocks that the format itself calls head or foot: fields of database exports, page headers.

Their values have come as metadata; the lines they stood in are removed, whole and by name, so that
the Removed panel shows every field of the export.
"""

from __future__ import annotations

from typing import Final

from diploread.index.article import RawArticle, RemovedKind
from diploread.index.cleaning.claims import Claim, Docket

_KINDS: Final[dict[str, RemovedKind]] = {"header": "header", "footer": "footer"}
_TITLES: Final = frozenset({"title", "HD"})
_FORMATS: Final = frozenset({"nexis", "factiva", "docx"})
"""A page's ``<header>`` may hold the headline; these formats mean the furniture alone."""


def stated_furniture(docket: Docket, raw: RawArticle) -> None:
    """Files a claim for every unit that the format states to be no text of the article."""
    if raw.format not in _FORMATS:
        return
    title = " ".join(raw.metadata.get("title", "").split())
    for index, unit in enumerate(docket.units):
        if not docket.open(index):
            continue
        if unit.tag in _KINDS:
            field = unit.path.lower().replace(" ", "-") or unit.tag
            reason = f"the {unit.tag} of the {'page' if raw.format == 'docx' else 'export'}"
            docket.file(index, Claim("remove", f"format.{field}", reason, kind=_KINDS[unit.tag]))
        elif unit.path in _TITLES and " ".join(unit.text.split()) != title:
            # A title with its field code, or one line of several: no line can be the title.
            reason = "a part of the title, which stands above the article"
            docket.file(index, Claim("remove", "format.title", reason, kind="header"))
