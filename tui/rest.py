"""Doing something once there is a pause: the preview once the cursor rests, the panel once the text
stands still.

The timers of Textual make a task each; one is started at every key, and nearly always put off by
the next key. A call of the event loop costs a hundredth.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump


class Rest:
    """Calls back once ``seconds`` have gone by without another :meth:`begin`."""

    def __init__(self, pump: MessagePump, seconds: float, callback: Callable[[], object]) -> None:
        self._pump = pump
        self._seconds = seconds
        self._callback = callback
        self._handle: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Wait, from now on; only inside the event loop."""
        self.stop()
        self._handle = asyncio.get_running_loop().call_later(self._seconds, self._over)

    def stop(self) -> None:
        """Wait no longer."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _over(self) -> None:
        self._handle = None
        self._pump.call_later(self._callback)
