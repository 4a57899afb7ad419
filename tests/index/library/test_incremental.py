"""However its files came, a library is what one build of all of them would make it.

``DIPLOREAD_ORDERS=50`` tries more orders than the default.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import msgspec
import pytest
from diploread.config.settings import Settings
from diploread.index.article import Article
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.progress import BuildReport

ORDERS = int(os.environ.get("DIPLOREAD_ORDERS", "3"))
SUBJECTS = ("harbor dues", "cod quotas", "ferry times", "pilot boats", "ice maps", "salt prices")
FURNITURE = ("Tides and trade since the flood", "A page for every berth", "Ask the harbor clerk")
ALL_SUBJECTS = tuple(f"{side} {what}" for side in ("northern", "western") for what in SUBJECTS)
DATES = ("March 3, 2031", "(Mar. 9)", "March 21, 2031", "April 2, 2031", "(Apr. 4)")


def page(choose: random.Random, number: int, subject: str = "") -> str:
    """A page with some of the furniture of its source, and a date with or without its year."""
    subject = subject or choose.choice(SUBJECTS)
    lines = choose.sample(FURNITURE, choose.randint(0, 3))
    return (
        "\n".join(lines[:1]) + f"\nCabinet of Norland settles {subject} for year {number}\n\n"
        f"{choose.choice(DATES)}\n\n"
        f"The cabinet of Norland met for {number + 3} hours to settle the matter of {subject}, "
        "which has divided the ports of the country since the spring began.\n\n"
        f"Nobody left before the vote on {subject} had been taken, an aide to the premier said, "
        f"and all {number + 11} members put their names under it.\n\n" + "\n".join(lines[1:]) + "\n"
    )


def build(place: Path, sources: Path) -> BuildReport:
    return build_folder(LibraryFolder(place), [sources], Settings(), jobs=1)


def content(place: Path, sources: Path) -> list[Article]:
    """Every record, newest first."""
    library = Library.open_folder(LibraryFolder(place), sources)
    try:
        rows = library.rows(library.search(""), 0, 1_000)
        return [library.article(row.id) for row in rows]
    finally:
        library.close()


@pytest.mark.parametrize("seed", range(ORDERS))
def test_in_any_order_the_records_are_those_of_one_build(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    sources = tmp_path / "wire"
    for name in ("herald", "courier"):
        (sources / name).mkdir(parents=True)
    files = [sources / choose.choice(("herald", "courier")) / f"{n:02d}.txt" for n in range(14)]
    for _ in range(4):
        for path in choose.sample(files, 5):
            if path.exists() and choose.random() < 0.4:
                path.unlink()
            else:
                path.write_text(page(choose, files.index(path)))
        build(tmp_path / "grown", sources)
    build(tmp_path / "fresh", sources)
    grown, fresh = content(tmp_path / "grown", sources), content(tmp_path / "fresh", sources)
    assert [msgspec.to_builtins(a) for a in grown] == [msgspec.to_builtins(a) for a in fresh]
    assert build(tmp_path / "grown", sources).annotated == 0


def test_a_line_seen_again_is_taken_out_of_the_old_page_too(tmp_path: Path) -> None:
    sources = tmp_path / "wire"
    (sources / "herald").mkdir(parents=True)
    choose = random.Random(1)
    for number in range(3):
        text = page(choose, number, ALL_SUBJECTS[number])
        (sources / "herald" / f"{number}.txt").write_text(f"Norland Berth Gazette\n{text}")
        build(tmp_path / "cache", sources)
    first = next(a for a in content(tmp_path / "cache", sources) if a.path == "herald/0.txt")
    reasons = {piece.text: piece.reason for piece in first.removed}
    assert reasons["Norland Berth Gazette"] == "also in 2 other pages of this source"


def test_a_change_touches_few_of_the_old_pages(tmp_path: Path) -> None:
    """From ten pages on counts are told in steps: one page more is no news to the others."""
    sources = tmp_path / "wire"
    (sources / "herald").mkdir(parents=True)
    choose = random.Random(2)
    for number, subject in enumerate(ALL_SUBJECTS):
        text = f"Tides and trade since the flood\n\n{page(choose, number, subject)}"
        (sources / "herald" / f"{number}.txt").write_text(text)
    build(tmp_path / "cache", sources)
    plain = (
        "Salt is dear\n\nJanuary 5, 2031\n\nThe price of salt went up in the north, traders say.\n"
    )
    more = sources / "herald" / "99.txt"
    more.write_text(f"Tides and trade since the flood\n\n{plain}")
    assert build(tmp_path / "cache", sources).annotated == 1
    more.unlink()
    assert build(tmp_path / "cache", sources).annotated == 0
