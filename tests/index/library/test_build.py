"""A library follows its folder: what is new, changed, moved, gone, corrected, damaged, locked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from diploread.config.settings import ReadingSettings, Settings
from diploread.index.library.build import build_folder
from diploread.index.library.damage import LibraryLocked, LibraryNotBuilt
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.progress import BuildReport, Progress
from diploread.index.library.rows import Stopped
from diploread.index.library.user_files import UserFiles

TALKS = """Harbour talks resume in Varna

The Varna Wire

March 3, 2031

Foreign Minister Ilse Marrow said on Monday that "the harbour stays open" whatever happens.
Otto Lindqvist, her deputy, said nothing was decided about the embargo.

Print this page
"""
VISIT = """Envoy visits Port Osk

March 5, 2031

The envoy was received in Port Osk. "We spoke about fish," she said.
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    (folder / "varna").mkdir(parents=True)
    (folder / "varna" / "talks.txt").write_text(TALKS)
    (folder / "visit.txt").write_text(VISIT)
    return folder


@pytest.fixture
def library_folder(tmp_path: Path) -> LibraryFolder:
    return LibraryFolder(tmp_path / "cache" / "library")


def build(folder: LibraryFolder, sources: Path, **options: object) -> BuildReport:
    return build_folder(folder, [sources], Settings(), jobs=1, **options)  # type: ignore[arg-type]


def found(folder: LibraryFolder, sources: Path, query: str) -> list[str]:
    library = Library.open_folder(folder, sources)
    try:
        return [row.path for row in library.rows(library.search(query), 0, 50)]
    finally:
        library.close()


def test_a_folder_becomes_a_library(library_folder: LibraryFolder, sources: Path) -> None:
    seen: list[Progress] = []
    report = build(library_folder, sources, progress=seen.append)
    assert (report.articles, report.skipped, report.read) == (2, 0, 2)
    assert [p.phase for p in seen if p.phase == "done"] == ["done"]
    assert found(library_folder, sources, "harbour") == ["varna/talks.txt"]
    assert found(library_folder, sources, "") == ["visit.txt", "varna/talks.txt"]
    assert library_folder.path.stat().st_mode & 0o077 == 0


def test_what_does_not_change_is_not_read_again(
    library_folder: LibraryFolder, sources: Path
) -> None:
    build(library_folder, sources)
    report = build(library_folder, sources)
    assert (report.read, report.annotated, report.indexed) == (0, 0, 0)
    assert report.generation == "g1"


def test_changes_are_followed(library_folder: LibraryFolder, sources: Path) -> None:
    build(library_folder, sources)
    (sources / "visit.txt").write_text(VISIT.replace("fish", "herring"))
    (sources / "varna" / "talks.txt").rename(sources / "moved.txt")
    (sources / "new.txt").write_text("A third text\n\nNothing but barley was discussed.\n")
    report = build(library_folder, sources)
    assert (report.articles, report.gone, report.read) == (3, 1, 3)
    assert found(library_folder, sources, "fish") == []
    assert found(library_folder, sources, "herring") == ["visit.txt"]
    assert found(library_folder, sources, "harbour") == ["moved.txt"]
    assert found(library_folder, sources, "barley") == ["new.txt"]
    (sources / "new.txt").unlink()
    assert build(library_folder, sources).articles == 2
    assert found(library_folder, sources, "barley") == []


def test_a_reader_keeps_what_it_has_opened(library_folder: LibraryFolder, sources: Path) -> None:
    build(library_folder, sources)
    library = Library.open_folder(library_folder, sources)
    (sources / "visit.txt").unlink()
    assert not library.changed()
    build(library_folder, sources)
    assert library.changed()
    answer = library.search("envoy")
    assert [row.path for row in library.rows(answer, 0, 9)] == ["visit.txt"]
    assert "Port Osk" in library.article(library.rows(answer, 0, 1)[0].id).body
    library.close()
    assert found(library_folder, sources, "envoy") == []


def test_every_file_is_accounted_for(library_folder: LibraryFolder, sources: Path) -> None:
    (sources / "empty.txt").write_text("")
    (sources / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4000))
    report = build(library_folder, sources)
    library = Library.open_folder(library_folder, sources)
    skipped = {item.path: item.reason for item in library.skipped()}
    assert set(skipped) == {"empty.txt", "picture.txt"} and all(skipped.values())
    assert report.skipped == 2
    library.close()


