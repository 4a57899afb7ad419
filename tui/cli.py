"""The command ``diploread``: folders open the reader, the name of a command runs it.

Start-up is paid at every call, so nothing heavy is imported here: a command imports what it needs,
and only the reader imports the terminal library. All failures end here: those a user can
understand as one line, those that are our own as one line and a report.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn, cast

from diploread.config.problems import DiploreadError
from diploread.config.visible import visible_line
from diploread.tui.commands.registry import COMMANDS, Command

USAGE: Final = "diploread [OPTION…] [PATH…]\n       diploread [OPTION…] COMMAND …"
DESCRIPTION: Final = (
    "Read diplomatic news in the terminal: who said what, to whom, when, in which words. "
    "PATH are folders or files of articles; without any, the library read last is opened, "
    "and on the first start a corpus of samples."
)


class _Parser(argparse.ArgumentParser):
    """Errors in one line, like all others."""

    def error(self, message: str) -> NoReturn:
        """Print one line and leave with 2."""
        _tell(f"{message}; see {self.prog} --help")
        raise SystemExit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    _fill_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # names may hold what the locale cannot say
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _dispatch(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except DiploreadError as error:
        _tell(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _let_go_of_stdout()
        return 0
    except OSError as error:
        _tell(_said(error))
        return 1
    except Exception as error:
        from diploread.config.paths import Paths
        from diploread.tui.crash import report

        print(visible_line(report(error, Paths.default().crash_log)), file=sys.stderr)
        return 1


def _fill_closed_streams() -> None:
    """Streams that were closed before the start (``>&-``) lead nowhere, instead of to the next
    file that is opened."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def version() -> str:
    """The version that is installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("diploread")
    except PackageNotFoundError:
        return "unknown (not installed)"


def command(name: str) -> Command:
    """The module of a command."""
    return cast(Command, import_module(f"diploread.tui.commands.{name.replace('-', '_')}"))


def parser_of(name: str) -> argparse.ArgumentParser:
    """The parser of one command, without the options that all have."""
    made = _Parser(prog=f"diploread {name}", description=command(name).HELP, allow_abbrev=False)
    command(name).configure(made)
    return made


def reader_parser() -> argparse.ArgumentParser:
    """The parser of ``diploread [PATH…]``, with the options that come before a command."""
    made = _Parser(
        prog="diploread",
        usage=USAGE,
        description=DESCRIPTION,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="folders or files of articles")
    made.add_argument("--config", metavar="FILE", help="settings in place of the usual file")
    made.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting for this run, e.g. ui.theme=paper (again for more)",
    )
    made.add_argument("--watch", action="store_true", help="take in what is added while you read")
    made.add_argument("--sample", action="store_true", help="open the corpus of samples")
    made.add_argument("--version", action="store_true", help="print the version and leave")
    return made


def _dispatch(argv: list[str]) -> int:
    at = _command_at(argv)
    if at is None:
        parser = reader_parser()
        if "-h" in argv or "--help" in argv:
            parser.epilog = _commands_help()
        args = parser.parse_args(argv)
        if args.version:
            print(f"diploread {version()}")
            return 0
        _take_options(args)
        from diploread.tui.start import read

        return read(args)
    args = reader_parser().parse_args(argv[:at])
    if args.version:
        print(f"diploread {version()}")
        return 0
    _take_options(args)
    parser = parser_of(argv[at])
    taken = parser.parse_args(argv[at + 1 :])
    taken.config = None  # handed on by the environment, to the processes we start as well
    return command(argv[at]).run(taken)


def _command_at(argv: Sequence[str]) -> int | None:
    """Where the name of a command stands: the first word that is no option of ours."""
    skip = False
    for at, word in enumerate(argv):
        if skip:
            skip = False
        elif word in ("--config", "--set"):
            skip = True
        elif not word.startswith("-"):
            return at if word in COMMANDS else None
        elif word == "--":
            return None
    return None


def _take_options(args: argparse.Namespace) -> None:
    """Puts the options that all commands have where :mod:`diploread.config.load` finds them."""
    from diploread.config.load import FLAGS_VARIABLE
    from diploread.config.paths import CONFIG_VARIABLE, absolute
    from diploread.config.problems import UsageError

    if args.config:
        os.environ[CONFIG_VARIABLE] = str(absolute(Path(args.config)))
    for pair in args.set:
        if "=" not in pair or "\n" in pair:
            raise UsageError(f"--set {visible_line(pair)} is not understood", "write NAME=VALUE")
    if args.set:
        os.environ[FLAGS_VARIABLE] = "\n".join(args.set)


def _commands_help() -> str:
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {name:<{width}}{command(name).HELP}" for name in COMMANDS]
    return "commands, each with its own --help:\n" + "\n".join(lines)


def _tell(message: str) -> None:
    print(f"diploread: {visible_line(message)}", file=sys.stderr)


def _said(error: OSError) -> str:
    what = error.strerror or type(error).__name__
    name = error.filename
    return f"{os.fsdecode(name)}: {what}" if isinstance(name, str | bytes) else what


def _let_go_of_stdout() -> None:
    """What reads us has gone: nothing more is written, not even at the end of the process."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
