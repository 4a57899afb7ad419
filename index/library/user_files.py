"""The rules, names and corrections that annotating respects: the user's own, and the library's.

A library comes from anywhere. What it carries is read only where it is a plain file without a
mistake; else it is left out and told in a line, and the library is read all the same. A mistake in
a file of the user's own is an error: going on without it would surprise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from diploread.config import corrections
from diploread.config.corrections import Corrections
from diploread.config.problems import ConfigError
from diploread.config.strict_yaml import SIZE_LIMIT

from .folder import common_root
from .user_checks import check_names, check_rules, contradictory

_MOST_NOTICES = 8
"""Lines that are told; a file made to annoy could give thousands."""


@dataclass(frozen=True, slots=True)
class UserFiles:
    """Paths; a file that is not there says nothing."""

    rules: tuple[Path, ...] = ()
    """Rules of cleaning, agencies and publishers; those of the library first."""
    names: tuple[Path, ...] = ()
    """People, organisations and places; those of the library first, the user's own go before."""
    corrections: tuple[Path, ...] = ()
    """``corrections.yaml`` for all libraries, ``diploread.corrections.yaml`` with one of them."""
    notices: tuple[str, ...] = ()
    """A line for each file and each correction that is left out, with the reason, and for each
    file that contradicts itself."""

    @classmethod
    def of(cls, config_dir: Path, roots: Sequence[Path]) -> UserFiles:
        """Beside the configuration, and at the top of the library."""
        top = common_root(roots)
        notices: list[str] = []
        rules = _carried(top / "diploread.rules.yaml", check_rules, notices)
        names = _carried(top / "diploread.entities.yaml", check_names, notices)
        fixes = (
            config_dir / "corrections.yaml",
            *_carried(top / "diploread.corrections.yaml", _check_size, notices),
        )
        notices += map(str, corrections.load(*fixes)[1])
        rules += _own(config_dir / "rules.yaml")
        names += _own(config_dir / "entities.yaml")
        for path in (*fixes, *names, *rules):
            notices += contradictory(path)
        if (more := len(notices) - _MOST_NOTICES) > 0:
            notices[_MOST_NOTICES:] = [f"and {more:,} mistakes more"]
        return cls(
            rules=tuple(rules),
            names=tuple(names),
            corrections=fixes,
            notices=tuple(notices),
        )

    def fixes(self) -> Corrections:
        """All corrections; an entry that is off is left out."""
        return corrections.load(*self.corrections)[0]


def _own(path: Path) -> list[Path]:
    return [path] if path.exists() else []


def _carried(path: Path, check: Callable[[Path], object], notices: list[str]) -> list[Path]:
    """The file, where it is one and has no mistake."""
    try:
        if path.is_symlink():
            notices.append(f"{path}: a link, which is not followed; left out")
        elif path.is_file():
            check(path)
            return [path]
        elif path.exists():
            notices.append(f"{path}: not a file; left out")
    except ConfigError as error:
        notices.append(f"{error}; left out")
    except OSError as error:
        notices.append(f"{path}: cannot be read ({error.strerror}); left out")
    return []


def _check_size(path: Path) -> None:
    """Each correction stands for itself: those that are off are left out one by one."""
    if path.stat().st_size > SIZE_LIMIT:
        raise ConfigError(f"{path}: larger than {SIZE_LIMIT >> 10} KiB")
