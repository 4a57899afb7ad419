"""Nexis exports, in the old layout (``3 of 50 DOCUMENTS``) and the new (``End of Document``)."""

from __future__ import annotations

import re

from diploread.index.reading.exports import Export, Line, Piece, lines_of

_BEGIN = re.compile(
    r"(?:(?:Document|Dokument)\s+)?\d+\s+(?:of|von|de)\s+\d+(?:\s+(?:DOCUMENTS?|DOKUMENTEN?))?",
    re.IGNORECASE,
)
_END = re.compile(r"End of Document|Ende des Dokuments|Fin du document", re.IGNORECASE)
_FIELD = re.compile(
    r"(Byline|Section|Length|Load-Date|Language|Publication-Type|Dateline|Highlight|Graphic|"
    r"Subject|Geographic|Organization|Company|Person|Industry|Type|Correction-Date|Correction|"
    r"Series|Document-Type|Pub-Type|Journal-Code|ISSN|Classification|Notes?|Distribution|"
    r"Acc-No|URL|Country|City|State|Ticker|Category|Copyright|Edition)\s*:\s*(.*)",
    re.IGNORECASE,
)
_FOOT = frozenset({
    "load-date", "language", "publication-type", "correction-date", "document-type", "pub-type",
    "journal-code", "acc-no",
})  # fmt: skip
"""Fields that no article begins a line with: with the first of them the foot begins."""
_TELLING = re.compile(
    r"(?:Load-Date|Publication-Type|Journal-Code)\s*:|L(?:ength|änge|ongueur)\s*:\s*\d+",
    re.IGNORECASE,
)
"""Fields that only the database writes: a transcript may say ``End of Document`` too."""
_SLOTS = {"byline": "byline", "section": "section", "language": "language",
          "dateline": "dateline", "url": "url", "acc-no": "id"}  # fmt: skip
_DAY = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|"
    r"juillet|août|septembre|octobre|novembre|décembre)\s+\d{1,2},?\s+\d{4}|"
    r"\d{1,2}\.?\s+\w{3,9}\.?\s+\d{4}|\d{4}-\d\d-\d\d|(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\s+\d{4})\b.{0,60}",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"Copyright\s+(?:©\s*)?\d{4}|All Rights Reserved|©\s*\d{4}", re.IGNORECASE)
_EDITION = re.compile(r".{0,40}\bEdition|Correction Appended|.{0,20}Ausgabe", re.IGNORECASE)
_ITEM = re.compile(r"1\.\s+(.{3,})")
_HEAD_LINES = 14


def split_nexis(text: str) -> Export | None:
    """The documents of a Nexis export; None for any other text."""
    lines = lines_of(text)
    begins = [n for n, line in enumerate(lines) if _BEGIN.fullmatch(line.text)]
    ends = [n for n, line in enumerate(lines) if _END.fullmatch(line.text)]
    if not (begins or ends) or not any(_TELLING.match(line.text) for line in lines):
        return None
    aside: dict[str, tuple[int, int]] = {}
    starts = [lines[n].start for n in begins] if len(begins) >= len(ends) else _after(lines, ends)
    cover = _cover_end(lines, starts, bool(begins) and len(begins) >= len(ends))
    if cover:
        aside["the cover page"] = (0, cover)
        starts[0] = cover
    else:
        starts[0] = 0
    pieces = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = Piece(start, end)
        _describe(piece, lines_of(text, start, end))
        pieces.append(piece)
    return Export("nexis", pieces, aside)


def _after(lines: list[Line], ends: list[int]) -> list[int]:
    """Where documents begin that are only marked where they end."""
    starts = [0]
    starts += [lines[n + 1].start for n in ends if n + 1 < len(lines)]
    return starts


