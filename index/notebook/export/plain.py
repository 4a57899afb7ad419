"""Plain text: the quote, who said it, the citation. What ``copy with citation`` puts out too."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.wording import (
    chain,
    context_line,
    date_words,
    manner,
    note,
    paragraphs,
    place,
    speaker,
)


def render(entries: Sequence[Entry], options: Options) -> str:
    """The quotes, a blank line and a rule between them."""
    return "\n\n---\n\n".join(one(entry, options) for entry in entries) + "\n" * bool(entries)


def one(entry: Entry, options: Options) -> str:
    """One quote with its citation."""
    lines = ["\n\n".join(paragraphs(entry))]
    if entry.kind == "quote":
        parts = (speaker(entry), chain(entry), manner(entry), date_words(entry.date))
        lines.append("\u2014 " + ", ".join(part for part in parts if part))
    lines.append(cite(entry, options))
    lines.append(f"{place(entry)}, sha256 {entry.file.sha256[:12]}\u2026")
    around = context_line(entry)
    if options.context and around:
        lines.append(f"Context: {around}")
    if entry.user.note:
        lines.append(f"Note: {note(entry)}")
    return "\n".join(line for line in lines if line)
