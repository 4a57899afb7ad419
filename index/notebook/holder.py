"""Who holds the pen: the process that has user.db locked, told by the kernel's table of locks."""

from __future__ import annotations

from pathlib import Path

_LOCKS = Path("/proc/locks")


def holder_of(path: Path) -> str:
    """``process 123 (diploread)``, or ``another process`` where the system does not say.

    The table is read rather than the file asked (F_GETLK): closing a second handle on the database
    would drop the locks SQLite holds on it in this process.
    """
    try:
        inode = str(path.stat().st_ino)
        for line in _LOCKS.read_text(encoding="ascii", errors="replace").splitlines():
            fields = line.split()
            if "WRITE" in fields and len(fields) > 5 and fields[5].rsplit(":", 1)[-1] == inode:
                return f"process {fields[4]}{_name(fields[4])}"
    except OSError:
        pass
    return "another process"


def _name(pid: str) -> str:
    try:
        name = Path("/proc", pid, "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return f" ({name})"
