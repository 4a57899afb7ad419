"""JSON Lines: the full record of each entry, one a line; what ``import`` and ``verify`` read."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from diploread.index.notebook.entry import Entry, exportable, to_json
from diploread.index.notebook.export.options import Options

_ACTING = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def escaped(text: str) -> str:
    """JSON text with characters that act on a terminal as escapes; it says the same."""
    return _ACTING.sub(lambda match: json.dumps(match.group())[1:-1], text)


def render(entries: Sequence[Entry], options: Options) -> str:
    """One line an entry, lossless; only the library's place on this machine stays behind."""
    return "".join(f"{escaped(to_json(exportable(entry)))}\n" for entry in entries)
