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
    from diploread.index.library.library import Library
    from diploread.index.library.rows import Row
    from diploread.index.library.story_map import Story

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
    from diploread.index.library.query.errors import QueryError

    library = open_library(args)
    try:
        answer = library.search(args.query)
        found = library.stories(answer)
        for number, story in enumerate(found.values(), 1):
            likes = _members(library, story)
            for line in [_json(story.id, likes)] if args.json else _lines(number, likes):
                print_line(line)
        narrate(_summary([len(story.members) for story in found.values()], answer.total))
    except QueryError as error:
        print(visible(error.pointed()), file=sys.stderr)
        return error.exit_code
    finally:
        library.close()
    return 0 if found else 1


def _members(library: Library, story: Story) -> list[tuple[Row, float]]:
    """The articles of a story, the earliest first, each with its likeness to that one."""
    ids = story.members[::-1]
    rows = library.rows_of(ids)
    return [(row, library.likeness(ids[0], row.id)) for row in rows]


def _summary(sizes: list[int], looked_at: int) -> str:
    what = "story" if len(sizes) == 1 else "stories"
    return f"{len(sizes):,} {what} of {sum(sizes):,} among {looked_at:,} articles"


def _lines(number: int, members: list[tuple[Row, float]]) -> list[str]:
    return [f"{number}\t{likeness:.2f}\t{plain_row(row)}" for row, likeness in members]


def _json(story: str, members: list[tuple[Row, float]]) -> str:
    import json

    from diploread.index.library.rows import plain_path
    from diploread.index.notebook.export.jsonl import escaped

    record = {
        "story": story,
        "articles": [
            {
                "id": row.id,
                "path": plain_path(row.path),
                "part": row.part,
                "title": row.title,
                "likeness": round(likeness, 2),
            }
            for row, likeness in members
        ],
    }
    return escaped(json.dumps(record, ensure_ascii=False))
