"""A real pseudo-terminal with a program in it: keys in, bytes out, and what the screen shows."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

import pyte

TICKS = os.sysconf("SC_CLK_TCK")


class Terminal:
    """Runs ``python -m diploread ARGS`` on a pseudo-terminal; ``raw`` has every byte it sent."""

    def __init__(
        self,
        args: Sequence[str],
        *,
        env: Mapping[str, str],
        columns: int = 120,
        lines: int = 40,
        program: Sequence[str] = (sys.executable, "-m", "diploread"),
    ) -> None:
        self.raw = bytearray()
        self.code: int | None = None
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.started = time.monotonic()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.environ.clear()
            os.environ.update(env)
            os.execv(program[0], [*program, *args])
        self.resize(columns, lines)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)

    def resize(self, columns: int, lines: int) -> None:
        """Another size of window."""
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)
        self.screen.resize(lines, columns)

    # --- keys and bytes --------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Send keys as a terminal does: characters, or bytes of an escape sequence."""
        for key in keys:
            os.write(self.master, key.encode())
            self.pump(0.03)

    def pump(self, seconds: float) -> bool:
        """Take what the program sends for a while; False when it is gone."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.master], [], [], left)
            if not ready:
                break
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return False
            if not data:
                return False
            self.raw += data
            self._stream.feed(data)
        return True

    def pump_for(self, seconds: float) -> None:
        """Take whatever comes for this long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.master], [], [], left)
            if ready and not self.pump(0.001):
                return

    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, wanted: str | Callable[[str], object], seconds: float = 20.0) -> str:
        """Wait until the screen shows something; its text."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shown = self.text()
            if wanted in shown if isinstance(wanted, str) else wanted(shown):
                return shown
            if not self.pump(0.05):
                break
        shown = self.text()
        if wanted in shown if isinstance(wanted, str) else wanted(shown):
            return shown
        raise AssertionError(f"never shown: {wanted}\n{shown}")

    # --- the process -----------------------------------------------------------------------

    def end(self, seconds: float = 10.0) -> int:
        """Wait for the program to end; its exit code."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.pump(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pump(0.05)
                self.code = os.waitstatus_to_exitcode(status)
                return self.code
        raise AssertionError(f"still running\n{self.text()}")

    def cpu(self) -> float:
        """Seconds of processor time the program has used, without its children."""
        with open(f"/proc/{self.pid}/stat") as file:  # noqa: PTH123
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> int:
        """Resident bytes."""
        with open(f"/proc/{self.pid}/statm") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def gone(self, seconds: float) -> int:
        """Wait for the end without reading a byte, as a dead terminal does; the exit code."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
                return self.code
            time.sleep(0.05)
        raise AssertionError("still running, with nobody reading")
