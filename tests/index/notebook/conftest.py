"""An invented article on disk, with its record, for the tests of the notebook."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from diploread.index.article import (
    Article,
    Cue,
    DateValue,
    Encoding,
    Mention,
    Quote,
    Speaker,
    Value,
    Via,
)  # fmt: skip
from diploread.index.notebook.notebook import Notebook

TEXT = """Varna Wire
Talks on the strait resume

March 3, 2031

PORT ELSE - The two coast guards will meet again next week. \u201cWe want the
strait open by summer,\u201d Foreign Minister Ilse Marrow said on Monday. Her
deputy was less certain.

print PRINT

He added that \u201cnothing is decided\u201d and that the pilots
would be heard, according to the Else Courier.
"""


def make_article(text: str = TEXT, path: str = "varna/talks.txt", **fields: object) -> Article:
    """The record of ``text``: lines joined, ``print PRINT`` cut out, two quotes found."""
    raw = text
    start = raw.index("PORT ELSE")
    cut = raw.index("print PRINT")
    again = raw.index("He added")
    first = raw[start:cut].rstrip()
    second = raw[again:].rstrip()
    body = first.replace("\n", " ") + "\n\n" + second.replace("\n", " ")
    shift = len(first) + 2
    strait = body.index("\u201cWe want")
    strait_end = body.index("\u201d", strait) + 1
    added = body.index("that \u201cnothing")
    added_end = body.index(", according")
    inner = body.index("\u201cnothing")
    inner_end = body.index("\u201d", inner) + 1
    quotes = (
        Quote(
            id="q-000000000001",
            type="direct",
            start=strait,
            end=strait_end,
            text=body[strait:strait_end],
            spans=((strait, strait_end),),
            speaker=Speaker(
                text="Foreign Minister Ilse Marrow",
                id="person/ilse-marrow",
                name="Ilse Marrow",
                role="Foreign Minister",
                how="named",
                confidence=0.95,
            ),
            cue=Cue(start=body.index("said on"), end=body.index("said on") + 4, text="said"),
        ),
        Quote(
            id="q-000000000002",
            type="mixed",
            start=added,
            end=added_end,
            text=body[added:added_end],
            spans=((inner, inner_end),),
            speaker=Speaker(
                text="He", id="person/otto-lindqvist", name="Otto Lindqvist", how="pronoun"
            ),
            via=(Via(name="Else Courier", cue="according to"),),
        ),
    )
    data = text.encode()
    return Article(
        **{
            "id": "varna-talks",
            "path": path,
            "sha256": hashlib.sha256(data).hexdigest(),
            "encoding": Encoding(name="utf-8"),
            "title": Value(text="Talks on the strait resume"),
            "source": Value(text="Else Digest", basis="inferred"),
            "agency": Value(text="Varna Wire"),
            "date": DateValue(value="2031-03-03", basis="text", evidence="March 3, 2031"),
            "raw": raw,
            "body": body,
            "body_map": ((0, start, len(first)), (shift, again, len(second))),
            "entities": (
                Mention(
                    start=0,
                    end=9,
                    text="PORT ELSE",
                    type="GPE",
                    id="city/else",
                    country=None,
                ),
            ),
            "quotes": quotes,
            **fields,
        }
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with the article's file."""
    root = tmp_path / "wire"
    (root / "varna").mkdir(parents=True)
    (root / "varna" / "talks.txt").write_bytes(TEXT.encode())
    return root


@pytest.fixture
def article() -> Article:
    """The record of the article's file."""
    return make_article()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a notebook may be opened."""
    return tmp_path / "data" / "user.db"


@pytest.fixture
def notebook(database: Path) -> Iterator[Notebook]:
    """An open, empty notebook."""
    with Notebook.open(database) as opened:
        yield opened


@pytest.fixture
def reopen(database: Path) -> Iterator[Callable[[], Notebook]]:
    """Opens the same notebook again, as a new start of the program would."""
    opened: list[Notebook] = []

    def again() -> Notebook:
        opened.append(Notebook.open(database))
        return opened[-1]

    yield again
    for one in opened:
        one.close()
