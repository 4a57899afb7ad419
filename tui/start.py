"""``diploread [PATH…]``: which folders to read, if they can be, if there is a terminal."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError, UsageError
from diploread.config.visible import visible_line

if TYPE_CHECKING:
    from diploread.config.settings import ReadingSettings


def read(args: argparse.Namespace) -> int:
    """Open the reader on the folders that are named, or on those read last; the exit code."""
    from diploread.config.load import DEFAULT, load
    from diploread.config.paths import Paths

    gc.disable()  # until the first results are painted: a tenth of the start
    roots = _roots(args)
    one = roots[0] if len(roots) == 1 and roots[0].is_dir() else None
    loaded = load(None, one, {})
    for root in roots:
        check_readable(root, loaded.settings.reading)
    check_terminal()
    check_theme(loaded.settings.ui.theme)
    for problem in loaded.problems:
        print(f"diploread: {visible_line(str(problem))}", file=sys.stderr)
    from dataclasses import replace

    from diploread.tui.app import run
    from diploread.tui.signs import ascii_wanted

    sample = roots == [sample_corpus()]
    settings = loaded.settings
    if ascii_wanted(settings.ui.ascii):
        settings = replace(settings, ui=replace(settings.ui, ascii="always"))
    if loaded.origins["ui.theme"] == DEFAULT and few_colours(os.environ):
        settings = replace(settings, ui=replace(settings.ui, theme="sixteen"))
    return run(roots, settings, Paths.default(), sample=sample, watching=args.watch)


def sample_corpus() -> Path:
    """The folder of samples that comes with the program."""
    from importlib.resources import files

    return Path(str(files("diploread.sample_corpus")))


def check_readable(root: Path, options: ReadingSettings) -> None:
    """Raises DiploreadError, in one line, for a folder in which there is nothing to read."""
    from diploread.index.reading.walk import Found, walk

    shown = visible_line(str(root))
    need = os.R_OK | os.X_OK if root.is_dir() else os.R_OK
    if not os.access(root, need):
        raise DiploreadError(f"{shown} cannot be read", "look at its permissions")
    if not any(isinstance(found, Found) for found in walk(root, options)):
        raise DiploreadError(
            f"there is no file to read in {shown}", "diploread --sample shows some"
        )


def check_theme(name: str) -> None:
    """Raises ConfigError, with file and line, for an own theme that cannot be shown."""
    from diploread.config.paths import Paths
    from diploread.config.theme_names import BUILT_IN

    own = Paths.default().config_dir / "themes"
    if name not in BUILT_IN or (own / f"{name}.yaml").exists():
        from diploread.tui.themes import load_theme

        load_theme(name, own)


def few_colours(environment: Mapping[str, str]) -> bool:
    """Whether the terminal has sixteen colours, of which a theme in fine shades leaves little."""
    if environment.get("COLORTERM", "").strip().casefold() in ("truecolor", "24bit"):
        return False
    kind = environment.get("TERM", "").strip().casefold()
    return not kind.endswith(("256color", "direct", "truecolor", "kitty", "ghostty"))


def check_terminal() -> None:
    """Raises UsageError where no screen can be shown."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "the reader needs a terminal", "without one: diploread search QUERY --plain"
        )
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError(
            "this terminal cannot show a screen (TERM is dumb or not set)",
            "diploread search QUERY --plain needs none",
        )


def _roots(args: argparse.Namespace) -> Sequence[Path]:
    from diploread.tui.commands.libraries import roots_of

    if args.paths:
        if args.sample:
            raise UsageError("--sample opens the samples alone", "leave PATH or --sample out")
        _check_command(args.paths[0])
        return roots_of(args.paths)
    from diploread.index.library.recent import last_library

    last = [] if args.sample else last_library()
    for root in last:
        if not root.exists():
            raise DiploreadError(
                f"{visible_line(str(root))}, read last, is no longer there",
                "name a folder, or: diploread --sample",
            )
    return last or [sample_corpus()]


def _check_command(word: str) -> None:
    """A word that is no folder but nearly a command is a slip of the pen."""
    from difflib import get_close_matches

    from diploread.tui.commands.registry import COMMANDS

    if Path(word).expanduser().exists() or os.sep in word:
        return
    for close in get_close_matches(word, COMMANDS, n=1, cutoff=0.7):
        raise UsageError(
            f"{visible_line(word)} is neither a folder nor a command", f"did you mean {close}?"
        )
