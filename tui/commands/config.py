"""``diploread config``: where settings lie, which hold and why, whether they are right."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import narrate, print_line, roots_of

if TYPE_CHECKING:
    from diploread.config.settings import Settings

HELP = "show, check or begin your settings"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    act = acts.add_parser("path", help="where the file and the folders are")
    act = acts.add_parser("show", help="every setting, and where its value comes from")
    act.add_argument("name", nargs="?", default="", help="only those whose name begins so")
    act.add_argument("--library", metavar="PATH", help="with the settings this library carries")
    act.add_argument("--changed", action="store_true", help="leave out what is as it comes")
    act.add_argument("--json", action="store_true", help="one object a line")
    act = acts.add_parser("check", help="every mistake, with its line; 2 where there is one")
    act.add_argument("--library", metavar="PATH", help="with the settings this library carries")
    act = acts.add_parser("init", help="write a file in which every setting is explained")
    act.add_argument(
        "--entities", action="store_true", help="names of your own, entities.yaml, instead"
    )
    act.add_argument("--stdout", action="store_true", help="print it instead")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code."""
    acts = {"path": _path, "show": _show, "check": _check, "init": _init}
    return acts[args.act](args)


def _path(args: argparse.Namespace) -> int:
    from diploread.config.paths import Paths

    paths = Paths.default()
    print_line(str(paths.config_file))
    for name in ("config_dir", "data_dir", "cache_dir", "state_dir"):
        narrate(f"{name.removesuffix('_dir')} folder: {getattr(paths, name)}")
    return 0


def _show(args: argparse.Namespace) -> int:
    import json

    from diploread.config.load import DEFAULT, load
    from diploread.config.reference import written
    from diploread.config.schema import settings_table

    loaded = load(args.config, _library(args), {})
    for problem in loaded.problems:
        narrate(str(problem))
    count = 0
    for name in settings_table():
        value: object = loaded.settings
        for part in name.split("."):
            value = getattr(value, part)
        origin = loaded.origins[name]
        if not name.startswith(args.name) or (args.changed and origin == DEFAULT):
            continue
        count += 1
        if args.json:
            record = {"name": name, "value": value, "origin": origin}
            print_line(json.dumps(record, default=dict, ensure_ascii=True))
        else:
            print_line(f"{name}: {visible_line(written(value))}  # {visible_line(origin)}")
    if not count and args.name:
        raise DiploreadError(f"no setting begins with {visible_line(args.name)}")
    return 0


def _check(args: argparse.Namespace) -> int:
    from diploread.config.load import examine
    from diploread.config.paths import Paths
    from diploread.index.library.user_checks import problems_of

    library = _library(args)
    loaded = examine(args.config, library, {})
    read, problems = list(loaded.files), [str(problem) for problem in loaded.problems]
    folders = [(Paths.default().config_dir, False), *([(library, True)] if library else [])]
    for folder, carried in folders:
        files, told = problems_of(folder, carried=carried)
        read += files
        problems += told
    files, told, notices = _themes(loaded.settings)
    read += files
    problems += told
    for problem in [*problems, *notices]:
        narrate(problem)
    files_read = ", ".join(map(str, read)) or "no file; all settings are as they come"
    if not problems:
        narrate(f"no mistakes: {files_read}")
    return 2 if problems else 0


def _themes(settings: Settings) -> tuple[list[Path], list[str], list[str]]:
    """The user's themes, what is wrong in them, and which colours can hardly be read.

    Those of ``ui.colors`` are held against the theme that is set.
    """
    from diploread.config.colours import faint
    from diploread.config.paths import Paths
    from diploread.config.theme_check import check_theme_file, hardly
    from diploread.config.theme_names import built_in_theme, own_themes

    folder = Paths.default().config_dir / "themes"
    files = [folder / f"{name}.yaml" for name in own_themes(folder)]
    checked = {file.stem: check_theme_file(file) for file in files}
    problems = [str(problem) for theme in checked.values() for problem in theme.problems]
    notices = [str(notice) for theme in checked.values() for notice in theme.notices]
    theme = checked.get(settings.ui.theme) or built_in_theme(settings.ui.theme)
    chosen = {str(name): colour for name, colour in settings.ui.colors.items()}
    colours = {**theme.colours, **theme.variables, **chosen}
    notices += [
        f"ui.colors.{name} {hardly(ground, ratio)} in {settings.ui.theme}, and is left out there"
        for name, ground, ratio in faint(colours)
        if name in chosen
    ]
    return files, problems, notices


def _init(args: argparse.Namespace) -> int:
    import sys

    from diploread.config.paths import Paths, make_private
    from diploread.config.reference import reference

    path = Paths.default().config_file
    text = reference
    if args.entities:
        path, text = path.with_name("entities.yaml"), _names
    if args.stdout:
        sys.stdout.write(text())
        return 0
    try:
        make_private(path.parent)
        with path.open("x", encoding="utf-8") as file:
            file.write(text())
    except FileExistsError:
        raise DiploreadError(f"{path} is there already", "nothing was written") from None
    narrate(f"written: {path}")
    return 0


def _names() -> str:
    """The commented file of names."""
    from importlib.resources import files

    return (files("diploread.config.defaults") / "entities.yaml").read_text(encoding="utf-8")


def _library(args: argparse.Namespace) -> Path | None:
    return roots_of([args.library])[0] if args.library else None
