"""The texts behind the fields, as letters in a table's streams."""

from __future__ import annotations

from .positions import Text
from .table import Table

LEAD_WORDS = 60


def index_field(field: str, in_quote: bool) -> str:
    """The field of the tables behind a field of the language."""
    return "text" if field in ("", "quote") else field


def text_of(table: Table, number: int, field: str) -> Text:
    stream = table.stream(number)
    if field not in ("text", "body", "lead"):
        return Text(stream.region(field), _none, _none)
    letters = stream.region("body" if field == "lead" else field)
    if field == "lead":
        letters = letters[:LEAD_WORDS]

    def starts(which: int) -> list[int]:
        shift, *both = stream.text_starts()
        if field == "text":
            return list(both[which])
        return [start - shift for start in both[which] if start >= shift]

    return Text(letters, lambda: starts(0), lambda: starts(1))


def _none() -> list[int]:
    return []
