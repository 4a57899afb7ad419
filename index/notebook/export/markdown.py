"""Markdown: a memo with one blockquote a quote, footnoted; the anchor stands in a comment.

Nothing of an article can become markup: every character that Markdown (or one of its dialects)
gives a meaning is escaped, so that the file reads back letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diploread.config.visible import visible_line
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.stamp import stamp
from diploread.index.notebook.export.wording import (
    chain,
    context_line,
    cue,
    date_words,
    fact,
    grouped,
    manner,
    note,
    paragraphs,
    place,
    speaker,
)

_ACTIVE = re.compile(r"[\\`*_\[\]<>&|~^$#{}@=]")
_LINKS = re.compile(r"(?<=:)//|\b(?i:www)(?=\.)")
_LINE_START = re.compile(r"^(\s*)([-+:]|\d{1,9}[.)])")


def escape(text: str) -> str:
    """``text`` (one line) as Markdown that shows exactly these letters."""
    text = _ACTIVE.sub(r"\\\g<0>", text)
    text = _LINKS.sub(lambda m: "\\/\\/" if m[0] == "//" else f"{m[0]}\\", text)
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", text)


def render(entries: Sequence[Entry], options: Options) -> str:
    """The memo."""
    out = [f"# {escape(options.title or 'Quotes')}", "", summary(entries), ""]
    notes: list[str] = []
    for heading, group in grouped(entries, options.group):
        if heading:
            out += [f"## {escape(heading)}", ""]
        for entry in group:
            notes.append(_footnote(entry, options, len(notes) + 1))
            out += _quote(entry, options, len(notes))
    return "\n".join([*out, *notes]).rstrip() + "\n"


def summary(entries: Sequence[Entry]) -> str:
    """``2 quotes from 1 article. What stands in [brackets] is inferred.``"""
    count = len(entries)
    articles = len({(e.file.path, e.file.part) for e in entries})
    kinds = {entry.kind for entry in entries}
    what = {frozenset({"quote"}): "quote", frozenset({"article"}): "article"}.get(
        frozenset(kinds), "bookmark"
    )
    return (
        f"{count} {what}{'' if count == 1 else 's'} from {articles} "
        f"article{'' if articles == 1 else 's'}. What stands in \\[brackets\\] is inferred."
    )


def _quote(entry: Entry, options: Options, number: int) -> list[str]:
    lines = "\n>\n".join(f"> {escape(part)}" for part in paragraphs(entry) or [""])
    out = [lines, "", f"{_attribution(entry)}[^{number}] <!-- {stamp(entry)} -->", ""]
    around = context_line(entry)
    if options.context and around:
        out += [f"Context: {escape(around)}", ""]
    if entry.user.note:
        out += ["Note: " + "  \n".join(escape(part) for part in note(entry).split("\n")), ""]
    if entry.user.tags:
        out += ["Tags: " + escape(visible_line(", ".join(entry.user.tags))), ""]
    return out


def _attribution(entry: Entry) -> str:
    """``— Ilse Marrow, Foreign Minister ("said"), according to Else Courier, March 3, 2031``."""
    parts = []
    if entry.kind == "quote":
        who = speaker(entry)
        if entry.speaker.unsure:
            who += f" (confidence {entry.speaker.confidence:.2f})"
        if entry.speaker.role:
            who += f", {entry.speaker.role}"
        if cue(entry):
            who += f' ("{cue(entry)}")'
        parts = [who, chain(entry)]
    else:
        parts = [fact(entry.article.title)]
    parts.append(manner(entry))
    if entry.said:
        parts.append(f"said {entry.said.value}")
    parts.append(date_words(entry.date))
    return "\u2014 " + escape(visible_line(", ".join(part for part in parts if part)))


def _footnote(entry: Entry, options: Options, number: int) -> str:
    basis = ""
    if entry.date and entry.date.guessed:
        evidence = visible_line(entry.date.evidence) or "no evidence noted"
        basis = f" Date {entry.date.basis}: {escape(evidence)}."
    # Emphasis marks go in after escaping, around marks no article can contain.
    cited = escape(cite(entry, options, lambda text: f"\x00{text}\x01"))
    cited = cited.replace("\x00", "*").replace("\x01", "*")
    where = f"{place(entry)}, sha256 {visible_line(entry.file.sha256)}."
    return f"[^{number}]: {cited}{basis} {escape(where)}"
