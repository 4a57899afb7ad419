"""Which colour themes there are, by name: those that come with the program, and the user's own.

Only names are looked at here, so that every command can refuse a theme that is not there; whether
the colours in a theme are colours is looked at when the theme is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .paths import Paths
from .schema import nearest
from .visible import visible_line

if TYPE_CHECKING:
    from .strict_yaml import Item
    from .theme_check import ThemeFile

BUILT_IN: Final = ("dusk", "paper", "sixteen")
"""In the order in which the theme key goes through them."""


def own_themes(folder: Path) -> list[str]:
    """The names of the themes in a folder, in order; none where there is no folder."""
    try:
        return sorted(file.stem for file in folder.glob("*.yaml"))
    except OSError:
        return []


def built_in_theme(name: str) -> ThemeFile:
    """A theme that comes with the program, read."""
    from importlib import resources

    from .theme_check import check_theme

    file = resources.files("diploread.config.defaults") / "themes" / f"{name}.yaml"
    return check_theme(flat(file.read_text("utf-8")), f"{name}.yaml")


def flat(text: str) -> Item:
    """The tree of a file of ours that is names and values, on two levels at most.

    Every start reads a theme, and to load a reader of all YAML for it costs more than the first
    paint of a page. Files of users go through :mod:`diploread.config.strict_yaml`.
    """
    from .strict_yaml import Item, plain

    root: dict[str, Item] = {}
    tree = below = Item(root, 1)
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        tree.line = tree.line if root else number
        name, _, value = bare.partition(":")
        value = value.strip()
        group = below if line.startswith(" ") else tree
        assert isinstance(group.value, dict)
        quoted = value.startswith('"')
        item = Item(value.strip('"') if quoted else plain(value), number)
        if not value:
            item = below = Item({}, number + 1)
        group.value[name], group.key_lines[name] = item, number
    return tree


def theme_problem(name: str) -> tuple[str, str] | None:
    """What is wrong with the name of a theme, and the nearest that is right; None if nothing."""
    if name in BUILT_IN:  # without a look at the disk, as nearly always
        return None
    names = tuple(_known())
    if name in names:
        return None
    return f'ui.theme: no theme "{visible_line(name)}"', nearest(name, names)


def _known() -> Iterator[str]:
    yield from BUILT_IN
    yield from (n for n in own_themes(Paths.default().config_dir / "themes") if n not in BUILT_IN)
