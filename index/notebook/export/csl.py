"""CSL-JSON for Zotero and pandoc: one ``article-newspaper`` an article, the quotes in its note."""

from __future__ import annotations

import json
from collections.abc import Sequence

from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.jsonl import escaped
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.works import Work, works


def render(entries: Sequence[Entry], options: Options) -> str:
    """The list of items."""
    items = [_item(work) for work in works(entries, options)]
    return escaped(json.dumps(items, indent=1, ensure_ascii=False, allow_nan=False)) + "\n"


def _item(work: Work) -> dict[str, object]:
    item: dict[str, object] = {
        "id": work.key,
        "type": "article-newspaper",
        "title": work.title or "[no title]",
        "note": "\n".join(work.remarks()),
    }
    if work.who.author:
        item["author"] = [{"literal": work.who.author}]
    if work.who.outlet:
        item["container-title"] = work.who.outlet
    if work.date:
        issued: dict[str, object] = {"date-parts": [[int(part) for part in work.date]]}
        if work.date_guessed:
            issued["circa"] = True
        item["issued"] = issued
    if work.first.article.url:
        item["URL"] = work.first.article.url
    if work.tags():
        item["keyword"] = ", ".join(work.tags())
    return item
