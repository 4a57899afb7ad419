"""What happens when the program itself is at fault: a report in a file, one line to the user.

The report holds where in the code it happened and of what type the error is, but neither the values
of variables nor the message of the error: both could be text of an article.
"""

from __future__ import annotations

import os
import platform
import time
import traceback
from pathlib import Path
from typing import Final

LARGEST: Final = 256 * 1024
"""Bytes of the log beyond which it is begun anew."""


def report(error: BaseException, log: Path) -> str:
    """Write the report; the line that tells the user. Never raises."""
    name = type(error).__name__
    try:
        _append(log, _described(error))
    except OSError:
        return f"diploread failed ({name}), and the report could not be written to {log}"
    return f"diploread failed ({name}); the report, without any text of yours, is in {log}"


def _described(error: BaseException) -> str:
    from diploread.tui.cli import version

    when = time.strftime("%Y-%m-%d %H:%M:%S %z")
    lines = [f"--- {when} diploread {version()}, Python {platform.python_version()}"]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen and len(seen) < 10:
        seen.add(id(link))
        number = f" errno {link.errno}" if isinstance(link, OSError) else ""
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}{number}")
        for frame in traceback.extract_tb(link.__traceback__, limit=-60):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line}")
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _append(log: Path, text: str) -> None:
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(log, flags, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as file:
        os.fchmod(file.fileno(), 0o600)
        if os.fstat(file.fileno()).st_size > LARGEST:
            file.truncate(0)
        file.write(text)
