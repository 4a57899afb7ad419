"""Articles annotated by reading, before the engine ran on them; kept as offsets, types and ids.

``blind_sample.jsonl`` holds no text: the articles are read from ../shared, and the test is skipped
where that is absent. Each record says in ``batch`` when it was drawn. The figures at the first run,
before any error was looked at, stand in ``FIRST``; errors of a batch were then learnt from, so that
what the test holds now is a floor, not a measure. The third draw is of four sources, debates of the
General Assembly and essays with surnames alone among them; four words overlooked in annotating it
were added after its first run (with them that run has 89.6 and 91.7). The fourth is alike,
drawn when the errors of the third had been mended, and so is the fifth after the fourth, the sixth
(with an index of names among its pages) after the fifth, and so on to the eighth. (Where the
seventh calls Northern Ireland a place and the list a country, both ids hold now; with that it had
91.0.) After
their first runs two ranges ("March 27 to 29") of the third and fourth draws and a dialogue of the
second were put right by the guideline: one date, one event. The first figures are as they were.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from diploread.index.entities.find import find_entities

SAMPLE = Path(__file__).with_name("blind_sample.jsonl")
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
FIRST = {1: (86.8, 88.6), 2: (95.8, 96.5), 3: (88.5, 91.6), 4: (90.4, 94.6), 5: (92.2, 91.2),
         6: (89.2, 88.3), 7: (91.6, 89.4), 8: (93.2, 92.4)}  # fmt: skip
"""Batch -> exact F1 over all types, and share of all linked mentions with the right id."""
FLOOR = (94.0, 95.0)


def _records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]


def _articles() -> dict[str, bytes]:
    """By the sha256 of their bytes, which is all that the sample says of them."""
    files = (path.read_bytes() for path in CORPUS.rglob("*") if path.is_file())
    return {hashlib.sha256(data).hexdigest(): data for data in files}


def test_sample_is_large_enough_and_without_text() -> None:
    records = _records()
    assert len(records) >= 100
    assert {record["batch"] for record in records} == set(FIRST)
    assert not any("text" in e for record in records for e in (record, *record["entities"]))


def test_figures_stay_above_the_floor() -> None:
    right = said = asked = linked = good = 0
    articles = _articles()
    for record in _records():
        data = articles.get(record["sha256"])
        if data is None:
            pytest.skip("the articles are not here")
        scope = record["scope"]
        found = [
            mention
            for mention in find_entities(data.decode(), date=record["date"] or None)
            if any(a <= mention.start and mention.end <= b for a, b in scope)
        ]
        gold = record["entities"]
        ours = {(m.start, m.end, m.type): m for m in found}
        right += sum((e["start"], e["end"], e["type"]) in ours for e in gold)
        said, asked = said + len(found), asked + len(gold)
        for entity in gold:
            if "id" in entity:
                mention = ours.get((entity["start"], entity["end"], entity["type"]))
                linked += 1
                good += mention is not None and mention.id in (
                    entity["id"],
                    *entity.get("id_alt", ()),
                )
    assert 200 * right / (said + asked) >= FLOOR[0]
    assert 100 * good / linked >= FLOOR[1]
