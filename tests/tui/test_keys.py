"""The table of keys and the dispatch made from it."""

from __future__ import annotations

import pytest
from diploread.config.keys import APART, AREAS, KEYS, strokes
from diploread.tui.actions import registry
from diploread.tui.keys import Keymap, stroke_of
from diploread.tui.screens.keyed import Sequencer


def test_every_key_has_an_action_and_every_action_a_key() -> None:
    wanted = {key.id for key in KEYS if key.area not in APART}
    assert set(registry.load()) == wanted


def test_ids_are_unique_and_their_areas_known() -> None:
    ids = [key.id for key in KEYS]
    assert len(ids) == len(set(ids))
    assert {key.area for key in KEYS} == set(AREAS)


def test_no_two_actions_share_a_key_and_no_key_hides_behind_a_prefix() -> None:
    for part in (
        *([key for key in KEYS if key.area == area] for area in APART),
        [key for key in KEYS if key.area not in APART],
    ):
        written = [strokes(one) for key in part for one in key.keys]
        assert len(written) == len(set(written))
        prefixes = {one[:n] for one in written for n in range(1, len(one))}
        assert not prefixes & set(written)


@pytest.mark.parametrize("bad", ["", "ctrl+", "alt+x", "nonsense", "ctrl+enter ", "a b", "\x1b"])
def test_impossible_keys_are_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        strokes(bad)


def test_sequences_are_gathered() -> None:
    sequencer = Sequencer(Keymap())
    assert sequencer.feed("]") is None
    assert sequencer.pending == ("]",)
    assert sequencer.feed("q") == "reader.next_quote"
    assert sequencer.pending == ()


def test_a_stroke_that_completes_nothing_stands_for_itself() -> None:
    sequencer = Sequencer(Keymap())
    sequencer.feed("]")
    assert sequencer.feed("n") == "reader.next_hit"


def test_the_user_may_change_any_key() -> None:
    keymap = Keymap({"reader.next_hit": (";",), "app.undo": ()})
    assert keymap.action((";",)) == "reader.next_hit"
    assert keymap.action(("n",)) is None
    assert keymap.action(("u",)) is None
    assert keymap.first("app.undo") == ""


def test_names_of_the_terminal_library_become_characters() -> None:
    assert stroke_of("question_mark", "?") == "?"
    assert stroke_of("space", " ") == "space"
    assert stroke_of("ctrl+d", "\x04") == "ctrl+d"
