"""Quotes counted by speaker, month, kind and more."""

from __future__ import annotations

import pytest
from diploread.index.analysis.tally import WAYS, joined_names, tally
from diploread.index.article import DateValue, Quote, QuoteType, Said, Speaker, Via
from diploread.index.library.rows import QuoteRow, Row


def row(
    name: str = "Ilse Marrow",
    *,
    article: str = "a",
    date: str = "2031-03-04",
    kind: QuoteType = "direct",
    entity: str | None = None,
    said: str = "",
    scare: bool = False,
) -> QuoteRow:
    quote = Quote(
        id=f"q-{name}-{article}", type=kind, start=0, end=3, text="yes", spans=((0, 3),),
        speaker=Speaker(name=name, id=entity), via=(Via(name="Varna Wire"),),
        about=("city/varna", "country/xx"), said=Said(value=said) if said else None, scare=scare,
    )  # fmt: skip
    when = DateValue(value=date) if date else None
    return QuoteRow(article=Row(id=article, path=f"{article}.txt", date=when), quote=quote)


def test_speakers_by_how_much_they_said() -> None:
    found = tally([row(), row("Nils Brandt"), row(article="b", date="2031-04-01")], "speaker")
    assert [(one.label, one.count, len(one.articles)) for one in found] == [
        ("Ilse Marrow", 2, 2), ("Nils Brandt", 1, 1),
    ]  # fmt: skip
    assert (found[0].first, found[0].last) == ("2031-03-04", "2031-04-01")


def test_joint_speakers_count_each_and_nobody_is_called_unresolved() -> None:
    found = tally([row("Ilse Marrow; Nils Brandt"), row("")], "speaker")
    assert [one.label for one in found] == ["Ilse Marrow", "Nils Brandt", "unresolved"]


def test_one_person_with_and_without_an_id() -> None:
    found = joined_names(
        tally([row(entity="person/ilse-marrow"), row(article="b"), row("Nils Brandt")], "speaker")
    )
    assert [(one.key, one.count) for one in found] == [
        ("person/ilse-marrow", 2), ("nils brandt", 1),
    ]  # fmt: skip


def test_months_in_their_order_by_when_it_was_said() -> None:
    rows = [row(date="2031-05-01"), row(said="2031-02-28"), row(date=""), row(date="--03-04")]
    found = tally(rows, "month")
    assert [(one.key, one.count) for one in found] == [
        ("2031-02", 1), ("2031-05", 1), ("undated", 2),
    ]  # fmt: skip


def test_scare_quotes_count_as_a_kind_alone() -> None:
    rows = [row(kind="mixed"), row(scare=True)]
    assert {one.key: one.count for one in tally(rows, "kind")} == {"mixed": 1, "scare": 1}
    assert sum(one.count for one in tally(rows, "speaker")) == 1


@pytest.mark.parametrize(
    ("way", "keys"),
    [("via", ["varna wire"]), ("about", ["city/varna", "country/xx"]), ("source", ["unknown"])],
)
def test_other_ways(way: str, keys: list[str]) -> None:
    assert [one.key for one in tally([row()], way)] == keys
    assert way in WAYS
