"""Partial updates paint what a whole one would, and no widget that has not changed."""

from __future__ import annotations

import gc
from typing import Any

from diploread.tui.app import DiploreadApp
from diploread.tui.compositor import LeanCompositor
from diploread.tui.widgets.scrollbar import ThinBar
from rich.segment import Segment
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from tests.tui.fakes import FakeLibrary, settings

KEYS = ("j", "space", "enter", "space", "right_square_bracket", "q", "k", "tab", "j", "escape")


def app() -> DiploreadApp:
    one = DiploreadApp([], settings())
    one.library = FakeLibrary(size=300)  # type: ignore[assignment]
    return one


def cells(strip: Any, line: int) -> list[tuple[str, str]]:
    """Each cell of a strip with its style."""
    return [(character, str(style)) for text, style, _ in strip for character in text]


async def test_what_a_key_repaints_is_what_a_whole_screen_shows_there() -> None:
    seen: list[ChopsUpdate] = []
    one = app()
    async with one.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        screen = one.screen
        compositor = screen._compositor
        assert isinstance(compositor, LeanCompositor)
        paint = compositor.render_partial_update

        def kept() -> ChopsUpdate | None:
            update = paint()
            if update is not None:
                seen.append(update)
                whole = compositor.render_strips()
                for y, row in enumerate(map(update.chops.get, range(40))):  # type: ignore[attr-defined]
                    for x, strip in (row or {}).items():
                        if strip is not None:
                            there = whole[y].crop(x, x + strip.cell_length)
                            assert cells(strip, y) == cells(there, y)
            return update

        compositor.render_partial_update = kept  # type: ignore[method-assign]
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause(0.15)
    assert len(seen) > len(KEYS) // 2


async def test_a_row_down_asks_no_other_pane_for_its_lines() -> None:
    one = app()
    async with one.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        one.screen._preview.begin = lambda: None  # type: ignore[attr-defined]
        await pilot.pause(0.2)  # what the start left to paint is painted
        asked: list[str] = []
        for widget in one.screen.walk_children():
            plain = widget.render_lines

            def noted(crop: Any, plain: Any = plain, name: str = widget.id or "") -> Any:
                asked.append(name)
                return plain(crop)

            widget.render_lines = noted  # type: ignore[method-assign]
        await pilot.press("j")
        await pilot.pause(0.2)
        assert "results" in asked
        assert not {"article", "panel", "status", "query"} & set(asked)


async def test_the_scroll_bar_is_painted_where_the_thumb_has_moved() -> None:
    one = app()
    async with one.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        bar = one.screen.query_one("#results").vertical_scrollbar  # type: ignore[attr-defined]
        assert isinstance(bar, ThinBar)
        first = bar._look()
        await pilot.press("G")
        await pilot.pause(0.3)
        last = bar._look()
        assert first[0] == 0
        assert last[1] == bar.size.height
        strips = bar.render_lines(bar.size.region)
        assert [segment for strip in strips for segment in strip if isinstance(segment, Segment)]
        assert strips[last[0]].cell_length == bar.size.width


async def test_words_typed_right_behind_the_key_of_the_search_line_are_not_lost() -> None:
    one = app()
    async with one.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        await pilot.press("slash", *"ferry")
        await pilot.pause(0.3)
        assert one.screen.line.value == "ferry"  # type: ignore[attr-defined]


async def test_a_whole_screen_is_what_it_was_without_the_lines_that_are_covered() -> None:
    one = app()
    async with one.run_test(size=(96, 30)) as pilot:
        await pilot.pause(0.3)
        for keys in ((), ("2",), ("escape", "question_mark"), ("escape", "z", "apostrophe")):
            await pilot.press(*keys)
            await pilot.pause(0.2)
            compositor = one.screen._compositor
            if not isinstance(compositor, LeanCompositor):  # a sheet over the reader
                compositor = one.screen_stack[0]._compositor
            update = compositor.render_full_update()
            whole = compositor.render_strips()
            assert len(update.strips) == len(whole) == 30
            for y, row in enumerate(update.strips):
                assert cells(Strip.join(row), y) == cells(whole[y], y)


async def test_the_styles_are_read_once_for_the_first_theme_and_again_for_the_next() -> None:
    one = DiploreadApp([], settings(theme="paper"))
    one.library = FakeLibrary()  # type: ignore[assignment]
    read: list[str] = []
    plain = one.refresh_css
    one.refresh_css = lambda *given, **more: read.append(one.theme) or plain(*given, **more)  # type: ignore[method-assign,func-returns-value]
    async with one.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        assert one.theme == "paper" and read == []
        ground = one.screen.query_one("#article").styles.background.hex
        assert ground.casefold() == "#faf8f3"
        await pilot.press("f2")
        await pilot.pause(0.2)
        assert read == ["sixteen"]
        await pilot.press("f2")
        await pilot.pause(0.2)
        assert one.screen.query_one("#article").styles.background.hex.casefold() == "#15181d"


async def test_the_collector_of_garbage_waits_for_the_first_results_and_no_longer() -> None:
    gc.disable()
    try:
        async with app().run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.5)
            assert gc.isenabled() and gc.get_freeze_count() > 1000
    finally:
        gc.enable()
        gc.unfreeze()
