"""The search line completes fields, their values, and saved searches."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from diploread.index.library.query.fields import FIELDS
from diploread.tui.completing import complete
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from test_journey import ANNEX, TREATY, opened
from test_reader import start, until

KNOWN = {
    "speaker": ("Ilse Varga", "Tomas Reel", "Varn"), "@": ("ferries", "quays"),
    "source": ("Sound Wire", 'The "Quay"'),
}  # fmt: skip


def values(field: str, typed: str) -> tuple[str, ...]:
    return KNOWN.get(field, ())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ferry spea", "speaker:"), ("-spea", "speaker:"), ("speaker:var", "Varn"),
        ("speaker:reel", '"Tomas Reel"'), ('speaker:"ilse v', '"Ilse Varga"'), ("@f", "@ferries"),
        ("is:st", "starred"), ("sort:rel", "relevance"), ("(source:sound", '"Sound Wire"'),
        ("date:yes", "yesterday"),
    ],
)  # fmt: skip
def test_the_end_of_the_line_is_completed(typed: str, first: str) -> None:
    assert complete(typed, values).found[0] == first


@pytest.mark.parametrize("typed", ["", "ferry ", "speaker:nobody", "nofield:x", '"a phrase" '])
def test_where_nothing_fits_nothing_is_offered(typed: str) -> None:
    assert complete(typed, values).found == ()


@given(st.text(max_size=30))
def test_what_stands_before_the_word_is_never_touched(typed: str) -> None:
    made = complete(typed, values)
    assert 0 <= made.start <= len(typed)
    assert all(one for one in made.found)
    assert made.found == () or ":" in typed or "@" in typed or set(made.found) <= {
        f"{name}:" for name in FIELDS
    }  # fmt: skip


async def test_tab_goes_through_the_speakers_of_the_library(tmp_path: Path) -> None:
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "treaty.txt").write_text(TREATY, "utf-8")
    (wire / "annex.txt").write_text(ANNEX, "utf-8")
    async with opened(wire).run_test(size=(100, 30)) as pilot:
        reader = await start(pilot)
        reader.line.keymap = reader.diploread.keymap
        await pilot.press("slash", *"spea", "tab")
        await until(pilot, lambda: reader.line.value == "speaker:")
        await pilot.press("tab")
        await until(pilot, lambda: reader.line.value not in ("spea", "speaker:"))
        first = reader.line.value
        await pilot.press("tab")
        await until(pilot, lambda: reader.line.value != first)
        await pilot.press("shift+tab")
        await until(pilot, lambda: reader.line.value == first)
        assert "Reel" in first or "Varga" in first
        await until(pilot, lambda: reader.answer is not None and reader.answer.total == 1)
