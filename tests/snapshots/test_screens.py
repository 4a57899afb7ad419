"""A few pictures that keep the screen as it is meant to be: three widths, three themes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from diploread.tui.app import DiploreadApp

sys.path.insert(0, str(Path(__file__).parents[1] / "tui"))
import fakes


@pytest.mark.parametrize(
    ("theme", "size", "keys"),
    [
        ("dusk", (140, 40), ("enter", "right_square_bracket", "q")),
        ("paper", (100, 30), ("2",)),
        ("sixteen", (80, 24), ("enter", "r")),
        ("dusk", (60, 20), ("3",)),
    ],
    ids=["wide", "light", "sixteen-colours", "narrow"],
)
def test_screen(
    snap_compare: Any, theme: str, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = DiploreadApp([], fakes.settings(theme=theme))
    app.library = fakes.FakeLibrary()  # type: ignore[assignment]

    async def press(pilot: Any) -> None:
        await pilot.pause(0.3)
        await pilot.press(*keys)
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=size, run_before=press)
