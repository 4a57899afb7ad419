"""``diploread index PATH…``: builds or updates the library of these folders."""

from __future__ import annotations

import argparse
import csv
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError
from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import roots_of, settings_for

if TYPE_CHECKING:
    from diploread.config.settings import Settings
    from diploread.index.library.progress import Progress
    from diploread.index.reading.state import Snapshot

HELP = "read, annotate and index folders of articles"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="folders or files of articles")
    parser.add_argument("--jobs", type=_count, default=None, help="processes; default one a CPU")
    parser.add_argument(
        "--report", type=Path, metavar="FILE.csv", help="write what was not read, and why"
    )
    parser.add_argument(
        "--progress-json", action="store_true", help="print progress as JSON, an object a line"
    )
    parser.add_argument(
        "--watch", action="store_true", help="stay, and index what is added or changed"
    )
    parser.add_argument(
        "--until-eof",
        action="store_true",
        help="end when standard input ends: whoever started this is gone",
    )
    parser.add_argument("--rebuild", action="store_true", help="forget the index, read all again")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes from 1 to 256")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Do the work; return the exit code."""
    roots = roots_of(args.paths)
    settings = settings_for(args, roots)
    stop = _Stop()
    if args.until_eof:
        stop.at_end_of(sys.stdin.fileno())
    before = _seen(roots, settings) if args.watch else None
    code = _build(args, roots, settings, stop)
    if before is None or code:
        return code
    from diploread.index.reading.watch import watch

    if not args.progress_json:
        print("watching; stop with ctrl-c", file=sys.stderr)
    args.rebuild = False
    for _ in watch(roots, settings.reading, stop.wait, before=before):
        if _follow(args, roots, settings, stop):
            break
    return 130


def _follow(args: argparse.Namespace, roots: list[Path], settings: Settings, stop: _Stop) -> int:
    """Build as often as it takes: another process may hold the index, the disk may be away."""
    said = ""
    while True:
        try:
            return _build(args, roots, settings, stop)
        except DiploreadError as error:
            if str(error) != said:
                said = str(error)
                print(f"diploread: {visible_line(said)}; trying again", file=sys.stderr)
        if stop.wait(settings.reading.watch_seconds):
            return 130


def _seen(roots: list[Path], settings: Settings) -> Snapshot:
    """What stands in the folders before the first build, so that nothing slips in between."""
    from diploread.index.reading.state import snapshot

    return snapshot(roots, settings.reading)


def _build(args: argparse.Namespace, roots: list[Path], settings: Settings, stop: _Stop) -> int:
    """Bring the library up to date once; return the exit code."""
    from diploread.index.library.build import build
    from diploread.index.library.rows import Stopped

    show = _as_json if args.progress_json else _Line().show
    try:
        report = build(
            roots,
            settings,
            progress=show,
            cancelled=stop.asked,
            jobs=args.jobs,
            rebuild=args.rebuild,
        )
    except (Stopped, KeyboardInterrupt):
        print("stopped; what was done is kept, and goes on from there", file=sys.stderr)
        return 130
    finally:
        if not args.progress_json and sys.stderr.isatty():
            print(end="\r\x1b[K", file=sys.stderr)
    if args.report:
        _write_report(args.report, roots, settings)
    for notice in report.notice.splitlines():
        print(f"diploread: {visible_line(notice)}", file=sys.stderr)
    if not args.progress_json:
        changed = f", {report.annotated:,} annotated again" if report.annotated else ", nothing new"
        changed = f", {_counted(report.read, 'file')} read" if report.read else changed
        gone = f", {report.gone:,} gone" if report.gone else ""
        print(
            f"{_counted(report.articles, 'article')}{changed}{gone}, {report.skipped:,} skipped"
            f" in {report.seconds:.1f} s",
            file=sys.stderr,
        )
        if not report.articles and not report.skipped:
            print("diploread: there is no file here that could be an article", file=sys.stderr)
    return 0


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


class _Stop:
    """Turns ctrl-c and SIGTERM into a flag, so that a build ends at a safe place."""

    def __init__(self) -> None:
        self._asked = False
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True

    def at_end_of(self, number: int) -> None:
        """Ask for the end when a pipe is closed at its other end, as a killed process does too."""

        def listen() -> None:
            with suppress(OSError):
                while os.read(number, 4096):
                    pass
            self._asked = True

        threading.Thread(target=listen, daemon=True).start()

    def asked(self) -> bool:
        """Whether to stop."""
        return self._asked

    def wait(self, seconds: float) -> bool:
        """Let so many seconds pass; whether to stop."""
        until = time.monotonic() + seconds
        while not self._asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.5))  # a signal does not end a sleep: look now and then
        return self._asked


def _as_json(progress: Progress) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(progress) + b"\n")
    sys.stdout.buffer.flush()


class _Line:
    """One line on the terminal, rewritten; nothing where stderr is none."""

    def __init__(self) -> None:
        self._tty = sys.stderr.isatty()

    def show(self, progress: Progress) -> None:
        """Rewrite the line."""
        if not self._tty:
            return
        done = progress.files if progress.phase == "reading" else progress.articles
        what = "files" if progress.phase == "reading" else "articles"
        text = f"{progress.phase}: {done:,}"
        if progress.total:
            width = 24
            filled = min(width * done // progress.total, width)
            text += f" of {progress.total:,} {what} [{'#' * filled}{'.' * (width - filled)}]"
        else:
            text += f" {what}"
        if progress.rate:
            text += f" {progress.rate:,.0f}/s"
        if progress.seconds_left:
            text += f" {_clock(progress.seconds_left)} left"
        if progress.skipped:
            text += f" · {progress.skipped:,} skipped"
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _write_report(path: Path, roots: list[Path], settings: object) -> None:
    """Every file that did not become an article, as CSV: path, kind, reason."""
    from diploread.index.library.library import Library

    library = Library.open(roots, settings)  # type: ignore[arg-type]
    try:
        with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("path", "kind", "reason"))
            for item in library.skipped():
                writer.writerow((item.path, item.kind, item.reason))
    finally:
        library.close()
