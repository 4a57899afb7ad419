"""The reader: results, article and panel on one screen.

The screen owns the state and hands keys to :mod:`diploread.tui.actions`; widgets show what they are
given. Panes are hidden by class (see ``diploread.tcss``), never removed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError
from diploread.tui import panes
from diploread.tui.actions import registry
from diploread.tui.compositor import lean
from diploread.tui.rest import Rest
from diploread.tui.screens.keyed import KeyedScreen
from diploread.tui.screens.searching import Searching
from diploread.tui.state import Trail
from diploread.tui.text import clipped
from diploread.tui.widgets.article import ArticleView
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.panel import PanelList
from diploread.tui.widgets.query import QueryLine
from diploread.tui.widgets.results import ResultList
from diploread.tui.widgets.rows import RowList
from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from diploread.index.article import Article
    from diploread.index.library.rows import FacetValue, QuoteRow
    from diploread.tui.actions.people import Whence

REST = 0.1
"""Seconds the cursor of the list rests before the article beside it changes."""

FOLLOW = 0.07
"""Seconds the text stands still before panel and header follow it."""

PANES = ("results", "article", "panel")


class ReaderScreen(Searching, KeyedScreen):
    """Where the day is spent."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (100, "-wide")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        lean(self)
        self.article: Article | None = None
        self.panel = "quotes"
        self.all_quotes = False
        self.from_panel = False
        """Whether a panel that lies over the article led to the place in it: back goes there."""
        self.narrowing: tuple[str, str] = ("", "")
        """Which quotes the panel shows: of one speaker, of one kind, or all."""
        self.trail = Trail()
        self.ways: list[Whence] = []
        """What led here by names, oldest first."""
        self.pane = "results"
        self.facets: dict[str, list[FacetValue]] = {}
        self.counts_of_article: dict[str, int] = {}
        self.answer_quotes: list[QuoteRow] = []
        self._preview = Rest(self, REST, self._show_preview)
        self._following = Rest(self, FOLLOW, self._follow)

    # --- composition -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Search line on top, three panes, status line."""
        with Horizontal(id="top"):
            yield Bar(id="prompt")
            yield QueryLine(id="query")
            yield Bar(id="counts")
        yield Bar(id="readas")
        ui = self.diploread.settings.ui
        made = {
            "results": lambda: Vertical(ResultList(columns=ui.columns, id="results"), id="left"),
            "article": lambda: Vertical(
                Bar(id="article-head"),
                ArticleView(id="article", measure=self.diploread.measure),
                id="middle",
            ),
            "panel": lambda: Vertical(Bar(id="panel-head"), PanelList(id="panel"), id="right"),
        }
        with Horizontal(id="panes"):
            for at, name in enumerate(panes.in_order(ui)):
                pane = made[name]()
                pane.set_class(not at, "first")
                yield pane
        yield Bar(id="status")
        yield Bar(id="small")

    def on_mount(self) -> None:
        """Start where the reader left."""
        self.query_one("#prompt", Bar).show([("❯", "accent")])
        self.query_one("#small", Bar).show([("this window is too small to read in", "accent")])
        self.panel = self.diploread.settings.ui.panels[0]
        self.set_class(True, "at-results")
        panes.fit(self)
        self.results.focus()
        self.diploread.opened(self)

    @property
    def results(self) -> ResultList:
        """The list at the left."""
        return self.query_one(ResultList)

    @property
    def view(self) -> ArticleView:
        """The article."""
        return self.query_one(ArticleView)

    @property
    def side(self) -> PanelList:
        """The panel at the right."""
        return self.query_one("#panel", PanelList)

    @property
    def line(self) -> QueryLine:
        """The search line."""
        return self.query_one(QueryLine)

    # --- keys and actions ------------------------------------------------------------------

    def dispatch(self, action: str) -> None:
        """Do an action; a failure is one line, never the end."""
        function = registry.load().get(action)
        if function is None:
            return
        if action in registry.ON_ARTICLE and not (self.article and self.article.id):
            self.say("no article is open", "dim")
            return
        told = self._message
        if not action.startswith("move."):  # what an earlier act has said is not said of this one
            self._message = ("", "dim")
        try:
            result = function(self)
        except DiploreadError as error:
            self.say(str(error), "warn")
            return
        if told[0] and not self._message[0]:
            self.status()
        if inspect.iscoroutine(result):
            self.run_worker(result, group="actions", exit_on_error=False)

    def start(self, work: Callable[[], Coroutine[None, None, None]], group: str) -> Worker[None]:
        """Run something beside the screen; a newer one of the same group takes its place.

        The coroutine is made by the worker: one that is replaced before it began is then none.
        """
        return self.run_worker(work, group=group, exclusive=True, exit_on_error=False)

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        """Failures in workers are told, not thrown."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.diploread.log_failure(error)
            told = str(error) if isinstance(error, DiploreadError) else ""
            self.say(told or f"that failed ({type(error).__name__}); see the log", "warn")

    def show_pending(self, strokes: str) -> None:
        """The strokes that wait for another one."""
        self.status(pending=strokes)

    # --- asking ----------------------------------------------------------------------------

    async def ask(self, title: str, value: str = "", *, hint: str = "enter · esc") -> str | None:
        """One line from the user; None where they left. Only inside an action that is async."""
        from diploread.tui.screens.prompt import Prompt

        return await self.app.push_screen_wait(Prompt(title, value, hint=hint))

    async def confirm(self, question: str) -> bool:
        """Yes or no."""
        from diploread.tui.screens.chooser import Choice, Chooser

        choices = [Choice("No", 0), Choice("Yes", 1)]
        sheet = Chooser(question, choices, placeholder="y or n")
        return await self.app.push_screen_wait(sheet) == 1

    # --- status line -----------------------------------------------------------------------

    _message: tuple[str, str] = ("", "dim")
    _progress = ""

    def say(self, text: str, kind: str = "text") -> None:
        """A line for the reader, until the next one."""
        self._message = (text, kind)
        self.status()

    def status(self, *, pending: str = "", progress: str | None = None) -> None:
        """Paint the status line: message left, progress or hints right."""
        if progress is not None:
            self._progress = progress
        text, kind = self._message
        left = [(f"{pending}…", "accent")] if pending else [(text, kind)]
        keys = self.diploread.keymap
        hints = [
            ("app.search", "search"), ("reader.next_quote", "quote"),
            ("notebook.bookmark_quote", "bookmark"), ("app.help", "help"),
        ]  # fmt: skip
        standing = self.diploread.desk.standing
        right: list[tuple[str, str]] = []
        if self._progress:
            right = [(self._progress, "accent")]
        elif self.size.width >= 80:
            for action, word in hints:
                right += [(f"  {keys.first(action)} ", "text"), (word, "faint")]
            room = self.size.width - sum(len(part) for part, _ in right) - 3
            if cell_len(text) + cell_len(standing) > room:  # a message is worth more than hints
                right = []
        if standing and not self._progress:
            right = [(f"{clipped(standing, 24)} ", "accent"), *right]
        self.query_one("#status", Bar).show(left, right)

    # --- panes -----------------------------------------------------------------------------

    def pane_widget(self, pane: str) -> Widget:
        """The widget that has the focus of a pane."""
        return {"results": self.results, "article": self.view, "panel": self.side}[pane]

    def go(self, pane: str) -> None:
        """Give a pane the focus, and show it where only one fits."""
        self.pane, self.from_panel = pane, False
        for name in PANES:
            self.set_class(name == pane, f"at-{name}")
        if pane == "panel":
            self.set_class(True, "panel-open")
        elif pane == "article" and panes.floats(self):
            self.set_class(False, "panel-open")  # nobody reads under it
        self.pane_widget(pane).focus()
        self.heads()

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        """A click brought the focus here."""
        for name in PANES:
            if self.pane_widget(name) is event.widget and name != self.pane:
                self.go(name)

    def on_resize(self, event: events.Resize) -> None:
        """Say so when there is too little room to read in."""
        small = event.size.width < 30 or event.size.height < 8
        self.set_class(small, "-tiny")
        panes.fit(self)
        self.call_after_refresh(self.heads)

    # --- results and article ---------------------------------------------------------------

    @on(RowList.Moved, "#results")
    def row_moved(self) -> None:
        """Show the article beside the list as soon as the cursor rests."""
        self._preview.begin()
        self.counts()

    def _show_preview(self) -> None:
        row = self.results.row(self.results.cursor)
        if row is not None:
            self.show_article(row.id)

    @on(RowList.Chosen, "#results")
    def _row_chosen(self, event: RowList.Chosen) -> None:
        self.dispatch("move.open")

    @on(RowList.Chosen, "#panel")
    def _item_chosen(self, event: RowList.Chosen) -> None:
        self.dispatch("move.open")

    def show_article(self, article_id: str, *, remember: bool = False) -> bool:
        """Put an article into the middle; False where it cannot be had."""
        library = self.diploread.library
        if library is None:
            return False
        if self.article is not None and self.article.id == article_id:
            return True
        try:
            article = library.article(article_id)
        except (DiploreadError, KeyError) as error:
            gone = "that article is no longer in the library"
            self.say(str(error) if isinstance(error, DiploreadError) else gone, "warn")
            return False
        self.put(article, self.hits_in(article))
        if remember:
            self.trail.visit(article_id)
        return True

    def hits_in(self, article: Article) -> tuple[tuple[int, int], ...]:
        """What the query has matched in an article."""
        library, answer = self.diploread.library, self.answer
        return library.hits(answer, article) if library is not None and answer is not None else ()

    def put(self, article: Article | None, hits: tuple[tuple[int, int], ...] = ()) -> None:
        """Show this article, with these hits, and what belongs beside it."""
        from diploread.tui.actions.notebook import passages
        from diploread.tui.actions.panels import counts_of

        self.article = article
        self.counts_of_article = counts_of(article)
        self.view.kept = self.diploread.desk.kept_quotes(article) if article else frozenset()
        self.view.starred = passages(self)
        self.view.show(article, hits)
        self.fill_panel(keep=self.all_quotes)
        self.heads()

    def fill_panel(self, *, keep: bool = False) -> None:
        """Fill the panel that is chosen."""
        from diploread.tui.actions.panels import items_for

        items, empty = items_for(self)
        self.side.fill(items, empty=empty, keep=keep)
        self.heads()

    @on(ArticleView.Moved)
    def _text_moved(self) -> None:
        """The panel follows the text once it stands still: each pane painted costs a key 5 ms."""
        self._following.begin()

    def _follow(self) -> None:
        from diploread.tui.actions.panels import follow

        follow(self)
        self.heads()

    def heads(self) -> None:
        """Paint the headers of the panes."""
        from diploread.tui.actions.panels import paint_heads

        try:
            paint_heads(self)
        except NoMatches:  # the screen is going
            return
