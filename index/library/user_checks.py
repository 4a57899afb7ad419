"""What is wrong in the files that annotating respects: mistakes, and entries that contradict.

A mistake has its line; where two entries say different things of the same, both lines are told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from diploread.config import corrections
from diploread.config.problems import ConfigError, Problem

CARRIED = "diploread."
"""How the names of the files begin that a library carries; else they are the same."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how one is found off, and where it contradicts itself."""

    name: str
    mistakes: Callable[[Path], Sequence[Problem | str]]
    contradictions: Callable[[Path], Sequence[Problem]]


def check_rules(path: Path) -> None:
    """Raises ConfigError where the rules of a file are off."""
    from ..cleaning.rules import load_rules

    load_rules(path)


def check_names(path: Path) -> None:
    """Raises ConfigError where the names of a file are off."""
    from ..entities.context import load_context

    load_context(path)


def problems_of(folder: Path, *, carried: bool = False) -> tuple[list[Path], list[str]]:
    """The files there are in a folder of the configuration (or, carried, at the top of a library),
    and a line for all that is wrong in them."""
    read: list[Path] = []
    told: list[str] = []
    for kind in KINDS:
        path = folder / f"{CARRIED if carried else ''}{kind.name}.yaml"
        if path.exists() or path.is_symlink():
            read.append(path)
            mistakes = kind.mistakes(path)
            told += map(str, mistakes)
            fatal = any(isinstance(mistake, str) for mistake in mistakes)
            told += [] if fatal else map(str, kind.contradictions(path))
    return read, told


def contradictory(path: Path) -> list[str]:
    """One line for a file that is right but contradicts itself, none for others."""
    kind = next(kind for kind in KINDS if path.name.endswith(f"{kind.name}.yaml"))
    try:
        found = kind.contradictions(path) if path.exists() else []
    except (ConfigError, OSError):
        return []  # whoever reads the file tells of the mistake
    if not found:
        return []
    more = f" (and {len(found) - 1:,} more: diploread config check)" if len(found) > 1 else ""
    return [f"{found[0]}{more}"]


def _raised(check: Callable[[Path], None]) -> Callable[[Path], Sequence[Problem | str]]:
    def mistakes(path: Path) -> Sequence[Problem | str]:
        try:
            check(path)
        except ConfigError as error:
            return [str(error)]
        except OSError as error:
            return [f"{path}: cannot be read: {error.strerror}"]
        return []

    return mistakes


def _mistaken_names(path: Path) -> Sequence[Problem | str]:
    from ..entities.mistakes import mistakes

    try:
        return mistakes(path)
    except ConfigError as error:
        return [str(error)]
    except OSError as error:
        return [f"{path}: cannot be read: {error.strerror}"]


def _contradicting_rules(path: Path) -> list[Problem]:
    from ..cleaning.contradictions import contradictions

    return contradictions(path)


def _contradicting_names(path: Path) -> list[Problem]:
    from ..entities.contradictions import contradictions

    return contradictions(path)


def _contradicting_fixes(path: Path) -> list[Problem]:
    from diploread.config.corrections_check import contradictions

    return contradictions(path)


KINDS = (
    Kind("corrections", lambda path: corrections.load(path)[1], _contradicting_fixes),
    Kind("entities", _mistaken_names, _contradicting_names),
    Kind("rules", _raised(check_rules), _contradicting_rules),
)