def test_corrections_are_applied_without_reading(
    library_folder: LibraryFolder, sources: Path
) -> None:
    build(library_folder, sources)
    library = Library.open_folder(library_folder, sources)
    quote = library.quotes(library.search('"harbour stays open"'))[0].quote
    library.close()
    file = sources.parent / "corrections.yaml"
    file.write_text(
        f"""
corrections: 1
quotes:
  - quote: {quote.id}
    file: varna/talks.txt
    speaker: Otto Lindqvist
articles:
  - file: visit.txt
    date: 2031-04-01
    title: An envoy in Osk
lines:
  - restore: Print this page
    file: varna/talks.txt
"""
    )
    user = UserFiles(corrections=(file,))
    report = build(library_folder, sources, user=user)
    assert (report.read, report.annotated) == (0, 2)
    library = Library.open_folder(library_folder, sources)
    speakers = [row.quote.speaker for row in library.quotes(library.search('"harbour stays"'))]
    assert [(s.name, s.how) for s in speakers] == [("Otto Lindqvist", "hand")]
    row = library.rows(library.search("date:2031-04"), 0, 1)[0]
    assert (row.title, row.date and row.date.basis) == ("An envoy in Osk", "hand")
    talks = library.rows(library.search("harbour"), 0, 1)[0]
    assert "Print this page" in library.article(talks.id).body
    library.close()
    assert build(library_folder, sources, user=user).annotated == 0
    assert build(library_folder, sources).annotated == 2


def test_a_stopped_build_goes_on_where_it_was(library_folder: LibraryFolder, sources: Path) -> None:
    asked = iter((False, True))
    with pytest.raises(Stopped):
        build(library_folder, sources, cancelled=lambda: next(asked, True))
    with pytest.raises(LibraryNotBuilt):
        Library.open_folder(library_folder, sources)
    report = build(library_folder, sources)
    assert (report.articles, report.read) == (2, 0)


