"""The same statement in several articles: what is linked, what is not, and how wordings differ."""

from __future__ import annotations

from diploread.index.analysis.restatements import Placed, restatements
from diploread.index.analysis.wording import marked, word_diff
from diploread.index.article import Quote, Speaker
from hypothesis import given
from hypothesis import strategies as st


def placed(article: str, text: str, speaker: str = "") -> Placed:
    quote = Quote(
        id="", type="direct", start=0, end=len(text), text=text, spans=((0, len(text)),),
        speaker=Speaker(id=speaker or None),
    )  # fmt: skip
    return Placed(article, quote)


WHOLE = '"The ferry will sail at noon and nobody on this island will stop it,"'


def test_a_part_of_a_statement_is_an_exact_restatement() -> None:
    (pair,) = restatements([placed("a", WHOLE), placed("b", "the ferry will sail at noon")])
    assert pair.exact
    assert pair.likeness == 1


def test_a_reworded_statement_is_linked_with_its_likeness() -> None:
    other = "the ferry will sail at noon and no man on this island may stop it"
    (pair,) = restatements([placed("a", WHOLE), placed("b", other)])
    assert not pair.exact
    assert 0.55 <= pair.likeness < 1


def test_one_article_two_speakers_and_short_quotes_are_not_linked() -> None:
    assert restatements([placed("a", WHOLE), placed("a", WHOLE)]) == []
    assert restatements([placed("a", WHOLE, "person/x"), placed("b", WHOLE, "person/y")]) == []
    assert restatements([placed("a", "it will sail now"), placed("b", "it will sail now")]) == []


def test_word_diff_reads_in_order() -> None:
    pieces = word_diff("The ferry will sail at noon", "The ferry may sail at noon, they say")
    assert [(piece.operation, piece.text) for piece in pieces] == [
        ("same", "The ferry"), ("left", "will"), ("right", "may"),
        ("same", "sail at noon"), ("right", "they say"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["ab", "cd", "ef.", "gh"]), max_size=12),
       st.lists(st.sampled_from(["ab", "cd", "ef.", "gh"]), max_size=12))  # fmt: skip
def test_word_diff_loses_no_word(left: list[str], right: list[str]) -> None:
    pieces = word_diff(" ".join(left), " ".join(right))
    kept = [w for p in pieces if p.operation != "right" for w in p.text.split()]
    added = [w for p in pieces if p.operation == "right" for w in p.text.split()]
    assert kept == left
    assert len(added) + sum(len(p.text.split()) for p in pieces if p.operation == "same") == len(
        right
    )


def test_case_marks_and_spaces_make_no_other_wording() -> None:
    other = "‘The FERRY will sail at noon, and nobody\non this island will stop it.’"
    (pair,) = restatements([placed("a", WHOLE), placed("b", other)])
    assert pair.same
    assert all(piece.operation == "same" for piece in word_diff(WHOLE, other))


def test_three_wordings_of_one_statement_are_all_linked() -> None:
    wordings = (
        "We did not row to Ostrey to be shown a map",
        "We did not row here to be shown a map",
        "We did not row to Ostrey to be offered a map",
    )
    found = restatements([placed(str(n), text) for n, text in enumerate(wordings)])
    assert {(pair.left, pair.right) for pair in found} == {(0, 1), (0, 2), (1, 2)}
    assert not any(pair.same for pair in found)
    assert marked(word_diff(wordings[0], wordings[1])) == (
        "We did not row [-to Ostrey-] {+here+} to be shown a map"
    )


def test_one_quote_may_be_asked_about_and_no_repetition_is_too_common() -> None:
    many = [placed(str(n), WHOLE) for n in range(100)]
    other = [placed("x", "The harbour master said that the pilots will be heard first")] * 2
    asked = restatements([*other, *many], of=[50])
    assert {(pair.left, pair.right) for pair in asked} == {
        (min(50, n), max(50, n)) for n in range(2, 102) if n != 50
    }
    linked = {i for pair in restatements(many) for i in (pair.left, pair.right)}
    assert linked == set(range(100))
