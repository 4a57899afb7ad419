"""The text of files whose text is no slice of their bytes (HTML, PDF, DOCX …), read once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from diploread.index.notebook.sources import Held
from diploread.index.notebook.verify import Extract

if TYPE_CHECKING:
    from diploread.config.settings import ReadingSettings


def extractor(options: ReadingSettings) -> Extract:
    """Reads a held file as the indexer does; each article's text by its part."""

    def extract(held: Held) -> Mapping[int, str]:
        from diploread.index.reading.read import read_bytes

        reading = read_bytes(held.data, held.path, options)
        return {article.part: article.raw for article in reading.articles}

    return extract
