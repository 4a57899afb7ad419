"""What is remembered inside a session and between sessions."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.tui.state import Place, Trail, load_place, save_place


def test_the_trail_leads_back_and_forward() -> None:
    trail = Trail()
    for article in ("a", "b", "b", "c"):
        trail.visit(article)
    assert [trail.step(-1), trail.step(-1), trail.step(-1)] == ["b", "a", None]
    assert trail.step(1) == "b"
    trail.visit("d")
    assert trail.step(1) is None
    assert trail.ids == ["a", "b", "d"]


def test_a_place_comes_back_as_it_was_left(tmp_path: Path) -> None:
    place = Place(query="speaker:varga", article="a1", offset=120, searches=("x", "y"))
    save_place(tmp_path / "deep" / "place.json", place)
    assert load_place(tmp_path / "deep" / "place.json") == place


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"offset": "far"}', '{"searches": 3}', "null"])
def test_a_damaged_place_is_the_start(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "place.json"
    file.write_text(damage)
    assert load_place(file) == Place()


def test_a_full_disk_does_not_end_a_session(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    save_place(blocked / "place.json", Place())
    assert blocked.read_text() == ""
