"""``diploread help``: the query language and the keys, from the tables they are made of."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from typing import Final

from diploread.tui.commands.libraries import print_line

HELP = "explain the query language or list the keys"
TOPICS: Final = ("query", "keys", "commands")

EXAMPLES: Final = (
    ("escort strait", "both words, anywhere in the article"),
    ('"escort clause"', "these words side by side"),
    ("wheat OR grain", "either; operators are written in capitals"),
    ("strait -bread", "not the word after the minus"),
    ("(wheat OR grain) convoy", "brackets group"),
    ("sanction*", "words that begin so; ? stands for one letter"),
    ("Ilvane~", "words spelt nearly so"),
    ("escort w/5 clause", "at most 5 words apart; pre/5 in this order"),
    ("escort /s clause", "in one sentence; /p in one paragraph"),
    ("speaker:ilvane escort", "articles that quote her and speak of an escort"),
    ("q{speaker:ilvane escort}", "quotes by her that speak of it"),
    ("date:2025-03", "in a month; 2025-03-01..05, >2025-03-20"),
    ('date:"last week"', "counted from today"),
    (
        "said:2025-03",
        "quotes by their day; where none is stated, by the article's: said:2025-03! not",
    ),
    ("is:undated", "a state"),
    ("is:transcript", "quotes that are turns of a transcript; is:indirect is reported speech"),
    ("tag:memo in:dossier", "what you have bookmarked, by tag and dossier; note: by your notes"),
    ("has:quote sort:-date", "what is there, and the order of the list"),
)
"""Queries with what they find, shown as they stand."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("topic", nargs="?", choices=TOPICS, default="commands", help="what about")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code."""
    topics = {"query": _query, "keys": _keys, "commands": _commands}
    for line in topics[args.topic]():
        print_line(line)
    return 0


def _query() -> Iterator[str]:
    from diploread.index.library.query.fields import FIELDS, HAS, IS, SORTS

    width = max(len(query) for query, _ in EXAMPLES) + 2
    yield from (f"{query:<{width}}{meaning}" for query, meaning in EXAMPLES)
    yield ""
    for name, known in (("fields", FIELDS), ("is:", IS), ("has:", HAS), ("sort:", SORTS)):
        yield from textwrap.wrap(
            f"{name:<8}{' '.join(known)}", 90, subsequent_indent=" " * 8, break_on_hyphens=False
        )


def _keys() -> Iterator[str]:
    """The keys as they are set, not only as they come."""
    from diploread.config.keys import AREAS, KEYS
    from diploread.config.load import load

    changed = load(None, None, {}).settings.keys
    width = max(len(key.description) for key in KEYS) + 2
    for area, heading in AREAS.items():
        yield heading
        for key in KEYS:
            if key.area == area:
                shown = " ".join(changed.get(key.id, key.keys)) or "-"
                yield f"  {shown:<16}{key.description:<{width}}{key.id}"


def _commands() -> Iterator[str]:
    from diploread.tui.cli import command
    from diploread.tui.commands.registry import COMMANDS

    width = max(map(len, COMMANDS)) + 2
    yield from (f"{name:<{width}}{command(name).HELP}" for name in COMMANDS)
    yield ""
    yield "diploread COMMAND --help tells more; diploread help query, diploread help keys"
