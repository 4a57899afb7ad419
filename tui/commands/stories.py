"""``diploread stories``: articles that are copies or versions of one report, put together."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from diploread.config.visible import visible
from diploread.tui.commands.libraries import (
    add_library,
    narrate,
    open_library,
    plain_row,
    print_line,
)

if TYPE_CHECKING:
    from diploread.index.analysis.stories import Story
    from diploread.index.library.rows import Row

HELP = "put copies and versions of one report together"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("query", metavar="QUERY", nargs="?", default="", help="none looks at all")
    add_library(parser)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--json", action="store_true", help="one object a story")
    kind.add_argument("--plain", action="store_true", help="story, likeness, date … by tabs")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code: 0 found, 1 nothing found."""
    from diploread.index.analysis.stories import sketch, stories
    from diploread.index.library.query.errors import QueryError

    library = open_library(args)
    try:
        answer = library.search(args.query)
        rows = library.rows(answer, 0, answer.total)
        rows.sort(key=lambda row: (row.date.value if row.date else "~", row.path, row.part))
        found = stories([sketch(library.article(row.id).body) for row in rows])
    except QueryError as error:
        print(visible(error.pointed()), file=sys.stderr)
        return error.exit_code
    finally:
        library.close()
    for number, story in enumerate(found, 1):
        for line in [_json(story, rows)] if args.json else _lines(number, story, rows):
            print_line(line)
    held = sum(len(story.members) for story in found)
    what = "story" if len(found) == 1 else "stories"
    narrate(f"{len(found):,} {what} of {held:,} among {len(rows):,} articles")
    return 0 if found else 1


def _lines(number: int, story: Story, rows: list[Row]) -> list[str]:
    return [f"{number}\t{m.likeness:.2f}\t{plain_row(rows[m.index])}" for m in story.members]


def _json(story: Story, rows: list[Row]) -> str:
    import json

    from diploread.index.library.rows import plain_path
    from diploread.index.notebook.export.jsonl import escaped

    record = {
        "articles": [
            {
                "id": rows[m.index].id,
                "path": plain_path(rows[m.index].path),
                "part": rows[m.index].part,
                "title": rows[m.index].title,
                "likeness": m.likeness,
            }
            for m in story.members
        ]
    }
    return escaped(json.dumps(record, ensure_ascii=False))
