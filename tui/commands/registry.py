"""The table of subcommands: each is a module of this package with the same four names.

``HELP`` is the one-line help, ``configure(parser)`` adds the arguments, ``run(args)`` does the work
and returns the exit code. The module's name is the command's name.
"""

from __future__ import annotations

import argparse
from typing import Protocol

COMMANDS: tuple[str, ...] = (
    "annotate",
    "index",
    "quotes",
    "search",
    "stories",
    "compare",
    "bookmarks",
    "entities",
    "removed",
    "export",
    "verify",
    "config",
    "doctor",
    "purge",
    "completions",
    "help",
)  # fmt: skip


class Command(Protocol):
    """What a module of this package offers."""

    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do the work; return the exit code."""