def _cover_end(lines: list[Line], starts: list[int], marked: bool) -> int:
    """The end of a cover page with user, job number and list of documents; 0 without one."""
    if marked:
        return starts[0] if lines[0].start < starts[0] else 0
    head = [line.text for line in lines[:12]]
    if not any(text.startswith(("Job Number:", "Date and Time:", "User Name:")) for text in head):
        return 0
    title = next((m[1] for line in lines[:200] if (m := _ITEM.fullmatch(line.text))), None)
    if title is None:
        return 0
    bound = starts[1] if len(starts) > 1 else lines[-1].end
    found = [n for n, line in enumerate(lines) if line.start < bound and line.text == title]
    dated = [n for n in found if any(_DAY.match(line.text) for line in lines[n + 1 : n + 5])]
    if not found:
        return 0
    return lines[dated[0] if dated else found[-1]].start


def _describe(piece: Piece, lines: list[Line]) -> None:
    """Finds title, source, date and fields of one document."""
    if lines and _BEGIN.fullmatch(lines[0].text):
        piece.mark(lines[0], "header", "number")
        lines = lines[1:]
    first = next((n for n, line in enumerate(lines[:40]) if _FIELD.fullmatch(line.text)), 0)
    body = next((n for n, line in enumerate(lines[:60]) if line.text.lower() == "body"), None)
    _head(piece, lines[:first] if body is None else lines[: min(first or body, body)])
    below = _below_head(lines, first) if body is None else body
    in_foot = False
    for n, line in enumerate(lines):
        match = _FIELD.fullmatch(line.text)
        name = match[1].lower() if match else ""
        in_foot = in_foot or (n >= below and (name in _FOOT or line.text == "Classification"))
        if n == body:
            piece.mark(line, "header", "body")
        elif _END.fullmatch(line.text):
            piece.mark(line, "footer", "end")
        elif match and (in_foot or first <= n < below):
            _field(piece, line, name, match[2].strip(), in_foot)
        elif in_foot or (first <= n < below and _COPYRIGHT.search(line.text)):
            piece.mark(line, "footer" if in_foot else "header", "copyright")


def _below_head(lines: list[Line], first: int) -> int:
    """The line below the fields of the head, which stand together without any text between."""
    below = first
    for n, line in enumerate(lines[first : first + 30], first):
        match = _FIELD.fullmatch(line.text)
        if (match and match[1].lower() not in _FOOT) or _COPYRIGHT.search(line.text):
            below = n + 1
        elif line.blank_before:
            break
    return below


def _field(piece: Piece, line: Line, name: str, value: str, in_foot: bool) -> None:
    piece.mark(line, "footer" if in_foot else "header", name)
    if slot := _SLOTS.get(name):
        piece.state(slot, value)
    elif name == "load-date":
        piece.state("load_date", value)


def _head(piece: Piece, head: list[Line]) -> None:
    """The lines above the fields: title, source and date in one of two orders, copyright."""
    head = head[:_HEAD_LINES]
    dated = next((n for n, line in enumerate(head) if _DAY.match(line.text)), None)
    for n, line in enumerate(head):
        if dated is not None and n > dated and _COPYRIGHT.search(line.text):
            piece.mark(line, "header", "copyright")
    if dated is None:
        if head:
            _title(piece, head[:1])
        return
    piece.state("date", head[dated].text)
    piece.mark(head[dated], "header", "date")
    if dated:
        piece.state("source", head[dated - 1].text)
        piece.mark(head[dated - 1], "header", "source")
    if dated >= 2:
        _title(piece, head[: dated - 1])
        return
    below = []
    for line in head[dated + 1 :]:
        if _EDITION.fullmatch(line.text):
            piece.mark(line, "header", "edition")
        elif not _COPYRIGHT.search(line.text):
            below.append(line)
    title = below[:1]
    for line in below[1:3]:
        if line.blank_before:
            break
        title.append(line)
    _title(piece, title)


def _title(piece: Piece, lines: list[Line]) -> None:
    if lines:
        piece.state("title", " ".join(line.text for line in lines))
        for line in lines:
            piece.mark(line, "h1", "title")
