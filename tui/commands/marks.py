"""The reader's notebook as queries of the command line ask it: opened only by those that do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diploread.index.library.marks import UserMarks


class NotebookMarks:
    """Answers ``tag: note: in: is:starred is:unread …``; where there is no notebook, none is made.

    Raises DiploreadError where the notebook cannot be read.
    """

    @cached_property
    def _marks(self) -> UserMarks:
        from diploread.config.paths import Paths
        from diploread.index.library.marks import NoMarks

        if not Paths.default().user_db.exists():
            return NoMarks()
        from diploread.tui.commands.notes import open_notebook

        with open_notebook() as notebook:
            return notebook.marks()

    def tagged(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles with a tag of these words."""
        return self._marks.tagged(words, prefix)

    def noted(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles with a note that has these words in a row."""
        return self._marks.noted(words, prefix)

    def filed(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles in a dossier whose name has these words in a row."""
        return self._marks.filed(words, prefix)

    def dossier_names(self) -> Sequence[str]:
        """Names of all dossiers."""
        return self._marks.dossier_names()

    def state(self, name: str) -> set[str]:
        """Articles by what the reader did with them."""
        return self._marks.state(name)


class NotebookSearches(Mapping[str, str]):
    """Saved searches: those of the settings, and those of the notebook once one is asked for."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = settings

    @cached_property
    def _all(self) -> dict[str, str]:
        from diploread.config.paths import Paths

        if not Paths.default().user_db.exists():
            return dict(self._settings)
        from diploread.tui.commands.notes import open_notebook

        with open_notebook() as notebook:
            return {**self._settings, **{s.name: s.query for s in notebook.searches()}}

    def __getitem__(self, name: str) -> str:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __bool__(self) -> bool:
        """Whether it may be asked: to know more the notebook would have to be opened."""
        return True
