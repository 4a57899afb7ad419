"""A decision on a line hits what was counted before it was made; the narrowest and latest hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.corrections import Corrections, LineFix
from diploread.config.corrections_file import write
from diploread.config.settings import Settings
from diploread.index.corrected import overrides_of
from diploread.index.library.again import annotated_again
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.reach import Reach
from diploread.index.library.user_files import UserFiles

DESK = "Readers may write to the harbour desk at any time of day 12."
BODY = """Talks on the quay go on, part {n}

March {n}, 2031

The warden of the quay told the council in its sitting number {n} that the repairs would be
begun before the winter, and that nobody had to fear for the ferries.

{desk}

The council will meet again in the spring, as it said on day {n} of the talks.
"""


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    for folder, numbers in (("north", (1, 2)), ("south", (3,))):
        (tmp_path / "wire" / folder).mkdir(parents=True)
        for n in numbers:
            desk = DESK.replace("12", str(n))  # figures are folded: it is the same line
            text = BODY.format(n=n, desk=desk)
            (tmp_path / "wire" / folder / f"{n}.txt").write_text(text, "utf-8")
    return tmp_path / "wire"


def built(wire: Path) -> tuple[LibraryFolder, UserFiles]:
    folder = LibraryFolder(wire.parent / "cache")
    user = UserFiles.of(wire.parent / "config", [wire])
    build_folder(folder, [wire], Settings(), jobs=0, user=user)
    return folder, user


def holding(folder: LibraryFolder, wire: Path) -> set[str]:
    """Paths of the articles with the line in the body."""
    library = Library.open_folder(folder, wire)
    rows = library.rows(library.search(""), 0, 9)
    found = {row.path for row in rows if "harbour desk" in library.article(row.id).body}
    library.close()
    return found


@pytest.mark.parametrize(
    ("scope", "count", "left"),
    [(0, 1, {"north/2.txt", "south/3.txt"}), (1, 2, {"south/3.txt"}), (2, 3, set())],
)
def test_as_many_lines_go_as_were_counted(
    wire: Path, scope: int, count: int, left: set[str]
) -> None:
    folder, _ = built(wire)
    library = Library.open_folder(folder, wire)
    row = next(r for r in library.rows(library.search(""), 0, 9) if r.path == "north/1.txt")
    article = library.article(row.id)
    reach = Reach(library, article, article.raw.index("harbour desk"), "body")
    told: list[int] = []
    reach.count(lambda: told.append(reach.scopes[-1].lines))
    chosen = reach.scopes[scope]
    assert reach.done and told == [1, 2, 3, 3], "counted while one looks"
    assert (chosen.lines, chosen.articles, len(chosen.rows)) == (count, count, count)
    file = wire.parent / "config" / "corrections.yaml"
    write(file, "lines", {"remove": reach.line, **chosen.values})
    again = annotated_again(folder, article, UserFiles.of(file.parent, [wire]).fixes())
    assert "harbour desk" not in again.body, "the open article shows it at once"
    assert any(piece.rule == "user.removed" for piece in again.removed)
    reach.close()
    library.close()
    built(wire)
    assert holding(folder, wire) == left


def test_a_line_that_is_only_partly_in_the_body_is_meant_whole(wire: Path) -> None:
    folder, _ = built(wire)
    library = Library.open_folder(folder, wire)
    article = library.article(library.rows(library.search(""), 0, 1)[0].id)
    reach = Reach(library, article, article.raw.index("told the council"), "body")
    assert reach.line.startswith("The warden of the quay") and reach.line.endswith("ferries.")
    reach.count(lambda: None, lambda: True)
    assert not reach.done, "whoever leaves is not counted for"
    reach.close()
    library.close()


def test_the_later_of_two_decisions_holds_and_the_narrower_before_the_wider() -> None:
    def wanted(*fixes: LineFix) -> str | None:
        made = overrides_of(Corrections(lines=fixes))
        assert made is not None
        return made.decision(("a.txt#0", "tarn courier", ""), "sign up")

    here = LineFix(restore="Sign up", file="a.txt")
    gone = LineFix(remove="Sign up!", file="a.txt", kind="promotion")
    source = LineFix(restore="sign up", source="Tarn Courier")
    assert wanted(here, gone) == "promotion" == wanted(source, gone) == wanted(gone, source)
    assert wanted(gone, here) == "keep" == wanted(source)
    assert wanted(LineFix(remove="sign up", source="Other")) is None
