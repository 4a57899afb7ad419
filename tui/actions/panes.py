"""Widening and narrowing the panes by keys; the text inside the article has keys of its own."""

from __future__ import annotations

from diploread.tui import panes
from diploread.tui.actions.registry import action
from diploread.tui.screens.reader import ReaderScreen


@action("app.widen")
def widen(reader: ReaderScreen) -> None:
    reader.say(panes.resize(reader, 1), "dim")


@action("app.narrow")
def narrow(reader: ReaderScreen) -> None:
    reader.say(panes.resize(reader, -1), "dim")