def test_builds_stopped_again_and_again_leave_the_library_readable(
    library_folder: LibraryFolder, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(library_folder, sources)
    (sources / "visit.txt").write_text(VISIT.replace("fish", "herring"))

    def stopped(*_: object) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr("diploread.index.library.build.Indexer.index", stopped)
        for _ in range(3):
            with pytest.raises(Stopped):
                build(library_folder, sources)
            assert found(library_folder, sources, "fish") == ["visit.txt"]
    build(library_folder, sources)
    assert found(library_folder, sources, "herring") == ["visit.txt"]


HOLD = """
import sys, time
from pathlib import Path
from diploread.index.library.folder import LibraryFolder
with LibraryFolder(Path(sys.argv[1])).writing():
    print("holding", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_pen(
    library_folder: LibraryFolder, sources: Path
) -> None:
    command = [sys.executable, "-c", HOLD, str(library_folder.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        try:
            assert holder.stdout and holder.stdout.readline() == b"holding\n"
            with pytest.raises(LibraryLocked, match=f"process {holder.pid} on "):
                build(library_folder, sources)
        finally:
            holder.kill()
    assert build(library_folder, sources).articles == 2


def _truncated(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def _zeroed(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(bytes(max(size // 2, 1)))


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


HARMS: tuple[Callable[[Path], None], ...] = (_truncated, _zeroed, _flipped)


def test_damage_to_any_file_is_noticed_and_repaired(
    library_folder: LibraryFolder, sources: Path
) -> None:
    """Each file in one way, each in every way with ``DIPLOREAD_HARMS=all``."""
    build(library_folder, sources)
    kept = library_folder.path.with_name("kept")
    shutil.copytree(library_folder.path, kept)
    files = sorted(
        path.relative_to(kept)
        for path in kept.rglob("*")
        if path.is_file() and path.stat().st_size and path.name != "lock"
    )
    assert len(files) >= 12
    every = os.environ.get("DIPLOREAD_HARMS") == "all"
    for number, name in enumerate(files):
        for harm in HARMS if every else (HARMS[number % len(HARMS)],):
            shutil.rmtree(library_folder.path)
            shutil.copytree(kept, library_folder.path)
            harm(library_folder.path / name)
            _right_or_refused_then_repaired(library_folder, sources, name)


def _right_or_refused_then_repaired(folder: LibraryFolder, sources: Path, name: Path) -> None:
    try:
        answers = (found(folder, sources, "harbour"), found(folder, sources, "q{fish}"))
        # Where the harm lies in bytes that no answer needs, the answer is right.
        assert answers == (["varna/talks.txt"], ["visit.txt"]), name
    except LibraryNotBuilt as error:
        assert "diploread index" in str(error)
    assert build(folder, sources).articles == 2, name
    assert found(folder, sources, "harbour") == ["varna/talks.txt"]
    assert found(folder, sources, "q{fish}") == ["visit.txt"]


def test_an_index_that_others_could_have_written_is_refused(
    library_folder: LibraryFolder, sources: Path
) -> None:
    build(library_folder, sources)
    library_folder.path.chmod(0o777)
    with pytest.raises(LibraryNotBuilt, match="others may write"):
        Library.open_folder(library_folder, sources)


def test_an_empty_folder_is_an_empty_library(library_folder: LibraryFolder, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    assert build(library_folder, nothing).articles == 0
    library = Library.open_folder(library_folder, nothing)
    answer = library.search("q{speaker:marrow} date:2031 sort:relevance")
    assert (answer.total, library.rows(answer, 0, 9), library.quotes(answer)) == (0, [], [])
    assert library.facets(answer)["person"] == [] and answer.read_as
    library.close()


def test_a_new_way_of_reading_reads_everything_again(
    library_folder: LibraryFolder, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(library_folder, sources)
    monkeypatch.setattr("diploread.index.library.fingerprint.of_reading", lambda _: "another")
    report = build(library_folder, sources)
    assert (report.read, report.annotated, report.articles) == (2, 2, 2)


def test_another_field_map_or_encoding_reads_everything_again(
    library_folder: LibraryFolder, sources: Path
) -> None:
    (sources / "rows.csv").write_text("Kopf;Inhalt\nBuoys;The buoys of Port Osk are lit.\n")
    assert build(library_folder, sources).skipped == 1
    reading = ReadingSettings(fields={"text": ("inhalt",), "title": ("kopf",)})
    with_map = Settings(reading=reading)
    report = build_folder(library_folder, [sources], with_map, jobs=1)
    assert (report.read, report.articles, report.skipped) == (3, 3, 0)
    assert found(library_folder, sources, "title:buoys") == ["rows.csv"]
    assert build_folder(library_folder, [sources], with_map, jobs=1).read == 0


def test_a_change_of_rules_annotates_again_without_reading(
    library_folder: LibraryFolder, sources: Path, tmp_path: Path
) -> None:
    build(library_folder, sources)
    names = tmp_path / "entities.yaml"
    names.write_text("organisations:\n  - name: Port Osk\n")
    report = build(library_folder, sources, user=UserFiles(names=(names,)))
    assert (report.read, report.annotated) == (0, 2)
    assert found(library_folder, sources, "org:osk") == ["visit.txt"]


def test_several_folders_make_one_library(library_folder: LibraryFolder, sources: Path) -> None:
    other = sources.parent / "cables"
    other.mkdir()
    (other / "one.txt").write_text(VISIT)
    report = build_folder(library_folder, [sources, other / "one.txt"], Settings(), jobs=2)
    assert report.articles == 3
    assert found(library_folder, sources.parent, "fish") == ["cables/one.txt", "wire/visit.txt"]


@pytest.mark.parametrize("seconds", [15_032_385_536, 1 << 33, -1_000_000_000])
def test_a_file_may_be_from_another_century(
    library_folder: LibraryFolder, sources: Path, seconds: int
) -> None:
    os.utime(sources / "visit.txt", (seconds, seconds))
    if int((sources / "visit.txt").stat().st_mtime) != seconds:
        pytest.skip("the file system does not keep such a time")
    assert build(library_folder, sources).read == 2
    assert build(library_folder, sources).read == 0


def id_of(folder: LibraryFolder, sources: Path, path: str) -> str:
    library = Library.open_folder(folder, sources)
    try:
        rows = library.rows(library.search(""), 0, 50)
        made = next(row.id for row in rows if row.path == path)
        assert library.article(made).path == path
        assert len({row.id for row in rows}) == len(rows)
        return made
    finally:
        library.close()


def test_a_moved_file_keeps_its_id_whatever_comes_in_its_place(
    library_folder: LibraryFolder, sources: Path
) -> None:
    build(library_folder, sources)
    before = id_of(library_folder, sources, "varna/talks.txt")
    (sources / "kept").mkdir()
    (sources / "varna" / "talks.txt").rename(sources / "kept" / "talks-2031.txt")
    report = build(library_folder, sources)
    assert (report.articles, report.read, report.gone) == (2, 1, 1)
    moved = "kept/talks-2031.txt"
    assert id_of(library_folder, sources, moved) == before
    (sources / "varna" / "talks.txt").write_text(VISIT.replace("Osk", "Elm"))
    build(library_folder, sources)
    assert id_of(library_folder, sources, moved) == before
    assert id_of(library_folder, sources, "varna/talks.txt") != before
    (sources / moved).write_text(TALKS + "\nMore came later.\n")
    build(library_folder, sources, rebuild=True)
    assert id_of(library_folder, sources, moved) == before


def test_a_copy_is_no_move(library_folder: LibraryFolder, sources: Path) -> None:
    build(library_folder, sources)
    before = id_of(library_folder, sources, "visit.txt")
    shutil.copy(sources / "visit.txt", sources / "again.txt")
    build(library_folder, sources)
    assert id_of(library_folder, sources, "visit.txt") == before


def test_while_all_is_read_again_the_old_index_answers(
    library_folder: LibraryFolder, sources: Path
) -> None:
    build(library_folder, sources)
    reader = Library.open_folder(library_folder, sources)
    answers: list[list[str]] = []

    def look(progress: Progress) -> None:
        if progress.phase != "done":
            answers.append(found(library_folder, sources, "harbour"))

    report = build(library_folder, sources, rebuild=True, progress=look)
    assert (report.read, report.annotated, report.articles) == (2, 2, 2)
    assert answers and all(answer == ["varna/talks.txt"] for answer in answers)
    assert reader.rows(reader.search("harbour"), 0, 5)[0].path == "varna/talks.txt"
    reader.close()
    assert build(library_folder, sources).read == 0
    assert found(library_folder, sources, "harbour") == ["varna/talks.txt"]


# --- the first look at a large folder ---


def test_one_reads_some_articles_while_the_others_are_still_being_annotated(
    sources: Path, library_folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diploread.index.library.build.FIRST_LOOK", 3)
    monkeypatch.setattr("diploread.index.library.build.WORTH_A_LOOK", 6)
    for day in range(1, 7):
        (sources / f"day{day}.txt").write_text(VISIT.replace("March 5", f"March {day}"))
    seen: list[tuple[int, str]] = []

    def look(progress: Progress) -> None:
        if library_folder.current.exists() and not seen:
            library = Library.open_folder(library_folder, sources)
            seen.append((library.count, library.search("envoy").read_as))
            library.close()

    build(library_folder, sources, progress=look)
    assert seen[0][0] == 3
    assert "so far: the folder is still being read" in seen[0][1]
    library = Library.open_folder(library_folder, sources)
    assert library.count == 8
    assert "so far" not in library.search("envoy").read_as
    assert len(library.engine.volumes) == 1  # that of the first look is not kept
    library.close()


def test_a_build_that_ended_after_the_first_look_is_taken_up(
    sources: Path, library_folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diploread.index.library.build.FIRST_LOOK", 1)
    monkeypatch.setattr("diploread.index.library.build.WORTH_A_LOOK", 2)
    with pytest.raises(Stopped):
        build(library_folder, sources, cancelled=lambda: library_folder.current.exists())
    assert library_folder.manifest().first_look
    assert len(found(library_folder, sources, "*")) == 1
    build(library_folder, sources)
    assert not library_folder.manifest().first_look
    assert len(found(library_folder, sources, "*")) == 2
