"""One bibliographic item an article, with its quotes: what BibLaTeX, RIS and CSL have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.citation import Source, source
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.wording import chain, fact, line, note, place, speaker

_KEY = re.compile(r"[^a-z0-9]+")
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Work:
    """An article and what is quoted from it."""

    key: str
    """Unique in the export, ASCII."""
    first: Entry
    who: Source
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The title, bracketed where inferred; empty where unknown."""
        return fact(self.first.article.title)

    @property
    def date(self) -> tuple[str, ...]:
        """Year, month, day, as far as the year is known."""
        match = _ISO.fullmatch(self.first.date.value) if self.first.date else None
        return tuple(part for part in match.groups() if part) if match else ()

    @property
    def date_guessed(self) -> bool:
        """True where the date is inferred."""
        return bool(self.first.date and self.first.date.guessed)

    def remarks(self) -> list[str]:
        """Each quote with speaker, chain, place and note, one line each; then the caveats."""
        out = []
        for entry in self.entries:
            said = f"{speaker(entry)}: {line(entry)}" if entry.kind == "quote" else line(entry)
            where = "; ".join(part for part in (chain(entry), place(entry)) if part)
            out.append(f"{said} ({where})")
            if entry.user.note:
                out.append(f"Note: {' '.join(note(entry).split())}")
        if self.date_guessed and self.first.date:
            out.append(f"Date inferred ({self.first.date.basis}: {self.first.date.evidence})")
        if self.who.remark:
            out.append(self.who.remark)
        out.append(f"sha256 {self.first.file.sha256}")
        return out

    def tags(self) -> list[str]:
        """The tags of all its entries."""
        return list(dict.fromkeys(tag for entry in self.entries for tag in entry.user.tags))


def works(entries: Sequence[Entry], options: Options) -> list[Work]:
    """The articles of ``entries``, in order of their first entry."""
    by_article: dict[tuple[str, int, str], list[Entry]] = {}
    for entry in entries:
        article = (entry.file.path, entry.file.part, entry.file.sha256)
        by_article.setdefault(article, []).append(entry)
    used: dict[str, int] = {}
    out = []
    for group in by_article.values():
        first = group[0]
        who = source(first, options)
        stem = _KEY.sub("", (who.author or who.outlet or "article").casefold())[:20] or "article"
        year = first.date.value[:4] if first.date and first.date.value[:4].isdigit() else "nd"
        key = f"{stem}{year}"
        used[key] = used.get(key, 0) + 1
        unique = key if used[key] == 1 else f"{key}-{used[key]}"
        out.append(Work(unique, first, who, tuple(group)))
    return out
