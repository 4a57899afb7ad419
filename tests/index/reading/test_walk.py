"""The walk: every file once, in order, and nothing outside the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from diploread.config.problems import UsageError
from diploread.config.settings import ReadingSettings
from diploread.index.article import Skipped
from diploread.index.reading.opening import read_inside
from diploread.index.reading.source import Unreadable
from diploread.index.reading.walk import Found, walk

OPTIONS = ReadingSettings()


def names(root: Path) -> tuple[list[str], dict[str, str]]:
    """The files found, and the kind of each skip."""
    items = list(walk(root, OPTIONS))
    found = [item.relative for item in items if isinstance(item, Found)]
    return found, {item.path: item.kind for item in items if isinstance(item, Skipped)}


def put(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("words")


def test_files_come_sorted_folder_by_folder(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.txt", "a/b.txt", "c.html")
    assert names(tmp_path)[0] == ["a/b.txt", "a/z.txt", "b.txt", "c.html"]


def test_what_is_no_article_by_its_name_is_told_and_not_read(tmp_path: Path) -> None:
    put(
        tmp_path, ".git/config", "photo.JPG", "half.part", "~$memo.docx", "x/.hidden/a.txt", "a.txt"
    )
    found, skipped = names(tmp_path)
    assert found == ["a.txt"]
    assert skipped == {
        ".git": "ignored",
        "half.part": "ignored",
        "photo.JPG": "ignored",
        "x/.hidden": "ignored",
        "~$memo.docx": "ignored",
    }


def test_more_names_can_be_left_out(tmp_path: Path) -> None:
    put(tmp_path, "README.md", "notes/a.txt", "a.txt")
    options = ReadingSettings(also_ignored=("readme.*", "notes"))
    items = {item.path: type(item) for item in walk(tmp_path, options)}
    assert items == {"README.md": Skipped, b"a.txt": Found, "notes": Skipped}


def test_the_files_of_a_saved_page_are_no_articles(tmp_path: Path) -> None:
    put(tmp_path, "Harbour deal.html", "Harbour deal_files/frame.html", "case_files/a.txt")
    found, skipped = names(tmp_path)
    assert found == ["Harbour deal.html", "case_files/a.txt"]
    assert skipped == {"Harbour deal_files": "ignored"}


def test_links_are_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    put(outside, "secret.txt")
    root = tmp_path / "root"
    put(root, "a.txt")
    (root / "up").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "file.txt").symlink_to(outside / "secret.txt")
    found, skipped = names(root)
    assert found == ["a.txt"]
    assert set(skipped.values()) == {"link"}
    for way in ("up/secret.txt", "file.txt", "../outside/secret.txt", "loop/a.txt"):
        with pytest.raises(Unreadable):
            read_inside(root, way, 1000)


def test_a_pipe_does_not_stop_the_walk(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ([], {"pipe.txt": "special"})
    with pytest.raises(Unreadable) as caught:
        read_inside(tmp_path, "pipe.txt", 1000)
    assert caught.value.kind == "special"


def test_hard_links_to_one_file_are_one_article(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.link(tmp_path / "a.txt", tmp_path / "b.txt")
    assert names(tmp_path) == (["a.txt"], {"b.txt": "link"})


def test_names_that_are_no_text_are_kept_exactly(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9\n.txt"
    Path(os.fsdecode(odd)).write_text("words")
    (found,) = walk(tmp_path, OPTIONS)
    assert isinstance(found, Found)
    assert found.path == b"caf\xe9\n.txt"
    assert read_inside(tmp_path, found.relative, 1000) == b"words"


def test_folders_longer_than_any_path_may_be_are_walked(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=handle)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    file = os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=handle)
    os.write(file, b"deep words")
    os.close(file)
    os.close(handle)
    (found,) = walk(tmp_path, OPTIONS)
    assert isinstance(found, Found)
    assert len(found.relative) > 5000
    assert read_inside(tmp_path, found.relative, 1000) == b"deep words"


def test_a_file_may_stand_for_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (found,) = walk(tmp_path / "a.txt", OPTIONS)
    assert isinstance(found, Found)
    assert read_inside(tmp_path / "a.txt", found.relative, 1000) == b"words"


def test_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        list(walk(tmp_path / "nowhere", OPTIONS))


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    with pytest.raises(Unreadable, match="larger than 4 bytes"):
        read_inside(tmp_path, "a.txt", 4)
