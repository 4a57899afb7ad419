"""The invariants that hold on any text, and what layout and stray marks may not change."""

from __future__ import annotations

from diploread.index.quotes.authors import author_of
from diploread.index.quotes.find import find_quotes
from hypothesis import given, settings
from hypothesis import strategies as st


def test_odd_mark_harms_only_its_paragraph() -> None:
    clean = '"The ferry will sail," Lindqvist said.'
    quotes = find_quotes('He kept an odd " mark here and there.\n\n' + clean, ())
    assert any(quote.text == '"The ferry will sail,"' for quote in quotes)


def test_hard_wraps_change_nothing() -> None:
    body = (
        "Harbour Minister Mara Lindqvist said on Monday that the new ferry\n"
        "across the strait would sail at noon, and that the old one would be\n"
        "broken up before the winter storms arrive on the coast of the sound.\n\n"
        '"We have waited for nine long years for this day to come to us,"\n'
        "Lindqvist said.\n"
    )
    quotes = find_quotes(body, ())
    assert [quote.speaker.name for quote in quotes] == ["Mara Lindqvist", "Mara Lindqvist"]


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ['"', "“", "”", "'", "’", "‘", "''", "``", "«", "»", " said ", " Doe ", "he ", ", ",
             ". ", "\n", "\n\n", ": ", " according to ", "told reporters that ", "(", ")", "— ",
             "Minister ", " and ", "quoted as saying ", "-- ", "?", "! ", "QUESTION: "]
        ),
        st.text(max_size=8),
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_any_text(pieces: list[str]) -> None:
    body = "".join(pieces)
    quotes = find_quotes(body, (), date="2031-03-05")
    for quote in quotes:
        assert body[quote.start : quote.end] == quote.text
        assert quote.spans[0][0] == quote.start
        assert quote.spans[-1][1] == quote.end
        assert all(a < b for a, b in quote.spans)
        assert all(b <= c for (_, b), (c, _) in zip(quote.spans, quote.spans[1:], strict=False))
        if quote.speaker.start is not None:
            assert body[quote.speaker.start : quote.speaker.end] == quote.speaker.text
        if quote.cue is not None:
            assert body[quote.cue.start : quote.cue.end] == quote.cue.text
        if quote.nested_in is not None:
            outer = quotes[int(quote.nested_in)]
            assert outer.start <= quote.start
            assert quote.end <= outer.end
        assert 0 <= quote.confidence <= 1


VOCABULARY = """
Doe Roe said says saying told that whether who which what and but because also then he she they
we the a Minister ministers ferry ferries called described accused urged to by with of in on as
while even though Monday week last this was were has had will would according claim claims reports
states hope statement “sails,” “sails.” “calls , . ; : — ( ) 42% Will Jr. Mr. agreed thought warned
noting adding not many several however released met asked up off back
"""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(VOCABULARY.split()), min_size=1, max_size=40))
def test_words_in_any_order(words: list[str]) -> None:
    body = " ".join(words)
    for quote in find_quotes(body, ()):
        assert body[quote.start : quote.end] == quote.text


def test_i_is_the_author_outside_quotation_marks() -> None:
    body = 'I said that the ferry would sail. "I think that it will not," Nils Brandt said.'

    def names(byline: str, title: str = "") -> list[str]:
        found = find_quotes(body, (), author=author_of(byline, title))
        return [quote.speaker.name for quote in found]

    assert names("By Mara Lindqvist, Harbour Minister") == ["Mara Lindqvist", "Nils Brandt"]
    assert names("", "Remarks by President Brandt at the Harbour") == ["Nils Brandt"] * 2
    assert names("", "Remarks by Minister Roe")[0] == "Roe"
    assert names("Mara Lindqvist and Otto Roe")[0] == names("")[0] == ""
    assert names("", "Remarks by Minister Roe and Envoy Brandt in Varna")[0] == ""
