"""One article annotated anew, with the corrections as they stand: what a rebuild will make of it.

The app shows it at once, while the library follows in a process of its own. A few milliseconds an
article once the rules are loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diploread.config.corrections import Corrections

from ..article import Article
from ..pipeline import annotate
from .annotating import Job, resources_of
from .folder import LibraryFolder
from .recounting import counts_for
from .store import Store


def annotated_again(
    folder: LibraryFolder,
    article: Article,
    fixes: Corrections,
    *,
    rules: Sequence[Path] = (),
    names: Sequence[Path] = (),
    engine: str = "rules",
) -> Article:
    """``article``, out of the raw text that the library keeps of it. Raises KeyError where it has
    none of that id any more."""
    store = Store(folder.store)
    try:
        rid = store.row_of(article.id)
        if rid is None:
            raise KeyError(article.id)
        job = Job(
            folder.store,
            counts_for(store, [rid]),
            rules=tuple(rules),
            names=tuple(names),
            engine=engine,
            corrections=fixes,
        )
        date = article.date
        completed = date if date is not None and date.basis == "neighbour" else None
        return annotate(
            store.raw(rid), resources_of(job), article_id=article.id, neighbour_date=completed
        )
    finally:
        store.close()
