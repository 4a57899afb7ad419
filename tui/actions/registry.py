"""The table of actions by id, filled by the decorator in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diploread.tui.screens.reader import ReaderScreen

Action = Callable[["ReaderScreen"], Coroutine[Any, Any, None] | None]

ACTIONS: dict[str, Action] = {}
MODULES = (
    "app", "moving", "panes", "panels", "filtering", "results", "reading", "notebook", "keeping",
    "exporting", "undoing", "restated", "correcting", "names", "people",
    "analysing", "comparing", "handover",
)  # fmt: skip

ON_ARTICLE = frozenset(
    ["reader.find", "reader.view", "reader.browser", "reader.editor",
     "reader.pager", "reader.pipe", "notebook.bookmark_quote", "notebook.bookmark_article",
     "notebook.bookmark_words", "notebook.note", "notebook.tag", "notebook.reviewed",
     "notebook.unread", "notebook.copy", "notebook.copy_as", "notebook.correct", "notebook.date",
     "notebook.restore", "notebook.remove", "notebook.words"]
)  # fmt: skip
"""Actions that mean an article: on a page that is none, such as that of an empty answer, they say
so."""


def action(*ids: str) -> Callable[[Action], Action]:
    """Register a function as the action of these ids."""

    def register(function: Action) -> Action:
        for name in ids:
            ACTIONS[name] = function
        return function

    return register


@cache
def load() -> dict[str, Action]:
    """Import every module of actions once; the whole table."""
    for name in MODULES:
        import_module(f"diploread.tui.actions.{name}")
    return ACTIONS
