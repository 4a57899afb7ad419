"""Each stage by itself: paragraphs, marks, sentences, cues, clauses, days, chains, layout."""

from __future__ import annotations

import time

import pytest
from diploread.index.article import Mention
from diploread.index.quotes.chain import outer_of, through
from diploread.index.quotes.cues import find_cues
from diploread.index.quotes.find import find_quotes
from diploread.index.quotes.layout import transcript
from diploread.index.quotes.lexicon import lexicon
from diploread.index.quotes.marks import Quoted, marked_spans
from diploread.index.quotes.names import find_names, one_slip
from diploread.index.quotes.paragraphs import is_hard_wrapped, paragraphs
from diploread.index.quotes.people import People
from diploread.index.quotes.said import said_on
from diploread.index.quotes.sentence import Finding
from diploread.index.quotes.sentences import sentences
from diploread.index.quotes.tokens import tokenize

WORDS = lexicon()


def marked(text: str) -> list[str]:
    return [text[span.start : span.end] for span in marked_spans(text, paragraphs(text))]


def split(text: str) -> list[str]:
    tokens = tokenize(text, 0, len(text), marked_spans(text, paragraphs(text)), WORDS)
    return [text[s[0].start : s[-1].end] for s in sentences(text, tokens, WORDS)]


def test_paragraphs_of_wrapped_and_unwrapped_text() -> None:
    wrapped = (
        "The old ferry between the two islands was taken out of use on\n"
        "Friday after its engine had failed for the third time in a week\n"
        "and a half, and nobody on either of the islands seemed to be at\n"
        "all surprised.\n\nA new one is on its way from the yard on the coast."
    )
    assert is_hard_wrapped(wrapped)
    assert len(paragraphs(wrapped)) == 2
    assert len(paragraphs("One short line\nAnother short line\nA third")) == 3


def test_a_signed_quotation_ends_its_paragraph_in_wrapped_text() -> None:
    signed = (
        "“The old ferry between the two islands was taken out of use on\n"
        "Friday and nobody on either island was surprised.” ― Mara Lindqvist\n"
        "“We had been waiting for a new one since the spring of last year\n"
        "and it has not yet come, so that we now row ourselves.” ― Nils Holt\n"
    )
    assert len(paragraphs(signed)) == 2


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ('He said "yes" and "no way".', ['"yes"', '"no way"']),
        ("He said “yes” twice.", ["“yes”"]),
        ("He said ''yes indeed'' twice.", ["''yes indeed''"]),
        ("The ‘90s and the ministers’ talks", []),
        ('A 6" board', []),
        ('He said "never closed\n\nNext paragraph "closed".', ['"never closed', '"closed"']),
        ("“Wrong way,“ he said.", ["“Wrong way,“"]),
    ],
)
def test_marks(text: str, spans: list[str]) -> None:
    assert marked(text) == spans


def test_share_of_letters_inside_marks() -> None:
    text = 'ab "cd" ef'
    quoted = Quoted(marked_spans(text, paragraphs(text)))
    assert quoted.share(text, [(0, len(text))]) == pytest.approx(2 / 6)


def test_sentences_end_at_stops_but_not_at_abbreviations() -> None:
    text = 'Sen. Doe met Gen. Roe in the U.S. capital. "We talked." They left.'
    assert split(text) == [
        "Sen. Doe met Gen. Roe in the U.S. capital.",
        '"We talked."',
        "They left.",
    ]


def test_a_question_inside_marks_keeps_its_attribution() -> None:
    assert split('"Why now?" Doe asked. Nobody knew.') == ['"Why now?" Doe asked.', "Nobody knew."]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Doe said it and Roe denied it", ["say", "deny"]),
        ("The report was published in the states", []),
        ("His claims were many", []),
        ("according to Doe", ["accord"]),
        ("Doe continued to insist that it was late", ["continue", "insist"]),
    ],
)
def test_cues(text: str, verbs: list[str]) -> None:
    tokens = tokenize(text, 0, len(text), [], WORDS)
    assert [cue.verb for cue in find_cues(tokens, WORDS)] == verbs


@pytest.mark.parametrize(
    ("text", "date", "day"),
    [
        ("Doe said Monday", "2031-03-05", "2031-03-03"),
        ("Doe said on Wednesday", "2031-03-05", "2031-03-05"),
        ("Doe said last Wednesday", "2031-03-05", "2031-02-26"),
        ("Doe said yesterday", "2031-03-01", "2031-02-28"),
        ("Doe said on Dec. 30", "2031-01-02", "2030-12-30"),
        ("Doe said on Feb. 3, 2029", None, "2029-02-03"),
    ],
)
def test_day_of_saying(text: str, date: str | None, day: str) -> None:
    said = said_on(text, date)
    assert said is not None
    assert said.value == day


