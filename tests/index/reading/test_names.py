"""Files whose names lie, and files that are broken: an article, or a reason one understands."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from diploread.config.settings import ReadingSettings
from diploread.index.reading.read import read_bytes

_spec = importlib.util.spec_from_file_location(
    "exports_made", Path(__file__).with_name("exports_made.py")
)
assert _spec and _spec.loader
made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made)

WORDS = "The harbour towns signed a deal.\n\nThe ferries will run in spring, the mayor said."
PAGE = f"<!doctype html><html><body><p>{WORDS}</p></body></html>"
ITEM = f"<item><title>Deal</title><description>{WORDS}</description></item>"
FEED = f"<rss><channel>{ITEM}</channel></rss>"
MAIL = f"From: a@x.example\nDate: Tue, 4 May 2021 10:00:00 +0000\nMessage-ID: <1@x>\n\n{WORDS}\n"
FILES = {
    "txt": WORDS.encode(),
    "html": PAGE.encode(),
    "feed": FEED.encode(),
    "eml": MAIL.encode(),
    "mbox": b"From a@x Tue May  4 10:00:00 2021\n" + MAIL.encode(),
    "json": json.dumps({"text": WORDS}).encode(),
    "pdf": made.pdf_of(WORDS),
    "docx": made.docx_of(WORDS),
    "rtf": made.rtf_of(WORDS),
}
FORMATS = {"txt": "text"}
TELLING = {".json", ".jsonl", ".mbox", ".eml", ".mhtml", ".pdf", ".docx", ".rtf", ".rss", ".html"}


def outcome(data: bytes, name: str) -> tuple[str, str]:
    """The format of the article, and the reason where there is none."""
    reading = read_bytes(data, name, ReadingSettings())
    assert reading.articles or reading.skipped
    if reading.articles:
        return reading.articles[0].format, ""
    return "", reading.skipped[0].reason


@pytest.mark.parametrize("suffix", sorted(TELLING | {".txt", "", ".xyz"}))
@pytest.mark.parametrize("kind", ["txt", "html", "feed", "pdf", "docx", "rtf", "mbox"])
def test_what_stands_in_a_file_goes_before_its_name(kind: str, suffix: str) -> None:
    assert outcome(FILES[kind], f"a{suffix}") == (FORMATS.get(kind, kind), "")


@pytest.mark.parametrize("name", ["a.html", "a.json", "a.jsonl", "a.rss", "a.csv", "a.eml", "a.md"])
def test_two_bytes_a_letter_change_nothing(name: str) -> None:
    kind = {"rss": "feed", "jsonl": "json"}.get(name[2:], name[2:])
    text = {"csv": "title,text\nDeal,The towns signed.\n", "md": f"# Deal\n\n{WORDS}"}
    data = text[kind].encode() if kind in text else FILES[kind]
    plain, _ = outcome(data, name)
    assert outcome(data.decode().encode("utf-16"), name) == (plain, "")


@pytest.mark.parametrize("kind", FILES)
def test_half_a_file_is_an_article_or_a_reason(kind: str) -> None:
    name = f"a.{'rss' if kind == 'feed' else kind}"
    for length in (0, 3, 40, len(FILES[kind]) // 2, len(FILES[kind]) - 1):
        found, reason = outcome(FILES[kind][:length], name)
        assert found or reason
        assert "Error" not in reason and "Exception" not in reason, reason


def test_the_encoding_the_user_names_holds_for_feeds_too() -> None:
    data = FEED.replace("Deal", "Порт").encode("cp1251")
    options = ReadingSettings(encodings={"wire/*": "cp1251"})
    (article,) = read_bytes(data, "wire/a.rss", options).articles
    assert article.metadata["title"] == "Порт"


def test_a_mailbox_without_messages_says_what_it_lacks() -> None:
    assert outcome(b"From nobody\nwords", "a.mbox")[1].startswith("no mailbox: no line")
