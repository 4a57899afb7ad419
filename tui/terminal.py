"""The terminal's two ends: a driver whose output never holds up the app, and that sees it lost.

Textual hands what it paints to a thread through a short queue, and waits when that is full: a
terminal that is not read then stops the whole app, signals and all, and one that is gone kills the
thread, so that the app waits for ever. Here the app never waits. What a slow terminal has not taken
is kept up to a bound; beyond it frames are left out, and when the terminal is back the whole screen
is painted anew. Everything goes to standard output, so that errors may be redirected.
"""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp

BEHIND: Final = 256 * 1024
"""Bytes a terminal may lag behind before frames are left out; some fifteen full screens."""
FAREWELL: Final = 1.0
"""Seconds the terminal has to take the last bytes."""
STDOUT: Final = 1


class Output(threading.Thread):
    """Writes to the terminal beside the app; ``write`` returns at once, always."""

    def __init__(
        self, number: int, *, lost: Callable[[], None], repaint: Callable[[], None]
    ) -> None:
        """``lost`` and ``repaint`` are called in this thread."""
        super().__init__(daemon=True, name="diploread-output")
        self._number = number
        self._lost = lost
        self._repaint = repaint
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._behind = False
        self._ending = False
        self._stopped = False
        self._gone = False
        self._change = threading.Condition()

    def write(self, text: str) -> None:
        """Take text for the terminal; what a lagging one could not show in time is left out."""
        data = text.encode("utf-8", "replace")
        with self._change:
            if self._gone or (self._behind and not self._ending):
                return
            if self._size + len(data) > BEHIND and not self._ending:
                self._behind = True
                return
            self._waiting.append(data)
            self._size += len(data)
            self._change.notify()

    def farewell(self) -> None:
        """From now on nothing is left out: these are the bytes that give the terminal back."""
        with self._change:
            self._ending = True

    def stop(self) -> None:
        """End when all is written, but do not wait for ever."""
        with self._change:
            self._ending = self._stopped = True
            self._change.notify()
        self.join(FAREWELL)

    def run(self) -> None:
        """Write what comes, many pieces at a time."""
        while (data := self._next()) is not None:
            try:
                self._put(data)
            except OSError:
                with self._change:
                    self._gone = True
                    self._waiting.clear()
                self._lost()
                return
            self._caught_up()

    def _next(self) -> bytes | None:
        with self._change:
            while not self._waiting:
                if self._stopped:
                    return None
                self._change.wait()
            data = b"".join(self._waiting)
            self._waiting.clear()
            return data

    def _put(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self._number, view) :]
            except BlockingIOError:  # somebody made the terminal non-blocking
                select.select([], [self._number], [], 1.0)

    def _caught_up(self) -> None:
        """Bytes count as waiting until they are written; then a lagging screen is made whole."""
        with self._change:
            self._size = sum(map(len, self._waiting))
            whole = self._behind and not self._waiting
            if whole:
                self._behind = False
        if whole:
            self._repaint()


class TerminalDriver(LinuxDriver):
    """The driver of Textual with :class:`Output` in place of its writer."""

    _app: DiploreadApp
    _output: Output | None = None

    def write(self, data: str) -> None:
        """Hand on to the output thread."""
        if self._output is None:
            self._output = Output(STDOUT, lost=self._app.terminal_lost, repaint=self._app.repaint)
            self._output.start()
        self._output.write(data)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        if self._output is not None:
            self._output.farewell()
        super().stop_application_mode()

    def close(self) -> None:
        """Let the last bytes out."""
        super().close()
        if self._output is not None:
            self._output.stop()
            self._output = None

    @property
    def modes(self) -> list[Any] | None:
        """The state the terminal was in before the app began."""
        return self.attrs_before

    def _run_input_thread(self) -> None:
        """A terminal that can no longer be read is lost; anything else is a failure of ours."""
        try:
            self.run_input_thread()
        except (OSError, ValueError):
            self._app.terminal_lost()
        except BaseException as error:
            self._app.failed(error)
