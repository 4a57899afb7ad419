"""What queries may ask of the notebook."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from diploread.index.notebook.notebook import Notebook
from diploread.tui.marks import ReaderMarks

sys.path.insert(0, str(Path(__file__).parent))
import fakes


@pytest.fixture
def marks(tmp_path: Path) -> ReaderMarks:
    notebook = Notebook.open(tmp_path / "user.db")
    one, two = fakes.article(1), fakes.article(2)
    kept = notebook.add_quote(one, one.quotes[0], [])
    notebook.set_note(kept.id, "Ask the harbour desk about Varga")
    other = notebook.add_quote(two, two.quotes[0], [])
    notebook.tag([other.id], ["for memo"])
    notebook.create_dossier("Strait memo")
    notebook.file_into("Strait memo", [other.id])
    notebook.mark_read(["a2"])
    return ReaderMarks(notebook)


def test_notes_and_tags_are_found_by_words_in_a_row(marks: ReaderMarks) -> None:
    assert marks.noted(["harbour", "desk"], False) == {"a1"}
    assert marks.noted(["desk", "harbour"], False) == set()
    assert marks.noted(["varg"], False) == set()
    assert marks.noted(["varg"], True) == {"a1"}
    assert marks.tagged(["for", "memo"], False) == {"a2"}


def test_dossiers_are_found_by_words_of_their_names(marks: ReaderMarks) -> None:
    assert marks.filed(["strait", "memo"], False) == {"a2"}
    assert marks.filed(["mem"], True) == {"a2"}
    assert marks.filed(["ferry"], False) == set()


def test_states(marks: ReaderMarks) -> None:
    assert marks.state("starred") == {"a1", "a2"}
    assert marks.state("noted") == {"a1"}
    assert marks.state("tagged") == {"a2"}
    assert marks.state("read") == {"a2"}
    assert marks.state("duplicate") == set()
