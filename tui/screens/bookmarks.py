"""The bookmarks: every quote, passage and article kept, with its note and where it was printed.

Dossiers stand beside the list where there is room. What the keys do is in
:mod:`diploread.tui.screens.bookmark_acts`; several marked bookmarks are acted on at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from diploread.config.problems import DiploreadError
from diploread.index.notebook.entry import Entry
from diploread.tui.exports import in_words
from diploread.tui.keys import stroke_of
from diploread.tui.labels import counted
from diploread.tui.screens.bookmark_acts import ACTS
from diploread.tui.screens.keyed import Sequencer
from diploread.tui.text import marked
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.kept import dossier_item, kept_item
from diploread.tui.widgets.panel import Item, PanelList
from diploread.tui.widgets.rows import Parts, RowList
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

if TYPE_CHECKING:
    from diploread.index.notebook.verify import Verdict
    from diploread.tui.app import DiploreadApp

STEPS: Final = {
    "move.down": 1, "move.up": -1, "move.page_down": 8, "move.page_up": -8,
    "move.half_down": 4, "move.half_up": -4, "move.top": -10**6, "move.bottom": 10**6,
}  # fmt: skip
ALL, ORPHANS = "", "\0orphans"
"""What stands in the list of dossiers besides them."""
Chosen = tuple[str, Entry]


class BookmarksScreen(ModalScreen["Chosen | None"]):
    """Dismisses with ``open`` or ``bind`` and the bookmark to go to or to anchor anew."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(
        self,
        owner: DiploreadApp,
        *,
        dossier: str = ALL,
        verdicts: Mapping[str, Verdict] | None = None,
    ) -> None:
        super().__init__()
        self.owner = owner
        self.dossier = dossier
        """Which dossier is shown; see ``ALL`` and ``ORPHANS``."""
        self.verdicts: dict[str, Verdict] = dict(verdicts or {})
        self.marked: set[str] = set()
        self.said: tuple[str, str] = (in_words(list(self.verdicts.values())), "accent")
        self._sequencer = Sequencer(owner.keymap)

    def compose(self) -> ComposeResult:
        """Title, filter, dossiers and list, hints."""
        with Vertical(classes="sheet bookmarks"):
            yield Bar(id="sheet-title")
            yield Input(placeholder="words, tag: note: speaker: is:", id="filter", compact=True)
            with Horizontal():
                yield PanelList(id="dossiers")
                yield PanelList(id="kept")
            yield Bar(id="sheet-said")
            yield Bar(id="sheet-foot")

    def on_mount(self) -> None:
        """Fill."""
        self.rows.focus()
        self.fill()

    def on_resize(self, event: events.Resize) -> None:
        """The hints depend on the width."""
        self._hints()

    def _hints(self) -> None:
        key = self.owner.keymap.first
        words = [
            ("enter", "open"), (key("notebook.note"), "note"), (key("notebook.tag"), "tags"),
            (key("notebook.dossier"), "dossier"), (key("list.mark"), "mark"),
            (f"{key('reader.next_article')}{key('reader.previous_article')}", "move"),
            (key("notebook.export"), "export"), (key("notebook.verify"), "verify"),
            (key("notebook.remove"), "take off"), (key("app.help"), "more"),
        ]  # fmt: skip
        narrow = self.size.width < 100
        if narrow:
            words = [w for w in words if w[1] not in ("open", "verify", "move")]
        parts: Parts = []
        for stroke, word in words:
            parts += [(f"{stroke} ", "text"), (f"{word}  ", "faint")]
        self.query_one("#sheet-foot", Bar).show(parts)

    # --- what is shown ---------------------------------------------------------------------

    @property
    def rows(self) -> PanelList:
        """The list of bookmarks."""
        return self.query_one("#kept", PanelList)

    @property
    def entry(self) -> Entry | None:
        """The bookmark under the cursor."""
        item = self.rows.item
        return item.value if item is not None and isinstance(item.value, Entry) else None

    def chosen(self) -> list[Entry]:
        """Those marked, in the order of the list, else the one under the cursor."""
        shown = [item.value for item in self.rows.items if isinstance(item.value, Entry)]
        some = [entry for entry in shown if entry.id in self.marked]
        return some or ([self.entry] if self.entry is not None else [])

    @property
    def named(self) -> str:
        """The dossier that is shown; empty where it is none."""
        return "" if self.dossier == ORPHANS else self.dossier

    def entries(self) -> list[Entry]:
        """The bookmarks of the dossier that fit the filter. Raises UsageError where it is off."""
        notebook = self.owner.desk.notebook
        found = notebook.bookmarks(self.query_one(Input).value)
        if self.dossier == ORPHANS:
            return [entry for entry in found if self.lost(entry)]
        if self.dossier:
            held = next((d.entries for d in notebook.dossiers() if d.name == self.dossier), ())
            place = {one: at for at, one in enumerate(held)}
            return sorted((e for e in found if e.id in place), key=lambda e: place[e.id])
        if self.verdicts:  # what no longer stands comes first
            found.sort(key=lambda entry: not self.fallen(entry))
        return found

    def fallen(self, entry: Entry) -> bool:
        """Whether the last look at the files found it elsewhere, changed or not at all."""
        return entry.id in self.verdicts and self.verdicts[entry.id].state.name != "OK"

    def lost(self, entry: Entry) -> bool:
        """Whether its words stand nowhere, as far as anybody has looked."""
        if entry.id in self.verdicts:
            return not self.verdicts[entry.id].stands
        return bool(entry.user.orphan)

    def fill(self) -> None:
        """The bookmarks that fit, and the dossiers beside them."""
        title = self.query_one("#sheet-title", Bar)
        try:
            entries = self.entries()
        except DiploreadError as error:
            title.show([("Bookmarks", "title")], [(marked(str(error)), "warn")])
            return
        self.marked &= {entry.id for entry in entries}
        items = [
            kept_item(entry, entry.id in self.marked, self.verdicts.get(entry.id))
            for entry in entries
        ]
        typed = self.query_one(Input).value
        empty = "nothing fits" if typed or self.dossier else "nothing bookmarked yet"
        self.rows.fill(items, empty=empty, keep=True)
        self._fill_dossiers()
        self._title(len(entries))

    def _fill_dossiers(self) -> None:
        notebook, desk = self.owner.desk.notebook, self.owner.desk
        every = notebook.bookmarks()
        items: list[Item] = [dossier_item("All bookmarks", ALL, len(every), self.dossier == ALL)]
        for one in notebook.dossiers():
            items.append(
                dossier_item(
                    one.name, one.name, len(one.entries), one.name == self.dossier,
                    current=one.name == desk.current_dossier,
                )
            )  # fmt: skip
        lost = sum(map(self.lost, every))
        if lost or self.dossier == ORPHANS:
            items.append(dossier_item("Orphans", ORPHANS, lost, self.dossier == ORPHANS))
        self.query_one("#dossiers", PanelList).fill(items, keep=True)

    def _title(self, count: int) -> None:
        name = "orphans" if self.dossier == ORPHANS else self.dossier
        left: Parts = [("Bookmarks", "title")]
        if name:
            left.append((f" · {marked(name)}", "accent"))
        current = self.owner.desk.current_dossier
        right = counted(count, "entry", "entries")
        if self.marked:
            right = f"{len(self.marked):,} marked · {right}"
        if current and current == name:
            right = f"the current dossier · {right}"
        if self.owner.desk.read_only:
            right = f"read only · {right}"
        self.query_one("#sheet-title", Bar).show(left, [(right, "dim")])
        self.query_one("#sheet-said", Bar).show([self.said])

    def say(self, text: str, kind: str = "accent") -> None:
        """A line for the reader, until the next one."""
        self.said = (marked(text), kind)
        self.query_one("#sheet-said", Bar).show([self.said])

    def show_dossier(self, name: str) -> None:
        """Another dossier."""
        self.dossier = name
        self.marked.clear()
        self.fill()
        self.rows.move_to(0, quiet=True)

    # --- keys ------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow."""
        self.fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the list."""
        self.rows.focus()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """A dossier is shown as soon as the cursor stands on it."""
        item = self.query_one("#dossiers", PanelList).item
        if event.rows.id == "dossiers" and item is not None and item.value != self.dossier:
            self.show_dossier(str(item.value))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A click goes there."""
        if event.rows.id == "kept":
            self.leave_for("open")

    def leave_for(self, act: str) -> None:
        """To the bookmark under the cursor."""
        if self.entry is not None:
            self.dismiss((act, self.entry))

    def on_key(self, event: events.Key) -> None:
        """Keys of the reader, as far as they mean something here."""
        if isinstance(self.focused, Input):
            if event.key in ("escape", "down"):
                event.stop()
                self.rows.focus()
            return
        event.stop()
        event.prevent_default()
        action = self._sequencer.feed(stroke_of(event.key, event.character))
        if action is not None:
            self.do(action)

    def do(self, action: str) -> None:
        """An action by its id."""
        side = self.query_one("#dossiers", PanelList)
        rows = side if self.focused is side else self.rows
        if action in STEPS:
            rows.move_to(rows.cursor + STEPS[action])
        elif action in ("app.next_pane", "app.previous_pane"):
            wide = rows is self.rows and side.region.width
            (side if wide else self.rows).focus()
        elif action == "app.search":
            self.query_one(Input).focus()
        elif action == "app.cancel" and rows is side:
            self.rows.focus()
        elif action in ("app.cancel", "app.back", "notebook.bookmarks"):
            self.dismiss(None)
        elif action == "move.open" and rows is side:
            self.rows.focus()
        elif action == "move.open":
            self.leave_for("open")
        elif action in ACTS:
            self.run_worker(self._act(action), exit_on_error=False)

    async def _act(self, action: str) -> None:
        try:
            told = await ACTS[action](self)
        except DiploreadError as error:
            self.say(str(error), "warn")
            return
        if not self.is_attached or not self.is_current:
            return
        self.fill()
        if told:
            self.say(told)
