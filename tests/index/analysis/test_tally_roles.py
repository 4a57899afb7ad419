"""Roles in transcripts are counted apart from those who are named."""

from __future__ import annotations

from diploread.index.analysis.tally import tally
from diploread.index.article import Quote, Speaker
from diploread.index.library.rows import QuoteRow, Row


def row(name: str, rule: str = "transcript") -> QuoteRow:
    speaker = Speaker(text=name, name=name, how="role" if name else "none")
    quote = Quote(
        id="q-1", type="indirect", start=0, end=4, text="Soon", spans=((0, 4),), speaker=speaker,
        rule=rule,
    )  # fmt: skip
    return QuoteRow(article=Row(id="a", path="a.txt"), quote=quote)


def test_labels_of_a_transcript_stand_behind_the_named_and_count_together() -> None:
    rows = [row("Q"), row("QUESTION"), row("Question"), row("Mara Lindqvist"), row("", "after")]
    found = tally(rows, "speaker")
    assert [(one.key, one.label, one.count) for one in found] == [
        ("mara lindqvist", "Mara Lindqvist", 1),
        ("transcript/question", "question (role in a transcript)", 3),
        ("unresolved", "unresolved", 1),
    ]


def test_a_moderator_who_is_quoted_in_a_report_stays_a_speaker() -> None:
    assert [one.key for one in tally([row("moderator", "after")], "speaker")] == ["moderator"]
