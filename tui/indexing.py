"""Indexing beside reading: ``diploread index`` in a process of its own, its progress shown.

No key ever waits for the indexer; when it is done the library is opened again at the same spot.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import TYPE_CHECKING

from diploread.tui.text import marked

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp
    from diploread.tui.screens.reader import ReaderScreen


def command(app: DiploreadApp) -> list[str]:
    """The command that brings the index up to date."""
    return [
        sys.executable, "-m", "diploread", "index", "--progress-json", "--",
        *(str(root) for root in app.roots),
    ]  # fmt: skip


async def follow(app: DiploreadApp, reader: ReaderScreen) -> None:
    """Run the indexer and show what it says, until it is done."""
    process = await asyncio.create_subprocess_exec(
        *command(app), stdin=DEVNULL, stdout=PIPE, stderr=PIPE
    )
    try:
        last = await _read(process, reader)
        errors = await process.stderr.read() if process.stderr else b""
        code = await process.wait()
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.terminate()
        raise
    finally:
        reader.status(progress="")
    if code != 0:
        lines = errors.decode("utf-8", "replace").strip().splitlines()
        reader.say(marked(lines[-1] if lines else f"indexing ended with code {code}"), "warn")
    await _done(app, reader, last)


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
    """A line of progress as words: ``indexing 1,204 of 3,000 · 40 %``."""
    files, total = progress.get("files"), progress.get("total")
    done = f"{files:,}" if isinstance(files, int) else ""
    if isinstance(total, int) and total and isinstance(files, int):
        done += f" of {total:,} · {min(100 * files // total, 100)} %"
    return f"{progress.get('phase') or 'indexing'} {done}".strip()


async def _done(app: DiploreadApp, reader: ReaderScreen, last: dict[str, object]) -> None:
    """Open the new generation, if there is one."""
    from diploread.tui.opening import reopen

    generation = last.get("generation")
    if app.library is None or (generation and generation != app.library.generation):
        await reopen(app, reader)
    skipped = last.get("skipped")
    if isinstance(skipped, int) and skipped:
        reader.say(f"{skipped:,} files could not be read; diploread doctor lists them", "dim")
