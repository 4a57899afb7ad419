"""Which articles a change of corrections touches, so that only those are annotated again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec
from diploread.config.corrections import Corrections

from ..article import RawArticle
from ..cleaning.lines import normalised
from ..cleaning.units import segment
from ..entities.ids import entity_id
from ..entities.officials import common_name

Fix = TypeVar("Fix")
Touches = Callable[[RawArticle], bool]


def changed_fixes(old: Corrections, new: Corrections) -> Corrections:
    """The corrections that only one of the two has."""
    return Corrections(
        _differing(old.quotes, new.quotes),
        _differing(old.articles, new.articles),
        _differing(old.entities, new.entities),
        _differing(old.lines, new.lines),
    )


def _differing(was: tuple[Fix, ...], now: tuple[Fix, ...]) -> tuple[Fix, ...]:
    return tuple(fix for fix in (*was, *now) if (fix in was) != (fix in now))


def touched_by(fixes: Corrections) -> Touches:
    """A test whether the fixes can change anything in an article: by its file, or by its words."""
    files = {fix.file for fix in fixes.articles} | {fix.file for fix in fixes.quotes}
    files |= {fix.file for fix in fixes.lines}
    files |= {fix.file for fix in fixes.entities}
    lines = {normalised(fix.restore or fix.remove) for fix in fixes.lines if not fix.file}
    texts = {fix.text for fix in fixes.quotes if not fix.file and fix.text}
    for entity in fixes.entities:
        texts |= {entity.name, entity.never, *entity.aliases}
        words = common_name(entity.name).split()
        if len(words) > 1 and (entity.type or entity.id.partition("/")[0]) == "person":
            texts.add(words[-1])  # a person of the user's own is known by the surname alone
    needles = [_words(text) for text in texts if text.strip()]
    everything = any(not fix.file and not fix.text for fix in fixes.quotes)

    def touches(raw: RawArticle) -> bool:
        if everything or raw.path in files:
            return True
        if lines:  # as cleaning compares them: figures, marks and case are folded
            folded = normalised(raw.raw)
            near = any(line in folded for line in lines)
            if near and any(normalised(unit.text) in lines for unit in segment(raw)):
                return True
        if not needles:
            return False
        text = _words(raw.raw)
        return any(needle in text for needle in needles)

    return touches


def ids_of(fixes: Corrections) -> frozenset[str]:
    """Entities whose mentions the fixes can change, by whatever words they are mentioned."""
    found: set[str] = set()
    for fix in fixes.entities:
        old = fix.merge or fix.split or fix.retype
        if not old:
            continue
        found |= {old, fix.into}
        if not fix.into:
            kind = fix.type or old.partition("/")[0]
            found.add(entity_id(kind, fix.name or old.rpartition("/")[2]) or "")
    return frozenset(found - {""})


def _words(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def pack(corrections: Corrections) -> bytes:
    """Bytes for :func:`unpack`."""
    return msgspec.json.encode(corrections)


def unpack(data: bytes | None) -> Corrections:
    """The corrections kept as ``data``; none where it is unreadable."""
    try:
        return msgspec.json.decode(data, type=Corrections) if data else Corrections()
    except msgspec.MsgspecError:
        return Corrections()
