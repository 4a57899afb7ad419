"""Single quotes of an answer marked, then acted upon at once: bookmarked, copied, exported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diploread.tui.labels import counted
from diploread.tui.widgets import items as make

if TYPE_CHECKING:
    from diploread.index.library.rows import QuoteRow
    from diploread.index.notebook.entry import Entry
    from diploread.tui.screens.reader import ReaderScreen


def over_quotes(reader: ReaderScreen) -> bool:
    """Whether keys speak of the quotes of the whole answer."""
    return reader.pane == "panel" and reader.panel == "quotes" and reader.all_quotes


def mark_quote(reader: ReaderScreen) -> None:
    """Mark the quote under the cursor, or take the mark off; the cursor goes on."""
    item = reader.side.item
    if item is None or not isinstance(item.value, make.Far):
        return
    reader.marked_quotes ^= {item.value.quote.id}
    reader.fill_panel(keep=True)
    reader.side.move_to(reader.side.cursor + 1)
    _tell(reader)


def mark_all_quotes(reader: ReaderScreen) -> None:
    """Mark every quote that is listed; none, where all are marked."""
    listed = [item.value for item in reader.side.items if isinstance(item.value, make.Far)]
    ids = frozenset(far.quote.id for far in listed)
    reader.marked_quotes = frozenset() if ids <= reader.marked_quotes else ids
    reader.fill_panel(keep=True)
    _tell(reader)


def _tell(reader: ReaderScreen) -> None:
    count = len(marked_rows(reader))
    keys = reader.diploread.keymap
    acts = (("notebook.bookmark_quote", "bookmarks"), ("notebook.copy", "copies"),
            ("notebook.export", "exports"))  # fmt: skip
    hints = " · ".join(f"{keys.first(action)} {word}" for action, word in acts)
    reader.say(f"{counted(count, 'quote')} marked · {hints}" if count else "no quote is marked")


def marked_rows(reader: ReaderScreen) -> list[QuoteRow]:
    """The marked quotes of the answer, in its order."""
    return [row for row in reader.answer_quotes if row.quote.id in reader.marked_quotes]


def entries_of(reader: ReaderScreen, rows: Sequence[QuoteRow]) -> list[Entry]:
    """What is kept, copied or exported of quotes, each article fetched once. For a thread."""
    from diploread.index.notebook.compose import quote_entry
    from diploread.index.notebook.sources import Sources

    library = reader.diploread.library
    if library is None:
        return []
    sources = Sources(reader.diploread.roots)
    held = {one: library.article(one) for one in {row.article.id for row in rows}}
    return [quote_entry(held[row.article.id], row.quote, sources) for row in rows]


async def bookmark_quotes(reader: ReaderScreen) -> None:
    """Bookmark all marked quotes in one act, which one undo takes back."""
    from diploread.tui.actions.notebook import refresh

    rows, desk = marked_rows(reader), reader.diploread.desk
    notebook = desk.notebook
    kept = await desk.act(lambda: notebook.add(entries_of(reader, rows)))
    reader.marked_quotes = frozenset()
    refresh(reader)
    into = f" · in {desk.current_dossier}" if desk.current_dossier else ""
    undo = reader.diploread.keymap.first("app.undo")
    reader.say(f"★ {counted(len(kept), 'quote')} bookmarked{into} · {undo} undoes")
