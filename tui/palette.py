"""What the command line behind ``:`` knows: every action by name, and commands with an argument.

The commands are one table: what each takes, what can be proposed for it, and what it does. A
mistake is told with the nearest name, and the line stays open to be mended.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diploread.config.keys import APART, KEYS
from diploread.config.problems import UsageError
from diploread.config.theme_names import BUILT_IN, own_themes
from diploread.tui.keys import Keymap
from diploread.tui.screens.chooser import Choice

if TYPE_CHECKING:
    from diploread.tui.screens.reader import ReaderScreen

SORTS: Final = ("-date", "date", "relevance", "source", "speaker")
GROUPS: Final = ("day", "source", "speaker", "story")


@dataclass(frozen=True, slots=True)
class Command:
    """A word that takes an argument."""

    name: str
    takes: str
    """What the argument is, for the list."""
    does: str
    run: Callable[[ReaderScreen, str], None]
    known: Callable[[ReaderScreen], Sequence[str]] = lambda _: ()
    """Arguments that can be proposed."""
    other: bool = False
    """Whether other arguments than those are right too."""
    check: Callable[[ReaderScreen, str], None] = lambda *_: None
    """Raises DiploreadError where an argument is off, before anything is done."""


def commands() -> dict[str, Command]:
    """The commands by name."""
    return {command.name: command for command in _COMMANDS}


def actions(keymap: Keymap) -> list[Choice[str]]:
    """Every action, with its keys beside it."""
    return [
        Choice(key.description, key.id, keymap.shown(key.id))
        for key in KEYS
        if key.area not in APART and key.id != "app.palette"
    ]


def proposals(reader: ReaderScreen, typed: str) -> list[Choice[str]] | None:
    """What a line that begins with a command can go on with; None for one that does not.

    The first is what enter takes: the argument as typed, where the command takes any.
    """
    verb, space, argument = typed.lstrip(": ").partition(" ")
    command = commands().get(verb)
    if command is None or not space:
        return None
    argument = argument.strip()
    found = [
        Choice(f"{verb} {one}", f"{verb} {one}")
        for one in command.known(reader)
        if one.casefold().startswith(argument.casefold()) or argument.casefold() in one.casefold()
    ]
    if command.other and argument and f"{verb} {argument}" not in {one.value for one in found}:
        found.insert(0, Choice(f"{verb} {argument}", f"{verb} {argument}", command.does))
    return found


def beginnings(typed: str) -> list[Choice[str]]:
    """The commands that begin like this, to be completed."""
    word = typed.lstrip(": ").casefold()
    return [
        Choice(f"{one.name} {one.takes}", f"{one.name} ", one.does)
        for one in _COMMANDS
        if one.name.startswith(word)
    ]


def understood(reader: ReaderScreen, line: str) -> Callable[[], None]:
    """What an action's id, or a command as typed, asks for. Raises UsageError on a mistake."""
    if any(key.id == line for key in KEYS):
        return partial(reader.dispatch, line)
    verb, _, argument = line.strip().lstrip(": ").partition(" ")
    argument = argument.strip()
    if verb in ("q", "quit"):
        return partial(reader.dispatch, "app.quit")
    if verb.isdecimal() and not argument:
        verb, argument = "open", verb
    command = commands().get(verb)
    if command is None:
        names = [*commands(), "quit"]
        raise UsageError(f'no command "{verb}"', _nearest(verb, names))
    known = command.known(reader)
    if not argument or (not command.other and argument not in known):
        said = f', not "{argument}"' if argument else ""
        raise UsageError(f"{verb} takes {command.takes}{said}", _nearest(argument, known))
    command.check(reader, argument)
    return partial(command.run, reader, argument)


def _nearest(word: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, names, 1)
    return f"did you mean {near[0]}?" if near else ", ".join(names)


def _query(reader: ReaderScreen, query: str) -> None:
    reader.diploread.remember_search(query)
    reader.line.put(query)
    reader.search()
    reader.go("results")


def _sort(reader: ReaderScreen, order: str) -> None:
    reader.sort = "" if order == "-date" else order
    reader.search(keep=reader.article.id if reader.article else None)


def _group(reader: ReaderScreen, field: str) -> None:
    _sort(reader, f"group:{field}")


def _is_result(reader: ReaderScreen, number: str) -> None:
    count = reader.results.count
    if not number.isdecimal() or not 1 <= int(number) <= count:
        raise UsageError(f"there is no result {number}", f"there are {count:,}")


def _open(reader: ReaderScreen, number: str) -> None:
    reader.results.move_to(int(number) - 1)
    reader.go("results")


def _export(reader: ReaderScreen, file: str) -> None:
    from diploread.tui.actions.exporting import export_to

    export_to(reader, file)


def _can_export(reader: ReaderScreen, file: str) -> None:
    from diploread.index.notebook.export.formats import format_named

    format_named(Path(file).suffix)


def _endings(reader: ReaderScreen) -> Sequence[str]:
    from diploread.index.notebook.export.formats import FORMATS

    return [f"quotes{suffix}" for suffix in dict.fromkeys(f.suffix for f in FORMATS.values())]


def _themes(reader: ReaderScreen) -> Sequence[str]:
    paths = reader.diploread.paths
    own = own_themes(paths.config_dir / "themes") if paths is not None else ()
    return [*BUILT_IN, *own]


_COMMANDS: Final = (
    Command("query", "WORDS", "search the library", _query,
            lambda reader: list(reversed(reader.diploread.searches)), other=True),
    Command("sort", "ORDER", "order of the results", _sort, lambda _: SORTS),
    Command("group", "FIELD", "results under headings", _group, lambda _: GROUPS),
    Command("open", "N", "go to the Nth result; a number alone does too", _open, other=True,
            check=_is_result),
    Command("export", "FILE", "write the bookmarks; the ending says the format", _export,
            _endings, other=True, check=_can_export),
    Command("theme", "NAME", "colours of the screen",
            lambda reader, name: reader.diploread.use_theme(name), _themes),
)  # fmt: skip
