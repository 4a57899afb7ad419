"""What the query language may ask of the notebook: sets of article and quote ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diploread.index.notebook.entry import Entry


@dataclass(frozen=True, slots=True)
class Marked:
    """Ids of articles and of quotes; the article of a marked quote is marked too."""

    articles: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()


def marked(entries: Iterable[Entry]) -> Marked:
    """The ids of some entries."""
    chosen = list(entries)
    return Marked(
        frozenset(e.article.id for e in chosen),
        frozenset(e.id for e in chosen if e.kind == "quote"),
    )


@dataclass(frozen=True, slots=True)
class UserMarks:
    """A picture of the notebook, for ``tag: note: in: is:starred is:read has:bookmark``."""

    entries: tuple[Entry, ...] = ()
    read: frozenset[str] = frozenset()
    """Ids of articles that were read."""
    reviewed_articles: frozenset[str] = frozenset()
    dossiers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Casefolded name -> ids of entries."""

    def starred(self) -> Marked:
        """Everything bookmarked."""
        return marked(self.entries)

    def reviewed(self) -> Marked:
        """Everything marked as reviewed."""
        found = self._where(lambda entry: entry.user.reviewed)
        return Marked(found.articles | self.reviewed_articles, found.quotes)

    def tag(self, name: str) -> Marked:
        """What carries a tag; case does not matter, ``*`` at the end stands for any ending."""
        wanted = name.casefold()
        if wanted.endswith("*"):
            stem = wanted[:-1]
            return self._where(lambda e: any(t.casefold().startswith(stem) for t in e.user.tags))
        return self._where(lambda e: any(t.casefold() == wanted for t in e.user.tags))

    def note(self, words: str = "") -> Marked:
        """What has a note with these words in a row; any note where ``words`` is empty."""
        wanted = words.casefold()
        return self._where(lambda e: bool(e.user.note) and wanted in e.user.note.casefold())

    def dossier(self, name: str) -> Marked:
        """What is filed in a dossier."""
        ids = self.dossiers.get(name.casefold(), frozenset())
        return self._where(lambda e: e.id in ids)

    # --- as the library's planner asks: ids of articles alone ---

    def tagged(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles with a tag of these folded words; the last may be a beginning."""
        return self._articles(lambda e: any(_says(t, words, prefix, True) for t in e.user.tags))

    def noted(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles with a note that has these folded words in a row."""
        return self._articles(lambda e: _says(e.user.note, words, prefix, False))

    def filed(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles in a dossier whose name has these folded words in a row."""
        named = [ids for name, ids in self.dossiers.items() if _says(name, words, prefix, False)]
        return self._articles(lambda e: any(e.id in ids for ids in named))

    def dossier_names(self) -> Sequence[str]:
        """Names of all dossiers."""
        return tuple(self.dossiers)

    def state(self, name: str) -> set[str]:
        """Articles in a state: ``starred bookmarked read reviewed edited tagged noted``."""
        if name == "read":
            return set(self.read)
        if name == "reviewed":
            return set(self.reviewed().articles)
        tests: dict[str, Callable[[Entry], bool]] = {
            "starred": lambda e: True,
            "bookmarked": lambda e: True,
            "edited": lambda e: bool(e.user.edited),
            "tagged": lambda e: bool(e.user.tags),
            "noted": lambda e: bool(e.user.note),
        }
        return self._articles(tests[name]) if name in tests else set()

    def _articles(self, test: Callable[[Entry], bool]) -> set[str]:
        return {entry.article.id for entry in self.entries if test(entry)}

    def tags(self) -> tuple[str, ...]:
        """All tags in use, for completion and for the nearest name."""
        return tuple(sorted({tag for entry in self.entries for tag in entry.user.tags}))

    def _where(self, test: Callable[[Entry], bool]) -> Marked:
        return marked(filter(test, self.entries))


def _says(text: str, wanted: Sequence[str], prefix: bool, whole: bool) -> bool:
    """Whether ``text`` has the folded words in a row (or is them, where ``whole``)."""
    from diploread.index.library.words import words

    said = words(text)
    count = len(wanted)
    if not count or (whole and len(said) != count):
        return False
    for at in range(len(said) - count + 1):
        last = said[at + count - 1]
        fits = last.startswith(wanted[-1]) if prefix else last == wanted[-1]
        if fits and said[at : at + count - 1] == list(wanted[:-1]):
            return True
    return False
