"""The notebook as the library asks it: which articles have this tag, this note, this state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from diploread.index.library.words import words as words_of

if TYPE_CHECKING:
    from diploread.index.notebook.entry import Entry
    from diploread.index.notebook.notebook import Notebook


class ReaderMarks:
    """Answers ``tag: note: is:starred is:unread …`` from an open notebook."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def tagged(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles with a tag of these words."""
        return self._where(
            lambda entry: any(_in_row(words, words_of(tag), prefix) for tag in entry.user.tags)
        )

    def noted(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles with a note that has these words in a row."""
        return self._where(lambda entry: _in_row(words, words_of(entry.user.note), prefix))

    def filed(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles in a dossier whose name has these words in a row."""
        held = [d for d in self._notebook.dossiers() if _in_row(words, words_of(d.name), prefix)]
        return self._where(lambda entry: any(entry.id in d.entries for d in held))

    def dossier_names(self) -> Sequence[str]:
        """Names of all dossiers."""
        return [dossier.name for dossier in self._notebook.dossiers()]

    def state(self, name: str) -> set[str]:
        """Articles by what the reader did with them."""
        if name == "read":
            return set(self._notebook.read())
        if name == "reviewed":
            seen = self._where(lambda entry: entry.user.reviewed)
            return seen | set(self._notebook.reviewed())
        tests: dict[str, Callable[[Entry], object]] = {
            "starred": lambda entry: True,
            "bookmarked": lambda entry: True,
            "edited": lambda entry: entry.user.edited,
            "tagged": lambda entry: entry.user.tags,
            "noted": lambda entry: entry.user.note,
        }
        return self._where(tests[name]) if name in tests else set()

    def _where(self, test: Callable[[Entry], object]) -> set[str]:
        return {entry.article.id for entry in self._notebook.bookmarks() if test(entry)}


def _in_row(wanted: Sequence[str], found: Iterable[str], prefix: bool) -> bool:
    """Whether the words stand there in a row; with ``prefix`` the last may go on."""
    held, size = list(found), len(wanted)
    if not size:
        return bool(held)
    for at in range(len(held) - size + 1):
        row = held[at : at + size]
        last = row[-1].startswith(wanted[-1]) if prefix else row[-1] == wanted[-1]
        if list(wanted[:-1]) == row[:-1] and last:
            return True
    return False
