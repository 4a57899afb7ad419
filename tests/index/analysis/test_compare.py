"""Two versions of a story: what stayed, was reworded, moved, came or went."""

from __future__ import annotations

from diploread.index.analysis.compare import compare
from diploread.index.analysis.wording import marked
from hypothesis import given
from hypothesis import strategies as st

FIRST = """The ferry to Ostrey stayed in port on Monday.

The harbour master blamed the wind.

Two cows were waiting on the pier since dawn.

Nobody could say when the boat would sail."""

SECOND = """Two cows were waiting on the pier since dawn.

The ferry to Ostrey stayed in port on Monday and Tuesday.

The harbour master blamed "the wind".

The mayor came to look."""


def test_each_paragraph_is_told_in_the_order_of_the_later_version() -> None:
    found = compare(FIRST, SECOND)
    assert [(p.kind, p.moved) for p in found] == [
        ("same", True), ("reworded", False), ("same", False), ("right", False), ("left", False),
    ]  # fmt: skip
    assert marked(found[1].diff) == (
        "The ferry to Ostrey stayed in port on Monday. {+and Tuesday.+}"
    )
    gone = found[4].left
    assert gone is not None
    assert FIRST[slice(*gone)] == "Nobody could say when the boat would sail."


def test_a_text_is_the_same_as_itself_and_nothing_is_compared_to_nothing() -> None:
    assert all(p.kind == "same" and not p.moved for p in compare(FIRST, FIRST))
    assert compare("", "") == ()
    assert [p.kind for p in compare("", "One line.\nAnother line.")] == ["right", "right"]


PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij"]), min_size=1, max_size=5).map(" ".join),
    max_size=9,
).map("\n\n".join)


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_of_both_is_told_once(left: str, right: str) -> None:
    found = compare(left, right)
    ours = sorted(p.left for p in found if p.left)
    theirs = [p.right for p in found if p.right]
    assert [left[a:b] for a, b in ours] == [p for p in left.split("\n\n") if p]
    assert [right[a:b] for a, b in theirs] == [p for p in right.split("\n\n") if p]
    assert all(p.left and p.right for p in found if p.kind in ("same", "reworded"))


def test_a_thousand_paragraphs_take_no_time_to_speak_of() -> None:
    lines = "\n\n".join(
        f"The boat {n} said nothing of the boat {n * 7 % 1000}." for n in range(1000)
    )
    assert len(compare(lines, lines)) == 1000
