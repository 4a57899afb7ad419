"""Indexing beside reading: ``diploread index`` in a process of its own, its progress shown.

No key ever waits for the indexer; when it is done the library is opened again at the same spot.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from diploread.tui.labels import counted
from diploread.tui.opening import reopen
from diploread.tui.text import marked

FOLLOW: Final = 3.0
"""Seconds between looks for a new generation; one system call each."""

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp
    from diploread.tui.screens.reader import ReaderScreen


def command(app: DiploreadApp) -> list[str]:
    """The command that brings the index up to date, and keeps it so where that is asked for."""
    return [
        sys.executable, "-m", "diploread", "index", "--progress-json", "--until-eof",
        *(["--watch"] if app.watching else []), "--", *(str(root) for root in app.roots),
    ]  # fmt: skip


async def follow(app: DiploreadApp, reader: ReaderScreen) -> None:
    """Run the indexer and show what it says; meanwhile follow new generations, whoever makes them.

    A watching indexer goes on for as long as the app does, and ends with it, even where the app is
    killed: its standard input is a pipe of which only the app has the other end.
    """
    if app.indexer is not None:  # stopped already, but it may still hold the library
        await app.indexer.wait()
    app.indexer = process = await asyncio.create_subprocess_exec(
        *command(app), stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    app.ending.children.add(process.pid)
    indexing = asyncio.ensure_future(_index(process, reader))
    try:
        while True:
            await asyncio.wait({indexing}, timeout=FOLLOW)
            if indexing.done():
                indexing.result()
                app.ending.children.discard(process.pid)
            if app.library is None or app.library.changed():
                await _take_in(app, reader)
            if indexing.done():
                await asyncio.sleep(FOLLOW)
    finally:
        indexing.cancel()
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()


async def _take_in(app: DiploreadApp, reader: ReaderScreen) -> None:
    """Show a new generation at the same spot; where one watches, say what has arrived."""
    before = app.library.count if app.library is not None else None
    await reopen(app, reader)
    if app.watching and before is not None and app.library is not None:
        new = app.library.count - before
        if new:
            what = counted(abs(new), "article")
            reader.say(f"{what} arrived" if new > 0 else f"{what} gone from the folder")


async def _index(process: Process, reader: ReaderScreen) -> None:
    """See one run of the indexer through."""
    try:
        last = await _read(process, reader)
        errors = await process.stderr.read() if process.stderr else b""
        code = await process.wait()
    finally:
        reader.status(progress="")
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    if code != 0:
        reader.say(marked(lines[-1] if lines else f"indexing ended with code {code}"), "warn")
    elif lines:  # what the folder carries and is off, or an index made anew
        reader.say(marked(lines[0].removeprefix("diploread: ")), "warn")
    elif skipped := last.get("skipped"):
        told = f"{skipped:,} files could not be read" if isinstance(skipped, int) else ""
        reader.say(f"{told}; diploread doctor lists them", "dim")


async def _read(process: Process, reader: ReaderScreen) -> dict[str, object]:
    """Show each line of progress; the last one."""
    last: dict[str, object] = {}
    assert process.stdout is not None
    async for line in process.stdout:
        with suppress(ValueError):
            progress = json.loads(line)
            if isinstance(progress, dict):
                last = progress
                reader.status(progress=told(progress))
    return last


def told(progress: dict[str, object]) -> str:
    """A line of progress as words: ``annotating 1,204 of 3,000 · 40 %``."""
    phase = progress.get("phase")
    if phase == "done":
        return ""
    count = progress.get("files" if phase == "reading" else "articles")
    total = progress.get("total")
    if not isinstance(count, int) or not count:
        return f"{phase or 'indexing'} …"
    if isinstance(total, int) and total:
        return f"{phase} {count:,} of {total:,} · {min(100 * count // total, 100)} %"
    return f"{phase} {count:,}"
