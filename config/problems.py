"""The one error tree, and the problems that reading a configuration can find."""

from __future__ import annotations

from dataclasses import dataclass


class DiploreadError(Exception):
    """A failure the user can understand: one line, a hint at the remedy, an exit code.

    Commands print it to stderr and exit; screens notify. Nothing else may end the program.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class UsageError(DiploreadError):
    """The command line, a query or a configuration is off."""

    exit_code = 2


class ConfigError(UsageError):
    """A configuration file is off; the message begins with ``file:line:``."""


class Outdated(DiploreadError):
    """What was to be taken back or done again has been changed by others since."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a configuration file."""

    file: str
    line: int
    """From 1; 0 where the whole file is meant."""
    what: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.what}" + (f"; {self.hint}" if self.hint else "")
