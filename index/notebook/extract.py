"""The text of files whose text is no slice of their bytes (HTML, PDF, DOCX …), read once more."""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from typing import TYPE_CHECKING

from diploread.index.notebook.sources import Held
from diploread.index.notebook.verify import Extract

if TYPE_CHECKING:
    from diploread.config.settings import ReadingSettings
    from diploread.index.reading.worker import Worker


def extractor(options: ReadingSettings) -> Extract:
    """Reads a held file as the indexer does, in a process with limits; texts by part."""
    started: list[Worker] = []

    def extract(held: Held) -> Mapping[int, str]:
        from diploread.index.reading.worker import Worker

        if not started:
            worker = Worker(options)
            atexit.register(worker.close)
            started.append(worker)
        reading = started[0].read(held.root, held.path)
        return {article.part: article.raw for article in reading.articles}

    return extract
