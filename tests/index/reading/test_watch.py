"""What has become of a folder: new, changed, moved, deleted, and only once it has settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from diploread.config.settings import ReadingSettings
from diploread.index.reading.state import Changes, changes, snapshot
from diploread.index.reading.watch import watch

OPTIONS = ReadingSettings()


def names(batch: Changes) -> dict[str, list[str]]:
    """The relative paths of a batch by what happened."""
    return {
        "new": [path for _, path in batch.new],
        "changed": [path for _, path in batch.changed],
        "moved": [f"{a[1]} to {b[1]}" for a, b in batch.moved],
        "deleted": [path for _, path in batch.deleted],
    }


def test_two_moments_are_compared(tmp_path: Path) -> None:
    for name in ("same.txt", "grown.txt", "old.txt", "gone.txt"):
        (tmp_path / name).write_text(name)
    before = snapshot([tmp_path], OPTIONS)
    (tmp_path / "grown.txt").write_text("longer than before")
    (tmp_path / "old.txt").rename(tmp_path / "renamed.txt")
    (tmp_path / "gone.txt").unlink()
    (tmp_path / "new.txt").write_text("words")
    assert names(changes(before, snapshot([tmp_path], OPTIONS))) == {
        "new": ["new.txt"],
        "changed": ["grown.txt"],
        "moved": ["old.txt to renamed.txt"],
        "deleted": ["gone.txt"],
    }
    assert not changes(before, before)


def watched(root: Path, *steps: Callable[[], object]) -> list[dict[str, list[str]]]:
    """What is told while one step happens before each look; the looks go on for a while."""
    turns = iter([*steps, *[lambda: None] * 4])

    def wait(seconds: float) -> bool:
        step = next(turns, None)
        if step is None:
            return True
        step()
        return False

    return [names(batch) for batch in watch([root], OPTIONS, wait)]


def test_a_file_is_told_once_it_has_stopped_growing(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    told = watched(
        tmp_path,
        lambda: file.write_text("half "),
        lambda: file.write_text("half an article"),
        lambda: file.write_text("half an article and the rest"),
    )
    assert told == [{"new": ["a.txt"], "changed": [], "moved": [], "deleted": []}]


def test_a_file_that_is_replaced_by_its_editor_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words")

    def save() -> None:
        (tmp_path / "b.tmp").write_text("better words")
        (tmp_path / "b.tmp").rename(file)

    told = watched(tmp_path, file.unlink, save)
    assert told == [{"new": [], "changed": ["a.txt"], "moved": [], "deleted": []}]


def test_moves_and_deletions_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.txt").write_text("other words")
    (tmp_path / "sub").mkdir()
    told = watched(
        tmp_path,
        lambda: (tmp_path / "a.txt").rename(tmp_path / "sub" / "c.txt"),
        (tmp_path / "b.txt").unlink,
    )
    whole = {key: [name for batch in told for name in batch[key]] for key in told[0]}
    assert whole == {
        "new": [],
        "changed": [],
        "moved": ["a.txt to sub/c.txt"],
        "deleted": ["b.txt"],
    }


def test_a_disk_that_is_away_for_a_moment_loses_nothing(tmp_path: Path) -> None:
    root = tmp_path / "disk"
    root.mkdir()
    (root / "a.txt").write_text("words")
    away = tmp_path / "away"
    assert watched(root, lambda: root.rename(away), lambda: None, lambda: away.rename(root)) == []
