"""Dossiers: named, ordered collections of bookmarks; one of them may be the current one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from diploread.config.problems import DiploreadError
from diploread.index.article import Record
from diploread.index.notebook.compose import now
from diploread.index.notebook.journal import Edit, edit
from diploread.index.notebook.store import Store

KIND = "dossier"
_STATE = ("state", "current-dossier")


class Dossier(Record, frozen=True, kw_only=True):
    """A collection; the order of ``entries`` (ids of bookmarks) is the reader's."""

    name: str
    entries: tuple[str, ...] = ()
    created_at: str = ""

    def but(self, **changes: object) -> Dossier:
        """The dossier with other fields."""
        return msgspec.structs.replace(self, **changes)


_decoder = msgspec.json.Decoder(Dossier)


def listed(store: Store) -> list[Dossier]:
    """All dossiers, by name."""
    found = [_decoder.decode(text) for text in store.all(KIND).values()]
    return sorted(found, key=lambda d: d.name.casefold())


def named(store: Store, name: str) -> Dossier:
    """The dossier of this name. Raises DiploreadError where there is none."""
    text = store.get(KIND, name)
    if text is None:
        known = ", ".join(d.name for d in listed(store)) or "none yet"
        raise DiploreadError(f"there is no dossier {name!r}", f"dossiers: {known}")
    return _decoder.decode(text)


def put(dossier: Dossier) -> Edit:
    """The edit that keeps a dossier."""
    return edit(KIND, dossier.name, msgspec.json.encode(dossier).decode())


def created(store: Store, name: str) -> list[Edit]:
    """A new dossier. Raises DiploreadError where the name is taken or says nothing."""
    if not name.strip():
        raise DiploreadError("a dossier needs a name")
    _free(store, name)
    return [put(Dossier(name=name, created_at=now()))]


def _free(store: Store, name: str, besides: str = "") -> None:
    """Raises DiploreadError where another dossier has this name; case does not tell them apart."""
    taken = next((d.name for d in listed(store) if d.name.casefold() == name.casefold()), None)
    if taken is not None and taken != besides:
        raise DiploreadError(f"there is a dossier {taken!r} already")


def filed(store: Store, name: str, ids: Iterable[str]) -> Edit:
    """The edit that puts ``ids`` at the end of a dossier, made here where there is none yet."""
    if store.get(KIND, name) is None:
        created(store, name)
        return put(with_entries(Dossier(name=name, created_at=now()), ids))
    return put(with_entries(named(store, name), ids))


def renamed(store: Store, old: str, new: str) -> list[Edit]:
    """The same dossier under another name."""
    dossier = named(store, old)
    if new == old:
        return []
    if not new.strip():
        raise DiploreadError("a dossier needs a name")
    _free(store, new, besides=old)
    edits = [put(dossier.but(name=new)), edit(KIND, old, None)]
    if current(store) == old:
        edits.append(made_current(new))
    return edits


def deleted(store: Store, name: str) -> list[Edit]:
    """The dossier gone; its bookmarks stay."""
    edits = [edit(KIND, named(store, name).name, None)]
    if current(store) == name:
        edits.append(made_current(None))
    return edits


def with_entries(dossier: Dossier, ids: Iterable[str]) -> Dossier:
    """``ids`` at the end, those that are in already keeping their place."""
    return dossier.but(entries=tuple(dict.fromkeys((*dossier.entries, *ids))))


def without(dossier: Dossier, ids: Iterable[str]) -> Dossier:
    """``ids`` taken out."""
    gone = set(ids)
    return dossier.but(entries=tuple(one for one in dossier.entries if one not in gone))


def moved(dossier: Dossier, ids: Sequence[str], position: int) -> Dossier:
    """``ids``, in the order given, so that the first of them stands at ``position`` (from 0)."""
    inside = set(dossier.entries)
    block = [one for one in ids if one in inside]
    rest = [one for one in dossier.entries if one not in set(block)]
    at = max(0, min(position, len(rest)))
    return dossier.but(entries=(*rest[:at], *block, *rest[at:]))


def current(store: Store) -> str | None:
    """The name of the dossier that new bookmarks go into, if one is chosen."""
    text = store.get(*_STATE)
    name = None if text is None else msgspec.json.decode(text, type=str)
    return name if name is not None and store.get(KIND, name) is not None else None


def made_current(name: str | None) -> Edit:
    """The edit that chooses the current dossier, or none."""
    return edit(*_STATE, None if name is None else msgspec.json.encode(name).decode())
