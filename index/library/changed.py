"""Which articles a change of corrections touches, so that only those are annotated again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec
from diploread.config.corrections import Corrections

from ..article import RawArticle

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
    texts = {fix.restore or fix.remove for fix in fixes.lines if not fix.file}
    texts |= {fix.text for fix in fixes.quotes if not fix.file and fix.text}
    for entity in fixes.entities:
        texts |= {entity.name, entity.never, *entity.aliases}
        # A merge speaks of ids: the words of the id are the words of the name.
        texts.add(entity.merge.rpartition("/")[2].split("-")[-1])
    needles = [_words(text) for text in texts if text.strip()]
    everything = any(not fix.file and not fix.text for fix in fixes.quotes)

    def touches(raw: RawArticle) -> bool:
        if everything or raw.path in files:
            return True
        if not needles:
            return False
        text = _words(raw.raw)
        return any(needle in text for needle in needles)

    return touches


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def pack(corrections: Corrections) -> bytes:
    """Bytes for :func:`unpack`."""
    return msgspec.json.encode(corrections)


def unpack(data: bytes | None) -> Corrections:
    """The corrections kept as ``data``; none where it is unreadable."""
    try:
        return msgspec.json.decode(data, type=Corrections) if data else Corrections()
    except msgspec.MsgspecError:
        return Corrections()
