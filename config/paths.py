"""Where things are kept: pure functions of the environment; nothing is made until it is written.

The folders follow the XDG base directories (and their equals elsewhere, by platformdirs).
``$DIPLOREAD_CONFIG`` names another configuration file; themes and corrections then lie beside it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CONFIG_VARIABLE: Final = "DIPLOREAD_CONFIG"
CONFIG_NAME: Final = "diploread.yaml"
LIBRARY_NAME: Final = ".diploread.yaml"
"""The settings that a library carries at the top of its folder; read, never written."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The user's folders and the files in them that more than one room knows."""

    config_dir: Path
    data_dir: Path
    cache_dir: Path
    state_dir: Path
    config_file: Path

    @classmethod
    def default(cls) -> Paths:
        """As the environment says at this moment."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("diploread", appauthor=False)
        named = os.environ.get(CONFIG_VARIABLE)
        config_dir = Path(dirs.user_config_dir)
        config_file = absolute(Path(named)) if named else config_dir / CONFIG_NAME
        return cls(
            config_dir=config_file.parent if named else config_dir,
            data_dir=Path(dirs.user_data_dir),
            cache_dir=Path(dirs.user_cache_dir),
            state_dir=Path(dirs.user_state_dir),
            config_file=config_file,
        )

    @property
    def user_db(self) -> Path:
        """The notebook: bookmarks, notes, tags, dossiers."""
        return self.data_dir / "user.db"

    @property
    def crash_log(self) -> Path:
        """What is written when the program itself is at fault."""
        return self.state_dir / "crash.log"

    @property
    def libraries_dir(self) -> Path:
        """The folder that holds the index of every library."""
        return self.cache_dir / "libraries"

    def library_dir(self, roots: Iterable[Path]) -> Path:
        """Folder of the index of these folders, the same in whatever order they are named."""
        named = sorted({os.fsencode(absolute(root)) for root in roots})
        return self.libraries_dir / hashlib.sha256(b"\0".join(named)).hexdigest()[:16]


def absolute(path: Path) -> Path:
    """The path with ``~`` and ``..`` resolved; links stay links, as the user named them."""
    return Path(os.path.abspath(os.path.expanduser(path)))  # noqa: PTH100, PTH111


def make_private(folder: Path) -> Path:
    """The folder, made with mode 0700 where it is missing. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
