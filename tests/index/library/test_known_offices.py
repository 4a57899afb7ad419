"""Offices that one article states name people in others, whatever the order in which they came."""

from __future__ import annotations

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

STATING = "Peruvian Trade Minister {} Belmar met the envoys in Lima."
ASKING = "Trade Minister Belmar left early. “The dues will fall,” Belmar said to the press."
CALLED = "“The {} dues will fall,” the Peruvian trade minister said before the talks in Lima."


def text(line: str, date: str) -> str:
    return f"Talks on dues\n\n{date}\n\n{line} Nobody else of the delegation spoke that day.\n"


def build(cache: Path, wire: Path) -> BuildReport:
    return build_folder(LibraryFolder(cache), [wire], Settings(), jobs=1)


def content(cache: Path, wire: Path, query: str = "") -> dict[str, Article]:
    library = Library.open_folder(LibraryFolder(cache), wire)
    try:
        rows = library.rows(library.search(query), 0, 999)
        return {row.path: library.article(row.id) for row in rows}
    finally:
        library.close()


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    (tmp_path / "wire").mkdir()
    return tmp_path / "wire"


def test_a_new_article_names_whom_old_ones_left_open_and_its_going_takes_it_back(
    tmp_path: Path, wire: Path
) -> None:
    cache = tmp_path / "cache"
    (wire / "asks.txt").write_text(text(ASKING, "March 3, 2031"))
    (wire / "calls.txt").write_text(text(CALLED.format(""), "March 4, 2031"))
    build(cache, wire)
    before = content(cache, wire)
    assert content(cache, wire, 'person:"ana belmar"') == {}

    (wire / "states.txt").write_text(text(STATING.format("Ana"), "March 9, 2031"))
    assert build(cache, wire).annotated == 3
    assert set(content(cache, wire, 'person:"ana belmar"')) == {"asks.txt", "states.txt"}
    for path in ("asks.txt", "calls.txt"):
        (quote,) = content(cache, wire)[path].quotes
        assert (quote.speaker.id, quote.speaker.how) == ("person/ana-belmar", "role")
    assert set(content(cache, wire, 'speaker:"ana belmar"')) == {"asks.txt", "calls.txt"}
    assert build(cache, wire).annotated == 0

    (wire / "other.txt").write_text(text(STATING.format("Rosa"), "March 10, 2031"))
    build(cache, wire)
    doubtful = content(cache, wire)["asks.txt"]  # now there are two of them
    assert [m.id for m in doubtful.entities] == [m.id for m in before["asks.txt"].entities]
    assert [q.speaker for q in doubtful.quotes] == [q.speaker for q in before["asks.txt"].quotes]

    for name in ("states.txt", "other.txt"):
        (wire / name).unlink()
    build(cache, wire)
    assert content(cache, wire) == before


@pytest.mark.parametrize("seed", range(3))
def test_in_any_order_the_records_are_those_of_one_build(
    tmp_path: Path, wire: Path, seed: int
) -> None:
    choose = random.Random(seed)
    # Dates without their year are completed from neighbours, which settles offices in turn.
    dates = ("March 3, 2031", "(Mar. 9)", "March 21, 2031", "(Sept. 4)", "September 9, 2031")
    names = ("Ana", "Rosa", "Ana")
    for _ in range(4):
        for number in choose.sample(range(10), 4):
            path = wire / f"{number}.txt"
            if path.exists() and choose.random() < 0.4:
                path.unlink()
                continue
            kinds = (STATING.format(choose.choice(names)), ASKING, CALLED.format(number))
            path.write_text(text(choose.choice(kinds), choose.choice(dates)))
        build(tmp_path / "grown", wire)
    build(tmp_path / "fresh", wire)
    grown, fresh = content(tmp_path / "grown", wire), content(tmp_path / "fresh", wire)
    assert msgspec.to_builtins(grown) == msgspec.to_builtins(fresh)
    assert build(tmp_path / "grown", wire).annotated == 0
