"""Segments give back what was written, to us and to plain Whoosh; a harmed page is never used."""

from __future__ import annotations

import contextlib
import random
import sys
from array import array
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from diploread.index.library.damage import IndexDamaged
from diploread.index.library.fulltext import pages
from diploread.index.library.fulltext.segment import Segment
from diploread.index.library.fulltext.writing import write_segment

COUNT = 3_000


def _postings() -> dict[str, tuple[list[int], list[int]]]:
    """Lists of every length and gap, with frequencies of one, a few, and too many for a byte."""
    choose = random.Random(3)
    made = {}
    for length in (1, 2, 15, 16, 17, 40, 255, 300, 511, 512, 513, 1_500, COUNT):
        for kind, most in (("once", 1), ("often", 9), ("most", 900)):
            documents = sorted(choose.sample(range(COUNT), length))
            made[f"{kind}{length}"] = documents, [choose.randint(1, most) for _ in documents]
    made["thrice"] = [4, 5, 900], [3, 3, 3]
    return made


POSTINGS = _postings()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("volume") / "articles"
    write_segment(made, COUNT, {"text": POSTINGS}, {"text": [100] * COUNT})
    return made


def test_what_was_written_is_read(folder: Path) -> None:
    segment = Segment(folder)
    for word, (documents, frequencies) in POSTINGS.items():
        assert list(segment.documents("text", word)) == documents
        numbers, weights = segment.weights("text", word)
        assert (list(numbers), list(weights)) == (documents, frequencies)
    assert segment.documents("text", "absent") == segment.documents("absent", "thrice") == ()
    segment.close()


def test_threads_take_turns(folder: Path) -> None:
    segment = Segment(folder)

    def reads(word: str) -> bool:
        return list(segment.documents("text", word)) == POSTINGS[word][0]

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert all(pool.map(reads, [*POSTINGS] * 20))
    finally:
        sys.setswitchinterval(before)
    segment.close()


def test_plain_whoosh_reads_the_same(folder: Path) -> None:
    index = pytest.importorskip("whoosh.index").open_dir(str(folder))
    with index.reader() as reader:
        for word, (documents, frequencies) in POSTINGS.items():
            matcher = reader.postings("text", word.encode())
            found = []
            while matcher.is_active():
                found.append((matcher.id(), matcher.weight()))
                matcher.next()
            assert found == list(zip(documents, map(float, frequencies), strict=True))
            assert reader.doc_frequency("text", word.encode()) == len(documents)


def test_a_harmed_page_is_noticed_when_it_is_used(tmp_path: Path) -> None:
    path = tmp_path / "data"
    content = random.Random(1).randbytes(pages.PAGE * 5 // 2)
    path.write_bytes(content)
    pages.write_sums(tmp_path)
    harmed = bytearray(content)
    harmed[pages.PAGE + 7] ^= 1
    path.write_bytes(harmed)
    file = pages.CheckedPages(path, pages.read_sums(tmp_path)["data"])
    for start, stop in ((0, 9), (9, pages.PAGE), (2 * pages.PAGE, len(content))):
        assert file.read(start, stop) == content[start:stop]
    for start, stop in ((pages.PAGE, pages.PAGE + 1), (0, len(content))):
        with pytest.raises(IndexDamaged, match="page 1"):
            file.read(start, stop)
    file.close()


def test_a_file_of_another_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(bytes(2 * pages.PAGE))
    for sums in (array("I"), array("I", [1]), array("I", [1, 2, 3])):
        with pytest.raises(IndexDamaged):
            pages.CheckedPages(path, sums)


def test_any_flipped_bit_is_noticed_or_without_effect(folder: Path, tmp_path: Path) -> None:
    choose = random.Random(9)
    copy = tmp_path / "articles"
    for source in list(folder.iterdir()):
        for _ in range(6 if source.stat().st_size else 0):
            copy.mkdir(exist_ok=True)
            for file in folder.iterdir():
                (copy / file.name).write_bytes(file.read_bytes())
            harmed = bytearray(source.read_bytes())
            harmed[choose.randrange(len(harmed))] ^= 1 << choose.randrange(8)
            (copy / source.name).write_bytes(harmed)
            _right_or_damaged(copy)


def _right_or_damaged(folder: Path) -> None:
    try:
        segment = Segment(folder)
    except IndexDamaged:
        return
    for word, (documents, _) in POSTINGS.items():
        with contextlib.suppress(IndexDamaged):
            assert list(segment.documents("text", word)) == documents
    segment.close()
