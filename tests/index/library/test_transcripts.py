"""Turns of transcripts carry no marks, yet nobody has reworded them: a state of their own."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from diploread.config.settings import Settings
from diploread.index.article import Article, Quote
from diploread.index.library.build import build_folder
from diploread.index.library.filters import Filters
from diploread.index.library.folder import LibraryFolder, VolumeEntry, measured
from diploread.index.library.library import Library
from diploread.index.library.marks import NoMarks
from diploread.index.library.query.tree import State
from diploread.index.library.relations import Relations
from diploread.index.library.story_map import StoryMap
from diploread.index.library.volume import Volume
from diploread.index.library.volume_writer import VolumeWriter

BRIEFING = """Briefing at the quay

QUESTION: Will the ferry sail?

MINISTER LINDQVIST: It will sail at noon.

QUESTION: Thank you.
"""
REPORT = """Ferry to sail

Minister Lindqvist said that the ferry would sail at noon. "It will sail," he said.
"""


def test_turns_are_found_by_a_state_and_are_not_reported_speech(tmp_path: Path) -> None:
    sources = tmp_path / "wire"
    sources.mkdir()
    (sources / "briefing.txt").write_text(BRIEFING)
    (sources / "report.txt").write_text(REPORT)
    folder = LibraryFolder(tmp_path / "cache")
    build_folder(folder, [sources], Settings(), jobs=0)
    library = Library.open_folder(folder, sources)

    def found(query: str) -> list[tuple[str, str]]:
        rows = library.quotes(library.search(query))
        return [(row.article.path, row.quote.speaker.text) for row in rows]

    turns = [("briefing.txt", who) for who in ("QUESTION", "MINISTER LINDQVIST", "QUESTION")]
    assert found("is:transcript") == turns
    assert found("q{is:transcript noon}") == turns[1:2]
    assert {path for path, _ in found("is:indirect")} == {"report.txt"}
    assert {path for path, _ in found("q{-is:transcript}")} == {"report.txt"}
    assert library.search("is:transcript").quotes == 3
    library.close()


@pytest.mark.parametrize(
    ("kind", "edited", "states"),
    [
        ("indirect", (), {"transcript"}),
        ("direct", (), {"transcript", "direct"}),
        ("indirect", ("type",), {"indirect"}),
        ("indirect", ("speaker",), {"transcript"}),
    ],
)
def test_what_the_reader_has_set_holds(
    tmp_path: Path, kind: str, edited: tuple[str, ...], states: set[str]
) -> None:
    turn = Quote(
        id="q-1", type="direct", start=0, end=5, text="Barley", spans=(), rule="transcript"
    )
    turn = msgspec.structs.replace(turn, type=kind, edited=edited)
    writer = VolumeWriter(tmp_path / "one")
    writer.add(1, Article(id="a1", path="a.txt", body="Barley", body_map=(), quotes=(turn,)))
    count, quotes = writer.close()
    volume = Volume(tmp_path, VolumeEntry("one", count, quotes, measured(tmp_path / "one")))
    known = Relations([volume], lambda *_: None, lambda: StoryMap([volume], {}))  # type: ignore[arg-type]
    filters = Filters(volume, NoMarks(), known)
    asked = ("direct", "mixed", "indirect", "transcript")
    assert {one for one in asked if filters.state(State("is", one))} == states
    volume.close()
