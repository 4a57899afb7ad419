"""Copying: by the terminal (OSC 52), by a tool of the desktop, or into a file.

OSC 52 has no acknowledgement, so the route taken is always said. The text is made harmless first:
base64 protects the screen, not the shell one pastes into.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diploread.config.visible import visible
from diploread.tui.labels import counted

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp

LIMIT: Final = 75_000
"""Bytes that terminals take in one go."""

TOOLS: Final = (
    ("WAYLAND_DISPLAY", ["wl-copy"]),
    ("DISPLAY", ["xclip", "-selection", "clipboard"]),
    ("DISPLAY", ["xsel", "--clipboard", "--input"]),
    ("", ["pbcopy"]),
)


def copy(app: DiploreadApp, text: str) -> str:
    """Copy ``text``; the sentence says how, for the status line."""
    text = visible(text)
    size = counted(len(text), "character")
    for variable, tool in TOOLS:
        if (not variable or os.environ.get(variable)) and shutil.which(tool[0]):
            try:
                subprocess.run(
                    tool,
                    input=text.encode(),
                    timeout=3,
                    check=True,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except (OSError, subprocess.SubprocessError):
                continue
            return f"copied {size} with {tool[0]}"
    if len(text.encode()) <= LIMIT and os.environ.get("TERM_PROGRAM") != "Apple_Terminal":
        app.call_from_thread(app.copy_to_clipboard, text)
        return f"copied {size} through the terminal"
    return f"{size} written to {_to_file(app, text)}"


def _to_file(app: DiploreadApp, text: str) -> Path:
    folder = app.paths.state_dir if app.paths is not None else Path.cwd()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "copied.txt"
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    return file
