"""A process of its own that reads files, so that no file can stop, starve or crash the reader.

Parsers of old formats can be made to loop, to eat memory and to die. The worker runs them under
limits of memory, processor time, open files, written bytes and further processes (none); its owner
watches the clock, kills it where it does not answer, tells the file among the skipped, and starts
another.

Requests and answers are msgpack, each behind its length in four bytes. Paths travel as bytes, and
are put back into the answer by the owner, since they need not be valid text.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import struct
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from diploread.config.settings import ReadingSettings
from diploread.index.article import Record, Skipped
from diploread.index.reading.source import Reading

LENGTH = struct.Struct("<I")
_LARGEST_ANSWER = 512 * 1024 * 1024
_GRACE = 1.5
"""The clock allows this many times the processor seconds: the machine may be busy."""


class Request(Record, frozen=True, kw_only=True):
    """One file to read."""

    root: bytes
    relative: bytes


class Answer(Record, frozen=True, kw_only=True):
    """What a file gave, and how the worker fares."""

    reading: Reading
    plain: bool
    """Whether no parser was needed."""
    resident: int
    """Bytes of memory the worker holds."""


class WorkerDied(Exception):
    """The worker ended or was ended while it read; the message says why, the kind how."""

    def __init__(self, reason: str, kind: str) -> None:
        super().__init__(reason)
        self.kind = kind


class Worker:
    """Reads files in another process, which lives as long as this and is replaced when worn.

    Not safe for use by several threads at once; make one for each.
    """

    def __init__(self, options: ReadingSettings) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._worn = 0
        self._decode = msgspec.msgpack.Decoder(Answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, root: Path, relative: str) -> Reading:
        """The articles of a file below ``root``. Never raises for what the file contains."""
        request = Request(root=os.fsencode(root.absolute()), relative=os.fsencode(relative))
        try:
            answer = self._exchange(msgspec.msgpack.encode(request))
        except WorkerDied as error:
            self._end(kill=True)
            skip = Skipped(path=relative, reason=str(error), kind=error.kind)
            return Reading(skipped=(skip,))
        self._worn += not answer.plain
        if self._worn >= self._options.worker_files or (
            answer.resident > self._options.worker_growth
        ):
            self._end(kill=False)
        return _with_path(answer.reading, relative)

    def close(self) -> None:
        """Ends the process. The worker may be used again; it starts another."""
        self._end(kill=False)

    def _exchange(self, request: bytes) -> Answer:
        process = self._process or self._start()
        deadline = time.monotonic() + self._options.worker_seconds * _GRACE
        try:
            _write(process, LENGTH.pack(len(request)) + request)
            (length,) = LENGTH.unpack(_read(process, LENGTH.size, deadline))
            if length > _LARGEST_ANSWER:
                raise WorkerDied("its text is larger than is allowed", "too-large")
            return self._decode.decode(_read(process, length, deadline))
        except (BrokenPipeError, EOFError) as error:
            raise WorkerDied(*_last_words(process)) from error
        except msgspec.MsgspecError as error:
            raise WorkerDied("the reading process answered nonsense", "damaged") from error

    def _start(self) -> subprocess.Popen[bytes]:
        self._worn = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "diploread.index.reading.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # ctrl-c is for the owner, who ends the worker in order
        )
        options = msgspec.msgpack.encode(self._options)
        _write(self._process, LENGTH.pack(len(options)) + options)
        return self._process

    def _end(self, *, kill: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        if kill:
            process.kill()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _write(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(data)
    process.stdin.flush()


def _read(process: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    """``length`` bytes of the answer. Raises EOFError at its end, WorkerDied at the deadline."""
    assert process.stdout is not None
    handle = process.stdout.fileno()
    pieces = []
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        while length:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise WorkerDied("it takes too long to read", "time-out")
            piece = os.read(handle, min(length, 1 << 20))
            if not piece:
                raise EOFError
            pieces.append(piece)
            length -= len(piece)
    return b"".join(pieces)


def _last_words(process: subprocess.Popen[bytes]) -> tuple[str, str]:
    """Why a process that closed its pipe is gone."""
    import signal

    try:
        code = process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        return "the reading process hung up", "damaged"
    if code == -signal.SIGXCPU:
        return "it takes too long to read", "time-out"
    if code == -signal.SIGKILL:
        return "the system ended its reading, for lack of memory most likely", "memory"
    return f"the reading process died of it (status {code})", "damaged"


def _with_path(reading: Reading, relative: str) -> Reading:
    replace = msgspec.structs.replace
    return Reading(
        articles=tuple(replace(article, path=relative) for article in reading.articles),
        skipped=tuple(replace(skip, path=relative) for skip in reading.skipped),
    )
