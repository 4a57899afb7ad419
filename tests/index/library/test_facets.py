"""Facets count what a plain count finds, whether a set is dense or thin, in one volume or more."""

from __future__ import annotations

from array import array
from collections import Counter
from pathlib import Path

import pytest
from diploread.index.article import Article, DateValue, Mention, Value
from diploread.index.library import bits, facets, ranking
from diploread.index.library.facets import _selected
from diploread.index.library.folder import VolumeEntry
from diploread.index.library.ranking import Ranking
from diploread.index.library.rows import never
from diploread.index.library.volume import Volume
from diploread.index.library.volume_writer import VolumeWriter
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.integers(0, 9), min_size=1, max_size=200), st.data())
def test_a_column_is_read_through_a_set(values: list[int], data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, len(values) - 1)))
    members = bits.of(chosen, len(values))
    flags = bits.flags(members, len(values))
    assert list(_selected(array("I", values), members, flags)) == [
        values[n] for n in sorted(chosen)
    ]


@given(st.sets(st.integers(0, 999)))
def test_bits_are_sets(numbers: set[int]) -> None:
    members = bits.of(numbers, 1000)
    assert list(bits.ascending(members)) == sorted(numbers)
    assert list(bits.descending(members)) == sorted(numbers, reverse=True)
    assert members.bit_count() == len(numbers)
    assert bits.from_bytes(bits.to_bytes(members, 1000)) == members
    assert bits.full(1000) & ~members == bits.of(set(range(1000)) - numbers, 1000)


def _article(number: int) -> Article:
    """Each third calls a person by another name; some persons are rare."""
    people = [0, number % 3, number % 50, 100 + number]
    body = "x" * 200
    mentions = [
        Mention(start=n, end=n + 1, text="x", type="PERSON", id=f"person/{p}", name=f"Vane {p}")
        for n, p in enumerate(dict.fromkeys(people))
    ]
    if number % 3 == 0:
        mentions[0] = Mention(start=0, end=1, text="x", type="PERSON", id="person/0", name="Vane")
    return Article(
        id=f"{number:012x}",
        path=f"{number}.txt",
        body=body,
        body_map=((0, 0, len(body)),),
        source=Value(text=f"Courier {number % 4}"),
        date=DateValue(value=f"2031-{number % 12 + 1:02d}" + ("-05" if number % 2 else "")),
        entities=tuple(mentions),
    )


def _volume(folder: Path, articles: list[Article]) -> Volume:
    writer = VolumeWriter(folder)
    for number, article in enumerate(articles):
        writer.add(number + 1, article)
    count, quotes = writer.close()
    return Volume(folder.parent, VolumeEntry(folder.name, count, quotes, {}))


@pytest.mark.parametrize("price", [0.0, 1e9], ids=["tried", "looked up"])
def test_one_person_is_one_row_and_counted_over_all_volumes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, price: float
) -> None:
    monkeypatch.setattr(ranking, "_TRY_LEAST", price)
    monkeypatch.setattr(ranking, "_TRY_EACH", 0.0)
    months = sorted(range(160), key=lambda n: (n % 12, not n % 2))
    articles = [_article(n) for n in months]
    volumes = [_volume(tmp_path / "a", articles[:90]), _volume(tmp_path / "b", articles[90:])]
    frequent = Ranking(volumes)
    for step in (1, 2, 5):
        chosen = [range(0, 90, step), range(0, 70, step)]
        answer = [bits.of(chosen[0], 90), bits.of(chosen[1], 70)]
        made = facets.facets(volumes, answer, frequent, never)
        members = [articles[n] for n in chosen[0]] + [articles[90 + n] for n in chosen[1]]
        expected = Counter(m.id for a in members for m in a.entities)
        people = {value.id: value.count for value in made["person"]}
        assert len(people) == len(made["person"])
        assert people == {i: expected[i] for i in people}
        assert people["person/0"] == len(members)
        assert {v.id: v.label for v in made["person"]}["person/0"] == "Vane 0"
        dates = Counter((a.date.value[:7] if a.date else "") for a in members)
        assert {v.id: v.count for v in made["month"]} == dict(dates)
        sources = Counter(a.source.text if a.source else "" for a in members)
        assert {v.id: v.count for v in made["source"]} == dict(sources)
    for volume in volumes:
        volume.close()
