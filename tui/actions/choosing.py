"""Words of the open article, chosen by the mouse or by keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diploread.tui.screens.reader import ReaderScreen

Range = tuple[int, int]


def under_mouse(reader: ReaderScreen) -> Range | None:
    """Body offsets of what the mouse has selected; None where nothing is, or it is no body text."""
    selected = (reader.get_selected_text() or "").split()
    article = reader.article
    if not selected or article is None:
        return None
    pattern = r"\s+".join(re.escape(word) for word in selected)
    low, _ = reader.view.visible_range()
    found = [match.span() for match in re.finditer(pattern, article.body)]
    return min(found, key=lambda span: abs(span[0] - low), default=None)


async def choose_words(
    reader: ReaderScreen, title: str, around: Range | None = None, *, held: bool = False
) -> Range | None:
    """Let the user choose words, beginning ``around`` a range or at what is current."""
    from diploread.tui.screens.span import SpanPicker

    article = reader.article
    if article is None or not article.id or not article.body.strip():
        reader.say("no article is open", "dim")
        return None
    if around is None:
        target = reader.view.target
        low, high = reader.view.visible_range()
        inside = target is not None and target[0] != "removed" and low <= target[2] < high
        at = target[2] if target is not None and inside else low
        around = (at, at + 1)
    reader.go("article")
    picker = SpanPicker(reader.view, reader.diploread.keymap, title, *around, held=held)
    return await reader.app.push_screen_wait(picker)
