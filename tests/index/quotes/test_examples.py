"""Every example of ``examples.yaml``: the quotes marked there are found, with their speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from diploread.index.quotes.find import find_quotes

_BRACKET = re.compile(r"⟦(\d? ?)|⟧")


@dataclass
class Example:
    """A text without its marks and the spans that stood between them."""

    body: str = ""
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def parse(marked: str) -> Example:
    """Reads the marks; pieces may stand inside each other."""
    example, at = Example(), 0
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(marked):
        example.body += marked[at : match.start()]
        at = match.end()
        if match.group() == "⟧":
            label, start = opened.pop()
            example.spans.setdefault(label, []).append((start, len(example.body)))
        else:
            opened.append((match.group(1).strip() or "1", len(example.body)))
    example.body += marked[at:]
    return example


def cases() -> list[Any]:
    groups = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text("utf-8"))
    return [
        pytest.param(case, id=f"{group}-{i}")
        for group, items in groups.items()
        for i, case in enumerate(items, 1)
    ]


def wanted(case: dict[str, Any], key: str) -> list[str] | None:
    value = case.get(key)
    return None if value is None else value if isinstance(value, list) else [value]


@pytest.mark.parametrize("case", cases())
def test_example(case: dict[str, Any]) -> None:
    example = parse(case["text"])
    quotes = [q for q in find_quotes(example.body, (), date=case.get("date")) if not q.scare]
    expected = [tuple(spans) for _, spans in sorted(example.spans.items())]
    found = [quote.spans for quote in quotes]
    assert sorted(found) == sorted(expected), [quote.text for quote in quotes]
    in_order = sorted(quotes, key=lambda quote: expected.index(quote.spans))
    if (who := wanted(case, "who")) is not None:
        assert [quote.speaker.name for quote in in_order] == who
    if (kind := wanted(case, "type")) is not None:
        assert [quote.type for quote in in_order] == kind
    if (via := case.get("via")) is not None:
        assert [link.name for link in in_order[-1].via] == via
    if (addressees := case.get("to")) is not None:
        assert list(in_order[0].addressees) == addressees
    if "said" in case:
        day = in_order[0].said
        assert (day.value if day else None) == case["said"]
