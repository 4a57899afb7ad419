"""The reader's notebook as queries of the command line ask it: opened only by those that do."""

from __future__ import annotations

from collections.abc import Sequence
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

    def state(self, name: str) -> set[str]:
        """Articles by what the reader did with them."""
        return self._marks.state(name)
