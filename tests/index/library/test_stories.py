"""Copies and versions of one report in the library: rows, counts, folding, story: and like:."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from diploread.config.settings import Settings
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.query.errors import QueryError

WORDS = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrst"]


def report(seed: int) -> str:
    choose = random.Random(seed)
    sentences = (" ".join(choose.choices(WORDS, k=12)).capitalize() for _ in range(20))
    return ". ".join(sentences) + ".\n"


def page(day: int, text: str) -> str:
    return f"Ferry talks go on for day {day}\n\nMarch {day}, 2031\n\n{text}"


FIRST = report(1)
FILES = {
    "a/first.txt": page(1, FIRST),
    "b/copy.txt": page(2, FIRST),
    "b/version.txt": page(4, FIRST + "Nobody minded. " + report(7)[:300]),
    "c/other.txt": page(3, report(2)),
    "c/again.txt": page(5, report(2)),
    "d/alone.txt": page(6, report(3)),
}


def write(sources: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        (sources / name).write_text(text)


def opened(place: Path, sources: Path) -> Library:
    build_folder(LibraryFolder(place), [sources], Settings(), jobs=1)
    return Library.open_folder(LibraryFolder(place), sources)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    base = tmp_path_factory.mktemp("stories")
    write(base / "wire", FILES)
    found = opened(base / "cache", base / "wire")
    yield found
    found.close()


def paths(library: Library, query: str) -> list[str]:
    answer = library.search(query)
    return [row.path for row in library.rows(answer, 0, 100)]


def id_of(library: Library, path: str) -> str:
    return next(r.id for r in library.rows(library.search(""), 0, 100) if r.path == path)


def grouped(library: Library) -> set[frozenset[str]]:
    """Every story as the paths of its articles."""
    stories = library.stories(library.search("")).values()
    return {frozenset(row.path for row in library.rows_of(s.members)) for s in stories}


def test_a_row_says_of_which_story_it_is_and_how_many_copies_there_are(library: Library) -> None:
    rows = {row.path: row for row in library.rows(library.search(""), 0, 100)}
    assert rows["a/first.txt"].copies == rows["b/version.txt"].copies == 2
    assert rows["a/first.txt"].story == rows["b/copy.txt"].story == rows["a/first.txt"].id
    assert (rows["d/alone.txt"].story, rows["d/alone.txt"].copies) == ("", 0)


def test_the_stories_of_an_answer_count_its_articles_alone(library: Library) -> None:
    first, again = id_of(library, "a/first.txt"), id_of(library, "c/again.txt")
    found = library.stories(library.search("date:2031-03-02..05"))
    assert [library.rows_of(found[first].members)[n].path for n in (0, 1)] == [
        "b/version.txt",
        "b/copy.txt",
    ]
    other = id_of(library, "c/other.txt")
    assert found[other].members == (again, other)
    assert library.likeness(again, other) == 1


def test_folding_leaves_the_newest_of_each_story(library: Library) -> None:
    answer = library.search("date:2031")
    folded = library.folded(answer)
    left = [row.path for row in library.rows(folded, 0, 100)]
    assert left == ["d/alone.txt", "c/again.txt", "b/version.txt"]
    assert (folded.total, answer.total) == (3, 6)
    oldest = library.folded(library.search("date:2031 sort:date"))
    assert [row.path for row in library.rows(oldest, 0, 100)] == left[::-1]


def test_folding_leaves_the_article_that_is_being_read(library: Library) -> None:
    answer = library.search("date:2031")
    read = library.folded(answer, id_of(library, "a/first.txt"))
    left = [row.path for row in library.rows(read, 0, 100)]
    assert left == ["d/alone.txt", "c/again.txt", "a/first.txt"]
    assert library.folded(answer, "no such article").total == 3


def test_grouped_by_story_its_articles_follow_each_other(library: Library) -> None:
    answer = library.search("group:story")
    rows = library.rows(answer, 0, 100)
    assert [row.path for row in rows] == [
        "d/alone.txt", "c/again.txt", "c/other.txt", "b/version.txt", "b/copy.txt", "a/first.txt",
    ]  # fmt: skip
    assert rows[0].group == "one article"
    assert rows[1].group == rows[2].group != rows[3].group


def test_a_story_is_found_by_any_of_its_articles(library: Library) -> None:
    found = ["b/version.txt", "b/copy.txt", "a/first.txt"]
    for path in found:
        assert paths(library, f"story:{id_of(library, path)}") == found
        assert paths(library, f"story:{id_of(library, path)[:8]}") == found
    assert paths(library, f"story:{id_of(library, 'd/alone.txt')}") == ["d/alone.txt"]
    assert paths(library, "is:duplicate") == ["c/again.txt", "b/version.txt", "b/copy.txt"]
    assert paths(library, "-is:duplicate") == ["d/alone.txt", "c/other.txt", "a/first.txt"]


def test_an_unknown_id_is_a_mistake_with_its_place(library: Library) -> None:
    for query, message in (
        ("ferry story:00000000", "no article has the id 00000000"),
        ("ferry like:00000000", "no article has the id 00000000"),
        ("ferry like:talks", "like: takes the id of an article"),
    ):
        with pytest.raises(QueryError) as caught:
            library.search(query)
        assert caught.value.message == message
        assert caught.value.column == 12 - ("like" in query)
        assert caught.value.query == query


SUBJECTS = ("harbour dues pilots berths cranes barges", "herring quotas trawlers nets hatchery cod")


def test_articles_on_one_subject_are_alike(tmp_path: Path) -> None:
    files = {}
    for number in range(40):
        subject = SUBJECTS[number % 2].split() if number < 8 else WORDS[100 + number :][:6]
        random.Random(number).shuffle(subject)
        filler = " ".join(random.Random(number + 500).choices(WORDS[:60], k=80))
        files[f"{number:02d}.txt"] = f"{' '.join(subject)}\n\nMarch 5, 2031\n\n{filler}.\n"
    write(tmp_path / "wire", files)
    library = opened(tmp_path / "cache", tmp_path / "wire")
    try:
        found = paths(library, f"like:{id_of(library, '04.txt')}")
        assert sorted(found) == ["00.txt", "02.txt", "04.txt", "06.txt"]
    finally:
        library.close()


@pytest.mark.parametrize("seed", range(3))
def test_however_files_come_and_go_the_stories_are_those_of_one_build(
    tmp_path: Path, seed: int
) -> None:
    choose = random.Random(seed)
    sources = tmp_path / "wire"
    left = list(FILES)
    choose.shuffle(left)
    write(sources, {left[0]: FILES[left[0]]})
    while True:
        grown = opened(tmp_path / "grown", sources)
        anew = opened(tmp_path / f"anew{len(left)}", sources)
        assert grouped(grown) == grouped(anew)
        grown.close()
        anew.close()
        if not left:
            break
        present = [path for path in FILES if (sources / path).exists()]
        if len(present) > 2 and choose.random() < 0.4:
            (sources / choose.choice(present)).unlink()
        else:
            path = left.pop()
            write(sources, {path: FILES[path]})


def report_of(seed: int) -> str:
    words = report(seed).split()
    return f"{' '.join(words[:6])}\n\n{' '.join(words[6:])}\n"


def test_articles_of_one_day_follow_their_paths_whichever_build_they_came_in(
    tmp_path: Path,
) -> None:
    sources = tmp_path / "wire"
    for names in ("bd", "ac", "e"):
        write(sources, {f"2031-03-05-{n}.txt": report_of(ord(n)) for n in names})
        library = opened(tmp_path / "cache", sources)
        library.close()
    library = Library.open_folder(LibraryFolder(tmp_path / "cache"), sources)
    try:
        assert len(library.engine.volumes) == 3
        for query in ("", "date:2031", "sort:date", "group:day"):
            assert paths(library, query) == [f"2031-03-05-{n}.txt" for n in "abcde"], query
    finally:
        library.close()


def test_the_place_of_an_article_is_where_the_list_has_it(tmp_path: Path) -> None:
    sources = tmp_path / "wire"
    dates = {"b": 5, "d": 6, "a": 5, "c": 4, "e": 6}
    for names in ("bd", "ac", "e"):
        write(sources, {f"2031-03-0{dates[n]}-{n}.txt": report_of(ord(n)) for n in names})
        opened(tmp_path / "cache", sources).close()
    library = Library.open_folder(LibraryFolder(tmp_path / "cache"), sources)
    try:
        for query in ("", "sort:date", "sort:source", "date:2031-03-05"):
            listed = library.folded(library.search(query))
            rows = library.rows(listed, 0, 10)
            assert [library.position(listed, row.id) for row in rows] == list(range(len(rows)))
        missing = {row.id for row in library.rows(library.search(""), 0, 10)} - {
            row.id for row in rows
        }
        assert len(missing) == 3
        assert all(library.position(listed, article_id) is None for article_id in missing)
        assert library.position(listed, "no such id") is None
    finally:
        library.close()
