"""A limit on seconds for code that has none, so that what was read so far is kept.

Works where signals do: in the main thread, which in the worker is the only one. Elsewhere the
limit is the caller's. The exception is no ``Exception``, lest a parser swallow it.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Self


class TimeIsUp(BaseException):
    """The seconds are over."""


class Patience:
    """``with Patience(12): …`` raises TimeIsUp inside after twelve seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._before: object = None
        self._works = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Self:
        if self._works:
            self._before = signal.signal(signal.SIGALRM, self._up)
            signal.setitimer(signal.ITIMER_REAL, self._seconds)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._works:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)  # type: ignore[arg-type]

    def _up(self, number: int, frame: FrameType | None) -> None:
        raise TimeIsUp
