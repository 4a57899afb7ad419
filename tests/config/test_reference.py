"""The file that ``config init`` writes says of every setting what it means and what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from diploread.config.keys import KEYS
from diploread.config.load import load
from diploread.config.reference import documentation, reference, written
from diploread.config.schema import sections, settings_table
from diploread.config.settings import Settings
from diploread.config.strict_yaml import parse


def test_every_setting_is_explained() -> None:
    missing = [name for name in settings_table() if not documentation().get(name, "").strip()]
    assert missing == []


def test_every_section_is_explained() -> None:
    for name in sections():
        section = getattr(Settings(), name)
        assert name == "keys" or (type(section).__doc__ or "").strip(), name


def test_as_written_it_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "diploread.yaml"
    path.write_text(reference(), "utf-8")
    assert load(path, None, {}).settings == Settings()
    assert parse(reference(), "f") is None


@pytest.mark.parametrize("prefix", ["# ", "#"])
def test_with_the_marks_taken_away_every_line_says_the_default(tmp_path: Path, prefix: str) -> None:
    lines = [re.sub(f"^{prefix}", "", line) for line in reference().splitlines()[5:]]
    path = tmp_path / "diploread.yaml"
    path.write_text("\n".join(lines), "utf-8")
    loaded = load(path, None, {})
    assert {name for name in settings_table() if loaded.origins[name] == "default"} == set()
    keys = {key.id: key.keys for key in KEYS}
    assert loaded.settings.keys == keys
    assert loaded.settings.reading == Settings().reading
    assert loaded.settings.ui == Settings().ui


def test_lines_fit_a_narrow_screen() -> None:
    assert max(map(len, reference().splitlines())) <= 100


@pytest.mark.parametrize("value", ["true", "a: b", '"x"', "back\\slash", "12", "~", "tab\t", "é"])
def test_words_are_written_so_that_they_read_back(value: str) -> None:
    tree = parse(f"a: {written(value)}", "f")
    assert tree is not None and isinstance(tree.value, dict)
    assert tree.value["a"].value == value
