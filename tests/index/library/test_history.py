"""Searches are kept, each once, the newest last, whoever made them."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.paths import Paths
from diploread.index.library import history


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


def test_a_search_made_again_is_the_newest() -> None:
    assert history.searches() == []
    for query in ("ferry", "  ", 'harbour "new line\n"', "ferry"):
        history.remember(query)
    assert history.searches() == ['harbour "new line\n"', "ferry"]


def test_the_oldest_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 3)
    for number in range(5):
        history.remember(f"q{number}")
    assert history.searches() == ["q2", "q3", "q4"]


def test_a_torn_file_costs_its_torn_lines() -> None:
    history.remember("ferry")
    file = Paths.default().state_dir / "searches"
    file.write_bytes(file.read_bytes() + b'"har\xff\n[1]\n"cod"\n')
    assert history.searches() == ["ferry", "cod"]
    history.remember("ice")
    assert history.searches() == ["ferry", "cod", "ice"]
