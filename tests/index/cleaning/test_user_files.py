"""Rules, agencies and publishers of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.problems import ConfigError
from diploread.index.article import RawArticle
from diploread.index.cleaning.clean import clean
from diploread.index.cleaning.rules import load_rules

TEXT = """Fjord Wire
Ministers settle the cod quarrel

The ministers of the three coasts settled their quarrel over cod on Tuesday, an aide said.

The paper they signed has four pages, and it names neither a victor nor a fish, she added.
"""


def test_an_agency_of_ones_own_is_source_and_agency(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(
        "agencies:\n  - {name: Fjord, publisher: Fjord Wire, aliases: [Fjord Wire]}\n",
        encoding="utf-8",
    )
    made = clean(RawArticle(path="a.txt", raw=TEXT), load_rules(path))
    assert made.source and made.source.text == "Fjord Wire"
    assert made.agency and made.agency.text == "Fjord"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: 3\n", ":1: rules must be a list"),
        ("agency: []\n", ":1: unknown section 'agency'"),
        ("agencies:\n  - {title: x}\n", ":2: an entry of agencies needs a 'name'"),
        ("- match: a\n- match: '('\n", ":2: "),
        ("- match: a\n  colour: red\n", ":1: unknown key 'colour'"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_rules(path)
    assert message in str(caught.value)
