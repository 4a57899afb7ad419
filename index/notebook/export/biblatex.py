"""BibLaTeX: one ``@article`` with ``entrysubtype = {newspaper}`` an article, quotes annotated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diploread.config.visible import visible_line
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.works import Work, works

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "%": r"\%",
    "#": r"\#", "&": r"\&", "_": r"\_", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", "$": r"\$",
}  # fmt: skip
# Braces as words: BibTeX counts braces before LaTeX sees them, escaped ones too.
_TABLE = str.maketrans(_SPECIAL)
_LIGATURE = re.compile(r"(?<=([-`',<>]))(?=\1)|(?<=[?!])(?=`)")
"""Between two signs that TeX would print as one: ``--`` as a dash, two apostrophes as a mark."""


def escape(text: str) -> str:
    """``text`` as LaTeX that prints exactly these letters."""
    return _LIGATURE.sub("{}", visible_line(text).translate(_TABLE))


def render(entries: Sequence[Entry], options: Options) -> str:
    """The bibliography."""
    return "\n".join(_entry(work) for work in works(entries, options))


def _entry(work: Work) -> str:
    article = work.first.article
    fields = {
        "entrysubtype": "newspaper",
        # Doubled braces: an agency is one name, and a title keeps its capitals.
        "author": f"{{{escape(work.who.author)}}}" if work.who.author else "",
        "title": f"{{{escape(work.title or '[no title]')}}}",
        "journaltitle": f"{{{escape(work.who.outlet)}}}" if work.who.outlet else "",
        "date": "-".join(work.date) + ("~" if work.date and work.date_guessed else ""),
        "url": _url(article.url or ""),
        "keywords": escape(", ".join(tag.replace(",", " ") for tag in work.tags())),
        "annotation": " \\par ".join(escape(remark) for remark in work.remarks()),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{work.key},", *lines, "}", ""])


def _url(url: str) -> str:
    """A verbatim field: braces and backslashes would end it early."""
    return "".join(f"%{ord(c):02X}" if c in "{}\\ " else c for c in visible_line(url))