@pytest.mark.parametrize("text", ["Doe said next Monday", "Doe said Monday", "Doe said on Feb. 30"])
def test_no_day_without_a_date_to_count_from(text: str) -> None:
    date = "2031-03-05" if "next" in text or "30" in text else None
    assert said_on(text, date) is None


def test_chain_of_nested_quotes() -> None:
    ranges = [(0, 90), (10, 50), (20, 30), (60, 70)]
    findings = [Finding([span], None, None, "x") for span in ranges]
    outers = outer_of(findings)
    assert outers == [None, 0, 1, 0]
    assert through(2, outers) == [1, 0]


def test_transcript_turns_run_to_the_next_label() -> None:
    text = "QUESTION: Will it sail?\n\nMINISTER DOE: It will.\n\nAt noon.\n\nQUESTION: Thank you."
    turns = transcript(text, paragraphs(text), WORDS)
    assert sorted(turns) == [0, 1, 2, 3]
    quotes = find_quotes(text, ())
    assert [quote.speaker.text for quote in quotes] == ["QUESTION", "MINISTER DOE", "QUESTION"]
    assert len(quotes[1].spans) == 2


def test_a_bare_q_opens_a_question_within_a_transcript() -> None:
    spoken = "MODERATOR: Your turn.\n\nQ    Will it sail?\n\nMINISTER DOE: Yes.\n\nQ And then?"
    text = (
        spoken + "\n\nMINISTER DOE: It returns.\n\nA  Soon.\n\nA ferry left.\n\nMODERATOR: Thanks."
    )
    quotes = find_quotes(text, ())
    assert [(quote.speaker.text, quote.text) for quote in quotes][:5] == [
        ("MODERATOR", "Your turn"),
        ("Q", "Will it sail?"),
        ("MINISTER DOE", "Yes"),
        ("Q", "And then?"),
        ("MINISTER DOE", "It returns"),
    ]
    assert quotes[5].speaker.text == "A" and quotes[5].text.endswith("A ferry left")


def test_names_lose_their_titles() -> None:
    found = [
        (name.name, name.role) for name in find_names("Foreign Minister Mara Lindqvist", WORDS)
    ]
    assert found == [("Mara Lindqvist", "foreign minister")]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("onodera", "onodrea", True), ("lindqvist", "lindqist", True), ("brandt", "lindt", False)],
)
def test_one_slip(one: str, other: str, near: bool) -> None:
    assert one_slip(one, other) is near


def test_a_misspelt_surname_finds_the_first_person_one_slip_away() -> None:
    people = People("Mara Lindqvist met Anna Lindqvust and Oskar Brandt.", (), WORDS)
    for slip in ("lindqivst", "lindqist", "lindqviste", "indqvist"):
        near = people.misspelt(slip)
        assert near is not None
        assert near[0].name == "Mara Lindqvist"
    assert people.misspelt("brendton") is None
    assert people.misspelt("brant") is None


def test_mentions_give_identity() -> None:
    body = "The minister met nobody. Lindqvist said the ferry would sail."
    mention = Mention(
        start=25, end=34, text="Lindqvist", type="PERSON", id="person/mara-lindqvist",
        name="Mara Lindqvist", role="Harbour Minister", country="country/xx",
    )  # fmt: skip
    (quote,) = find_quotes(body, (mention,))
    assert (quote.speaker.id, quote.speaker.name) == ("person/mara-lindqvist", "Mara Lindqvist")
    assert quote.speaker.role == "Harbour Minister"


def test_a_scare_quote_is_kept_and_flagged() -> None:
    (quote,) = find_quotes("The so-called “ferry war” went on for years.", ())
    assert quote.scare
    assert quote.speaker.how == "none"


def test_thin_evidence_leaves_the_speaker_open() -> None:
    (quote,) = find_quotes("It was late. They said the ferry would sail.", ())
    assert (quote.speaker.how, quote.speaker.name) == ("none", "")


@pytest.mark.parametrize(
    "unit", ["said ", '"a" ', "“a ", " 'a b", "a", "\t", "A. ", "Doe, Roe, and ", "DOE: yes.\n\n"]
)
def test_time_is_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        before = time.process_time()
        find_quotes(text, ())
        return time.process_time() - before

    seconds(2_000)
    # sixteen times the text; a quadratic step would take 256 times as long
    assert seconds(160_000) < 64 * max(seconds(10_000), 0.01)


def test_the_chain_through_which_a_statement_came() -> None:
    body = (
        "The Sound Daily reported that Envoy Mara Lindqvist closed the meeting by saying: "
        "“King Harald Brandt said the islands will stand together. We will too.”"
    )
    outer, middle, inner = find_quotes(body, ())
    assert inner.speaker.name == "Harald Brandt"
    assert [link.name for link in inner.via] == ["Mara Lindqvist", "Sound Daily"]
    assert (inner.nested_in, middle.nested_in, outer.nested_in) == ("1", "0", None)
