"""Spans of a spaCy pipeline under our linker; spaCy itself is used where it is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from diploread.index.entities import spacy_bridge
from diploread.index.entities.context import EntityContext
from diploread.index.entities.find import find_entities
from diploread.index.entities.spacy_bridge import EngineMissing, check_engine

TEXT = "Peruvian Trade Minister Ana Belmar joined quorlo vest today. Zentrix fell."


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    spacy_bridge.pipeline.cache_clear()
    yield
    spacy_bridge.pipeline.cache_clear()


def _pipeline(text: str) -> Any:
    spans = []
    for words, label in (("quorlo vest", "ORG"), ("Zentrix", "PERSON"), ("Belmar joined", "ORG")):
        start = text.find(words)
        if start >= 0:
            spans.append(
                SimpleNamespace(start_char=start, end_char=start + len(words), label_=label)
            )
    spans.append(SimpleNamespace(start_char=0, end_char=4, label_="MONEY"))
    return SimpleNamespace(ents=spans)


def test_spans_of_a_pipeline_come_in_under_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = SimpleNamespace(load=lambda name: _pipeline)
    monkeypatch.setitem(sys.modules, "spacy", fake)
    found = find_entities(TEXT, context=EntityContext(engine="spacy:tiny"))
    named = [(m.text, m.type, m.id) for m in found if m.type != "DATE"]
    assert named == [
        ("Peruvian", "NORP", "country/pe"),
        ("Ana Belmar", "PERSON", "person/ana-belmar"),
        ("quorlo vest", "ORG", "org/quorlo-vest"),
        ("Zentrix", "PERSON", "person/zentrix"),
    ]


def test_missing_spacy_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(EngineMissing, match="not installed"):
        check_engine("spacy:en_core_web_sm")


def test_unknown_engine() -> None:
    check_engine("rules")
    with pytest.raises(EngineMissing, match="unknown engine"):
        check_engine("magic")


def test_a_real_blank_pipeline(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    tiny = spacy.blank("en")
    ruler = tiny.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "quorlo vest"}])
    tiny.to_disk(tmp_path / "tiny")
    engine = f"spacy:{tmp_path / 'tiny'}"
    check_engine(engine)
    found = find_entities(TEXT, context=EntityContext(engine=engine))
    assert ("quorlo vest", "spacy") in [(m.text, m.how) for m in found]
    with pytest.raises(EngineMissing, match="cannot load"):
        check_engine("spacy:no_such_model")
