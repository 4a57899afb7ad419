"""Where things are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.paths import Paths


def test_the_base_directories_are_honoured_and_nothing_is_made(own_folders: Path) -> None:
    paths = Paths.default()
    assert paths.config_file == own_folders / "config" / "diploread" / "diploread.yaml"
    assert paths.user_db == own_folders / "data" / "diploread" / "user.db"
    assert paths.library_dir([Path("a")]).is_relative_to(own_folders / "cache")
    assert not own_folders.exists()


def test_another_configuration_brings_its_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIPLOREAD_CONFIG", str(tmp_path / "desk.yaml"))
    assert Paths.default().config_file == tmp_path / "desk.yaml"
    assert Paths.default().config_dir == tmp_path


def test_a_library_is_its_folders_in_any_order(tmp_path: Path) -> None:
    paths = Paths.default()
    one, two = tmp_path / "one", tmp_path / "two"
    assert paths.library_dir([one, two]) == paths.library_dir([two, one, one / ".." / "one"])
    assert paths.library_dir([one]) != paths.library_dir([one, two])
    assert paths.library_dir([Path("/a\udcff")]) != paths.library_dir([Path("/a")])
