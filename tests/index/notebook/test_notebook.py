"""What the reader does with bookmarks, and that it is there after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from diploread.config.problems import DiploreadError, UsageError
from diploread.index.article import Article
from diploread.index.notebook.notebook import Notebook

Reopen = Callable[[], Notebook]


def add_both(notebook: Notebook, article: Article, library: Path) -> tuple[str, str]:
    first, second = (notebook.add_quote(article, quote, [library]) for quote in article.quotes)
    return first.id, second.id


def test_a_bookmark_survives_a_restart_with_all_it_needs(
    notebook: Notebook, article: Article, library: Path, reopen: Reopen
) -> None:
    made = notebook.add_quote(article, article.quotes[0], [library])
    notebook.set_note(made.id, "check with the courier")
    notebook.tag([made.id], add=["memo", "strait"])
    notebook.close()

    (entry,) = reopen().bookmarks()
    assert entry.id == "q-000000000001"
    assert entry.text == "\u201cWe want the\nstrait open by summer,\u201d"
    assert entry.text_flat == "\u201cWe want the strait open by summer,\u201d"
    assert entry.speaker.name == "Ilse Marrow"
    assert entry.context.before == "PORT ELSE - The two coast guards will meet again next week."
    assert entry.context.after == "Her deputy was less certain."
    assert entry.article.agency is not None
    assert entry.article.outlet is not None
    assert (entry.article.agency.guessed, entry.article.outlet.guessed) == (False, True)
    assert entry.user.note == "check with the courier"
    assert set(entry.user.tags) == {"memo", "strait"}
    assert entry.user.root == str(library)


def test_passages_and_articles_are_bookmarked_too(
    notebook: Notebook, article: Article, library: Path
) -> None:
    passage = notebook.add_passage(article, 0, 9, [library])
    whole = notebook.add_article(article, [library])
    assert (passage.text, passage.kind, passage.id[:2]) == ("PORT ELSE", "passage", "p-")
    assert (whole.text_flat, whole.kind) == ("Talks on the strait resume", "article")
    assert notebook.ids() == {passage.id, whole.id}


def test_bookmarking_twice_keeps_the_note(
    notebook: Notebook, article: Article, library: Path
) -> None:
    entry = notebook.add_quote(article, article.quotes[0], [library])
    notebook.set_note(entry.id, "keep me")
    assert notebook.add_quote(article, article.quotes[0], [library]).user.note == "keep me"
    assert len(notebook.bookmarks()) == 1


def test_one_act_on_many_is_one_undo(notebook: Notebook, article: Article, library: Path) -> None:
    ids = add_both(notebook, article, library)
    notebook.tag(ids, add=["memo"])
    notebook.remove(ids)
    assert notebook.bookmarks() == []
    assert notebook.undo() == "remove (2)"
    assert [e.user.tags for e in notebook.bookmarks()] == [("memo",), ("memo",)]
    assert notebook.undo() == "tag (2)"
    assert notebook.redo() == "tag (2)"
    assert notebook.tags() == {"memo": 2}
    assert notebook.redo() == "remove (2)"
    assert notebook.bookmarks() == []
    assert notebook.redo() is None


def test_undo_does_not_overwrite_what_another_window_did(
    notebook: Notebook, article: Article, library: Path, reopen: Reopen
) -> None:
    entry = notebook.add_quote(article, article.quotes[0], [library])
    notebook.set_note(entry.id, "mine")
    reopen().set_note(entry.id, "theirs")
    with pytest.raises(DiploreadError, match="cannot undo"):
        notebook.undo()
    assert [e.user.note for e in notebook.bookmarks()] == ["theirs"]


def test_dossiers_are_ordered_and_one_is_current(
    notebook: Notebook, article: Article, library: Path
) -> None:
    notebook.choose_dossier("Strait memo")
    first, second = add_both(notebook, article, library)
    notebook.move_in("Strait memo", [second], 0)
    assert [e.id for e in notebook.bookmarks('in:"strait memo"')] == [second, first]
    notebook.rename_dossier("Strait memo", "Memo")
    assert notebook.current_dossier() == "Memo"
    notebook.take_out("Memo", [first])
    notebook.remove([second])
    (dossier,) = notebook.dossiers()
    assert dossier.entries == ()
    notebook.delete_dossier("Memo")
    assert notebook.current_dossier() is None
    with pytest.raises(DiploreadError, match="no dossier"):
        notebook.move_in("Memo", [first], 0)


def test_bookmarks_are_filed_and_moved_between_dossiers(
    notebook: Notebook, article: Article, library: Path
) -> None:
    first, second = add_both(notebook, article, library)
    notebook.file_into("Strait", [first, second])
    notebook.refile("Strait", "Pilots", [first])
    assert {d.name: d.entries for d in notebook.dossiers()} == {
        "Pilots": (first,),
        "Strait": (second,),
    }
    assert notebook.undo() == "move to dossier Pilots"
    assert [d.entries for d in notebook.dossiers()] == [(first, second)]
    with pytest.raises(DiploreadError, match="already"):
        notebook.create_dossier("STRAIT")
    notebook.rename_dossier("Strait", "STRAIT")
    assert [e.id for e in notebook.bookmarks("in:strait")] == [first, second]


def test_search_in_ones_own_notes(notebook: Notebook, article: Article, library: Path) -> None:
    first, second = add_both(notebook, article, library)
    notebook.set_note(first, "ask the pilots")
    notebook.tag([second], add=["draft"])

    def found(query: str) -> list[str]:
        return [entry.id for entry in notebook.bookmarks(query)]

    assert found("note:pilots") == [first]
    assert found("tag:draft") == [second]
    assert found("-tag:draft") == [first]
    assert found("speaker:marrow summer") == [first]
    assert found("is:inferred") == [second]
    assert found('"nothing is decided"') == [second]
    assert found("speaker:marrow tag:draft") == []
    with pytest.raises(UsageError, match="did you mean speaker"):
        notebook.bookmarks("speeker:marrow")


def test_marks_answer_the_query_language(
    notebook: Notebook, article: Article, library: Path
) -> None:
    first, _ = add_both(notebook, article, library)
    notebook.tag([first], add=["Memo"])
    notebook.mark_read(["varna-talks", "other"])
    notebook.mark_read(["other"], read=False)
    marks = notebook.marks()
    assert marks.tag("memo").quotes == {first}
    assert marks.tag("me*").articles == {"varna-talks"}
    assert marks.starred().articles == {"varna-talks"}
    assert marks.note().quotes == frozenset()
    assert marks.read == {"varna-talks"}


def test_saved_searches(notebook: Notebook) -> None:
    notebook.save_search("strait", "q{speaker:marrow strait}")
    assert [(s.name, s.query) for s in notebook.searches()] == [
        ("strait", "q{speaker:marrow strait}")
    ]
    notebook.save_search("strait", None)
    assert notebook.searches() == []


def test_a_file_name_that_is_no_text_is_kept_byte_for_byte(
    notebook: Notebook, article: Article, reopen: Reopen
) -> None:
    from msgspec.structs import replace

    odd = replace(article, path="caf\udce9.txt")
    notebook.add_quote(odd, odd.quotes[0], [])
    again = reopen()
    assert again.bookmarks()[0].file.path == "caf\udce9.txt"
    again.remove(again.ids())
    assert again.undo() == "remove"
