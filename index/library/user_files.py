"""The user's own rules, names and corrections, which annotating respects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from diploread.config import corrections
from diploread.config.corrections import Corrections

from .folder import common_root


@dataclass(frozen=True, slots=True)
class UserFiles:
    """Paths; a file that is not there says nothing."""

    rules: tuple[Path, ...] = ()
    """Rules of cleaning, agencies and publishers; those of the library first."""
    names: tuple[Path, ...] = ()
    """People, organisations and places; those of the library first, the user's own go before."""
    corrections: tuple[Path, ...] = ()
    """``corrections.yaml`` for all libraries, ``diploread.corrections.yaml`` with one of them."""

    @classmethod
    def of(cls, config_dir: Path, roots: Sequence[Path]) -> UserFiles:
        """Beside the configuration, and at the top of the library."""
        top = common_root(roots)
        return cls(
            rules=(*_carried(top, "rules"), *_own(config_dir, "rules")),
            names=(*_carried(top, "entities"), *_own(config_dir, "entities")),
            corrections=(
                config_dir / "corrections.yaml",
                top / "diploread.corrections.yaml",
            ),
        )

    def fixes(self) -> Corrections:
        """All corrections; an entry that is off is left out."""
        return corrections.load(*self.corrections)[0]


def _own(config_dir: Path, name: str) -> list[Path]:
    path = config_dir / f"{name}.yaml"
    return [path] if path.is_file() else []


def _carried(top: Path, name: str) -> list[Path]:
    """A library is untrusted: a link, a pipe or a device by that name is not opened."""
    path = top / f"diploread.{name}.yaml"
    return [path] if path.is_file() and not path.is_symlink() else []
