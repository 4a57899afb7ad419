"""The columns of the list: any choice, any order, in narrow panes and in wide ones."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any, get_args

import pytest
from diploread.config.load import load
from diploread.config.problems import ConfigError
from diploread.config.settings import Column, UiSettings
from diploread.index.article import DateValue
from diploread.index.library.rows import Row
from diploread.tui.app import DiploreadApp
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.widgets.columns import Arrangement, cells
from diploread.tui.widgets.rows import Parts

sys.path.insert(0, str(Path(__file__).parent))
import fakes

ROW = Row(
    id="a", path="a.txt", title="Lower Tarn reopens the ferry to the island of Sern",
    source="Tarn Courier", agency="Fjord", date=DateValue(value="2031-03-17", basis="inferred"),
    words=1204, quotes=7, hits=3, copies=2, flags=("read-in-part",),
    snippet="… the ferry will sail again in spring, the warden said …",
)  # fmt: skip


@dataclass
class Marks:
    read: set[str] = field(default_factory=set)
    starred: set[str] = field(default_factory=set)
    reviewed: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)


def shown(parts: Parts) -> str:
    return "".join(text for text, _ in parts).rstrip()


def drawn(columns: tuple[str, ...], width: int, **more: Any) -> list[str]:
    marks = more.pop("marks", Marks())
    lines = Arrangement(columns).lines(ROW, marks, width, roomy=False, wanted=["ferry"])
    return [shown(line) for line in lines]


def test_as_it_comes() -> None:
    assert drawn(UiSettings().columns, 60) == [
        "Lower Tarn reopens the ferry to the island of Sern",
        "~17 Mar 2031 Tarn Courier · Fjord                  ×3 3×  7❞",
        "… the ferry will sail again in spring, the warden said …",
    ]


def test_the_order_of_the_lines_is_that_of_their_columns() -> None:
    assert drawn(("date", "agency", "source", "title"), 60) == [
        "~17 Mar 2031 Fjord · Tarn Courier",
        "Lower Tarn reopens the ferry to the island of Sern",
    ]
    assert drawn(("source", "date", "snippet"), 40)[0] == "Tarn Courier · ~17 Mar 2031"


def test_numbers_alone_share_the_line_of_the_title() -> None:
    assert drawn(("title", "words", "quotes"), 40) == ["Lower Tarn reopens the ferry… 1,204w  7❞"]


def test_in_a_narrow_list_the_last_numbers_give_way() -> None:
    columns = ("date", "quotes", "hits", "copies", "words")
    assert drawn(columns, 60)[0].endswith(" 7❞ 3× ×3 1,204w")
    assert drawn(columns, 26)[0].endswith(" 7❞ 3× ×3")
    assert drawn(columns, 14)[0].endswith(" 7❞ 3×")


def test_in_a_wide_list_a_row_is_a_line_of_a_table() -> None:
    columns = ("date", "source", "title", "words", "flags", "quotes")
    (line,) = drawn(columns, 120)
    other = Arrangement(columns).lines(
        Row(id="b", path="b", title="Short", source="A source with a name that has no end"),
        Marks(), 120, roomy=True, wanted=(),
    )  # fmt: skip
    assert line.startswith("~17 Mar 2031  Tarn Courier          Lower Tarn reopens")
    assert shown(other[0]).startswith("undated       A source with a nam…  Short")
    assert line.index("Lower") == shown(other[0]).index("Short")
    assert "read in part" in line and line.endswith("7❞")


@pytest.mark.parametrize("width", [8, 24, 38, 60, 90, 140])
def test_every_choice_fits_and_is_as_high_as_said(width: int) -> None:
    names = get_args(Column)
    choices = [*permutations(names, 2), *permutations(names[:4], 3), names, names[::-1]]
    for columns in [*((name,) for name in names), *choices]:
        for roomy in (False, True):
            made = Arrangement(columns)
            lines = made.lines(ROW, Marks(marked={"a"}), width, roomy=roomy, wanted=["warden"])
            high = made.height(width, roomy=roomy, snippets=True)
            assert 1 <= len(lines) <= high, columns
            assert all(cells(line) <= width for line in lines), columns


def test_mistakes_are_told_with_line_and_nearest_name(tmp_path: Path) -> None:
    file = tmp_path / "diploread.yaml"
    for written, told in (
        ("  columns:\n    - title\n    - datte\n", ':4: ui.columns: "datte" is none of title'),
        ("  columns: [title, titel]\n", "did you mean title?"),
        ("  columns: [title, date, title]\n", 'ui.columns: "title" stands there twice'),
        ("  columns: []\n", "ui.columns: the list is empty"),
    ):
        file.write_text("ui:\n" + written)
        with pytest.raises(ConfigError) as caught:
            load(file, None, {})
        assert told in str(caught.value)


async def test_the_app_shows_them() -> None:
    app = DiploreadApp([], fakes.settings(columns=("date", "title"), date_format="iso"))
    app.library = fakes.FakeLibrary()  # type: ignore[assignment]
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause(0.3)
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        first = [reader.results.render_line(y).text.strip("▌ ") for y in range(3)]
        assert first[0] == "~2031-03-01"
        assert first[1].startswith("Norland and Sudria close to ferry")
        await pilot.press("z")
        await pilot.pause(0.1)
        assert reader.results.height_of_row == 1
        line = reader.results.render_line(1).text
        assert "2031-03-02   Norland and Sudria close to ferry treaty (1)" in line
