"""The ground of the notebook: one act after the other, each saved whole, each reversible."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Self

import msgspec
from diploread.config.problems import DiploreadError, Outdated
from diploread.index.notebook.compose import now
from diploread.index.notebook.entry import Entry, UserPart, from_json, to_json
from diploread.index.notebook.journal import Edit, edit
from diploread.index.notebook.opening import open_store
from diploread.index.notebook.store import Act, Done, Store

BOOKMARK = "bookmark"
_UNDO_DEPTH = 200


class Acts:
    """An open store with the memory of what was done in this session."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._done: list[Done] = []
        self._undone: list[Done] = []
        self.made = 0
        """Acts that changed something in this session, what was undone counted too."""
        self._cache: tuple[int, dict[str, Entry]] = (-1, {})

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open (or create, or restore) the notebook in the file ``path``; see ``notice``."""
        return cls(open_store(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    @property
    def notice(self) -> str:
        """One line the reader must be told about the opening; empty if all is well."""
        return self._store.notice

    @property
    def read_only(self) -> str:
        """Why nothing can be saved; empty where it can."""
        return self._store.read_only

    def stamp(self) -> int:
        """Differs whenever anybody, in whatever process, has changed the notebook."""
        return self._store.stamp()

    # --- undo ---

    def undo(self) -> str | None:
        """Take back this session's last act; returns what it was, or None where there is none.

        Raises Outdated where somebody has changed the same since; the act is then forgotten,
        so that the one before it can still be taken back.
        """
        return self._turn(self._done, self._undone)

    def redo(self) -> str | None:
        """Do again what was undone last."""
        return self._turn(self._undone, self._done)

    # --- inside ---

    def _entries(self) -> dict[str, Entry]:
        stamp = self._store.stamp()
        if self._cache[0] != stamp:
            read = [from_json(text) for text in self._store.all(BOOKMARK).values()]
            read.sort(key=lambda e: (e.user.starred_at, e.file.path, e.file.raw, e.id))
            self._cache = (stamp, {entry.id: entry for entry in read})
        return self._cache[1]

    def _do(self, label: str, act: Act) -> Done:
        done = self._store.write(label, act)
        if done.after:
            self.made += 1
            self._done = [*self._done, done][-_UNDO_DEPTH:]
            self._undone.clear()
        return done

    def _change(
        self, label: str, ids: Collection[str], change: Callable[[UserPart], dict[str, object]]
    ) -> None:
        def act(store: Store) -> list[Edit]:
            edits = []
            for one in ids:
                text = store.get(BOOKMARK, one)
                if text is None:
                    raise DiploreadError(f"there is no bookmark {one}", "it may have been removed")
                entry = from_json(text)
                user = msgspec.structs.replace(entry.user, **change(entry.user))
                edits.append(put(entry.with_user(user)))
            return edits

        self._do(label_of(label, ids), act)

    def _turn(self, stack: list[Done], other: list[Done]) -> str | None:
        """Undo the last of ``stack`` and remember it in ``other`` the other way round."""
        if not stack:
            return None
        last = stack[-1]

        def act(store: Store) -> tuple[Edit, ...]:
            if any(store.get(e.kind, e.key) != e.json for e in last.after):
                raise Outdated(
                    f"cannot undo {last.label!r}", "another window has changed the same since"
                )
            return last.before

        try:
            done = self._store.write(f"undo {last.label}", act)
        except Outdated:
            stack.pop()
            raise
        stack.pop()
        other.append(Done(last.label, done.after, done.before))
        return last.label


def starred(entry: Entry) -> Entry:
    at = entry.user.starred_at or now()
    return entry.with_user(msgspec.structs.replace(entry.user, starred_at=at))


def merged(own: Entry, other: Entry) -> Entry:
    """A bookmark of one's own with another's tags and note added; nothing of one's own goes."""
    user, theirs = own.user, other.user
    tags = {tag.casefold(): tag for tag in (*theirs.tags, *user.tags)}
    note = user.note
    if theirs.note and theirs.note not in note:
        note = f"{note}\n\n{theirs.note}".strip()
    return own.with_user(msgspec.structs.replace(user, note=note, tags=tuple(tags.values())))


def put(entry: Entry) -> Edit:
    return edit(BOOKMARK, entry.id, to_json(entry))


def label_of(what: str, many: Collection[object]) -> str:
    return what if len(many) == 1 else f"{what} ({len(many)})"
