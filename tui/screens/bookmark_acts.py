"""What the keys do with bookmarks on their screen; each act says in a line what it has done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diploread.tui.labels import counted
from diploread.tui.screens.chooser import Choice, Chooser
from diploread.tui.screens.prompt import NoteEditor, Prompt

if TYPE_CHECKING:
    from diploread.index.notebook.entry import Entry
    from diploread.tui.screens.bookmarks import BookmarksScreen

Act = Callable[["BookmarksScreen"], Awaitable[str]]


async def _undo(sheet: BookmarksScreen) -> str:
    from diploread.tui.actions.undoing import undone

    return await undone(sheet.owner)


async def _redo(sheet: BookmarksScreen) -> str:
    from diploread.tui.actions.undoing import done_again

    return await done_again(sheet.owner)


async def _mark(sheet: BookmarksScreen) -> str:
    if sheet.entry is not None:
        sheet.marked ^= {sheet.entry.id}
        sheet.fill()
        sheet.rows.move_to(sheet.rows.cursor + 1)
    return ""


async def _mark_all(sheet: BookmarksScreen) -> str:
    every = {entry.id for entry in sheet.entries()}
    sheet.marked = set() if every <= sheet.marked else every
    return ""


async def _remove(sheet: BookmarksScreen) -> str:
    entries = sheet.chosen()
    if not entries:
        return ""
    await sheet.owner.desk.remove([entry.id for entry in entries])
    undo = sheet.owner.keymap.first("app.undo")
    return f"{counted(len(entries), 'bookmark')} taken off; {undo} undoes"


async def _note(sheet: BookmarksScreen) -> str:
    entry = sheet.entry
    if entry is None:
        return ""
    text = await sheet.app.push_screen_wait(NoteEditor("Note", entry.user.note))
    if text is None:
        return ""
    await sheet.owner.desk.set_note(entry.id, text)
    return "note kept"


async def _tag(sheet: BookmarksScreen) -> str:
    """Tags of one, or tags that all marked ones get (``-tag`` takes one off)."""
    entries, desk = sheet.chosen(), sheet.owner.desk
    if not entries:
        return ""
    known = " ".join(f"#{tag}" for tag in list(desk.notebook.tags())[:12])
    one = entries[0] if len(entries) == 1 else None
    title = "Tags" if one else f"Tags for {len(entries)} bookmarks; -tag takes one off"
    before = set(one.user.tags) if one else set()
    typed = await sheet.app.push_screen_wait(
        Prompt(title, " ".join(sorted(before)), hint=known or "words · enter · esc")
    )
    if typed is None:
        return ""
    words = {word.strip("#,") for word in typed.split()} - {"", "-"}
    gone = {word[1:].lstrip("#") for word in words if word.startswith("-")}
    after = {word for word in words if not word.startswith("-")}
    ids = [entry.id for entry in entries]
    await desk.act(desk.notebook.tag, ids, after - before, gone | (before - after))
    return "tags kept"


async def _review(sheet: BookmarksScreen) -> str:
    entries, desk = sheet.chosen(), sheet.owner.desk
    on = not all(entry.user.reviewed for entry in entries)
    await desk.act(desk.notebook.review, [entry.id for entry in entries], on)
    return f"{counted(len(entries), 'bookmark')} {'reviewed' if on else 'not reviewed any more'}"


async def _dossier(sheet: BookmarksScreen) -> str:
    """File what is chosen; on the list of dossiers: the dossiers themselves."""
    from diploread.tui.actions.dossiers import file_away, manage

    if sheet.focused is not None and sheet.focused.id == "dossiers":
        told, shown = await manage(sheet.owner)
        if shown:
            sheet.show_dossier(shown)
        names = {one.name for one in sheet.owner.desk.notebook.dossiers()}
        if sheet.named not in names:
            sheet.dossier = ""
        return told
    ids = [entry.id for entry in sheet.chosen()]
    return await file_away(sheet.owner, ids, sheet.named) if ids else ""


def _move(step: int) -> Act:
    async def move(sheet: BookmarksScreen) -> str:
        """Up or down inside the dossier, the marked ones together."""
        if not sheet.named:
            key = sheet.owner.keymap.first("notebook.dossier")
            return f"only in a dossier is there an order of your own; {key} files into one"
        entries, desk = sheet.chosen(), sheet.owner.desk
        held = next(d.entries for d in desk.notebook.dossiers() if d.name == sheet.named)
        ids = [entry.id for entry in entries]
        if not ids:
            return ""
        at = held.index(ids[0] if step < 0 else ids[-1]) + step
        position = at if step < 0 else at - len(ids) + 1
        await desk.act(desk.notebook.move_in, sheet.named, ids, max(position, 0))
        return ""

    return move


async def _export(sheet: BookmarksScreen) -> str:
    from diploread.tui.actions.exporting import export_entries

    entries = sheet.chosen() if sheet.marked else sheet.entries()
    if not entries:
        return "nothing to export"
    return await export_entries(sheet.owner, entries, sheet.named)


async def _verify(sheet: BookmarksScreen) -> str:
    from diploread.tui.exports import in_words, verdicts

    entries = sheet.chosen() if sheet.marked else sheet.entries()
    sheet.say(f"looking for {counted(len(entries), 'bookmark')} in the files …", "dim")
    found = await asyncio.to_thread(verdicts, entries, sheet.owner.roots)
    sheet.verdicts |= {verdict.claim.id: verdict for verdict in found}
    right = sheet.owner.keymap.first("notebook.correct")
    more = "" if all(v.state.name == "OK" for v in found) else f" · {right} sets one right"
    return in_words(found) + more


# --- anchors set right -------------------------------------------------------------------------


async def _set_right(sheet: BookmarksScreen) -> str:
    """A bookmark whose words moved, changed or are gone: found again, or anchored by hand."""
    entry = sheet.entry
    if entry is None:
        return ""
    verdict = sheet.verdicts.get(entry.id)
    choices = [Choice("look for the words of all bookmarks again, and anchor them there", "all")]
    if verdict is not None and verdict.there:
        now = " ".join(verdict.there.split())
        choices.insert(0, Choice("take what the file says now", "now", now))
    choices += [
        Choice("choose the words in the article that is open", "bind"),
        Choice("name the file and the words", "name"),
    ]
    act = await sheet.app.push_screen_wait(Chooser("Anchor it anew", choices))
    if act == "bind":
        sheet.leave_for("bind")
        return ""
    if act == "all":
        return await _look_again(sheet)
    if act == "now" and verdict is not None:
        return await _bind(sheet, entry, verdict.path, verdict.there)
    if act == "name":
        path = await sheet.app.push_screen_wait(Prompt("File", entry.file.path))
        words = " ".join(entry.text.split())
        typed = path and await sheet.app.push_screen_wait(
            Prompt("Words, as the file has them", words)
        )
        if path and typed:
            return await _bind(sheet, entry, _below(path, sheet), typed)
    return ""


def _below(path: str, sheet: BookmarksScreen) -> str:
    full = Path(path).expanduser()
    root = next((r for r in sheet.owner.roots if full.is_relative_to(r)), None)
    return full.relative_to(root).as_posix() if root is not None else path


async def _bind(sheet: BookmarksScreen, entry: Entry, path: str, words: str) -> str:
    from diploread.tui.exports import texts_of

    desk = sheet.owner.desk
    bound = desk.notebook.rebind
    after = await desk.act(bound, entry.id, desk.roots, path, words, texts_of)
    sheet.verdicts.pop(entry.id, None)
    sheet.verdicts.pop(after.id, None)
    return f"anchored in {after.file.path}; {sheet.owner.keymap.first('app.undo')} undoes"


async def _look_again(sheet: BookmarksScreen) -> str:
    from diploread.tui.exports import texts_of

    desk = sheet.owner.desk
    found = await desk.act(desk.notebook.reanchor, desk.roots, texts_of)
    sheet.verdicts.clear()
    moved = sum(one.verdict.stands and one.after.file != one.before.file for one in found)
    lost = sum(not one.verdict.stands for one in found)
    orphans = "no orphans" if not lost else counted(lost, "orphan")
    return f"{counted(moved, 'bookmark')} anchored anew · {orphans}"


async def _help(sheet: BookmarksScreen) -> str:
    """What can be done here; enter does it."""
    choices = [
        Choice(what, name, sheet.owner.keymap.shown(name)) for name, what in HELP if name in ACTS
    ]
    chosen = await sheet.app.push_screen_wait(
        Chooser("Bookmarks", choices, hint="enter does it · esc leaves")
    )
    if chosen is None or chosen == "app.help":
        return ""
    return await ACTS[chosen](sheet)


HELP: Final = (
    ("notebook.note", "write a note"), ("notebook.tag", "put tags on, take tags off"),
    ("notebook.dossier", "file into a dossier, or take out of it"),
    ("reader.next_article", "move down in the dossier"),
    ("reader.previous_article", "move up in the dossier"),
    ("list.mark", "mark, to act on several at once"), ("list.mark_all", "mark all, or none"),
    ("notebook.reviewed", "mark as reviewed, or not"),
    ("notebook.export", "export those marked, or all that are listed"),
    ("notebook.verify", "look whether they stand in their files"),
    ("notebook.correct", "anchor one anew that moved, changed or is gone"),
    ("notebook.remove", "take the bookmark off"), ("app.undo", "undo"), ("app.redo", "do again"),
)  # fmt: skip
ACTS: Final[dict[str, Act]] = {
    "app.undo": _undo,
    "app.redo": _redo,
    "app.help": _help,
    "list.mark": _mark,
    "list.mark_all": _mark_all,
    "notebook.bookmark_quote": _remove,
    "notebook.bookmark_article": _remove,
    "notebook.remove": _remove,
    "notebook.note": _note,
    "notebook.tag": _tag,
    "notebook.reviewed": _review,
    "notebook.dossier": _dossier,
    "notebook.export": _export,
    "notebook.verify": _verify,
    "notebook.correct": _set_right,
    "reader.next_article": _move(1),
    "reader.previous_article": _move(-1),
}
"""Keys of the reader that mean something here."""
