"""Makes sure that the program ends when it is told to, or when its terminal is gone.

A thread of its own looks whether the terminal is still there. A signal or a lost terminal asks the
app to leave in good order; if the process is still there a little later, whatever the reason, the
place is kept, the terminal given back as far as it takes it, and the process ended.
"""

from __future__ import annotations

import os
import select
import signal
import termios
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
LOOK: Final = 1.0
"""Seconds between looks at the terminal: a lost one must not be a busy loop."""
PATIENCE: Final = 2.5
"""Seconds the app has to leave in good order."""
RESET: Final = (
    b"\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h"
    b"\x1b[?1004l"
)
"""Paste, wrapping, mouse, keyboard protocol, second screen, cursor and focus as they were."""


class Ending(threading.Thread):
    """Watches over the end of the process."""

    def __init__(self, leave: Callable[[int], None], save: Callable[[], None]) -> None:
        """``leave`` is called with an exit code, from any thread or from a signal's handler;
        ``save`` at the last moment, in this thread."""
        super().__init__(daemon=True, name="diploread-ending")
        self._leave = leave
        self._save = save
        self._code = 0
        self._asked = threading.Event()
        self.modes: list[object] | None = None
        """The state to put the terminal into at the last moment."""
        self.children: set[int] = set()
        """Processes that must not outlive this one."""

    def watch(self) -> None:
        """Begin; only in the main thread, for signals are heard there."""
        for number in SIGNALS:
            signal.signal(number, self._signalled)
        self.start()

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        self.ask(128 + number)

    def ask(self, code: int) -> None:
        """Let the app leave with this exit code, within a bounded time."""
        first = not self._asked.is_set()
        self._code = self._code or code
        self._asked.set()
        if first:
            with suppress(RuntimeError):  # the loop has ended already
                self._leave(self._code)

    def run(self) -> None:
        """Look at the terminal; once the end is asked for, see to it."""
        while not self._asked.wait(LOOK):
            if not is_there():
                self.ask(128 + signal.SIGHUP)
        threading.Event().wait(PATIENCE)
        # Still here, for the process ends its threads of this kind when it ends.
        with suppress(Exception):
            self._save()
        for child in tuple(self.children):
            with suppress(OSError):
                os.kill(child, signal.SIGTERM)
        give_back(self.modes)
        os._exit(self._code)


def is_there() -> bool:
    """Whether there is still a terminal behind standard input."""
    look = select.poll()
    look.register(0, 0)
    lost = any(event & (select.POLLHUP | select.POLLNVAL) for _, event in look.poll(0))
    return not lost and os.isatty(0)


def give_back(modes: list[object] | None) -> None:
    """Restore the terminal without ever waiting for it."""
    if modes is not None:
        with suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSANOW, modes)  # type: ignore[arg-type]
    ready = select.poll()
    ready.register(1, select.POLLOUT)
    with suppress(OSError):
        if any(event & select.POLLOUT for _, event in ready.poll(0)):
            os.write(1, RESET)
