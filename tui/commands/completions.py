"""``diploread completions SHELL``: completion scripts, generated from the parsers themselves."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

HELP = "print the completion script of a shell: bash, zsh or fish"
SHELLS: Final = ("bash", "zsh", "fish")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("shell", choices=SHELLS, help="e.g. source <(diploread completions bash)")


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code."""
    makers = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    print(makers[args.shell](), end="")
    return 0


def words() -> dict[str, list[str]]:
    """What may follow: by command, and by ``command act`` where it has acts; "" for the start."""
    from diploread.tui.cli import parser_of, reader_parser
    from diploread.tui.commands.registry import COMMANDS

    found = {"": [*COMMANDS, *_options(reader_parser())]}
    for name in COMMANDS:
        parser = parser_of(name)
        found[name] = [*_options(parser)]
        for act, inner in _acts(parser):
            found[name].append(act)
            found[f"{name} {act}"] = _options(inner)
        for action in parser._actions:
            if not action.option_strings and action.choices and not isinstance(
                action, argparse._SubParsersAction
            ):  # fmt: skip
                found[name] += [str(choice) for choice in action.choices]
    return found


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [
        text
        for action in parser._actions
        for text in action.option_strings
        if text.startswith("--")
    ]


def _acts(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def _cases(indent: str) -> str:
    rows = [f'{indent}"{key}") words="{" ".join(found)}" ;;' for key, found in words().items()]
    return "\n".join(rows)


_FIND = """    local at=1 key="" word words=""
    while [ $at -lt $COMP_CWORD ]; do
        word="${COMP_WORDS[$at]}"
        case "$word" in
            --config|--set) at=$((at + 1)) ;;
            -*) ;;
            *) if [ -z "$key" ]; then key="$word"
               else case "$key $word" in ACTS) key="$key $word" ;; esac; fi ;;
        esac
        at=$((at + 1))
    done
    case "$key" in
CASES
    esac
"""


def _bash() -> str:
    acts = "|".join(f'"{key}"' for key in words() if " " in key)
    find = _FIND.replace("ACTS", acts).replace("CASES", _cases(" " * 8))
    return (
        f"_diploread() {{\n{find}"
        '    COMPREPLY=( $(compgen -W "$words" -- "${COMP_WORDS[$COMP_CWORD]}") )\n'
        "}\ncomplete -o default -o bashdefault -F _diploread diploread\n"
    )


def _zsh() -> str:
    """The script of bash, by the bridge that zsh has for such."""
    return f"autoload -Uz +X bashcompinit && bashcompinit\n{_bash()}"


def _fish() -> str:
    lines = []
    commands = [key for key in words() if key and " " not in key]
    none = f"not __fish_seen_subcommand_from {' '.join(commands)}"
    for key, found in words().items():
        first, _, act = key.partition(" ")
        when = f"__fish_seen_subcommand_from {first}" if first else none
        if act:
            when += f"; and __fish_seen_subcommand_from {act}"
        for word in found:
            what = f"-l {word[2:]}" if word.startswith("--") else f"-a {word}"
            lines.append(f"complete -c diploread -n '{when}' {what}")
    return "\n".join(lines) + "\n"
