"""Wire copy cited after Chicago and APA, gaps and guesses in brackets."""

from __future__ import annotations

import pytest
from diploread.index.notebook.entry import (
    ArticlePart,
    CuePart,
    DatePart,
    Entry,
    Fact,
    SpeakerPart,
    ViaPart,
)
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.formats import export
from diploread.index.notebook.export.options import AgencyAs, Options
from diploread.index.notebook.export.wording import date_words
from diploread.index.notebook.search import matches, parse
from msgspec.structs import replace


def entry(date: DatePart | None = None, via: str = "", **parts: Fact | None) -> Entry:
    chain = (ViaPart(name=via),) if via else ()
    return Entry(id="q-1", text="t", article=ArticlePart(**parts), date=date, via=chain)


DAY = DatePart(value="2031-09-02")
YEAR = DatePart(value="2031-09-04", basis="neighbour", evidence="(Sept. 4)")
AGENCY = Fact(text="Varna Wire")
TITLE = Fact(text="Ministers Agree on Talks")


@pytest.mark.parametrize(
    ("made", "chicago", "apa"),
    [
        (
            entry(DAY, agency=AGENCY, title=TITLE),
            'Varna Wire, "Ministers Agree on Talks," September 2, 2031 [outlet not given in file].',
            "Varna Wire. (2031, September 2). Ministers Agree on Talks. "
            "[outlet not given in file].",
        ),
        (
            entry(YEAR, agency=AGENCY, title=TITLE, outlet=Fact(text="Else Digest")),
            'Varna Wire, "Ministers Agree on Talks," Else Digest, September 4, [2031].',
            "Varna Wire. ([2031], September 4). Ministers Agree on Talks. Else Digest.",
        ),
        (
            entry(None, "Else Courier", outlet=Fact(text="Embassy summary", basis="inferred")),
            "[no title], [Embassy summary], [n.d.], citing Else Courier.",
            "[no title]. (n.d.). [Embassy summary]. Citing Else Courier.",
        ),
        (
            entry(DAY, title=Fact(text=" "), byline=Fact(text="By Ada Quill")),
            "Ada Quill, [no title], September 2, 2031.",
            "Ada Quill. (2031, September 2). [no title].",
        ),
    ],
)
def test_patterns(made: Entry, chicago: str, apa: str) -> None:
    assert cite(made, Options()) == chicago
    assert cite(made, Options(style="apa")) == apa


@pytest.mark.parametrize(
    ("agency_as", "cited"),
    [
        ("outlet", '"Ministers Agree on Talks," Varna Wire, September 2, 2031 [printed in Else].'),
        ("note", '"Ministers Agree on Talks," Else, September 2, 2031 [agency copy: Varna Wire].'),
    ],
)
def test_the_agency_may_stand_elsewhere(agency_as: AgencyAs, cited: str) -> None:
    made = entry(DAY, agency=AGENCY, title=TITLE, outlet=Fact(text="Else"))
    assert cite(made, Options(agency_as=agency_as)) == cited


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (None, "[n.d.]"),
        (DatePart(value="2031-09", precision="month"), "September 2031"),
        (DatePart(value="2031", precision="year", basis="filename"), "[2031]"),
        (DatePart(value="--09-04"), "September 4, [n.d.]"),
        (DatePart(value="2031-09-04", basis="filename", evidence="20310904.txt"),
         "[September 4, 2031]"),
    ],
)  # fmt: skip
def test_dates(date: DatePart | None, words: str) -> None:
    assert date_words(date) == words


def test_an_unsure_speaker_is_bracketed_with_the_confidence() -> None:
    unsure = SpeakerPart(name="Otto Lindqvist", how="named", confidence=0.41)
    memo = export([Entry(id="q-1", text="Nothing.", speaker=unsure)], "markdown")
    assert "\\[Otto Lindqvist\\] (confidence 0.41)" in memo
    by_hand = SpeakerPart(name="Otto Lindqvist", how="hand", confidence=0.41)
    memo = export([Entry(id="q-1", text="Nothing.", speaker=by_hand)], "markdown")
    assert "— Otto Lindqvist[" in memo.replace(", \\[n.d.\\]", "")


@pytest.mark.parametrize("form", ["markdown", "html", "text", "org"])
def test_what_was_reworded_is_told_apart_from_a_transcript(form: str) -> None:
    quote = Entry(id="q-1", kind="quote", text="the harbour stays open", type="indirect", date=DAY)
    told = replace(quote, cue=CuePart(text="said", rule="after"))
    turn = replace(quote, cue=CuePart(text=":", rule="transcript"))
    assert "reported speech" in str(export([told], form))
    assert "transcript" in str(export([turn], form))
    assert "reported speech" not in str(export([turn], form))
    assert '(":")' not in str(export([turn], form))


def test_turns_of_a_transcript_can_be_searched_for() -> None:
    told = Entry(id="q-1", kind="quote", text="It sails.", type="indirect", date=DAY)
    turn = replace(told, cue=CuePart(text=":", rule="transcript"))
    for query, found in (("is:indirect", [told]), ("is:transcript", [turn])):
        assert [one for one in (told, turn) if matches(one, parse(query), {})] == found
