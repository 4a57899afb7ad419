"""Factiva exports, as displayed (title, words, date, source, ©) and with field codes (HD, PD …)."""

from __future__ import annotations

import re

from diploread.index.reading.exports import Export, Line, Piece, lines_of

_NUMBER = re.compile(
    r"(?:AN\s+)?(?:Document|Dokument|Documento)\s+([A-Za-z0-9]{2,12}0{2,}[0-9A-Za-z]{12,30})"
)
_CODE = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|CT|RF)"
    r"(?:\s+(.+))?"
)
_SLOTS = {"SE": "section", "HD": "title", "BY": "byline", "PD": "date", "SN": "source",
          "LA": "language", "CLM": "section", "CR": "agency"}  # fmt: skip
_TEXT_CODES = frozenset({"LP", "TD"})
_FOOT_CODES = frozenset({"ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CT", "RF"})
_WORDS = re.compile(
    r"[\d.,\s]+(?:words|mots|Wörter|palabras|parole|palavras|woorden|ord|слов)", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s+\w{2,4})?", re.IGNORECASE)
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|BY)\s+\S.{2,120}")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|Copyright)\s*.{3,200}", re.IGNORECASE)
_SUMMARY = re.compile(r"Search Summary|Résumé de recherche|Suchzusammenfassung", re.IGNORECASE)
_HEAD_LINES = 25


def split_factiva(text: str) -> Export | None:
    """The documents of a Factiva export; None for any other text."""
    lines = lines_of(text)
    ends = [n for n, line in enumerate(lines) if _NUMBER.fullmatch(line.text)]
    if not ends or not any(_WORDS.fullmatch(line.text) or _has_code(line) for line in lines):
        return None
    starts = [0, *(lines[n + 1].start for n in ends if n + 1 < len(lines))]
    bounds = [*starts[1:], len(text)]
    aside: dict[str, tuple[int, int]] = {}
    if len(starts) > len(ends) and _is_summary(text[starts[-1] :]):
        aside["the search summary"] = (starts.pop(), bounds.pop())
    elif len(starts) > len(ends) and len(text) - starts[-1] < 400:
        starts.pop()
        bounds[-2:] = [len(text)]
    pieces = []
    for start, end in zip(starts, bounds, strict=True):
        piece = Piece(start, end)
        _describe(piece, lines_of(text, start, end))
        pieces.append(piece)
    return Export("factiva", pieces, aside)


def _is_summary(text: str) -> bool:
    return bool(_SUMMARY.search(text[:500]))


def _has_code(line: Line) -> bool:
    return bool(re.fullmatch(r"(?:HD|PD|WC)\s+.+", line.text))


def _describe(piece: Piece, lines: list[Line]) -> None:
    for line in lines[-3:]:
        if match := _NUMBER.fullmatch(line.text):
            piece.mark(line, "footer", "AN")
            piece.state("id", match[1])
    if sum(1 for line in lines[:_HEAD_LINES] if _coded(line)) >= 3:
        _coded_fields(piece, lines)
    else:
        _displayed_head(piece, lines)


def _coded(line: Line) -> bool:
    return bool(re.fullmatch(r"(?:HD|BY|WC|PD|SN|SC|LA|CY|LP|TD)(?:\s+.+)?", line.text))


def _coded_fields(piece: Piece, lines: list[Line]) -> None:
    """Fields with codes; a field goes on over the lines until the next code."""
    code, foot = "", False
    for line in lines:
        match = _CODE.fullmatch(line.text)
        value = line.text
        if match and not (code in _TEXT_CODES and match[1] not in _TEXT_CODES | _FOOT_CODES):
            code, value = match[1], (match[2] or "").strip()
            foot = foot or code in _FOOT_CODES
            if code in _TEXT_CODES:
                if not value:
                    piece.mark(line, "header", code)
                continue
        if code in _TEXT_CODES:
            continue
        if slot := _SLOTS.get(code):
            before = piece.metadata.get(slot, "")
            if match or not before:
                piece.state(slot, value)
            else:
                piece.metadata[slot] = f"{before} {value}"
        if line.end not in {mark.end for mark in piece.marks[:2]}:
            piece.mark(line, "h1" if code == "HD" else "footer" if foot else "header", code)


def _displayed_head(piece: Piece, lines: list[Line]) -> None:
    """Section?, title, byline?, words, date, time?, source, code, language, ©: one a line."""
    head = lines[:_HEAD_LINES]
    words = next((n for n, line in enumerate(head) if _WORDS.fullmatch(line.text)), None)
    if words is None or words == 0:
        return
    above = head[:words]
    if len(above) > 1 and _BYLINE.fullmatch(above[-1].text):
        byline = above.pop()
        piece.state("byline", byline.text)
        piece.mark(byline, "header", "BY")
    title = above.pop()
    if above and not title.blank_before and not above[-1].blank_before and len(above) > 1:
        first = above.pop()  # a title that runs over two lines
        piece.state("title", f"{first.text} {title.text}")
        piece.mark(first, "h1", "HD")
    piece.state("title", title.text)
    piece.mark(title, "h1", "HD")
    for line in above[-1:]:
        piece.state("section", line.text)
        piece.mark(line, "header", "SE")
    _displayed_fields(piece, head[words:])


def _displayed_fields(piece: Piece, below: list[Line]) -> None:
    end = next((n for n, line in enumerate(below) if _COPYRIGHT.match(line.text)), None)
    end = 5 if end is None else end + 1
    fields = below[: min(end, 12)]
    piece.mark(fields[0], "header", "WC")
    names = iter(("PD", "SN", "SC", "LA"))
    for line in fields[1:]:
        if _COPYRIGHT.match(line.text):
            name = "CY"
        elif _TIME.fullmatch(line.text):
            name = "ET"
        else:
            name = next(names, "CY")
        piece.mark(line, "header", name)
        if name in ("PD", "SN", "LA"):
            piece.state({"PD": "date", "SN": "source", "LA": "language"}[name], line.text)
