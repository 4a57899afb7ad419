"""Which library was used last, so that a command without a folder knows where to look."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from .folder import write_durably


def last_library() -> list[Path]:
    """Folders of the library that was used last; empty where there is none."""
    try:
        lines = _file().read_bytes().split(b"\0")
    except OSError:
        return []
    return [Path(os.fsdecode(line)) for line in lines if line]


def remember(roots: Sequence[Path]) -> None:
    """Notes that the library of these folders was used; no harm where it cannot."""
    absolute = [os.path.abspath(root) for root in roots]  # noqa: PTH100 - links stay links
    try:
        _file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_durably(_file(), b"\0".join(os.fsencode(root) for root in absolute))
    except OSError:
        return


def _file() -> Path:
    from diploread.config.paths import Paths

    return Paths.default().state_dir / "last-library"
