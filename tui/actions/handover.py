"""Handing over to other programs: browser, editor, pager, a command. Never through a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from diploread.config.problems import DiploreadError
from diploread.config.visible import visible
from diploread.tui.actions.registry import action
from diploread.tui.labels import provenance, title_of
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.text import marked
from textual.app import SuspendNotSupported


def _argv(*variables: str, default: str) -> list[str]:
    """The command of an environment variable as a list of words; the program must exist."""
    written = next((os.environ[name] for name in variables if os.environ.get(name)), default)
    try:
        argv = shlex.split(written)
    except ValueError as error:
        raise DiploreadError(f"${variables[0]} cannot be read: {error}") from error
    if not argv or shutil.which(argv[0]) is None:
        raise DiploreadError(f"{written} is not there", f"set ${variables[-1]}")
    return argv


def _outside(reader: ReaderScreen, argv: list[str], text: str | None = None) -> int:
    """Run a program on the whole terminal, then come back."""
    try:
        with reader.app.suspend():
            return subprocess.run(argv, input=text, text=True, check=False).returncode
    except SuspendNotSupported:
        raise DiploreadError("this terminal cannot hand over its screen") from None
    except OSError as error:
        raise DiploreadError(f"{argv[0]} did not start: {error.strerror}") from error


def article_text(reader: ReaderScreen) -> str:
    """The open article as plain text, harmless on a terminal."""
    article = reader.article
    if article is None:
        raise DiploreadError("no article is open")
    head = f"{title_of(article)}\n{' · '.join(provenance(article))}\n\n"
    return visible(head + article.body + "\n")


@action("reader.browser")
async def browser(reader: ReaderScreen) -> None:
    """Asks first, and shows where it leads: the address comes from the article."""
    url = reader.article.url if reader.article is not None else None
    if not url:
        reader.say("this article has no address", "dim")
        return
    if urlsplit(url).scheme not in ("http", "https"):
        reader.say(f"not a web address: {marked(url)}", "warn")
        return
    if not await reader.confirm(f"Open {marked(url)} ?"):
        return
    opener = next((name for name in ("xdg-open", "open") if shutil.which(name)), None)
    argv = _argv("BROWSER", default=opener or "xdg-open")
    subprocess.Popen(
        [*argv, url], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    reader.say("opened in the browser")


def _file_of(reader: ReaderScreen) -> Path:
    article = reader.article
    if article is None:
        raise DiploreadError("no article is open")
    for root in reader.diploread.roots:
        file = root / article.path if root.is_dir() else root
        if file.is_file():
            return file
    raise DiploreadError("the file is gone", "the index still has its text")


@action("reader.editor")
def editor(reader: ReaderScreen) -> None:
    _outside(reader, [*_argv("VISUAL", "EDITOR", default="vi"), "--", str(_file_of(reader))])


@action("reader.pager")
def pager(reader: ReaderScreen) -> None:
    """The pager reads a private copy: some cannot read from a pipe and the keyboard at once."""
    text = article_text(reader)
    argv = _argv("PAGER", default="less")
    handle, name = tempfile.mkstemp(prefix="diploread-", suffix=".txt")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        _outside(reader, [*argv, "--", name])
    finally:
        Path(name).unlink(missing_ok=True)


@action("reader.pipe")
async def pipe(reader: ReaderScreen) -> None:
    """The command is a list of words; no shell looks at it."""
    text = article_text(reader)
    command = await reader.ask("Send the text to", hint="a command; no shell")
    if not command:
        return
    try:
        argv = shlex.split(command)
    except ValueError as error:
        reader.say(f"that is no command: {error}", "warn")
        return
    if not argv or shutil.which(argv[0]) is None:
        reader.say(f"there is no program {marked(argv[0]) if argv else ''}", "warn")
        return
    code = _outside(reader, argv, text)
    reader.say(
        f"{argv[0]} is done" if code == 0 else f"{argv[0]} ended with code {code}",
        "text" if code == 0 else "warn",
    )
