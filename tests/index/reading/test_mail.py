"""Mail, mailboxes and MHTML: the text that was written, who sent it and when."""

from __future__ import annotations

import base64
import time

import pytest
from diploread.config.settings import ReadingSettings
from diploread.index.reading.read import read_bytes
from diploread.index.reading.source import Reading

HEAD = (
    'From: "Harbour Desk" <desk@courier.example>\r\nTo: a@b.example\r\n'
    "Date: Thu, 4 Mar 2021 10:00:00 +0100\r\nMessage-ID: <1@courier.example>\r\n"
    "MIME-Version: 1.0\r\n"
)
LONG = "The two harbour towns signed a deal on Thursday, ending a year of quarrels. " * 6


def read(text: str, name: str = "a.eml") -> Reading:
    return read_bytes(text.encode("latin-1"), name, ReadingSettings())


def parts(kind: str, *bodies: str) -> str:
    inner = "".join(f"--cut\r\n{body}\r\n" for body in bodies)
    head = f"{HEAD}Subject: News\r\nContent-Type: multipart/{kind}; boundary=cut\r\n\r\n"
    return f"{head}{inner}--cut--\r\n"


def test_a_plain_message() -> None:
    text = HEAD + "Subject: =?utf-8?Q?Hafen_=E2=80=93_Einigung?=\r\n\r\nThe towns signed.\r\n"
    (made,) = read(text).articles
    assert made.raw == "The towns signed.\r\n"
    assert made.offset is not None and text[made.offset :] == made.raw
    assert made.metadata == {
        "title": "Hafen – Einigung",
        "date": "Thu, 4 Mar 2021 10:00:00 +0100",
        "byline": "Harbour Desk",
        "id": "<1@courier.example>",
    }


def test_of_two_versions_the_text_is_taken_where_it_is_whole() -> None:
    plain = f"Content-Type: text/plain\r\n\r\n{LONG}"
    page = f"Content-Type: text/html\r\n\r\n<p>{LONG}</p>"
    (made,) = read(parts("alternative", plain, page)).articles
    assert made.raw.strip() == LONG.strip()
    assert made.html is None
    stub = "Content-Type: text/plain\r\n\r\nSee the page."
    (made,) = read(parts("alternative", stub, page)).articles
    assert made.raw == LONG.strip()
    assert made.blocks[0].tag == "p"


def test_parts_that_say_different_things_are_all_kept() -> None:
    plain = "Content-Type: text/plain\r\n\r\nA note above."
    page = "Content-Type: text/html\r\n\r\n<p>The towns signed.</p>"
    (made,) = read(parts("mixed", plain, page)).articles
    assert made.raw == "A note above.\n\nThe towns signed."
    (block,) = made.blocks
    assert made.raw[block.start : block.end] == "The towns signed."


def test_attachments_are_not_read() -> None:
    note = "Content-Type: text/plain\r\n\r\nThe towns signed."
    file = "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=../../x\r\n\r\nno"
    (made,) = read(parts("mixed", note, file)).articles
    assert made.raw == "The towns signed."


def test_transfer_encodings_and_charsets_are_undone() -> None:
    body = base64.b64encode("Müller’s café".encode("cp1252")).decode()
    text = (
        HEAD + "Subject: x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
    )
    (made,) = read(text).articles
    assert made.raw == "Müller’s café"
    assert made.encoding.name == "cp1252"


@pytest.mark.parametrize("charset", ["x-unknown-\x1b[31m", "zlib_codec", "rot13"])
def test_a_charset_that_is_none_is_detected_instead(charset: str) -> None:
    text = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\ncaf\xe9 by the port"
    (made,) = read(text).articles
    assert made.raw == "café by the port"


def test_the_messages_of_a_digest_are_articles() -> None:
    inner = "".join(
        f"--in\r\n\r\nFrom: Desk {n} <d@x.example>\r\nSubject: Story {n}\r\n\r\nText {n}.\r\n"
        for n in (1, 2)
    )
    own = "Content-Type: text/plain\r\n\r\nToday's press."
    bundle = f"Content-Type: multipart/digest; boundary=in\r\n\r\n{inner}--in--\r\n"
    text = parts("mixed", own, bundle).replace(
        "Subject: News", "Subject: News\r\nList-Id: Press <p.x>"
    )
    reading = read(text)
    assert [made.raw.strip() for made in reading.articles] == [
        "Today's press.",
        "Text 1.",
        "Text 2.",
    ]
    assert [made.metadata.get("title") for made in reading.articles] == [
        "News",
        "Story 1",
        "Story 2",
    ]
    assert {made.metadata["source"] for made in reading.articles} == {"Press"}


def test_a_mailbox_is_many_articles() -> None:
    one = f"From a Thu Mar  4 10:00:00 2021\n{HEAD}Subject: One\n\nFirst.\n>From here on.\n\n"
    two = f"From b Thu Mar  4 11:00:00 2021\n{HEAD}Subject: Two\n\nSecond.\n"
    reading = read((one + two).replace("\r\n", "\n"), "a.mbox")
    assert [made.metadata["title"] for made in reading.articles] == ["One", "Two"]
    assert [made.place for made in reading.articles] == ["message 1", "message 2"]
    assert reading.articles[0].raw.strip() == "First.\nFrom here on."


def test_a_page_saved_as_mhtml() -> None:
    page = "Content-Type: text/html\r\nContent-Location: https://c.example/d\r\n\r\n<title>Deal</title><p>Signed."
    ad = "Content-Type: text/html\r\nContent-Location: cid:frame\r\n\r\n<p>Buy ropes."
    text = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://c.example/d\r\n"
        "Subject: Deal\r\nMIME-Version: 1.0\r\nDate: Fri, 1 Jan 2027 00:00:00 -0000\r\n"
        "Content-Type: multipart/related; boundary=cut\r\n\r\n"
        f"--cut\r\n{ad}\r\n--cut\r\n{page}\r\n--cut--\r\n"
    )
    (made,) = read(text, "a.mhtml").articles
    assert (made.format, made.raw) == ("mhtml", "Signed.")
    assert made.metadata == {"title": "Deal", "url": "https://c.example/d"}


def nested(depth: int) -> str:
    body = "Content-Type: text/plain\r\n\r\nThe towns signed."
    for n in range(depth):
        body = (
            f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n{body}\r\n--b{n}--\r\n"
        )
    return HEAD + body


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "Subject: " + " ".join(["=?utf-8?Q?=41?="] * 20_000) + "\r\n\r\nwords",
        HEAD + "Content-Type: text/plain;" + ";".join(f" n*{i}*=a" for i in range(5000)) + "\n\nw",
        HEAD + "".join(f"X-{i}: y\r\n" for i in range(100_000)) + "\r\nwords",
        HEAD.replace("a@b", "(" * 20_000) + "\r\nwords",
        HEAD + "Content-Type: multipart/mixed; boundary=z\r\n\r\n" + "--z\r\n\r\nx\r\n" * 20_000,
        HEAD + "Content-Type: message/rfc822\r\n\r\n" * 500 + "words",
        nested(2000),
    ],
    ids=["subject", "parameters", "headers", "parentheses", "parts", "messages", "depth"],
)  # fmt: skip
def test_mail_built_to_stall_a_parser_is_answered_at_once(text: str) -> None:
    begun = time.process_time()
    reading = read(text)
    assert time.process_time() - begun < 3
    assert reading.articles or reading.skipped


def test_a_message_with_a_few_levels_is_read() -> None:
    (made,) = read(nested(8)).articles
    assert made.raw == "The towns signed."
