"""``=Word`` means the letters as printed: alone, in phrases, and beside other words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from diploread.config.settings import Settings
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.hits import Located
from diploread.index.library.library import Library
from diploread.index.library.printed import PrintedText
from diploread.index.library.query.parser import parse

ARTICLES = {
    "line.txt": "The Ferry Line pays for salt\n\nSalt for the Ferry's crew is paid by the line.\n",
    "boat.txt": "The ferry carries salt\n\nSalt came by ferry. The Ferry Line was not asked.\n",
    "bank.txt": "A ferry at the bank\n\nThe salt stays here. “No Ferry,” said Otto Lindqvist, "
    "the warden of the quay.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    base = tmp_path_factory.mktemp("exact")
    sources = base / "wire"
    sources.mkdir()
    for name, text in ARTICLES.items():
        (sources / name).write_text(text)
    folder = LibraryFolder(base / "cache")
    build_folder(folder, [sources], Settings(), jobs=0)
    opened = Library.open_folder(folder, sources)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("=Ferry", "bank boat line"),
        ("=ferry", "bank boat"),
        ("=FERRY", ""),
        ("salt /s ferry", "boat line"),
        ("salt /s =Ferry", "line"),
        ("=Salt /s =ferry", "boat"),
        ("body:salt /p =Ferry", "boat line bank"),
        ("body:salt w/3 =Ferry", "line"),
        ("body:(salt w/3 =ferry)", "boat"),
        ("=salt pre/3 =Ferry", ""),
        ("=ferry not w/2 =bank", "bank boat"),
        ("=ferry not w/2 carries", "bank boat"),
        ("=Ferry not w/2 =Line", "bank line"),
        ("=Ferry not w/2 =line", "bank boat line"),
        ('"=Ferry line"', "boat line"),
        ('"=Ferry =line"', ""),
        ('"salt =Ferry"~3', "line"),
        ("salt /s (=Ferry OR nothing)", "line"),
        ("atleast2 =Ferry", "line"),
        ("lead:=Line", "boat"),
        ("quote:=Ferry", "bank"),
        ("q{=No pre/2 =Ferry}", "bank"),
        ("q{=no pre/2 =Ferry}", ""),
        ("speaker:=Lindqvist", "bank"),
        ("speaker:=lindqvist", ""),
    ],
)
def test_articles_with_the_letters_are_found(library: Library, query: str, found: str) -> None:
    answer = library.search(query)
    rows = library.rows(answer, 0, 9)
    assert {row.path for row in rows} == {f"{name}.txt" for name in found.split()}
    assert answer.total == len(rows)


def test_only_the_printed_letters_are_marked() -> None:
    text = "Salt by ferry, salt for the Ferry's crew"
    located = Located(text)

    def marked(query: str) -> list[str]:
        return [text[start:end] for start, end in located.find(parse(query).tree)]

    assert marked("=Ferry") == ["Ferry's"] and marked("=ferry") == ["ferry"]
    assert marked("ferry") == ["ferry", "Ferry's"]
    assert marked("=salt w/4 =Ferry") == ["salt for the Ferry's"]
    assert marked("=salt w/4 =Salt") == ["Salt by ferry, salt"]


def test_a_country_is_not_the_pronoun_with_an_ending() -> None:
    text = PrintedText(["US's US U.S. us"])
    held = text.letters_of(parse("=US").tree)  # type: ignore[arg-type]
    assert [at for at, letter in enumerate(text.text.words) if letter in held] == [1]


def test_each_part_of_a_field_has_its_own_sentences() -> None:
    text = PrintedText(["One. Two.", "A b. C d.\nE f."]).text
    assert (text.sentences(), text.paragraphs()) == ([0, 3, 5, 7], [0, 3, 7])
    speaker = PrintedText(["Tor Vane", "the warden", ""], "speaker").text
    assert speaker.words.count("\0") == 2
