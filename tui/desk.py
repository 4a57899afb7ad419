"""The reader's desk: what the screen asks of the notebook, with answers at hand at once.

The notebook waits for the disk, so writes go through threads and the sets that lists paint from
(what is bookmarked, read, starred) are kept here. The notebook is opened after the first screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from diploread.config.problems import DiploreadError
from diploread.tui.history import History, Step, Values

if TYPE_CHECKING:
    from diploread.index.article import Article, Quote
    from diploread.index.notebook.entry import Entry
    from diploread.index.notebook.notebook import Notebook


T = TypeVar("T")


class Desk:
    """Bookmarks, notes, read marks and saved searches of one reader."""

    def __init__(self, roots: Sequence[Path] = ()) -> None:
        self.roots = tuple(roots)
        self._notebook: Notebook | None = None
        self._marks: Notebook | None = None
        self._ids: frozenset[str] = frozenset()
        self._starred: frozenset[str] = frozenset()
        self._read: set[str] = set()
        self._reviewed: frozenset[str] = frozenset()
        self.current_dossier = ""
        """The dossier that new bookmarks go into; empty where there is none."""
        self.read_only = ""
        """Why nothing can be kept; empty where it can."""
        self._searches: dict[str, str] = {}
        self._pending: set[asyncio.Task[None]] = set()
        self._history = History(lambda: self.notebook)

    # --- opening ---------------------------------------------------------------------------

    def open(self, path: Path) -> str:
        """Open the notebook (in a thread); what the reader must be told of it, or nothing."""
        from diploread.index.notebook.notebook import Notebook

        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._notebook = Notebook.open(path)
        # read marks have a door of their own, so that undo never takes one back
        self._marks = Notebook.open(path)
        self._reload()
        return self._notebook.notice or self._notebook.read_only

    def use(self, notebook: Notebook) -> None:
        """Take a notebook that is open already."""
        self._notebook = self._marks = notebook
        self._reload()

    def close(self) -> None:
        """Let go of the file."""
        for notebook in {id(n): n for n in (self._notebook, self._marks) if n}.values():
            with suppress(Exception):
                notebook.close()
        self._notebook = self._marks = None

    @property
    def is_open(self) -> bool:
        """Whether anything can be kept."""
        return self._notebook is not None

    @property
    def notebook(self) -> Notebook:
        """The notebook; DiploreadError while it is not open."""
        if self._notebook is None:
            raise DiploreadError("the notebook is not open", "nothing can be kept at the moment")
        return self._notebook

    def _reload(self) -> None:
        notebook = self.notebook
        entries = notebook.bookmarks()
        self._ids = frozenset(entry.id for entry in entries)
        self._starred = frozenset(entry.article.id for entry in entries)
        self._read = set(notebook.read())
        self._reviewed = notebook.reviewed()
        self.current_dossier = notebook.current_dossier() or ""
        self.read_only = notebook.read_only
        self._searches = {saved.name: saved.query for saved in notebook.searches()}

    # --- what is painted -------------------------------------------------------------------

    def kept_quotes(self, article: Article | None) -> frozenset[str]:
        """Ids of everything that is bookmarked."""
        return self._ids if article is not None else frozenset()

    def starred_articles(self) -> frozenset[str]:
        """Ids of the articles with a bookmark."""
        return self._starred

    def read_articles(self) -> set[str]:
        """Ids of the articles that were opened."""
        return set(self._read)

    def reviewed_articles(self) -> set[str]:
        """Ids of the articles marked as reviewed."""
        return set(self._reviewed)

    @property
    def standing(self) -> str:
        """What holds until it is changed, for the status line: the current dossier, no writing."""
        return "read only" if self.read_only else self.current_dossier

    def of_article(self, article: Article) -> list[Entry]:
        """The bookmarks in an article, in the order of the text."""
        if self._notebook is None or article.id not in self._starred:
            return []
        found = self._notebook.of_file(article.path, article.part)
        return sorted(found, key=lambda entry: entry.file.raw)

    def saved_searches(self) -> dict[str, str]:
        """Name to query."""
        return dict(self._searches)

    # --- changes ---------------------------------------------------------------------------

    async def act(self, change: Callable[..., T], *arguments: object) -> T:
        """Let the notebook do something in a thread, and take its new state in.

        However many acts it makes of it, they are one step to undo.
        """
        before = self.notebook.made
        try:
            return await asyncio.to_thread(change, *arguments)
        finally:
            if acts := self.notebook.made - before:
                self._history.add(Step("", acts))
            await asyncio.to_thread(self._reload)

    async def toggle_quote(self, article: Article, quote: Quote) -> bool:
        """Bookmark a quote, or take the bookmark off; True where it is kept now."""
        notebook = self.notebook
        if quote.id in self._ids:
            await self.act(notebook.remove, [quote.id])
        else:
            await self.act(notebook.add_quote, article, quote, self.roots)
        return quote.id in self._ids

    async def toggle_article(self, article: Article) -> bool:
        """Bookmark an article, or take the bookmark off; True where it is kept now."""
        notebook = self.notebook
        known = [entry for entry in self.of_article(article) if entry.kind == "article"]
        if known:
            await self.act(notebook.remove, [entry.id for entry in known])
        else:
            await self.act(notebook.add_article, article, self.roots)
        return not known

    async def note(self, article: Article, quote: Quote | None, text: str) -> None:
        """Write a note on a quote or on the article; what has none yet is bookmarked first."""
        notebook = self.notebook

        def write() -> None:
            if quote is not None:
                entry = notebook.add_quote(article, quote, self.roots)
            else:
                entry = notebook.add_article(article, self.roots)
            notebook.set_note(entry.id, text)

        await self.act(write)

    def note_of(self, article: Article, quote: Quote | None) -> str:
        """The note as it stands."""
        for entry in self.of_article(article):
            if entry.id == quote.id if quote is not None else entry.kind == "article":
                return entry.user.note
        return ""

    async def remove(self, ids: Sequence[str]) -> None:
        """Take bookmarks away."""
        await self.act(self.notebook.remove, list(ids))

    async def set_note(self, entry_id: str, text: str) -> None:
        """Write the note of a bookmark."""
        await self.act(self.notebook.set_note, entry_id, text)

    async def tag(self, entry_id: str, add: Iterable[str], remove: Iterable[str]) -> None:
        """Put tags on a bookmark and take others off."""
        await self.act(self.notebook.tag, [entry_id], list(add), list(remove))

    async def save_search(self, name: str, query: str) -> None:
        """Keep a query under a name."""
        await self.act(self.notebook.save_search, name, query)

    def mark_read(self, article_id: str) -> None:
        """Remember that an article was opened; the disk may take its time."""
        if article_id in self._read or self._marks is None or self._marks.read_only:
            return
        self._read.add(article_id)
        task = asyncio.ensure_future(self._write_mark(article_id))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    async def _write_mark(self, article_id: str) -> None:
        if self._marks is not None:
            with suppress(DiploreadError):
                await asyncio.to_thread(self._marks.mark_read, [article_id])

    async def settle(self) -> None:
        """Wait for writes on their way."""
        if self._pending:
            await asyncio.gather(*self._pending, return_exceptions=True)

    # --- corrections -----------------------------------------------------------------------

    corrections: Path | None = None
    """The file that corrections are written to."""

    @property
    def corrections_name(self) -> str:
        """Its name, for the status line."""
        return self.corrections.name if self.corrections is not None else ""

    async def correct(self, section: str, values: Values, comment: str) -> None:
        """Keep a correction; it can be undone like any other change."""
        if self.corrections is None:
            raise DiploreadError("corrections cannot be kept", "there is no configuration folder")
        await asyncio.to_thread(self._history.correct, self.corrections, section, values, comment)

    # --- undo ------------------------------------------------------------------------------

    async def undo(self) -> Step | None:
        """Take back the last change of notebook or corrections; None where there is none."""
        return await self._turn(self._history.undo)

    async def redo(self) -> Step | None:
        """Do again what was taken back last."""
        return await self._turn(self._history.redo)

    async def _turn(self, turn: Callable[[], Step | None]) -> Step | None:
        try:
            return await asyncio.to_thread(turn)
        finally:
            if self._notebook is not None:
                await asyncio.to_thread(self._reload)
