"""What a reader decides on entities reaches every article at once, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from diploread.config.corrections_file import Written, take_back, write
from diploread.config.settings import Settings
from diploread.index.article import Article
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.user_files import UserFiles

TALKS = {
    "one.txt": "Foreign Minister Ilse Marrow of Kenya spoke. “It is late,” Ilse Marrow said.\n",
    "two.txt": "Ilse Marrow left. The Blue Mirror asked why. Then Marrow came back to Oslo.\n",
    "three.txt": "Prell Vestra wrote of the harbor. Mr. Prell Vestra saw the sea.\n",
}


class Wire:
    """A small library with a corrections file."""

    def __init__(self, place: Path) -> None:
        self.sources, self.config, self.place = place / "wire", place / "config", place
        self.sources.mkdir()
        self.config.mkdir()
        for name, text in TALKS.items():
            (self.sources / name).write_text(f"Talks\n\nMarch 3, 2031\n\n{text}")

    def build(self, cache: str = "grown") -> dict[str, Article]:
        folder = LibraryFolder(self.place / cache)
        user = UserFiles.of(self.config, [self.sources])
        assert user.notices == ()
        report = build_folder(folder, [self.sources], Settings(), jobs=1, user=user)
        self.annotated = report.annotated
        library = Library.open_folder(folder, self.sources)
        try:
            rows = library.rows(library.search(""), 0, 99)
            return {row.path: library.article(row.id) for row in rows}
        finally:
            library.close()

    def correct(self, **values: str | tuple[str, ...]) -> Written:
        return write(self.config / "corrections.yaml", "entities", values)


def ids(article: Article) -> set[tuple[str, str | None]]:
    return {(m.text, m.id) for m in article.entities}


MARROW = "person/ilse-marrow"
CASES = {
    "new": (
        {"name": "the harbor", "type": "place"}, "three.txt", ("the harbor", "place/the-harbor"),
    ),
    "alias": (
        {"name": "Kenya", "type": "country", "id": "country/ke", "aliases": ("the harbor",)},
        "three.txt", ("the harbor", "country/ke"),
    ),
    "merge": (
        {"merge": MARROW, "into": "person/x", "name": "X"}, "one.txt", ("Ilse Marrow", "person/x"),
    ),
    "split": (
        {"split": MARROW, "name": "Ida Marrow", "text": "Marrow"},
        "two.txt", ("Marrow", "person/ida-marrow"),
    ),
    "retype": (
        {"retype": "person/prell-vestra", "type": "org"},
        "three.txt", ("Prell Vestra", "org/prell-vestra"),
    ),
    "city merged": ({"merge": "city/oslo", "into": "city/x"}, "two.txt", ("Oslo", "city/x")),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_decision_is_in_the_library_after_the_next_build_and_gone_when_undone(
    tmp_path: Path, case: str
) -> None:
    values, path, wanted = CASES[case]
    wire = Wire(tmp_path)
    before = wire.build()
    assert wanted not in ids(before[path])
    written = wire.correct(**values)
    after = wire.build()
    assert wanted in ids(after[path])
    assert wire.annotated < len(TALKS)
    assert {p: msgspec.to_builtins(a) for p, a in wire.build("fresh").items()} == {
        p: msgspec.to_builtins(a) for p, a in after.items()
    }
    take_back(written)
    assert {p: ids(a) for p, a in wire.build().items()} == {p: ids(a) for p, a in before.items()}


def test_not_an_entity_and_the_speaker_follows_a_merge(tmp_path: Path) -> None:
    wire = Wire(tmp_path)
    wire.correct(never="Oslo")
    wire.correct(merge=MARROW, into="person/ina-marrow", name="Ina Marrow")
    found = wire.build()
    assert "Oslo" not in {text for text, _ in ids(found["two.txt"])}
    (quote,) = (q for q in found["one.txt"].quotes if q.type == "direct")
    assert (quote.speaker.id, quote.speaker.name) == ("person/ina-marrow", "Ina Marrow")


def test_an_own_person_is_found_by_the_surname_in_old_articles_too(tmp_path: Path) -> None:
    wire = Wire(tmp_path)
    (wire.sources / "four.txt").write_text("Talks\n\nMarch 4, 2031\n\nQuinsel and Oslo agreed.\n")
    wire.build()
    wire.correct(name="Orlo Quinsel", type="person")
    assert ("Quinsel", "person/orlo-quinsel") in ids(wire.build()["four.txt"])
    assert wire.annotated == 1
