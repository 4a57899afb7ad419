"""Saved searches on the command line: keep one under a name, list them, forget one."""

from __future__ import annotations

import argparse

from diploread.config.problems import UsageError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import narrate, open_library, print_line
from diploread.tui.commands.notes import open_notebook


def keep(args: argparse.Namespace) -> None:
    """Save the query under the name given, once the library has understood it."""
    from diploread.index.library.query.saved import search_name

    name = search_name(args.save)
    if not name:
        raise UsageError(f"{visible_line(args.save)!r} is no name", "use letters or digits")
    library = open_library(args)
    try:
        library.search(args.query)
    finally:
        library.close()
    with open_notebook() as notebook:
        notebook.save_search(name, args.query)
    narrate(f"saved; @{name} in a query finds it again")


def show() -> int:
    """Print name and query of each, by tabs; the exit code: 1 where there is none."""
    with open_notebook() as notebook:
        found = notebook.searches()
    for saved in found:
        print_line(f"{visible_line(saved.name)}\t{visible_line(saved.query)}")
    return 0 if found else 1


def forget(name: str) -> None:
    """Take a saved search away; the app's undo brings it back."""
    import difflib

    with open_notebook() as notebook:
        names = [saved.name for saved in notebook.searches()]
        if name.removeprefix("@") not in names:
            near = difflib.get_close_matches(name, names, 1)
            hint = f"did you mean {visible_line(near[0])}?" if near else "search --saved lists them"
            raise UsageError(f"there is no saved search {visible_line(name)!r}", hint)
        notebook.save_search(name.removeprefix("@"), None)
    narrate(f"forgotten: {visible_line(name)}")
