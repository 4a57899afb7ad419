"""Quotes of a clipped page: exported as they read, and proved against a file that holds marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.settings import Settings
from diploread.index.cleaning.rules import load_rules
from diploread.index.notebook.compose import quote_entry
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.formats import FORMATS, export
from diploread.index.notebook.readback import read_claims
from diploread.index.notebook.sources import Sources
from diploread.index.notebook.verify import State, verify
from diploread.index.pipeline import Resources, annotate
from diploread.index.reading.read import read_file

CLIPPING = """\
# Talks about the *strait*

PORT ALDINE — Foreign Minister [Marta Ilvane](https://example.org/Marta_(minister)) said on Tuesday
that “the [harbour](https://example.org/h "H") **stays** open”.

Her deputy said that nothing had been decided, and that the talks would go on next week.
"""
VERIFIABLE = [name for name, form in FORMATS.items() if form.verifiable]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clip.md").write_text(CLIPPING)
    return tmp_path


@pytest.fixture
def entry(folder: Path) -> Entry:
    raw = read_file(folder, "clip.md", Settings().reading).articles[0]
    article = annotate(raw, Resources(rules=load_rules()))
    return quote_entry(article, article.quotes[0], Sources([folder]))


def test_the_words_read_as_they_were_said(entry: Entry) -> None:
    assert "“the harbour stays open”" in entry.text_flat
    assert "[harbour](https://example.org/h" in entry.text  # what the file says, to the letter


def exported(entry: Entry, form: str, folder: Path) -> Path:
    file = folder / f"quotes{FORMATS[form].suffix}"
    file.write_bytes(str(export([entry], form)).encode())
    return file


@pytest.mark.parametrize("form", VERIFIABLE)
def test_every_export_is_proved(form: str, entry: Entry, folder: Path) -> None:
    claims = read_claims(exported(entry, form, folder))
    (verdict,) = verify(claims, [folder])
    assert verdict.state is State.OK


@pytest.mark.parametrize("form", VERIFIABLE)
def test_a_letter_more_in_the_file_is_found(form: str, entry: Entry, folder: Path) -> None:
    claims = read_claims(exported(entry, form, folder))
    (folder / "clip.md").write_text(CLIPPING.replace("**stays**", "**strays**"))
    (verdict,) = verify(claims, [folder])
    assert verdict.state is State.CHANGED
