"""The export sheet: formats and choices in a list, what the file will look like beside it.

The preview is the export itself, of the first entries, so that it cannot promise what the file
does not hold.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, get_args

from diploread.config.problems import DiploreadError
from diploread.index.notebook.export.formats import FORMATS, export
from diploread.index.notebook.export.options import AgencyAs, Grouping, Options, Style
from diploread.tui.labels import counted
from diploread.tui.screens.chooser import Choice, Chooser
from diploread.tui.text import clipped, marked
from diploread.tui.widgets.bars import Bar
from diploread.tui.widgets.flow import wrap
from diploread.tui.widgets.panel import Item, PanelList
from diploread.tui.widgets.rows import Parts, RowList
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.worker import Worker

if TYPE_CHECKING:
    from diploread.index.notebook.entry import Entry

SHOWN: Final = 12
"""Entries of the preview: more than a screen holds, few enough to be made at once."""
_LINES: Final = 200
_AGENCY: Final = {"author": "as author", "outlet": "as outlet", "note": "noted at the end"}
Setting = tuple[str, object]


class ExportSheet(Chooser["tuple[str, Options] | Setting"]):
    """Dismisses with the name of a format and its options; a choice that is made stays here."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, entries: Sequence[Entry], options: Options) -> None:
        self.entries, self.options = entries, options
        super().__init__(
            f"Export {counted(len(entries), 'entry', 'entries')}", self._rows(), hint="enter · esc"
        )

    def compose(self) -> ComposeResult:
        """Title, input, list, and the beginning of the file."""
        with Vertical(classes="sheet export"):
            yield Bar(id="sheet-title")
            yield Input(placeholder=self._placeholder, id="filter", compact=True)
            with Horizontal(id="export-panes"):
                yield PanelList(id="choices", classes="driven")
                with Vertical(id="preview-side"):  # what paints its own lines has no border
                    yield PanelList(id="preview")

    def on_mount(self) -> None:
        """Fill the list; the first preview comes with it."""
        super().on_mount()
        self._preview()

    def _rows(self) -> list[Choice[tuple[str, Options] | Setting]]:
        """The formats, then what can be chosen about them."""
        made = self.options
        rows: list[Choice[tuple[str, Options] | Setting]] = [
            Choice(f"{one.name:<11} {one.what}", (one.name, made)) for one in FORMATS.values()
        ]
        rows.append(Choice("How", ("", None), heading=True))
        grouped = "as listed" if made.group == "none" else f"by {made.group}"
        rows += [
            Choice(f"grouped {grouped}", ("group", _next(get_args(Grouping), made.group))),
            Choice(
                f"citations after {'Chicago' if made.style == 'chicago' else 'APA'}",
                ("style", _next(get_args(Style), made.style)),
            ),
            Choice(
                f"wire agencies {_AGENCY[made.agency_as]}",
                ("agency_as", _next(get_args(AgencyAs), made.agency_as)),
            ),
            Choice(
                f"sentences around each: {'yes' if made.context else 'no'}",
                ("context", not made.context),
            ),
        ]
        return rows

    def _fill(self, typed: str) -> None:
        rows = self.query_one("#choices", PanelList)
        super()._fill(typed)
        rows.styles.height = "1fr"
        self._preview()

    def take(self, typed: str) -> None:
        """Leave with a format; make a choice and stay."""
        rows = self.query_one("#choices", PanelList)
        item = rows.item
        chosen = item.value.value if item is not None and isinstance(item.value, Choice) else None
        if chosen is None:
            return
        name, value = chosen
        if isinstance(value, Options):
            self.dismiss((name, value))
            return
        at = rows.cursor
        self.options = replace(self.options, **{name: value})
        self._choices = self._rows()
        self._fill(self.query_one(Input).value)
        rows.move_to(at, quiet=True)
        self._preview()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Another format."""
        if event.rows.id == "choices":
            self._preview()

    _format = "markdown"

    def _preview(self) -> None:
        item = self.query_one("#choices", PanelList).item
        choice = item.value if item is not None else None
        if isinstance(choice, Choice) and isinstance(choice.value[1], Options):
            self._format = choice.value[0]
        show = partial(self._show, self._format)
        _: Worker[None] = self.run_worker(
            show, group="preview", exclusive=True, exit_on_error=False
        )

    async def _show(self, name: str) -> None:
        try:
            lines = await asyncio.to_thread(preview, self.entries[:SHOWN], name, self.options)
        except DiploreadError as error:
            lines = [str(error)]
        rest = len(self.entries) - SHOWN
        if rest > 0:
            lines += ["", f"… and {rest:,} more"]
        self.query_one("#preview", PanelList).fill([_line(text) for text in lines])


def preview(entries: Sequence[Entry], name: str, options: Options) -> list[str]:
    """The first lines of the export of some entries."""
    if name == "template":
        return ["A Jinja template of your own; its file is asked for next.", "",
                "{% for entry in entries %}", "{{ entry | speaker }}: {{ entry | line }}",
                "{% endfor %}"]  # fmt: skip
    made = export(entries, name, options)
    if isinstance(made, bytes):
        made = "A file for word processors, with footnotes. Its text:\n\n" + str(
            export(entries, "text", options)
        )
    return made.replace("\r\n", "\n").rstrip("\n").split("\n")[:_LINES]


def _next(values: Sequence[str], value: str) -> str:
    return values[(values.index(value) + 1) % len(values)]


def _line(text: str) -> Item:
    """A line of the file, wrapped to the pane; long ones show their beginning."""

    def draw(width: int) -> list[Parts]:
        ranges = wrap(text, width)
        shown: list[Parts] = [[(marked(text[low:high]), "text")] for low, high in ranges[:6]]
        if len(ranges) > 6:
            shown[-1] = [(clipped(text[ranges[5][0] :], width), "text")]
        return shown or [[]]

    return Item(draw, heading=True)
