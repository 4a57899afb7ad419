"""An orphan bound by hand: the reader names the file and the words that it stands for today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from diploread.config.problems import DiploreadError, UsageError
from diploread.config.visible import visible_line
from diploread.index.notebook.anchors import SURROUNDINGS, SourceFile
from diploread.index.notebook.context import context_of, flat
from diploread.index.notebook.entry import Entry, FilePlace, Selector
from diploread.index.notebook.sources import Held, Sources
from diploread.index.notebook.verify import Extract
from diploread.index.pipeline import article_id_of, quote_id_of
from msgspec.structs import replace

_MARKS = ('"“”„«»', "'’‘‚")
_FORMATS = {
    ".htm": "html", ".html": "html", ".md": "markdown", ".pdf": "pdf", ".docx": "docx",
    ".rtf": "rtf", ".eml": "eml", ".mbox": "mbox", ".mhtml": "mhtml", ".json": "json",
    ".jsonl": "jsonl", ".csv": "csv",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """Words in the extracted text of one article of the file."""

    part: int
    text: str
    span: tuple[int, int]


def rebound(
    entry: Entry, sources: Sources, path: str, words: str, extract: Extract | None = None
) -> Entry:
    """``entry`` anchored at ``words`` in the file ``path`` below one of the roots.

    White space and the shape of quotation marks do not matter. Raises DiploreadError where the
    words do not stand there, UsageError where they stand there more than once.
    """
    held = next(iter(sources.candidates(path)), None)
    name = visible_line(path)
    if held is None:
        raise DiploreadError(f"there is no readable file {name}")
    source = sources.text(held, entry.file.encoding)
    found = _only(held, source, words, extract)
    chars = _in_file(source, found)
    place = FilePlace(
        path=held.path,
        sha256=held.sha256,
        format=_format(entry, held.path),
        encoding=source.encoding if chars else entry.file.encoding,
        part=found.part,
        bytes=source.byte_range(*chars) if chars else None,
        chars=chars,
        raw=found.span,
        line=found.text.count("\n", 0, found.span[0]) + 1
        if chars is None
        else source.text.count("\n", 0, chars[0]) + 1,
    )
    return _entry(entry, place, found, str(held.root))


def _only(held: Held, source: SourceFile, words: str, extract: Extract | None) -> _Found:
    parts: Mapping[int, str] = (extract(held) if extract else {}) or {0: source.text}
    places = [
        _Found(part, text, match.span())
        for part, text in sorted(parts.items())
        for match in _pattern(words).finditer(text)
    ]
    name = visible_line(held.path)
    if not places:
        raise DiploreadError(f"{name} does not say these words")
    if len(places) > 1:
        raise UsageError(f"{name} says these words {len(places)} times", "give more of them")
    return places[0]


def _pattern(words: str) -> re.Pattern[str]:
    if not words.strip():
        raise UsageError("which words?", 'name them: --words "…"')
    return re.compile(r"\s+".join("".join(_letters(word)) for word in words.split()))


def _letters(word: str) -> Iterator[str]:
    for char in word:
        alike = next((marks for marks in _MARKS if char in marks), "")
        yield f"[{alike}]" if alike else re.escape(char)


def _in_file(source: SourceFile, found: _Found) -> tuple[int, int] | None:
    """Where the same characters stand in the decoded file; None where not just once."""
    exact = found.text[slice(*found.span)]
    if source.text == found.text:
        return found.span
    at = source.text.find(exact)
    if at < 0 or source.text.find(exact, at + 1) >= 0:
        return None
    return at, at + len(exact)


def _format(entry: Entry, path: str) -> str:
    ending = PurePosixPath(path).suffix.lower()
    if ending == PurePosixPath(entry.file.path).suffix.lower():
        return entry.file.format
    return _FORMATS.get(ending, "text")


def _entry(entry: Entry, place: FilePlace, found: _Found, root: str) -> Entry:
    low, high = found.span
    exact = found.text[low:high]
    shown = flat(exact)
    reworded = shown != flat(entry.text)
    by_hand = ("anchor", "text") if reworded else ("anchor",)
    quoted = entry.kind == "quote" and entry.id.startswith("q-")
    return replace(
        entry,
        id=quote_id_of(place.sha256, place.part, low, high) if quoted else entry.id,
        text=exact,
        text_flat=shown if reworded else entry.text_flat,
        spans=((0, len(shown)),) if reworded and entry.spans else entry.spans,
        context=context_of(found.text, low, high),
        article=replace(entry.article, id=article_id_of(place.path, place.part)),
        file=place,
        selector=Selector(
            exact=exact,
            prefix=found.text[max(0, low - SURROUNDINGS) : low],
            suffix=found.text[high : high + SURROUNDINGS],
        ),
        user=replace(
            entry.user,
            orphan="",
            root=root,
            edited=tuple(dict.fromkeys((*entry.user.edited, *by_hand))),
        ),
    )
