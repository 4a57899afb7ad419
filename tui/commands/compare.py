"""``diploread compare A B``: two versions of a story, paragraph by paragraph."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import UsageError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import add_library, narrate, open_library, print_line

if TYPE_CHECKING:
    from diploread.index.analysis.compare import Kind, Paragraph
    from diploread.index.article import Article
    from diploread.index.library.library import Library

HELP = "compare two articles: paragraphs that stayed, were reworded, moved, came or went"
_SIGNS = {"same": "=", "reworded": "~", "left": "-", "right": "+"}
_WORDS: Mapping[Kind, str] = {
    "same": "same",
    "reworded": "reworded",
    "left": "only in A",
    "right": "only in B",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    for name, which in (("first", "earlier"), ("second", "later")):
        parser.add_argument(
            name,
            metavar="A" if name == "first" else "B",
            help=f"the {which}: file (FILE#PART) or id of an article",
        )
    add_library(parser)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--json", action="store_true", help="one object a paragraph")
    kind.add_argument("--plain", action="store_true", help="sign, moved or not, words by tabs")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code: 0 the words are the same, 1 they differ."""
    from diploread.index.analysis.compare import compare

    library = open_library(args)
    try:
        one, other = _article(library, args.first), _article(library, args.second)
    finally:
        library.close()
    found = compare(one.body, other.body)
    for paragraph in found:
        line = _json if args.json else _plain if args.plain else _shown
        print_line(line(paragraph, one.body, other.body))
    narrate(_summary(found))
    return 0 if all(p.kind == "same" and not p.moved for p in found) else 1


def _article(library: Library, name: str) -> Article:
    """The article of an id, or of a file named from here or from the library's root."""
    from diploread.index.pipeline import article_id_of

    path, _, part = name.rpartition("#") if "#" in name else (name, "", "0")
    number = int(part) if part.isascii() and part.isdigit() else 0
    root = library.root if library.root.is_dir() else library.root.parent
    beside = os.path.relpath(Path(os.path.abspath(path)), root)  # noqa: PTH100
    ids = [name, *(article_id_of(p, number) for p in (beside, path))]
    for one in ids:
        try:
            return library.article(one)
        except (KeyError, ValueError):
            continue
    raise UsageError(f"the library has no article {visible_line(name)!r}", "name a file or an id")


def _summary(found: tuple[Paragraph, ...]) -> str:
    counts = Counter(paragraph.kind for paragraph in found)
    told = [f"{counts[kind]} {word}" for kind, word in _WORDS.items() if counts[kind]]
    moved = sum(paragraph.moved for paragraph in found)
    told += [f"{moved} of them moved"] if moved else []
    return ", ".join(told) or "both are empty"


def _words(paragraph: Paragraph, left: str, right: str) -> str:
    from diploread.index.analysis.wording import marked

    if paragraph.kind == "reworded":
        return marked(paragraph.diff)
    if paragraph.right is not None:
        return right[slice(*paragraph.right)]
    return left[slice(*paragraph.left)] if paragraph.left else ""


def _shown(paragraph: Paragraph, left: str, right: str) -> str:
    sign = _SIGNS[paragraph.kind] + (">" if paragraph.moved else " ")
    return f"{sign} {visible_line(_words(paragraph, left, right))}"


def _plain(paragraph: Paragraph, left: str, right: str) -> str:
    moved = "moved" if paragraph.moved else ""
    cells = (_SIGNS[paragraph.kind], moved, visible_line(_words(paragraph, left, right)))
    return "\t".join(cells)


def _json(paragraph: Paragraph, left: str, right: str) -> str:
    import json

    from diploread.index.notebook.export.jsonl import escaped

    def side(text: str, span: tuple[int, int] | None) -> dict[str, object] | None:
        return span and {"start": span[0], "end": span[1], "text": text[slice(*span)]}

    record = {
        "kind": paragraph.kind,
        "moved": paragraph.moved,
        "left": side(left, paragraph.left),
        "right": side(right, paragraph.right),
        "diff": [[piece.operation, piece.text] for piece in paragraph.diff],
    }
    return escaped(json.dumps(record, ensure_ascii=False))
