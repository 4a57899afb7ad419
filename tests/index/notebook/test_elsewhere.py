"""Re-anchoring, a colleague's dossier, the notebook as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from diploread.config.problems import DiploreadError
from diploread.index.article import Article
from diploread.index.notebook.export.formats import export
from diploread.index.notebook.notebook import Notebook
from diploread.index.notebook.readback import read_entries
from diploread.index.pipeline import quote_id_of
from msgspec.structs import replace

Reopen = Callable[[], Notebook]


def test_after_an_edit_the_bookmark_follows_its_words(
    notebook: Notebook, article: Article, library: Path
) -> None:
    old = notebook.add_quote(article, article.quotes[0], [library])
    notebook.choose_dossier("Memo")
    notebook.file_into("Memo", [old.id])
    file = library / "varna" / "talks.txt"
    file.write_bytes(file.read_bytes().replace(b"Varna Wire\n", b"Varna Wire\nCorrected\n", 1))

    (found,) = notebook.reanchor([library])
    (entry,) = notebook.bookmarks("in:memo")
    assert found.after == entry
    first, last = entry.file.bytes or (0, 0)
    assert file.read_bytes()[first:last].decode() == old.text == entry.text
    # the id is the one the next index will give the quote
    assert entry.id == quote_id_of(entry.file.sha256, 0, *entry.file.raw) != old.id
    assert notebook.undo() == "reanchor"
    assert notebook.bookmarks("in:memo")[0].id == old.id


def test_what_is_gone_is_listed_as_orphan_with_its_words(
    notebook: Notebook, article: Article, library: Path
) -> None:
    notebook.add_quote(article, article.quotes[0], [library])
    file = library / "varna" / "talks.txt"
    text = file.read_bytes()
    file.unlink()
    notebook.reanchor([library])
    (orphan,) = notebook.bookmarks("is:orphan")
    assert orphan.user.orphan == "there is no such file"
    assert "strait open" in orphan.text
    file.write_bytes(text)
    notebook.reanchor([library])
    assert notebook.bookmarks("is:orphan") == []


def test_a_colleagues_dossier_is_anchored_in_ones_own_copy(
    notebook: Notebook, article: Article, library: Path, tmp_path: Path
) -> None:
    theirs = [notebook.add_quote(article, q, [library]) for q in article.quotes]
    notebook.set_note(theirs[0].id, "theirs")
    text = str(export(notebook.bookmarks(), "jsonl"))
    assert str(tmp_path) not in text
    notebook.remove(notebook.ids())

    mine = tmp_path / "mine"
    mine.mkdir()
    data = (library / "varna" / "talks.txt").read_bytes()
    (mine / "copy.txt").write_bytes(b"From the archive\n" + data)
    (mine / "talks.txt").write_bytes(b"From the archive\n" + data)
    notebook.take_in(read_entries(text, Path("x")), [mine], dossier="From Ada")

    entries = notebook.bookmarks('in:"from ada"')
    assert [e.user.note for e in entries] == ["theirs", ""]
    assert {e.file.path for e in entries} == {"talks.txt"}
    assert {e.user.root for e in entries} == {str(mine)}


def test_an_imported_path_leads_nowhere(
    notebook: Notebook, article: Article, library: Path
) -> None:
    entry = notebook.add_quote(article, article.quotes[0], [library])
    notebook.remove([entry.id])
    evil = replace(entry, file=replace(entry.file, path="../../../etc/passwd", sha256="0" * 64))
    notebook.take_in([evil], [library])
    assert notebook.bookmarks()[0].user.orphan


def test_dump_and_restore(
    notebook: Notebook, article: Article, library: Path, tmp_path: Path
) -> None:
    notebook.choose_dossier("Memo")
    entry = notebook.add_quote(article, article.quotes[0], [library])
    notebook.save_search("s", "strait")
    notebook.mark_read(["a"])
    dump = tmp_path / "dump.jsonl"
    dump.write_text(notebook.dump())
    with Notebook.open(tmp_path / "other" / "user.db") as other:
        assert other.restore(dump) == 5
        assert other.dump() == notebook.dump()
        assert other.bookmarks("in:memo") == [entry]
        assert other.restore(dump) == 0
        other.undo()
        assert other.bookmarks() == []


def test_restore_reads_copies_and_journals_too(
    notebook: Notebook, article: Article, library: Path, tmp_path: Path, database: Path
) -> None:
    entry = notebook.add_quote(article, article.quotes[0], [library])
    notebook.close()
    for source in (database, database.with_name("journal.jsonl")):
        with Notebook.open(tmp_path / source.name / "user.db") as other:
            assert other.restore(source) == 1
            assert other.ids() == {entry.id}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no notebook"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"kind": "bookmark"}\n', "x:1: not a line of a dump"),
        (b'{"kind": "evil", "key": "k", "value": 1}\n', "x:1: unknown kind 'evil'"),
        (b'{"kind": "bookmark", "key": "k", "value": {"id": 1}}\n', "bookmark k: "),
        (b"SQLite format 3\x00 but not really", "holds no notebook"),
    ],
)
def test_what_is_no_dump_changes_nothing(
    notebook: Notebook, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    with pytest.raises(DiploreadError, match=told) as caught:
        notebook.restore(file)
    assert "\n" not in str(caught.value)
    assert notebook.dump() == ""


def test_the_library_asks_for_marks(notebook: Notebook, article: Article, library: Path) -> None:
    entry = notebook.add_quote(article, article.quotes[0], [library])
    notebook.tag([entry.id], add=["Memo draft"])
    notebook.set_note(entry.id, "Ask the pilots' union")
    marks = notebook.marks()
    assert marks.tagged(["memo", "draft"], False) == {"varna-talks"}
    assert marks.tagged(["memo", "dr"], True) == {"varna-talks"}
    assert marks.tagged(["memo"], False) == set()
    assert marks.noted(["the", "pilots'"], False) | marks.noted(["ask", "the"], False)
    assert marks.noted(["the", "ask"], False) == set()
    notebook.create_dossier("Strait memo")
    notebook.file_into("Strait memo", [entry.id])
    assert marks.filed(["strait"], False) == set()
    assert notebook.marks().filed(["strait"], False) == {"varna-talks"}
    assert marks.state("starred") == {"varna-talks"}
    assert marks.state("reviewed") == set()


def test_a_colleagues_note_and_tags_are_put_to_ones_own(
    notebook: Notebook, article: Article, library: Path
) -> None:
    entry = notebook.add_quote(article, article.quotes[0], [library])
    notebook.set_note(entry.id, "mine")
    notebook.tag([entry.id], ["strait"])
    theirs = replace(entry.user, note="theirs", tags=("Strait", "pilots"))
    for _ in range(2):
        notebook.take_in([entry.with_user(theirs)], [library], None, "shared")
    (kept,) = notebook.bookmarks("in:shared")
    assert kept.user.note == "mine\n\ntheirs"
    assert kept.user.tags == ("strait", "pilots")
