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
