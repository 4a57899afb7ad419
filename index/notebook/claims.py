"""What an export claims: these words stand there. Made of entries, or read from exported files."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diploread.config.visible import visible
from diploread.index.notebook.compose import CUT
from diploread.index.notebook.context import flat
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.stamp import Stamp

_CUT_LIMIT = 5_000
"""Code points that cleaning may have cut out at one place inside a quote."""


_MARKS = r"(?:\\|[*_`]|!?\[|\](?:\([^\n]{0,500}?\)|\[[^\]\n]{0,200}\])?){0,8}"
"""Marks of Markdown, which stand in the file and in no quote; few, so that time stays linear."""


def _with_marks(word: str) -> str:
    """A pattern of the word's letters, whatever marks stand between and behind them."""
    return _MARKS.join(map(re.escape, word)) + _MARKS


@dataclass(frozen=True, slots=True)
class Claim:
    """One quote to be checked."""

    id: str
    path: str
    sha256: str
    part: int
    encoding: str
    format: str
    bytes: tuple[int, int] | None
    """Range in the file's bytes; None where the text is extracted."""
    raw: tuple[int, int]
    """Range in the extracted text of the part."""
    exact: str | None
    """The characters to the letter; None where the export shows the words on one line."""
    shown: str
    """The words as shown; acting characters may be marked."""
    prefix: str = ""
    suffix: str = ""

    @property
    def reads_markdown(self) -> bool:
        """Whether the file holds marks that the words as shown do not have."""
        return self.format == "markdown" and self.exact is None

    def says(self, text: str) -> bool:
        """Whether ``text`` is what is claimed: to the letter, or word by word where joined."""
        if self.exact is not None:
            return text == self.exact
        if flat(text) == flat(self.shown) or flat(visible(text)) == flat(self.shown):
            return True
        return (CUT in self.shown or self.reads_markdown) and self.pattern().fullmatch(
            text.strip()
        ) is not None

    def pattern(self) -> re.Pattern[str]:
        """Finds the words whatever the white space and, in Markdown, the marks between them."""
        pieces = [self.exact] if self.exact is not None else self.shown.split(CUT)
        word = _with_marks if self.reads_markdown else re.escape
        space = rf"\s+{_MARKS}" if self.reads_markdown else r"\s+"
        worded = [space.join(map(word, piece.split())) for piece in pieces if piece.strip()]
        return re.compile(f"(?s:.{{0,{_CUT_LIMIT}}}?)".join(worded))


def claim_of(entry: Entry) -> Claim:
    """The claim of a full record; its ``text`` is what is checked, not a second copy of it."""
    file = entry.file
    return Claim(
        id=entry.id,
        path=file.path,
        sha256=file.sha256,
        part=file.part,
        encoding=file.encoding,
        format=file.format,
        bytes=file.bytes,
        raw=file.raw,
        exact=entry.text,
        shown=entry.text_flat or flat(entry.text),
        prefix=entry.selector.prefix,
        suffix=entry.selector.suffix,
    )


def claim_of_stamp(stamp: Stamp, shown: str, exact: str | None = None) -> Claim:
    """The claim of words printed beside a stamp."""
    return Claim(
        id=stamp.id,
        path=stamp.path,
        sha256=stamp.sha256,
        part=stamp.part,
        encoding=stamp.encoding,
        format=stamp.format,
        bytes=stamp.bytes,
        raw=stamp.raw,
        exact=exact,
        shown=shown,
    )
