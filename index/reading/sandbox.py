"""The other end of ``worker``: sets its own limits, then reads one file after another."""

from __future__ import annotations

import gc
import os
import resource
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec
from diploread.config.settings import ReadingSettings
from diploread.index.reading.read import PLAIN, read_file
from diploread.index.reading.source import Reading
from diploread.index.reading.worker import LENGTH, Answer, Request

_OPEN_FILES = 64
_PAGE = resource.getpagesize()
_REFUSED = frozenset({
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system",
    "subprocess.Popen", "pty.spawn", "socket.connect", "socket.getaddrinfo", "socket.sendto",
    "socket.sendmsg",
})  # fmt: skip
"""Audit events of Python: https://docs.python.org/3/library/audit_events.html"""


def main() -> None:
    """Answers requests on standard input until it is closed."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):  # what a parser prints must not reach the pipe
        os.dup2(silence, handle)
    options = msgspec.msgpack.decode(_frame(requests), type=ReadingSettings)
    confine(options)
    decoder = msgspec.msgpack.Decoder(Request)
    while data := _frame(requests):
        request = decoder.decode(data)
        allow_seconds(options.worker_seconds)
        reading = read_file(Path(os.fsdecode(request.root)), os.fsdecode(request.relative), options)
        answer = encoded(reading)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def confine(options: ReadingSettings) -> None:
    """What holds for the whole process and cannot be lifted again, by any parser."""
    set_limits(options)
    sys.addaudithook(_refuse)


def set_limits(options: ReadingSettings) -> None:
    """Limits of memory, processes, open files, written bytes and core files.

    The system counts all processes of the user but refuses only the one that has the limit: none
    of the user's own is in danger. Root is exempt from it, for whom the audit hook is there.
    """
    for limit, value in (
        (resource.RLIMIT_AS, options.worker_memory),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(limit, (value, value))
        except (OSError, ValueError):  # macOS refuses RLIMIT_AS; the clock still holds
            continue


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raises where the process would start another one or speak to the network."""
    if event in _REFUSED:
        raise PermissionError(f"{event} is not for a process that reads files")


def allow_seconds(seconds: float) -> None:
    """Processor seconds for the next file, counted from those already spent."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (max(int(spent + seconds), int(spent) + 1), hard))


def encoded(reading: Reading) -> bytes:
    """The answer as bytes, without paths, which need not be valid text."""
    replace = msgspec.structs.replace
    articles = tuple(replace(article, path="") for article in reading.articles)
    skipped = tuple(replace(skip, path="") for skip in reading.skipped)
    plain = all(article.format in PLAIN for article in articles)
    bare = Reading(articles=articles, skipped=skipped)
    try:
        return msgspec.msgpack.encode(Answer(reading=bare, plain=plain, resident=resident()))
    except MemoryError:
        gc.collect()
        raise


def resident() -> int:
    """Bytes of memory this process holds now; its peak where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * _PAGE
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak * (1 if sys.platform == "darwin" else 1024)


def _frame(stream: BinaryIO) -> bytes:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return b""
    (length,) = LENGTH.unpack(head)
    return stream.read(length)


if __name__ == "__main__":
    main()
