"""``verify`` says of each quote whether it still stands, and finds out altered exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.problems import DiploreadError
from diploread.index.article import Article
from diploread.index.notebook.claims import claim_of
from diploread.index.notebook.compose import passage_entry, quote_entry
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.formats import FORMATS, export
from diploread.index.notebook.readback import read_claims
from diploread.index.notebook.sources import Held, Sources
from diploread.index.notebook.verify import State, Verdict, verify
from msgspec.structs import replace

VERIFIABLE = [name for name, form in FORMATS.items() if form.verifiable]


@pytest.fixture
def entries(article: Article, library: Path) -> list[Entry]:
    return [quote_entry(article, quote, Sources([library])) for quote in article.quotes]


def judge(entries: list[Entry], library: Path) -> dict[str, Verdict]:
    return {v.claim.id[-1]: v for v in verify([claim_of(e) for e in entries], [library])}


def edit(library: Path, old: str, new: str) -> None:
    file = library / "varna" / "talks.txt"
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def test_an_untouched_file_says_what_was_quoted(entries: list[Entry], library: Path) -> None:
    assert {v.state for v in judge(entries, library).values()} == {State.OK}


def test_a_change_after_the_quote_leaves_it_ok(entries: list[Entry], library: Path) -> None:
    edit(library, "the Else Courier.", "the Else Courier. (END)")
    verdicts = judge(entries, library)
    assert {v.state for v in verdicts.values()} == {State.OK}
    assert verdicts["1"].note == "the file has changed elsewhere"


def test_a_line_put_in_before_moves_the_quote(entries: list[Entry], library: Path) -> None:
    edit(library, "Varna Wire\n", "Varna Wire\nCorrected version\n")
    verdict = judge(entries, library)["1"]
    assert verdict.state is State.MOVED
    assert verdict.span is not None
    text = (library / "varna" / "talks.txt").read_text()
    assert text[slice(*verdict.span)] == entries[0].text


def test_a_renamed_file_is_found_by_its_bytes(entries: list[Entry], library: Path) -> None:
    (library / "varna" / "talks.txt").rename(library / "renamed.txt")
    verdict = judge(entries, library)["1"]
    assert (verdict.state, verdict.path) == (State.MOVED, "renamed.txt")


def test_other_line_breaks_are_the_same_words(entries: list[Entry], library: Path) -> None:
    edit(library, "\n", "\r\n")
    verdict = judge(entries, library)["1"]
    assert verdict.state is State.MOVED
    assert "line breaks" in verdict.note


def test_a_reworded_quote_is_shown_word_by_word(entries: list[Entry], library: Path) -> None:
    edit(library, "open by summer", "closed by winter")
    verdict = judge(entries, library)["1"]
    assert verdict.state is State.CHANGED
    assert "[-open-]{+closed+} by [-summer,\u201d-]{+winter,\u201d+}" in verdict.diff


def test_a_quote_taken_out_is_gone(entries: list[Entry], library: Path) -> None:
    (library / "varna" / "talks.txt").write_text("Varna Wire\n\nThis story was withdrawn.\n")
    assert judge(entries, library)["1"].state is State.GONE


def test_a_missing_file_is_gone(entries: list[Entry], library: Path) -> None:
    (library / "varna" / "talks.txt").unlink()
    verdict = judge(entries, library)["2"]
    assert (verdict.state, verdict.note) == (State.GONE, "there is no such file")


def test_a_short_word_elsewhere_is_not_the_quote(article: Article, library: Path) -> None:
    at = article.body.index("open")
    entry = passage_entry(article, at, at + 4, Sources([library]))
    edit(library, "open by", "free by")
    (library / "varna" / "talks.txt").write_text("An open door.\n" * 3)
    assert judge([entry], library)[entry.id[-1]].state in (State.CHANGED, State.GONE)


@pytest.mark.parametrize("name", VERIFIABLE)
def test_every_verifiable_format_reads_back(
    name: str, entries: list[Entry], library: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"export{FORMATS[name].suffix}"
    file.write_bytes(str(export(entries, name)).encode())
    assert [v.state for v in verify(read_claims(file), [library])] == [State.OK, State.OK]


@pytest.mark.parametrize("name", VERIFIABLE)
def test_an_altered_export_is_found_out(
    name: str, entries: list[Entry], library: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"export{FORMATS[name].suffix}"
    file.write_bytes(str(export(entries, name)).replace("strait open", "strait shut").encode())
    verdicts = {v.claim.id[-1]: v for v in verify(read_claims(file), [library])}
    assert verdicts["1"].state is State.CHANGED
    assert "not what the file says" in verdicts["1"].note
    assert verdicts["2"].state is State.OK


def test_an_export_cannot_make_verify_read_outside_the_root(
    entries: list[Entry], library: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(entries[0].text)
    stolen = replace(entries[0], file=replace(entries[0].file, path="../secret.txt"))
    verdict = judge([stolen], library)["1"]
    assert verdict.state is State.MOVED  # found where it honestly stands, by the file's hash
    assert verdict.path == "varna/talks.txt"


def test_extracted_text_is_judged_by_its_part(article: Article, library: Path) -> None:
    page = replace(article, raw_offset=None, format="html", part=1)
    entry = quote_entry(page, page.quotes[0], Sources([library]))
    assert entry.file.bytes is None

    def extract(held: Held) -> dict[int, str]:
        return {0: "nothing here", 1: article.raw or ""}

    (verdict,) = verify([claim_of(entry)], [library], extract)
    assert verdict.state is State.OK


def test_words_around_a_cut_are_found_with_it(article: Article, library: Path) -> None:
    start, end = article.body.index("less certain"), article.body.index(" and that")
    entry = passage_entry(article, start, end, Sources([library]))
    assert "certain. [\u2026] He added" in entry.text_flat
    text = str(export([entry], "markdown"))
    file = library.parent / "cut.md"
    file.write_text(text)
    (verdict,) = verify(read_claims(file), [library])
    assert verdict.state is State.OK


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("just text\n", "no quotes that can be verified"),
        ('{"schema": 1}\n', "x.jsonl:1: "),
        ('{"schema": 1, "id": [}\n', "x.jsonl:1: "),
        ("[" * 100_000, "no quotes"),
        ('{"schema": 2, "id": "q-1", "text": "t"}\n', "newer diploread"),
    ],
)
def test_other_files_are_refused_in_one_line(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(content)
    with pytest.raises(DiploreadError, match=reason) as caught:
        read_claims(file)
    assert "\n" not in str(caught.value)
