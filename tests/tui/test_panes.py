"""Panes and panels: their order, what is left out, widths by key and by setting, remembered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from diploread.config.load import load
from diploread.config.problems import ConfigError
from diploread.config.settings import Settings, UiSettings
from diploread.tui.app import DiploreadApp
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.state import load_place

sys.path.insert(0, str(Path(__file__).parent))
import fakes

WIDER, NARROWER = "right_parenthesis", "left_parenthesis"


def app_with(**ui: object) -> DiploreadApp:
    app = DiploreadApp([], fakes.settings(**ui))
    app.library = fakes.FakeLibrary()  # type: ignore[assignment]
    return app


async def start(pilot: Any) -> ReaderScreen:
    await pilot.pause(0.2)
    assert isinstance(pilot.app.screen, ReaderScreen)
    return pilot.app.screen


def widths(reader: ReaderScreen) -> tuple[int, int, int]:
    return tuple(reader.query_one(name).region.width for name in ("#left", "#middle", "#right"))  # type: ignore[return-value]


async def test_keys_change_the_width_of_the_pane_one_is_in() -> None:
    async with app_with().run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        before = widths(reader)
        await pilot.press(WIDER, WIDER)
        await pilot.pause()
        wider = widths(reader)
        assert wider[0] - before[0] == pytest.approx(2 * 0.03 * 140, abs=1)
        assert wider[2] == before[2] and sum(wider) == 140
        await pilot.press("tab", WIDER)
        await pilot.pause()
        assert widths(reader)[1] > wider[1], "the article takes from both sides"
        await pilot.press("tab", NARROWER)
        await pilot.pause()
        assert widths(reader)[2] < before[2]
        await pilot.press(*[WIDER] * 30)
        await pilot.pause()
        assert widths(reader)[1] >= 30, "the article keeps room to be read in"
        assert "cannot be wider" in reader.query_one("#status").text  # type: ignore[attr-defined]


async def test_under_a_hundred_columns_the_panel_over_the_article_widens_too() -> None:
    async with app_with().run_test(size=(90, 30)) as pilot:
        reader = await start(pilot)
        await pilot.press("1")
        await pilot.pause()
        before = widths(reader)[2]
        await pilot.press(WIDER, WIDER)
        await pilot.pause()
        assert widths(reader)[2] > before


@pytest.mark.parametrize("size", [(140, 40), (90, 30), (70, 24)])
async def test_zoom_and_narrow_windows_go_before_widths(size: tuple[int, int]) -> None:
    async with app_with(results_width=40, panel_width=20).run_test(size=size) as pilot:
        reader = await start(pilot)
        await pilot.press("z")
        await pilot.pause()
        assert widths(reader)[0] == size[0]
        await pilot.press(WIDER)
        assert "only one pane" in reader.query_one("#status").text  # type: ignore[attr-defined]
        await pilot.press("z")
        await pilot.pause()
        share = {140: 56, 90: 45, 70: 70}[size[0]]
        assert widths(reader)[0] == share


async def test_widths_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "place.json"
    monkeypatch.setattr(DiploreadApp, "place_file", property(lambda self: kept))
    async with app_with(panel_width=24).run_test(size=(140, 40)) as pilot:
        await start(pilot)
        await pilot.press(WIDER)
        await pilot.pause()
        pilot.app.keep_place()  # type: ignore[attr-defined]
        left = widths(pilot.app.screen)  # type: ignore[arg-type]
    place = load_place(kept)
    assert (place.results_width, place.panel_width, place.measure) == (31, 0, 0)
    async with app_with(panel_width=24).run_test(size=(140, 40)) as pilot:
        assert widths(await start(pilot)) == left


async def test_in_a_smaller_window_the_article_keeps_room_beside_wide_panes() -> None:
    async with app_with(results_width=60, panel_width=30).run_test(size=(110, 30)) as pilot:
        reader = await start(pilot)
        left, middle, right = widths(reader)
        assert middle >= 32 and left > 1.5 * right
        await pilot.resize_terminal(220, 40)
        await pilot.pause(0.1)
        assert widths(reader)[1] >= 34 and widths(reader)[0] > 110


async def test_the_order_of_panes_and_the_way_of_tab() -> None:
    app = app_with(panes=("panel", "article", "results"))
    async with app.run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        at = {pane: reader.pane_widget(pane).region.x for pane in ("panel", "article", "results")}
        assert at["panel"] < at["article"] < at["results"]
        assert reader.query_one("#right").region.x == 0
        await pilot.press("shift+tab")
        assert reader.pane == "article"
        await pilot.press("shift+tab")
        assert reader.pane == "panel"


async def test_a_panel_left_out_comes_when_it_is_called_and_goes() -> None:
    async with app_with(panes=("results", "article")).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        assert widths(reader)[2] == 0 and widths(reader)[:2] == (39, 101)
        await pilot.press("2")
        await pilot.pause()
        assert widths(reader)[2] > 30 and widths(reader)[1] == 101
        await pilot.press("enter")
        await pilot.pause()
        assert widths(reader)[2] == 0 and reader.pane == "article"


async def test_panels_in_their_order_and_those_left_out_by_key() -> None:
    app = app_with(panels=("entities", "facets", "quotes"))
    async with app.run_test(size=(150, 40)) as pilot:
        reader = await start(pilot)
        head = reader.query_one("#panel-head")
        text = head.text  # type: ignore[attr-defined]
        assert reader.panel == "entities"
        assert text.index("Names") < text.index("Narrow") < text.index("Quotes")
        assert "Removed" not in text
        await pilot.press("3")
        await pilot.pause()
        assert "Removed" in head.text  # type: ignore[attr-defined]


async def test_facets_may_be_the_first_panel() -> None:
    async with app_with(panels=("facets", "quotes")).run_test(size=(140, 40)) as pilot:
        reader = await start(pilot)
        await pilot.pause(0.2)
        assert any("Ilse Varga" in str(item.draw(40)) for item in reader.side.items)


def test_mistakes_are_told_with_line_and_nearest_name(tmp_path: Path) -> None:
    file = tmp_path / "diploread.yaml"
    for written, told in (
        ("panes: [results, panel]", ":2: ui.panes: the article cannot be left out"),
        ("panes: [results, article, pannel]", "did you mean panel?"),
        ("panels: [quote]", 'ui.panels: "quote" is none of quotes, entities'),
        ("results_width: 90", "ui.results_width: 90 is out of range; from 12 to 70"),
    ):
        file.write_text(f"ui:\n  {written}\n")
        with pytest.raises(ConfigError) as caught:
            load(file, None, {})
        assert told in str(caught.value)


def test_as_it_comes_nothing_is_left_out() -> None:
    assert Settings().ui == UiSettings()
    assert Settings().ui.panes == ("results", "article", "panel")
