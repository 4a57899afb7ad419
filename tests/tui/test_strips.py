"""Thin strips do what strips do; what is written for a change is what a terminal then shows."""

from __future__ import annotations

import pyte
from diploread.tui.compositor import Changes
from diploread.tui.strips import ThinStrip
from hypothesis import given
from hypothesis import strategies as some
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

STYLES = (Style(), Style(bold=True), Style(color="red"))
runs = some.lists(
    some.tuples(some.text("ab 中é", max_size=6), some.sampled_from(STYLES)).map(
        lambda made: Segment(*made)
    ),
    max_size=6,
)


@given(runs, some.lists(some.integers(1, 40), max_size=5))
def test_a_thin_strip_is_a_strip(segments: list[Segment], wanted: list[int]) -> None:
    thin, plain = ThinStrip(segments), Strip(segments)
    cuts = sorted({min(cut, plain.cell_length) for cut in wanted} | {plain.cell_length} - {0})
    assert thin.cell_length == plain.cell_length
    assert thin.text == plain.text
    assert [piece.text for piece in thin.divide(cuts)] == [p.text for p in plain.divide(cuts)]
    assert thin.crop(1, 5).text == plain.crop(1, 5).text
    assert thin.apply_style(STYLES[1]) == plain.apply_style(STYLES[1])
    assert thin.adjust_cell_length(9).text == plain.adjust_cell_length(9).text
    assert thin.simplify() == plain.simplify()


def test_a_cache_is_made_when_it_is_asked_for_and_no_other_name() -> None:
    thin = ThinStrip([Segment("word")])
    assert thin._crop_cache is thin._crop_cache
    assert not hasattr(thin, "_nothing_like_that")


def test_changes_are_written_where_they_belong() -> None:
    screen = pyte.Screen(12, 3)
    stream = pyte.Stream(screen)
    stream.feed("............" * 3)
    rows = {
        0: {0: ThinStrip([Segment("ab")], 2), 2: ThinStrip([Segment("cd")], 2), 4: None},
        2: {0: None, 6: ThinStrip([Segment("中x")], 3), 9: None},
    }
    update = Changes(rows, [(0, 0, 4), (2, 6, 9)], {0: [2, 4, 12], 2: [6, 9, 12]})  # type: ignore[arg-type]
    sent = update.render_segments(Console(color_system=None))
    stream.feed(sent)
    assert [line.replace("中 ", "中") for line in screen.display] == [
        "abcd........", "............", "......中x...",
    ]  # fmt: skip
    assert sent.count("\x1b[") == 2, "the cursor is not moved between pieces that meet"


def test_letters_of_doubtful_width_shift_nothing_behind_them() -> None:
    rows = {0: {0: ThinStrip([Segment("☠️")], 2), 2: ThinStrip([Segment("ab")], 2)}}
    update = Changes(rows, [(0, 0, 4)], {0: [2, 4]})  # type: ignore[arg-type]
    assert "\x1b[1;3H" in update.render_segments(Console(color_system=None))
