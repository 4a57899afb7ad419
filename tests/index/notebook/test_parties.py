"""The record says for whom a speaker speaks, what each messenger is, and what was set by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.corrections import Corrections, QuoteFix
from diploread.config.paths import Paths
from diploread.index.article import Article, Cue, Mention, Quote, RawArticle, Speaker, Value
from diploread.index.corrected_quotes import with_quotes
from diploread.index.notebook.compose import quote_entry, tool
from diploread.index.notebook.parties import kind_of, org_of

BODY = "Otto Lindqvist, spokesman of the Port Authority, said the quay is safe."
AUTHORITY = BODY.index("Port Authority")


def article(**fields: object) -> Article:
    mentions = (
        Mention(start=0, end=14, text="Otto Lindqvist", type="PERSON", id="person/otto-lindqvist"),
        Mention(
            start=AUTHORITY, end=AUTHORITY + 14, text="Port Authority", type="ORG",
            id="org/port-authority", name="Port Authority of Else",
        ),
    )  # fmt: skip
    made = {"id": "x", "path": "x.txt", "body": BODY, "raw": BODY, "entities": mentions}
    return Article(**{**made, "body_map": ((0, 0, len(BODY)),), **fields})


def quote(**fields: object) -> Quote:
    start, end = BODY.index("the quay"), len(BODY) - 1
    cue = Cue(start=BODY.index("said"), end=BODY.index("said") + 4, text="said")
    made = {
        "id": "q-000000000001", "type": "indirect", "start": start, "end": end,
        "text": BODY[start:end], "spans": ((start, end),), "cue": cue,
        "speaker": Speaker(start=0, end=14, text=BODY[:14], how="named", name=BODY[:14]),
    }  # fmt: skip
    return Quote(**{**made, **fields})


def test_the_body_a_speaker_speaks_for_stands_beside_the_name() -> None:
    assert org_of(article(), quote()) == "Port Authority of Else"
    assert org_of(article(entities=()), quote()) is None
    authority = Speaker(id="org/port-authority", name="Port Authority of Else", how="named")
    assert org_of(article(), quote(speaker=authority)) == "Port Authority of Else"
    assert org_of(article(), quote(speaker=Speaker())) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Otto Lindqvist", "person"),
        ("Else Courier", "outlet"),
        ("Varna Wire", "outlet"),
        ("Quayside", "outlet"),
        ("the newspaper", "outlet"),
        ("a government source", "anonymous"),
        ("two people familiar with the talks", "anonymous"),
        ("the official", None),
        ("Ilse Marrow", None),
        ("", None),
    ],
)
def test_the_kind_of_a_messenger(name: str, kind: str | None) -> None:
    assert kind_of(article(source=Value(text="Quayside")), name) == kind


def test_what_a_correction_changed_is_named() -> None:
    raw = RawArticle(path="x.txt", raw=BODY)
    fix = QuoteFix(quote="q-000000000001", speaker="Ilse Marrow", kind="direct")
    (fixed,) = with_quotes([quote()], BODY, raw, Corrections(quotes=(fix,)), lambda a, b: "q-x")
    assert quote_entry(article(), fixed).user.edited == ("speaker", "type")
    assert quote_entry(article(), quote()).user.edited == ()


def test_the_tool_names_rules_and_configuration(own_folders: Path) -> None:
    first = tool()
    assert len(first.rules) == 16
    assert first.config == ""
    folder = Paths.default().config_dir
    folder.mkdir(parents=True)
    (folder / "diploread.yaml").write_text("ui:\n  theme: paper\n")
    second = tool().config
    (folder / "diploread.yaml").write_text("ui:\n  theme: night\n\n")
    assert len(second) == 16
    assert tool().config not in ("", second)
