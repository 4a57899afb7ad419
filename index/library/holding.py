"""Which rows of the store mention an entity, whatever the words: for a correction speaks of an id.

The volumes of the present generation know it by number; rows that none of them shows (a build was
stopped before it had indexed them) are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Collection

from .columns import Columns
from .folder import LibraryFolder, Manifest
from .store import Store


def rows_with(
    store: Store, folder: LibraryFolder, manifest: Manifest, ids: Collection[str]
) -> set[int]:
    """Present, annotated rows with a mention of one of ``ids``."""
    if not ids:
        return set()
    annotated = set(store.days())
    found: set[int] = set()
    shown: set[int] = set()
    for volume in manifest.volumes:
        columns = Columns(folder.volumes / volume.name / "columns")
        try:
            rids = columns.rids
            shown.update(rids)
            numbers = [n for n, known in enumerate(columns.entity_ids) if known in ids]
            found |= {rids[article] for n in numbers for article in columns.articles_of[n]}
        finally:
            columns.close()
    for rid, article in store.iterate_articles(sorted(annotated - shown)):
        if any(mention.id in ids for mention in article.entities):
            found.add(rid)
    return found & annotated
