"""Plain text: raw is the decoded file, letter for letter; database exports are split."""

from __future__ import annotations

from diploread.index.reading.exports import split_export
from diploread.index.reading.source import Reading, Source, Text


def read(source: Source) -> Reading:
    """One article, or as many as the export of a news database holds."""
    raw, encoding = source.decoded()
    export = split_export(raw)
    if export is not None:
        return export.reading(source, raw, encoding, literal=True)
    return source.reading([Text(raw, "text", encoding, offset=0)])
