"""What is wrong with a query, and where."""

from __future__ import annotations

from diploread.config.problems import UsageError


class QueryError(UsageError):
    """A mistake in a query: one clause, a remedy, and the column (from 0) it speaks of."""

    def __init__(self, message: str, hint: str = "", column: int = 0, query: str = "") -> None:
        super().__init__(message, hint)
        self.column = column
        self.query = query

    def pointed(self) -> str:
        """The query with a caret below the mistake, and what is wrong."""
        return f"{self.query}\n{' ' * self.column}^ {self}"
