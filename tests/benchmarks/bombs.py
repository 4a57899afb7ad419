"""Queries made to hurt: each is answered or refused, with a reason, within two seconds.

``python -m tests.benchmarks bombs`` on 10,000 invented articles; ``articles=N`` or ``made=FOLDER``
as in the benchmark of search. Wall time with the count, the words about the answer and a page.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from diploread.index.library.library import Library
from diploread.index.library.query.errors import QueryError

from tests.benchmarks.corpus import open_library
from tests.benchmarks.table import Table

BOMBS = {
    "*": "*",
    "prefix of one letter": "a*",
    "prefix of two letters": "st*",
    "leading *": "*a*",
    "many *": "s*a*t*e*d*i*n*g*",
    "fuzzy, nine changes": "alphabet~9",
    "fuzzy, two changes": "minister~2",
    "twenty wildcards": " OR ".join(f"{a}?*{b}*" for a in "bcdfg" for b in "aeio"),
    "all of a language": "[a TO z]",
    "regex, everything": "/.*/",
    "regex, backtracking": "/(a+)+(b|c)*s/",
    "2,000 times NOT": "NOT " * 2_000 + "oil",
    "5,000 parentheses": "(" * 5_000 + "oil" + ")" * 5_000,
    "a megabyte": "oil " * 250_000,
    "sentence of common words": "the /s of",
    "paragraph of patterns": "st* /p pr*",
    "near, patterns both": "s?* w/255 t?*",
    "not near, common words": "the not w/1 of",
    "phrase of patterns": '"t* o* a*"',
    "atleast, pattern": "atleast100 st*",
    "fifty common words": " OR ".join(["the of to in that for on with is was"] * 5),
    "near of near": "((the w/9 of) w/9 (to w/9 in)) w/9 (that w/9 for)",
    "exact letters": "=Minister",
    "quotes of patterns": "q{speaker:ba* st*}",
    "everything, by relevance": "the of to in sort:relevance",
    "everything, by speaker": "sort:speaker",
    "everything, by story": "group:story",
    "every quote": "is:direct",
    "long articles": "words:>1",
    "path": "file:*0*1*2*",
}  # fmt: skip


def run(table: Table) -> None:
    """Adds a row for each."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder), table)
        try:
            table.begin(f"query bombs, {library.count:,} articles, wall")
            for name, query in BOMBS.items():
                _row(table, library, name, query)
        finally:
            library.close()


def _row(table: Table, library: Library, name: str, query: str) -> None:
    library.forget()
    start = time.monotonic()
    try:
        answer = library.search(query)
        library.rows(answer, 0, 50)
        said = f"{answer.total:,}{'+ (partial)' if answer.partial else ''}"
        said += "" if answer.read_as else " (without words)"
    except QueryError as error:
        said = f"refused: {error.message}"
    table.add(name, time.monotonic() - start, unit=f"s; {said}")
