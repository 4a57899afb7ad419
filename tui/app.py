"""The app: owns settings, library, notebook and keymap; screens ask it for them.

Nothing heavy happens before the first paint: the library is opened in a thread after it, the
notebook after that, and indexing runs in a process of its own (:mod:`diploread.tui.indexing`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from diploread.config.problems import ConfigError, DiploreadError
from diploread.tui.desk import Desk
from diploread.tui.ending import Ending
from diploread.tui.keys import Keymap
from diploread.tui.labels import write_dates
from diploread.tui.screens.keyed import KeyedScreen
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.signs import AsciiFilter, use_ascii
from diploread.tui.state import Place, load_place, save_place
from diploread.tui.terminal import TerminalDriver
from diploread.tui.text import Guard, marked
from diploread.tui.themes import built_in, load_theme, with_colours
from textual import events
from textual.app import App, ScreenStackError
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from diploread.config.paths import Paths
    from diploread.config.settings import Settings
    from diploread.index.library.library import Library
    from rich.console import RenderableType
    from textual.theme import Theme

log = logging.getLogger("diploread.tui")

LOST = 128 + 1
"""Exit code where the terminal is gone, as after SIGHUP."""


class DiploreadApp(App[int]):
    """The reader on one library."""

    CSS_PATH = "diploread.tcss"
    TITLE = "diploread"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        roots: Sequence[Path],
        settings: Settings,
        paths: Paths | None = None,
        *,
        sample: bool = False,
        watching: bool = False,
    ) -> None:
        self._guard = Guard()
        self._ascii = AsciiFilter() if settings.ui.ascii == "always" else None
        use_ascii(settings.ui.ascii == "always")
        self.settings = settings
        self.paths = paths
        self.roots = tuple(roots)
        self.sample = sample
        self.watching = watching
        """Whether new files in the folders are taken in while one reads."""
        self.place = load_place(self.place_file) if self.place_file else Place()
        super().__init__(driver_class=TerminalDriver)
        self.ending = Ending(self._leave, self.keep_place)
        self.indexer: Process | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.keymap = Keymap(settings.keys)
        write_dates(settings.ui.date_format)
        self.desk = Desk(self.roots)
        self.library: Library | None = None
        self.searches: list[str] = list(self.place.searches)
        self.commands: list[str] = []
        """Commands typed behind ``:`` in this session, newest last."""
        self._search_at = len(self.searches)
        self._told = self._begin_with_theme(self.place.theme or settings.ui.theme)
        self._first_theme = self.theme
        if not settings.ui.animation:
            self.animation_level = "none"

    # --- start -----------------------------------------------------------------------------

    @property
    def place_file(self) -> Path | None:
        """Where the place of this library is kept."""
        if self.paths is None or not self.roots:
            return None
        return self.paths.state_dir / "places" / f"{self.paths.library_dir(self.roots).name}.json"

    @property
    def measure(self) -> int:
        """Width of the text."""
        return self.place.measure or self.settings.ui.text_width

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The guard goes over every line, always the same instance: strips cache by filter."""
        filters = [*super().get_line_filters(), self._guard]
        return [*filters, self._ascii] if self._ascii is not None else filters

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, until a theme is chosen."""
        return dict(built_in("dusk").variables)

    def get_default_screen(self) -> Screen[None]:
        """The reader."""
        return ReaderScreen()

    async def on_event(self, event: events.Event) -> None:
        """A key goes to the screen that has the keymap, not first through the widgets on it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            screen = self.screen
            if isinstance(screen, KeyedScreen) and screen.takes(event):
                screen.hear(event)
                return
        await super().on_event(event)

    def on_mount(self) -> None:
        """From here on signals and a lost terminal end the app in good order."""
        self._loop = asyncio.get_running_loop()
        if isinstance(self._driver, TerminalDriver):
            self.ending.modes = self._driver.modes
            self.ending.watch()

    def opened(self, reader: ReaderScreen) -> None:
        """The reader is on the screen: open what it needs, after the first paint."""
        from diploread.tui.opening import open_all

        reader.say(*((self._told[0], "warn") if self._told else ("", "dim")))
        self.call_after_refresh(lambda: reader.start(partial(open_all, self, reader), "opening"))

    def index_again(self) -> None:
        """Let the library follow what has changed, beside reading."""
        from diploread.tui import indexing

        reader = self.screen_stack[0]
        if self.paths is not None and isinstance(reader, ReaderScreen):
            reader.start(partial(indexing.follow, self, reader), "opening")

    def use_theme(self, name: str) -> None:
        """Show a theme, or say why it cannot be shown."""
        theme, told = self._theme_named(name)
        self.register_theme(theme)
        self.theme = theme.name
        reader = self.screen
        if told and isinstance(reader, ReaderScreen):
            reader.say(told[0], "warn")

    def _begin_with_theme(self, name: str) -> list[str]:
        """The theme to start with, before there is anything to paint: to change from the one of
        Textual would read all styles twice. What must be said of it."""
        theme, told = self._theme_named(name)
        self.register_theme(theme)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        return told

    def _watch_theme(self, theme_name: str) -> None:
        """The first one is in the styles from the beginning."""
        first, self._first_theme = self._first_theme, ""
        if theme_name != first:
            super()._watch_theme(theme_name)

    def _theme_named(self, name: str) -> tuple[Theme, list[str]]:
        """A theme with the colours that are set, or one that can be shown; and what is amiss."""
        own = self.paths.config_dir / "themes" if self.paths is not None else None
        told: list[str] = []
        try:
            theme = load_theme(name, own)
        except ConfigError as error:
            theme, told = built_in("dusk"), [str(error)]
        theme, weak = with_colours(theme, {str(k): v for k, v in self.settings.ui.colors.items()})
        return theme, [*told, *weak]

    # --- end -------------------------------------------------------------------------------

    def _leave(self, code: int) -> None:
        """Leave, asked from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._leave_here, code)

    def _leave_here(self, code: int) -> None:
        self.exit(return_code=code)

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave; the place is kept now, for the screens are gone when the app is unmounted."""
        with suppress(ScreenStackError):
            self.keep_place()
        super().exit(result, return_code, message)

    def terminal_lost(self) -> None:
        """There is nobody to paint for any more; from any thread."""
        self.ending.ask(LOST)

    def repaint(self) -> None:
        """The terminal has missed frames and is back; from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(partial(self.refresh, layout=True))

    def failed(self, error: BaseException) -> None:
        """A thread of the terminal has failed, which no key could mend; from any thread."""
        self.log_failure(error)
        self.ending.ask(1)

    async def on_unmount(self) -> None:
        """Let go of everything."""
        with suppress(Exception):
            await self.desk.settle()
        self.desk.close()
        if self.library is not None:
            with suppress(Exception):
                self.library.close()

    def keep_place(self) -> None:
        """Write down where one is."""
        file = self.place_file
        reader = next((s for s in self.screen_stack if isinstance(s, ReaderScreen)), None)
        if file is None or reader is None or reader.answer is None:
            return
        measure = reader.view.measure
        self.place = replace(
            self.place,
            query=reader.line.value,
            sort=reader.sort,
            article=reader.article.id if reader.article is not None else "",
            offset=reader.view.place,
            measure=measure if measure != self.settings.ui.text_width else 0,
            panel=reader.panel,
            view=reader.view.view,
            theme=self.theme if self.theme != self.settings.ui.theme else "",
            searches=tuple(self.searches[-100:]),
        )
        save_place(file, self.place)

    def where(self) -> str:
        """The folders that are open, for the line below the search."""
        if self.sample:
            return "the sample corpus: invented people, invented events"
        home = str(Path.home())
        shown = [str(root).replace(home, "~", 1) for root in self.roots]
        return marked(" · ".join(shown))

    # --- for screens -----------------------------------------------------------------------

    def remember_search(self, query: str) -> None:
        """Put a query into the history."""
        if query:
            if self.paths is not None:  # a write to disk, which no key waits for
                from diploread.index.library import history

                asyncio.get_running_loop().run_in_executor(None, history.remember, query)
            self.searches = [*(q for q in self.searches if q != query), query]
        self._search_at = len(self.searches)

    def earlier_search(self, step: int, typed: str) -> str:
        """The query before or after in the history."""
        self._search_at = min(max(self._search_at + step, 0), len(self.searches))
        return self.searches[self._search_at] if self._search_at < len(self.searches) else ""

    def log_failure(self, error: BaseException | None) -> None:
        """An unforeseen failure goes to the log, without any text of an article."""
        if error is not None and not isinstance(error, DiploreadError):
            log.error("failure in a worker", exc_info=error)

    def _fatal_error(self) -> None:
        """Leave the screen without a traceback: Textual's would show articles held in variables."""
        self._close_messages_no_wait()


def run(
    roots: Sequence[Path],
    settings: Settings,
    paths: Paths,
    *,
    sample: bool = False,
    watching: bool = False,
) -> int:
    """Open the app on some folders; the exit code. Raises again what has ended the app.

    After a crash of its own Textual gives back None and leaves the code in ``return_code``.
    """
    app = DiploreadApp(roots, settings, paths, sample=sample, watching=watching)
    app.run()
    if app._exception is not None:
        raise app._exception
    return app.return_code or 0
