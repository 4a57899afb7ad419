"""An orphan is bound by hand to the words that it stands for today."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.problems import DiploreadError, UsageError
from diploread.index.article import Article
from diploread.index.notebook.claims import claim_of
from diploread.index.notebook.notebook import Notebook
from diploread.index.notebook.verify import State, verify

LATER = """Varna Wire
A correction

“It is our wish that the strait opens by
summer,” the minister said. Nothing else is new. Nothing else.
"""
WORDS = '"It is our wish that the strait opens by summer,"'


@pytest.fixture
def orphan(notebook: Notebook, article: Article, library: Path) -> str:
    entry = notebook.add_quote(article, article.quotes[0], [library])
    notebook.choose_dossier("Memo")
    notebook.file_into("Memo", [entry.id])
    notebook.set_note(entry.id, "check again")
    (library / "varna" / "talks.txt").unlink()
    (library / "varna" / "later.txt").write_text(LATER)
    notebook.reanchor([library])
    assert [one.id for one in notebook.bookmarks("is:orphan")] == [entry.id]
    return entry.id


def test_it_takes_the_words_and_the_place_of_the_file(
    notebook: Notebook, library: Path, orphan: str
) -> None:
    entry = notebook.rebind(orphan, [library], "varna/later.txt", WORDS)
    first, last = entry.file.bytes or (0, 0)
    data = (library / "varna" / "later.txt").read_bytes()
    assert data[first:last].decode() == entry.text == LATER[LATER.index("“") : LATER.index("”") + 1]
    assert entry.user.edited == ("anchor", "text")
    assert (entry.user.note, entry.user.orphan, entry.speaker.name) == (
        "check again", "", "Ilse Marrow",
    )  # fmt: skip
    assert entry.context.after == "Nothing else is new."
    assert [one.id for one in notebook.bookmarks("in:memo")] == [entry.id]
    (verdict,) = verify([claim_of(entry)], [library])
    assert verdict.state is State.OK


def test_undo_brings_the_old_words_back(notebook: Notebook, library: Path, orphan: str) -> None:
    notebook.rebind(orphan, [library], "varna/later.txt", WORDS)
    assert notebook.undo() == "rebind"
    (entry,) = notebook.bookmarks("in:memo")
    assert entry.id == orphan
    assert "strait open" in entry.text


def test_extracted_text_is_anchored_by_its_part(
    notebook: Notebook, library: Path, orphan: str
) -> None:
    (library / "page.html").write_text(f"<p>{LATER.replace('strait', '<i>strait</i>')}</p>")
    texts = {0: "Another article.", 1: LATER}
    entry = notebook.rebind(orphan, [library], "page.html", WORDS, lambda held: texts)
    assert (entry.file.part, entry.file.format, entry.file.bytes) == (1, "html", None)
    (verdict,) = verify([claim_of(entry)], [library], lambda held: texts)
    assert verdict.state is State.OK


def test_what_is_not_there_once_changes_nothing(
    notebook: Notebook, library: Path, orphan: str
) -> None:
    before = notebook.dump()
    with pytest.raises(DiploreadError, match="does not say these words"):
        notebook.rebind(orphan, [library], "varna/later.txt", "We want the strait open")
    with pytest.raises(UsageError, match="2 times; give more"):
        notebook.rebind(orphan, [library], "varna/later.txt", "Nothing else")
    with pytest.raises(UsageError, match="which words"):
        notebook.rebind(orphan, [library], "varna/later.txt", " ")
    for path in ("varna/none.txt", "../outside.txt", "varna"):
        with pytest.raises(DiploreadError, match="no readable file"):
            notebook.rebind(orphan, [library], path, WORDS)
    with pytest.raises(DiploreadError, match="no bookmark q-x"):
        notebook.rebind("q-x", [library], "varna/later.txt", WORDS)
    assert notebook.dump() == before
