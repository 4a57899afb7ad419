"""Org: a heading a quote with its anchor as properties; the words as fixed-width lines.

Fixed-width lines (``: text``) are the one place where Org gives no character a meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.config.visible import visible_line
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.stamp import stamp
from diploread.index.notebook.export.wording import (
    chain,
    context_line,
    date_words,
    grouped,
    manner,
    note,
    paragraphs,
    place,
    speaker,
)


def render(entries: Sequence[Entry], options: Options) -> str:
    """The file."""
    out = [f"#+title: {visible_line(options.title or 'Quotes')}", ""]
    for heading, group in grouped(entries, options.group):
        if heading:
            out += [f"* {_harmless(heading)}"]
        for entry in group:
            out += _node(entry, options, "**" if heading else "*")
    return "\n".join(out).rstrip() + "\n"


def _node(entry: Entry, options: Options, stars: str) -> list[str]:
    who = speaker(entry) if entry.kind == "quote" else entry.kind
    out = [f"{stars} {_harmless(f'{who}, {date_words(entry.date)}')}{_tags(entry)}"]
    out += [":PROPERTIES:", f":ANCHOR: {stamp(entry)}", ":END:", ""]
    for part in paragraphs(entry):
        out += [f": {part}", ":"]
    around = context_line(entry)
    more = [
        ("Words", manner(entry)),
        ("Chain", chain(entry)),
        ("Context", around if options.context else ""),
    ]
    more += [("Note", part) for part in note(entry).split("\n")]
    more += [("Source", cite(entry, options)), ("File", place(entry))]
    more += [("Date", f"{entry.date.basis}, {entry.date.evidence}")] if (
        entry.date and entry.date.guessed
    ) else []  # fmt: skip
    out += ["", *(f": {name}: {visible_line(text)}" for name, text in more if text.strip()), ""]
    return out


def _harmless(text: str) -> str:
    """A heading that is no keyword, tag or link."""
    return visible_line(text).replace("[[", "[ [").replace("::", ": :").strip("*: ")


def _tags(entry: Entry) -> str:
    words = ["".join(c if c.isalnum() or c in "_@" else "_" for c in t) for t in entry.user.tags]
    return f" :{':'.join(words)}:" if words else ""
