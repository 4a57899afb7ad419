"""Anchors found again: after files were edited, moved or saved anew, and in a colleague's copy.

Words that stand at another place get the new place as their anchor. Words that stand nowhere are
orphans: kept with their text, listed, and anchored by hand when the reader finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from diploread.index.notebook.anchors import SURROUNDINGS
from diploread.index.notebook.claims import claim_of
from diploread.index.notebook.entry import Entry, FilePlace, Selector
from diploread.index.notebook.sources import Sources
from diploread.index.notebook.verify import Extract, State, Verdict, verify
from diploread.index.pipeline import article_id_of, quote_id_of
from msgspec.structs import replace


@dataclass(frozen=True, slots=True)
class Refound:
    """An entry as it was and as it is anchored now, with what became of it."""

    before: Entry
    after: Entry
    verdict: Verdict


def reanchored(
    entries: Iterable[Entry], roots: Sequence[Path], extract: Extract | None = None
) -> list[Refound]:
    """Look for each entry below ``roots``; those that moved get new anchors, the lost a reason."""
    known = {entry.id: entry for entry in entries}
    sources = Sources(roots)
    return [
        Refound(known[v.claim.id], _after(known[v.claim.id], v, sources, extract), v)
        for v in verify(map(claim_of, known.values()), roots, extract)
    ]


def _after(entry: Entry, verdict: Verdict, sources: Sources, extract: Extract | None) -> Entry:
    if not verdict.stands:
        why = verdict.note or verdict.state.value.lower()
        return entry.with_user(replace(entry.user, orphan=why))
    held = sources.held(verdict.root, verdict.path) if verdict.root else None
    if held is None:
        return entry
    user = replace(entry.user, orphan="", root=str(held.root))
    if verdict.state is State.OK and held.sha256 == entry.file.sha256:
        return entry.with_user(user)
    text = sources.text(held, entry.file.encoding).text
    span = verdict.span or entry.file.raw
    sliced = entry.file.bytes is not None
    if verdict.state is State.OK and sliced and entry.file.chars:
        span = entry.file.chars
    if not sliced:
        text = extract(held).get(verdict.part, "") if extract else ""
    shift = entry.file.chars[0] - entry.file.raw[0] if entry.file.chars else 0
    raw = (span[0] - shift, span[1] - shift)
    source = sources.text(held, entry.file.encoding)
    place = FilePlace(
        path=held.path,
        sha256=held.sha256,
        format=entry.file.format,
        encoding=source.encoding if sliced else entry.file.encoding,
        part=verdict.part,
        place=entry.file.place,
        bytes=source.byte_range(*span) if sliced else None,
        chars=span if sliced else None,
        raw=raw,
        body=entry.file.body,
        line=text.count("\n", 0, span[0]) + 1,
    )
    exact = text[span[0] : span[1]]
    return replace(
        entry,
        id=_id(entry, place),
        text=exact or entry.text,
        article=replace(entry.article, id=article_id_of(place.path, place.part)),
        file=place,
        selector=Selector(
            exact=exact or entry.text,
            prefix=text[max(0, span[0] - SURROUNDINGS) : span[0]],
            suffix=text[span[1] : span[1] + SURROUNDINGS],
        ),
        user=user,
    )


def _id(entry: Entry, place: FilePlace) -> str:
    """A quote's id follows its place, as it will in the next index; other ids stay."""
    if entry.kind != "quote" or not entry.id.startswith("q-"):
        return entry.id
    return quote_id_of(place.sha256, place.part, *place.raw)
