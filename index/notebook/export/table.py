"""CSV and TSV for spreadsheets: every field of the record in a column of its own.

Article text must not run in a spreadsheet: a cell that a program would take for a formula begins
with an apostrophe. A cell that began with an apostrophe and such a sign gets one too, so that
:func:`unguarded` always gives back what was written.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from diploread.config.visible import visible, visible_line
from diploread.index.notebook.context import flat
from diploread.index.notebook.entry import Entry, Fact
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.stamp import stamp
from diploread.index.notebook.export.wording import manner

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n\0\u2400\u240d\uff1d\uff0b\uff0d\uff20]")
"""Signs that begin a formula, full-width ones too, also after apostrophes and blanks."""


def _fact(value: Fact | None) -> str:
    return value.text if value else ""


def _basis(value: Fact | None) -> str:
    return value.basis if value else ""


def _range(value: tuple[int, int] | None, which: int) -> str:
    return "" if value is None else str(value[which])


COLUMNS: Mapping[str, Callable[[Entry], str]] = {
    "id": lambda e: e.id,
    "kind": lambda e: e.kind,
    "text": lambda e: e.text if e.file.format != "markdown" else e.text_flat or e.text,
    "type": lambda e: "transcript" if manner(e) == "transcript" else e.type or "",
    "scare": lambda e: "yes" if e.scare else "",
    "speaker": lambda e: e.speaker.name,
    "speaker_as_written": lambda e: e.speaker.as_written,
    "speaker_role": lambda e: e.speaker.role or "",
    "speaker_basis": lambda e: e.speaker.how,
    "speaker_confidence": lambda e: f"{e.speaker.confidence:.2f}" if e.speaker.name else "",
    "via": lambda e: "; ".join(link.name for link in e.via),
    "cue": lambda e: e.cue.text if e.cue else "",
    "addressees": lambda e: "; ".join(e.addressees),
    "about": lambda e: "; ".join(e.about),
    "said": lambda e: e.said.value if e.said else "",
    "before": lambda e: e.context.before,
    "sentence": lambda e: e.context.sentence,
    "after": lambda e: e.context.after,
    "title": lambda e: _fact(e.article.title),
    "outlet": lambda e: _fact(e.article.outlet),
    "outlet_basis": lambda e: _basis(e.article.outlet),
    "agency": lambda e: _fact(e.article.agency),
    "byline": lambda e: _fact(e.article.byline),
    "dateline": lambda e: _fact(e.article.dateline),
    "date": lambda e: e.date.value if e.date else "",
    "date_precision": lambda e: e.date.precision if e.date else "",
    "date_basis": lambda e: e.date.basis if e.date else "",
    "date_evidence": lambda e: e.date.evidence if e.date else "",
    "url": lambda e: e.article.url or "",
    "tags": lambda e: "; ".join(e.user.tags),
    "note": lambda e: e.user.note,
    "reviewed": lambda e: "yes" if e.user.reviewed else "",
    "bookmarked": lambda e: e.user.starred_at,
    "path": lambda e: visible_line(e.file.path),
    "place": lambda e: e.file.place,
    "line": lambda e: "" if e.file.line is None else str(e.file.line),
    "sha256": lambda e: e.file.sha256,
    "byte_start": lambda e: _range(e.file.bytes, 0),
    "byte_end": lambda e: _range(e.file.bytes, 1),
    "char_start": lambda e: _range(e.file.chars, 0),
    "char_end": lambda e: _range(e.file.chars, 1),
    "anchor": stamp,
}


def guarded(cell: str) -> str:
    """``cell`` so that no spreadsheet runs it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What was written before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def render(entries: Sequence[Entry], options: Options) -> str:
    """CSV after RFC 4180: commas, CRLF, line breaks kept inside quoted cells."""
    return _table(entries, options, ",", lambda cell: cell)


def render_tsv(entries: Sequence[Entry], options: Options) -> str:
    """TSV: one line an entry, line breaks and tabs as spaces."""
    return _table(entries, options, "\t", flat)


def _table(
    entries: Sequence[Entry], options: Options, delimiter: str, shape: Callable[[str], str]
) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    plain = replace(options, style="chicago")
    columns: dict[str, Callable[[Entry], str]] = {**COLUMNS}
    columns["citation"] = partial(cite, options=plain)
    writer.writerow(columns)
    guard: Callable[[str], str] = str if options.unguarded else guarded
    for entry in entries:
        writer.writerow([guard(shape(visible(column(entry)))) for column in columns.values()])
    return ("\ufeff" if options.mark else "") + out.getvalue()
