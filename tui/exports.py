"""What the screen says of exports and of verification, in words short enough for a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diploread.index.notebook.entry import Entry
    from diploread.index.notebook.sources import Held
    from diploread.index.notebook.verify import Verdict


def texts_of(held: Held) -> Mapping[int, str]:
    """The extracted text of each article of a file, for formats that are no slice of it."""
    from diploread.config.settings import Settings
    from diploread.index.reading.read import read_bytes

    reading = read_bytes(held.data, held.path, Settings().reading)
    return {article.part: article.raw for article in reading.articles}


def verdicts(entries: Iterable[Entry], roots: Sequence[Path]) -> list[Verdict]:
    """Each entry checked against its source file, in these folders or where it was made."""
    from diploread.index.notebook.claims import claim_of
    from diploread.index.notebook.verify import verify

    entries = list(entries)
    made_in = [Path(entry.user.root) for entry in entries if entry.user.root]
    folders = [*roots, *(root for root in dict.fromkeys(made_in) if root.is_dir())]
    return list(verify(map(claim_of, entries), list(dict.fromkeys(folders)), texts_of))


def in_words(found: Sequence[Verdict]) -> str:
    """``all 7 stand``, or how many do and what became of the others; empty where none was asked."""
    if not found:
        return ""
    counts = Counter(verdict.state.name for verdict in found)
    if counts["OK"] == len(found):
        return (
            "it stands in its file, to the letter"
            if len(found) == 1
            else (f"all {len(found)} stand in their files, to the letter")
        )
    words = {"OK": "stand", "MOVED": "moved", "CHANGED": "changed", "GONE": "gone"}
    return " · ".join(f"{counts[name]} {word}" for name, word in words.items() if counts[name])


def verdict_counts(entries: Sequence[Entry], roots: Sequence[Path]) -> str:
    """Check entries, and say it in words."""
    return in_words(verdicts(entries, roots))
