"""What the library asks of the reader's own marks, which live in the notebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class UserMarks(Protocol):
    """Article ids by what the reader has put on them."""

    def tagged(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles with a tag of these folded words."""

    def noted(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles with a note that has these folded words in a row."""

    def filed(self, words: Sequence[str], prefix: bool) -> set[str]:
        """Articles in a dossier whose name has these folded words in a row."""

    def dossier_names(self) -> Sequence[str]:
        """Names of all dossiers: one that ``in:`` does not find is a mistake."""

    def state(self, name: str) -> set[str]:
        """Articles that are ``starred bookmarked read reviewed edited tagged noted``."""


class NoMarks:
    """A reader who has marked nothing."""

    def tagged(self, words: Sequence[str], prefix: bool) -> set[str]:
        """None."""
        return set()

    def noted(self, words: Sequence[str], prefix: bool) -> set[str]:
        """None."""
        return set()

    def filed(self, words: Sequence[str], prefix: bool) -> set[str]:
        """None."""
        return set()

    def dossier_names(self) -> Sequence[str]:
        """None."""
        return ()

    def state(self, name: str) -> set[str]:
        """None."""
        return set()
