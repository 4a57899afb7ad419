"""RIS for reference managers: one ``NEWS`` record an article, the quotes as notes."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.config.visible import visible_line
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.works import Work, works


def render(entries: Sequence[Entry], options: Options) -> str:
    """The records, lines ended by CRLF as the format asks."""
    return "".join(_record(work) for work in works(entries, options))


def _record(work: Work) -> str:
    fields = [
        ("TY", "NEWS"),
        ("ID", work.key),
        ("AU", work.who.author),
        ("TI", work.title or "[no title]"),
        ("T2", work.who.outlet),
        ("PY", work.date[0] if work.date else ""),
        ("DA", "/".join((*work.date, "", "", "")[:3]) + "/" if work.date else ""),
        ("UR", work.first.article.url or ""),
        *(("KW", tag) for tag in work.tags()),
        *(("N1", remark) for remark in work.remarks()),
    ]
    lines = [f"{tag}  - {visible_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])
