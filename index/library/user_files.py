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

    rules: Path | None = None
    """``rules.yaml``: rules of cleaning."""
    names: Path | None = None
    """``entities.yaml``: people, organisations and places."""
    corrections: tuple[Path, ...] = ()
    """``corrections.yaml`` for all libraries, ``diploread.corrections.yaml`` with one of them."""

    @classmethod
    def of(cls, config_dir: Path, roots: Sequence[Path]) -> UserFiles:
        """Beside the configuration, and at the top of the library."""
        return cls(
            rules=config_dir / "rules.yaml",
            names=config_dir / "entities.yaml",
            corrections=(
                config_dir / "corrections.yaml",
                common_root(roots) / "diploread.corrections.yaml",
            ),
        )

    def existing(self) -> tuple[Path | None, Path | None]:
        """Rules and names, None where there is no such file."""
        return _if_there(self.rules), _if_there(self.names)

    def fixes(self) -> Corrections:
        """All corrections; an entry that is off is left out."""
        return corrections.load(*self.corrections)[0]


def _if_there(path: Path | None) -> Path | None:
    return path if path is not None and path.is_file() else None
