"""Pages that are no articles help whoever meets them."""

from __future__ import annotations

from diploread.index.article import Skipped
from diploread.tui.letters import SHOWN, empty_library


def test_an_empty_library_says_which_files_it_passed_over_and_why() -> None:
    page = empty_library("~/wire", [Skipped(path="scan\x1b.pdf", reason="no text in it")])
    assert "scan" in page.body and ": no text in it" in page.body
    assert "\x1b" not in page.body, "names of files are foreign text"


def test_of_many_files_the_first_are_named_and_the_others_counted() -> None:
    many = [Skipped(path=f"{n}.bin", reason="binary file") for n in range(SHOWN + 3)]
    body = empty_library("~/wire", many).body
    assert body.count("binary file") == SHOWN and "and 3 files more" in body
    assert "file" not in empty_library("~/wire").body.split("diploread reads")[0]
