"""The bookmarks: every quote, passage and article kept, with its note and where it was printed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from diploread.config.problems import DiploreadError
from diploread.index.notebook.entry import Entry
from diploread.tui.keys import stroke_of
from diploread.tui.labels import counted
from diploread.tui.screens.keyed import Sequencer
from diploread.tui.text import marked
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.items import entry_lines
from diploread.tui.widgets.panel import Item, PanelList
from diploread.tui.widgets.rows import Parts, RowList
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp

STEPS = {
    "move.down": 1, "move.up": -1, "move.page_down": 8, "move.page_up": -8,
    "move.half_down": 4, "move.half_up": -4, "move.top": -10**6, "move.bottom": 10**6,
}  # fmt: skip


class BookmarksScreen(ModalScreen["Entry | None"]):
    """Dismisses with the bookmark to go to."""

    def __init__(self, owner: DiploreadApp) -> None:
        super().__init__()
        self._owner = owner
        self._sequencer = Sequencer(owner.keymap)

    def compose(self) -> ComposeResult:
        """Title, filter, list, hints."""
        with Vertical(classes="sheet tall"):
            yield Bar(id="sheet-title")
            yield Input(placeholder="/ words, tag:, speaker:, note:", id="filter", compact=True)
            yield PanelList(id="kept")
            yield Bar(id="sheet-foot")

    async def on_mount(self) -> None:
        """Fill."""
        key = self._owner.keymap.first
        words = [
            ("enter", "go there"), (key("notebook.note"), "note"), ("#", "tag"),
            (key("notebook.bookmark_quote"), "take off"), (key("notebook.verify"), "verify"),
            (key("app.undo"), "undo"), ("esc", "leave"),
        ]  # fmt: skip
        parts: Parts = []
        for stroke, word in words:
            parts += [(f"{stroke} ", "text"), (f"{word}   ", "faint")]
        self.query_one("#sheet-foot", Bar).show(parts)
        self.fill()
        self.query_one(PanelList).focus()

    def fill(self) -> None:
        """The bookmarks that fit the filter."""
        typed = self.query_one(Input).value
        title = self.query_one("#sheet-title", Bar)
        try:
            entries = self._owner.desk.notebook.bookmarks(typed)
        except DiploreadError as error:
            title.show([("Bookmarks", "title")], [(marked(str(error)), "warn")])
            return
        items = [_item(entry) for entry in entries]
        empty = "nothing fits" if typed else "nothing bookmarked yet"
        self.query_one(PanelList).fill(items, empty=empty, keep=True)
        title.show([("Bookmarks", "title")], [(counted(len(entries), "entry", "entries"), "dim")])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow."""
        self.fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the list."""
        self.query_one(PanelList).focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A click goes there."""
        self.dismiss(self._entry)

    @property
    def _entry(self) -> Entry | None:
        item = self.query_one(PanelList).item
        return item.value if item is not None and isinstance(item.value, Entry) else None

    def on_key(self, event: events.Key) -> None:
        """Keys of the reader, as far as they mean something here."""
        rows = self.query_one(PanelList)
        if isinstance(self.focused, Input):
            if event.key in ("escape", "down"):
                event.stop()
                rows.focus()
            return
        event.stop()
        event.prevent_default()
        stroke = stroke_of(event.key, event.character)
        if stroke == "#":
            self.run_worker(self._tag(), exit_on_error=False)
            return
        action = self._sequencer.feed(stroke)
        if action in STEPS:
            rows.move_to(rows.cursor + STEPS[action])
        elif action == "app.search":
            self.query_one(Input).focus()
        elif action in ("app.cancel", "app.back", "notebook.bookmarks"):
            self.dismiss(None)
        elif action == "move.open":
            self.dismiss(self._entry)
        elif action is not None:
            self.run_worker(self._act(action), exit_on_error=False)

    async def _act(self, action: str) -> None:
        desk, entry = self._owner.desk, self._entry
        told = self.query_one("#sheet-title", Bar)
        try:
            if action == "app.undo":
                await desk.undo()
            elif action == "app.redo":
                await desk.redo()
            elif action == "notebook.verify":
                await self._verify()
                return
            elif entry is None:
                return
            elif action in ("notebook.bookmark_quote", "notebook.bookmark_article"):
                await desk.remove([entry.id])
            elif action == "notebook.note":
                await self._note(entry)
            else:
                return
        except DiploreadError as error:
            told.show([("Bookmarks", "title")], [(marked(str(error)), "warn")])
            return
        self.fill()

    async def _note(self, entry: Entry) -> None:
        from diploread.tui.screens.prompt import NoteEditor

        text = await self.app.push_screen_wait(NoteEditor("Note", entry.user.note))
        if text is not None:
            await self._owner.desk.set_note(entry.id, text)

    async def _tag(self) -> None:
        from diploread.tui.screens.prompt import Prompt

        entry = self._entry
        if entry is None:
            return
        before = set(entry.user.tags)
        typed = await self.app.push_screen_wait(Prompt("Tags", " ".join(sorted(before))))
        if typed is not None:
            after = {word.lstrip("#") for word in typed.split()}
            await self._owner.desk.tag(entry.id, after - before, before - after)
            self.fill()

    async def _verify(self) -> None:
        from diploread.tui.exports import verdict_counts

        entries = self._owner.desk.notebook.bookmarks(self.query_one(Input).value)
        told = await asyncio.to_thread(verdict_counts, entries, self._owner.roots)
        self.query_one("#sheet-title", Bar).show([("Bookmarks", "title")], [(told, "accent")])


def _item(entry: Entry) -> Item:
    def draw(width: int) -> list[Parts]:
        return entry_lines(entry, width, where=True)

    return Item(draw, value=entry, key=entry.id)
