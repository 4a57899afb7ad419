"""What the page model looks at, and how its trees are read."""

from __future__ import annotations

import pytest
from diploread.index.cleaning.core import shape
from diploread.index.cleaning.kin import ALONE, kin, main_container
from diploread.index.cleaning.measures import first_guess, measures, rows
from diploread.index.cleaning.trees import Trees, load_trees, nested
from diploread.index.cleaning.units import Line, Unit

SENTENCE = (
    "The harbour office said on Monday that the second quay of the island would be open to all "
    "ferries before the spring, and that nobody had to ask for it."
)


def unit(text: str, path: str, marks: str = "", links: int = 0) -> Unit:
    tag = path.rpartition("/")[2].partition("[")[0]
    line = Line(0, len(text), 0, 0)
    return Unit(0, len(text), (line,), text, 1, 1, tag, path, marks, links)


UNITS = [
    unit("Home", "/body[1]/nav[1]/p[1]", "menu", 4),
    unit(SENTENCE, "/body[1]/div[1]/p[1]", "story-body"),
    unit("Tariffs", "/body[1]/div[1]/p[2]", "story-body"),
    unit(SENTENCE, "/body[1]/div[1]/p[3]", "story-body"),
    unit("Ten quays to see", "/body[1]/ul[1]/li[1]", "side/related-list", 16),
]
VOTES = [0.0, 1.0, 0.0, 1.0, 0.0]


def columns() -> dict[str, list[float]]:
    shapes = [shape(one) for one in UNITS]
    found = measures(UNITS, shapes, [[] for _ in UNITS], VOTES, first_guess(UNITS, shapes, VOTES))
    return {name: list(values) for name, values in found.items()}


def test_a_unit_is_known_by_its_kin() -> None:
    found = columns()
    before, first, heading, last, after = found["named.vote"]
    assert (before, heading, after) == (ALONE, 1.0, ALONE)
    assert first == last < 1
    assert found["beside.count"] == [1, 3, 3, 3, 1]
    assert found["beside.guess"][2] > 2 > found["guess"][2]


def test_a_unit_is_known_by_what_the_page_calls_it() -> None:
    found = columns()
    assert found["mark:body"] == [9, 0, 0, 0, 9]
    assert found["mark:related"][-1] == 0
    assert found["mark:side"][-1] == 1
    assert found["mark:navigation"][0] == 0


def test_a_unit_is_known_by_its_distance_from_the_main_container() -> None:
    found = columns()
    assert main_container([one.path.split("/") for one in UNITS], [0, 9, 0, 9, 0]) == [
        "",
        "body[1]",
        "div[1]",
    ]
    assert found["outside-main"] == [1, 0, 0, 0, 1]


def test_the_figures_of_a_group_leave_the_unit_itself_out() -> None:
    found = kin("aab", [1.0, 3.0, 5.0], [1.0, 1.0, 1.0], [0.0, 9.0, 0.0])
    assert found.mean == [3.0, 1.0, ALONE]
    assert found.count == [2, 2, 1]
    assert found.share == [0.9, 0.9, 0.0]


def test_a_score_is_the_sum_of_the_leaves_that_the_answers_lead_to() -> None:
    trees = Trees(("length", "vote"), 0.5, (nested([0, 10, -1, [1, 0.5, 2, 4]]), nested(0.25)))
    assert trees.scores([(10, 1), (11, 0), (11, 1)]) == [-0.25, 2.75, 4.75]


@pytest.mark.parametrize("node", [[0, 1.0, 2], "leaf", [0, 1.0, 2, None]])
def test_what_is_no_tree_is_refused(node: object) -> None:
    with pytest.raises(ValueError, match="a node is"):
        nested(node)


def test_the_model_that_ships_asks_for_measures_that_exist() -> None:
    model = load_trees("pages.json")
    scores = model.scores(rows(columns(), model.measures))
    assert min(scores[1], scores[3]) > 1 > -1 > max(scores[0], scores[4])
