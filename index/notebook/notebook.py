"""The notebook: the one door to what the reader made.

Everything here is on the disk when a method returns, or raises :class:`NotSaved` and nothing has
changed. Calls are safe from any thread; they wait for the disk (a few milliseconds, 30 seconds at
worst behind another process), so a screen calls them from a worker. Each act can be undone in the
session that did it, unless somebody else changed the same thing since.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import msgspec
from diploread.config.problems import DiploreadError
from diploread.config.visible import visible_line
from diploread.index.article import Article, Quote, Record
from diploread.index.notebook import dossiers
from diploread.index.notebook.acts import BOOKMARK, Acts, label_of, merged, put, starred
from diploread.index.notebook.compose import article_entry, now, passage_entry, quote_entry
from diploread.index.notebook.dossiers import Dossier
from diploread.index.notebook.dump import dumped, undumped
from diploread.index.notebook.entry import Entry, UserPart, from_json
from diploread.index.notebook.journal import Edit, edit
from diploread.index.notebook.marks import UserMarks
from diploread.index.notebook.reanchor import Refound, reanchored
from diploread.index.notebook.rebind import rebound
from diploread.index.notebook.search import matches, parse
from diploread.index.notebook.sources import Sources
from diploread.index.notebook.store import NotSaved, Store
from diploread.index.notebook.verify import Extract

__all__ = ["Entry", "NotSaved", "Notebook", "SavedSearch"]

READ, REVIEWED, SEARCH = "read", "reviewed", "search"


class SavedSearch(Record, frozen=True, kw_only=True):
    """A query with a name, asked for as ``@name``."""

    name: str
    query: str
    saved_at: str = ""


class Notebook(Acts):
    """An open notebook. Close it, or use it as a context manager."""

    # --- bookmarks ---

    def bookmarks(self, query: str = "") -> list[Entry]:
        """The bookmarks that match (see ``search``), in the order they were made.

        A query of one ``in:dossier`` gives them in the order of the dossier. Raises UsageError
        where the query is off.
        """
        terms = parse(query)
        held = {d.name.casefold(): d.entries for d in self.dossiers()}
        sets = {name: frozenset(ids) for name, ids in held.items()}
        found = [e for e in self._entries().values() if matches(e, terms, sets)]
        ordered = [t.value for t in terms if t.field == "in" and not t.negated]
        if len(ordered) == 1:
            place = {one: i for i, one in enumerate(held.get(ordered[0], ()))}
            found.sort(key=lambda e: place[e.id])
        return found

    def get(self, entry_id: str) -> Entry | None:
        """One bookmark by its id."""
        return self._entries().get(entry_id)

    def ids(self) -> frozenset[str]:
        """The ids of everything bookmarked; the id of a quote's bookmark is the quote's id."""
        return frozenset(self._entries())

    def of_file(self, path: str, part: int = 0) -> list[Entry]:
        """The bookmarks in one article."""
        here = (path, part)
        return [e for e in self._entries().values() if (e.file.path, e.file.part) == here]

    def add_quote(self, article: Article, quote: Quote, roots: Sequence[Path]) -> Entry:
        """Bookmark a quote. ``roots`` are those of the library; the file is read for its bytes."""
        return self.add([quote_entry(article, quote, Sources(roots))])[0]

    def add_passage(self, article: Article, start: int, end: int, roots: Sequence[Path]) -> Entry:
        """Bookmark any stretch of the body (offsets in body)."""
        return self.add([passage_entry(article, start, end, Sources(roots))])[0]

    def add_article(self, article: Article, roots: Sequence[Path]) -> Entry:
        """Bookmark an article."""
        return self.add([article_entry(article, Sources(roots))])[0]

    def add(
        self, entries: Iterable[Entry], dossier: str | None = None, *, merge: bool = False
    ) -> list[Entry]:
        """Keep entries, in ``dossier`` or the current one too; what is known keeps its notes.

        With ``merge`` the notes and tags that known ones come with are put to one's own.
        """
        wanted = list(entries)
        kept: list[Entry] = []

        def act(store: Store) -> list[Edit]:
            kept.clear()
            edits = []
            for entry in wanted:
                known = store.get(BOOKMARK, entry.id)
                own = from_json(known) if known else starred(entry)
                kept.append(merged(own, entry) if known and merge else own)
                edits.append(put(kept[-1]))
            name = dossier or dossiers.current(store)
            if name:
                into = dossiers.with_entries(dossiers.named(store, name), (e.id for e in kept))
                edits.append(dossiers.put(into))
            return edits

        self._do(label_of("bookmark", wanted), act)
        return kept

    def remove(self, ids: Collection[str]) -> None:
        """Take bookmarks away, out of their dossiers too."""

        def act(store: Store) -> list[Edit]:
            held = [d for d in dossiers.listed(store) if not set(ids).isdisjoint(d.entries)]
            return [
                *(edit(BOOKMARK, one, None) for one in ids),
                *(dossiers.put(dossiers.without(d, ids)) for d in held),
            ]

        self._do(label_of("remove", ids), act)

    def set_note(self, entry_id: str, note: str) -> None:
        """Write the note of a bookmark; an empty one takes it away."""
        self._change("note", [entry_id], lambda user: {"note": note})

    def tag(
        self, ids: Collection[str], add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> None:
        """Put tags on bookmarks and take others off."""
        new, gone = list(add), {tag.casefold() for tag in remove}

        def change(user: UserPart) -> dict[str, object]:
            stays = (tag for tag in user.tags if tag.casefold() not in gone)
            return {"tags": tuple({t.casefold(): t for t in (*new, *stays) if t.strip()}.values())}

        self._change("tag", ids, change)

    def review(self, ids: Collection[str], reviewed: bool = True) -> None:
        """Mark bookmarks as reviewed, or not."""
        self._change("review", ids, lambda user: {"reviewed": reviewed})

    def replace(self, entries: Iterable[Entry], label: str) -> None:
        """Put changed entries in the place of the bookmarks of the same id."""
        wanted = list(entries)
        self._do(label_of(label, wanted), lambda store: [put(entry) for entry in wanted])

    def tags(self) -> dict[str, int]:
        """The tags in use and how often."""
        found: dict[str, int] = {}
        for entry in self._entries().values():
            for tag in entry.user.tags:
                found[tag] = found.get(tag, 0) + 1
        return dict(sorted(found.items()))

    # --- dossiers ---

    def dossiers(self) -> list[Dossier]:
        """All dossiers, by name."""
        return dossiers.listed(self._store)

    def current_dossier(self) -> str | None:
        """The name of the dossier that new bookmarks go into."""
        return dossiers.current(self._store)

    def choose_dossier(self, name: str | None) -> None:
        """Make a dossier the current one (it is created if need be); None: no dossier."""

        def act(store: Store) -> list[Edit]:
            new = name is not None and store.get(dossiers.KIND, name) is None
            made = dossiers.created(store, name) if new and name is not None else []
            return [*made, dossiers.made_current(name)]

        self._do(f"current dossier {name or 'none'}", act)

    def create_dossier(self, name: str) -> None:
        """A new, empty dossier."""
        self._do(f"create dossier {name}", lambda store: dossiers.created(store, name))

    def rename_dossier(self, old: str, new: str) -> None:
        """Another name for a dossier."""
        self._do(f"rename dossier {old}", lambda store: dossiers.renamed(store, old, new))

    def delete_dossier(self, name: str) -> None:
        """Dissolve a dossier; its bookmarks stay."""
        self._do(f"delete dossier {name}", lambda store: dossiers.deleted(store, name))

    def file_into(self, name: str, ids: Collection[str]) -> None:
        """Put bookmarks at the end of a dossier, which is created if need be."""
        self._do(f"file into dossier {name}", lambda store: [dossiers.filed(store, name, ids)])

    def refile(self, old: str, new: str, ids: Collection[str]) -> None:
        """Take bookmarks out of one dossier and put them into another, created if need be."""

        def act(store: Store) -> list[Edit]:
            left = dossiers.without(dossiers.named(store, old), ids)
            return [dossiers.put(left), dossiers.filed(store, new, ids)] if old != new else []

        self._do(f"move to dossier {new}", act)

    def take_out(self, name: str, ids: Collection[str]) -> None:
        """Take bookmarks out of a dossier; they stay bookmarked."""
        self._reorder("take out of", name, lambda d: dossiers.without(d, ids))

    def move_in(self, name: str, ids: Sequence[str], position: int) -> None:
        """Move bookmarks inside a dossier, the first of them to ``position`` (from 0)."""
        self._reorder("move in", name, lambda d: dossiers.moved(d, ids, position))

    # --- articles and searches ---

    def mark_read(self, article_ids: Collection[str], read: bool = True) -> None:
        """Mark articles as read, or unread."""
        self._mark(READ, article_ids, read)

    def mark_reviewed(self, article_ids: Collection[str], reviewed: bool = True) -> None:
        """Mark articles as reviewed, or not."""
        self._mark(REVIEWED, article_ids, reviewed)

    def read(self) -> frozenset[str]:
        """Ids of the articles read."""
        return frozenset(self._store.all(READ))

    def reviewed(self) -> frozenset[str]:
        """Ids of the articles reviewed."""
        return frozenset(self._store.all(REVIEWED))

    def save_search(self, name: str, query: str | None) -> None:
        """Keep a query under a name; None forgets it."""
        value = None
        if query is not None:
            saved = SavedSearch(name=name, query=query, saved_at=now())
            value = msgspec.json.encode(saved).decode()
        self._do(f"saved search {name}", lambda store: [edit(SEARCH, name, value)])

    def searches(self) -> list[SavedSearch]:
        """The saved searches, by name."""
        found = self._store.all(SEARCH)
        return [msgspec.json.decode(found[name], type=SavedSearch) for name in sorted(found)]

    def marks(self) -> UserMarks:
        """The picture of the notebook that the query language asks."""
        held = {d.name.casefold(): frozenset(d.entries) for d in self.dossiers()}
        return UserMarks(tuple(self._entries().values()), self.read(), self.reviewed(), held)

    # --- as text, and from elsewhere ---

    def dump(self) -> str:
        """Everything, as text that ``restore`` reads."""
        return dumped(self._store.items())

    def restore(self, path: Path) -> int:
        """Put back everything from a dump, a copy or a journal; what is there besides stays.

        Returns how many items came or changed. Raises DiploreadError where the file is none.
        """
        items = undumped(path)
        for (kind, key), value in items.items():
            _understood(kind, key, value)
        edits = [edit(kind, key, value) for (kind, key), value in items.items()]
        return len(self._do(f"restore ({len(edits)})", lambda store: edits).after)

    def take_in(
        self,
        entries: Iterable[Entry],
        roots: Sequence[Path],
        extract: Extract | None = None,
        dossier: str | None = None,
    ) -> list[Refound]:
        """Import a colleague's entries, anchored anew in one's own copies of the articles."""
        found = reanchored(entries, roots, extract)
        if dossier is not None and dossier not in {d.name for d in self.dossiers()}:
            self.create_dossier(dossier)
        self.add((one.after for one in found), dossier, merge=True)
        return found

    def reanchor(self, roots: Sequence[Path], extract: Extract | None = None) -> list[Refound]:
        """Look for every bookmark below ``roots`` and keep where it stands now; in one act."""
        found = reanchored(self._entries().values(), roots, extract)
        moved = [(one.before.id, one.after) for one in found if one.after != one.before]
        if moved:
            self._do(label_of("reanchor", moved), lambda store: _anew(store, moved))
        return found

    def rebind(
        self,
        entry_id: str,
        roots: Sequence[Path],
        path: str,
        words: str,
        extract: Extract | None = None,
    ) -> Entry:
        """Anchor a bookmark by hand at ``words`` in the file ``path`` below one of ``roots``.

        The bookmark then has the words of the file; undo brings the old ones back. Raises
        DiploreadError where they do not stand there just once.
        """
        entry = self.get(entry_id)
        if entry is None:
            raise DiploreadError(f"there is no bookmark {visible_line(entry_id)}")
        after = rebound(entry, Sources(roots), path, words, extract)
        if after.id != entry.id and after.id in self.ids():
            raise DiploreadError(f"these words are bookmarked already, as {after.id}")
        self._do("rebind", lambda store: _anew(store, [(entry_id, after)]))
        return after

    # --- inside ---

    def _reorder(self, label: str, name: str, change: Callable[[Dossier], Dossier]) -> None:
        self._do(
            f"{label} dossier {name}",
            lambda store: [dossiers.put(change(dossiers.named(store, name)))],
        )

    def _mark(self, kind: str, article_ids: Collection[str], on: bool) -> None:
        value = msgspec.json.encode({"at": now()}).decode()

        def act(store: Store) -> list[Edit]:
            return [
                edit(kind, one, value if on else None)
                for one in article_ids
                if not (on and store.get(kind, one))
            ]

        self._do(label_of(f"mark {kind}", article_ids), act)


def _anew(store: Store, moved: Sequence[tuple[str, Entry]]) -> list[Edit]:
    """Bookmarks under new anchors (and ids), in their dossiers too."""
    names = {old: entry.id for old, entry in moved}
    edits = [edit(BOOKMARK, old, None) for old, new in names.items() if old != new]
    edits += [put(entry) for old, entry in moved if store.get(BOOKMARK, old)]
    for dossier in dossiers.listed(store):
        ids = tuple(names.get(one, one) for one in dossier.entries)
        edits.append(dossiers.put(dossier.but(entries=tuple(dict.fromkeys(ids)))))
    return edits


def _understood(kind: str, key: str, value: str) -> None:
    """Raises DiploreadError for an item that this notebook could not read again."""
    shapes = {dossiers.KIND: Dossier, SEARCH: SavedSearch, "state": str}
    try:
        if kind == BOOKMARK:
            from_json(value)
        elif kind in shapes:
            msgspec.json.decode(value, type=shapes[kind])
    except ValueError as error:
        raise DiploreadError(f"{kind} {visible_line(key)}: {visible_line(str(error))}") from error
