"""Undo and redo over notebook and corrections: one history, as a text editor has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.problems import Outdated
from diploread.index.notebook.notebook import Notebook
from diploread.tui.history import History, Step


class Desk:
    """A notebook and a file of corrections with one history."""

    def __init__(self, folder: Path) -> None:
        self.notebook = Notebook.open(folder / "user.db")
        self.file = folder / "corrections.yaml"
        self.history = History(lambda: self.notebook)

    def search(self, name: str) -> None:
        before = self.notebook.made
        self.notebook.save_search(name, "strait")
        self.history.add(Step("", self.notebook.made - before))

    def date(self, value: str) -> None:
        values = {"file": "a.txt", "part": 0, "date": value}
        self.history.correct(self.file, "articles", values, f"date is {value}")

    def state(self) -> tuple[set[str], str]:
        text = self.file.read_text("utf-8") if self.file.exists() else ""
        dates = [line.split(": ")[1] for line in text.splitlines() if "  date: " in line]
        return {saved.name for saved in self.notebook.searches()}, "".join(dates)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_both_kinds_come_back_in_the_order_in_which_they_were_done(desk: Desk) -> None:
    seen = [desk.state()]
    for act, value in (
        (desk.search, "one"), (desk.date, "2031-03-04"), (desk.date, "2031-03-05"),
        (desk.search, "two"),
    ):  # fmt: skip
        act(value)
        seen.append(desk.state())
    for wanted in reversed(seen[:-1]):
        assert desk.history.undo() is not None
        assert desk.state() == wanted
    assert desk.history.undo() is None
    for wanted in seen[1:]:
        assert desk.history.redo() is not None
        assert desk.state() == wanted
    assert desk.history.redo() is None
    step = desk.history.undo()
    assert step is not None and step.label == "saved search two"


def test_a_new_change_forgets_what_could_be_done_again(desk: Desk) -> None:
    desk.date("2031-03-04")
    desk.history.undo()
    desk.search("one")
    assert desk.history.redo() is None
    assert desk.state() == ({"one"}, "")


def test_a_correction_edited_by_hand_is_left_alone_and_the_one_before_is_next(desk: Desk) -> None:
    desk.search("one")
    desk.date("2031-03-04")
    desk.file.write_text(desk.file.read_text("utf-8").replace("2031-03-04", "2031-04-04"))
    with pytest.raises(Outdated, match="edited"):
        desk.history.undo()
    assert desk.history.undo() is not None
    assert desk.state() == (set(), "2031-04-04")


def test_what_another_window_changed_is_not_in_the_way_of_what_came_before(
    desk: Desk, tmp_path: Path
) -> None:
    desk.date("2031-03-04")
    desk.search("one")
    with Notebook.open(tmp_path / "user.db") as other:
        other.save_search("one", "harbour")
    with pytest.raises(Outdated):
        desk.history.undo()
    assert desk.history.undo() is not None
    assert desk.state() == ({"one"}, "")
