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


@settings(max_examples=300)
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


@settings(max_examples=400)
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


def speakers_of(body: str) -> list[str]:
    return [quote.speaker.name for quote in find_quotes(body, ()) if quote.rule == "after"]


def test_we_are_whoever_signs_above_the_text() -> None:
    said = "\n\nWe announced that the ferry would sail. Let me say that the crew is new.\n"
    assert speakers_of("Mara Lindqvist, Minister of Ports" + said) == ["Mara Lindqvist"] * 2
    below = "The below is attributable to Spokesperson Mara Lindqvist:"
    assert speakers_of(below + said) == ["Mara Lindqvist"] * 2
    assert speakers_of("Mara Lindqvist, Varna" + said)[0] == ""
    assert speakers_of("The ferry, Minister Lindqvist said, is new." + said)[1] == ""


def test_i_is_whoever_has_the_turn() -> None:
    turns = [
        "MINISTER LINDQVIST: The ferry is new and it is fast.",
        "(Applause.)",
        "I announced that it would sail in May.",
        "AMBASSADOR ROE: Thank you for the ferry.",
        "(Applause.)",
        "We believe that it will sail.",
    ]
    signed = "Otto Brandt, Minister of Ports\n\n"
    assert speakers_of(signed + "\n\n".join(turns)) == ["LINDQVIST", "ROE"]
    assert speakers_of(signed + "\n\n".join(turns[:3])) == ["LINDQVIST"]


def test_a_title_gives_a_hyphenated_name_whole() -> None:
    assert author_of("", "Remarks by Mara Lindqvist-Roe at the Harbour") == "Mara Lindqvist-Roe"
    assert author_of("", "Remarks by Mara Lindqvist - Harbour Day") == "Mara Lindqvist"


def test_a_name_behind_the_field_of_an_office() -> None:
    said = "said that the ferry would sail. The Under Secretary added that it is new."
    offices = ("Under Secretary for Harbour Affairs", "The Under Secretary for Ports and Canals")
    for office in offices:
        assert speakers_of(f"{office} Mara J. Lindqvist {said}") == ["Mara J. Lindqvist"] * 2
    assert speakers_of(f"Special Envoy for Ferries, Otto Roe, {said}")[0] == "Otto Roe"
    lawyer = "lawyer for Mara Ann Lindqvist"
    assert speakers_of(f"The {lawyer} said that it would sail.") == [lawyer]


def test_a_newspaper_by_its_edition_and_as_the_paper() -> None:
    later = "that the ferry was new. The paper said that it was late."
    first = "The May 3, 1914, edition of The Harbour Book (Varna), reported "
    assert speakers_of(first + later) == ["Harbour Book"] * 2
    assert (
        speakers_of("The May 3 edition of the Harbour Book reported " + later)[0] == "Harbour Book"
    )
    assert speakers_of("The Harbour Post of May 3, 1822, wrote " + later) == ["Harbour Post"] * 2


def test_what_else_was_done_at_a_meeting_is_no_content() -> None:
    for more in ("and discussed the tides", "and the members committed to sail"):
        body = f"The minister noted that it sails, {more}."
        assert [quote.text for quote in find_quotes(body, ())] == ["that it sails"]
    body = "The minister noted that it sails, and the members have left."
    assert find_quotes(body, ())[0].text.endswith("left")


def test_a_speaker_with_a_present_participle() -> None:
    sailors = "The sailors attending the fair"
    assert speakers_of(f"{sailors} said that it was late.") == [sailors]


def test_they_are_the_officials_or_the_group_of_the_sentence_before() -> None:
    sailors = "A number of sailors said that it was late. "
    officials = (
        "The Harbour Office officials closed the meeting. They explained that it would sail."
    )
    assert speakers_of(sailors + officials)[1] == "Harbour Office officials"
    group = "Roe’s group argued that it was late. Furthermore, they concluded that it was new."
    assert speakers_of(group) == ["Roe’s group"] * 2


def test_a_beginning_in_time_ends_no_content() -> None:
    said = "that, beginning in early May, the ferry would sail"
    assert [quote.text for quote in find_quotes(f"The agency announced {said}.", ())] == [said]


def test_findings_worries_and_announcements_by_somebody() -> None:
    body = "The report found that the ferry was late. "
    body += "The Harbour Office believed that it was new and worried that the crew had left. "
    body += "The cause was an announcement by the Port Ministry that it would no longer sail."
    found = [(quote.speaker.name, quote.text) for quote in find_quotes(body, ())]
    assert found == [
        ("The report", "that the ferry was late"),
        ("Harbour Office", "that it was new"),
        ("Harbour Office", "that the crew had left"),
        ("Port Ministry", "that it would no longer sail"),
    ]
    assert not find_quotes("The crew found a port. The sailors worried about it.", ())


def test_what_was_done_next_is_no_content() -> None:
    noted = "The minister noted"
    acts = {
        f"{noted} that it is new and greeted the crew.": "that it is new",
        f"{noted} that it has met and greeted the crew.": "that it has met and greeted the crew",
        "Roe spoke, announcing that it would sail and waving a flag.": "that it would sail",
    }
    for body, content in acts.items():
        assert [quote.text for quote in find_quotes(body, ())] == [content]


def test_a_form_of_address_is_no_office() -> None:
    body = (
        "MR. LINDQVIST:  Good afternoon.  The quay is open.\n\nQ    Will it stay open?\n\n"
        "MINISTER MARROW:  It will.\n\nMS. TARN:  The ferry sails.\n"
    )
    roles = {quote.speaker.text: quote.speaker.role for quote in find_quotes(body, ())}
    assert roles["MR. LINDQVIST"] is None
    assert roles["MS. TARN"] is None
    assert roles["MINISTER MARROW"] == "MINISTER"
