"""PDF, DOCX, RTF and feeds: what is printed there, and one clear reason where nothing is."""

from __future__ import annotations

import importlib.util
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from diploread.config.settings import ReadingSettings
from diploread.index.reading.read import read_bytes
from diploread.index.reading.source import Reading

_spec = importlib.util.spec_from_file_location(
    "exports_made", Path(__file__).with_name("exports_made.py")
)
assert _spec and _spec.loader
made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made)


def read(data: bytes, name: str) -> Reading:
    return read_bytes(data, name, ReadingSettings())


def pdf_of(*pages: str, title: str = "") -> bytes:
    """A PDF with a line of text on each page."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        3: font,
        4 + 2 * count: f"<< /Title ({title}) >>",
    }
    for n, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else ""
        objects[4 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects[5 + 2 * n] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    out = b"%PDF-1.7\n"
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode()
    table = len(out)
    rows = "".join(f"{places[n]:010d} 00000 n \n" for n in sorted(objects))
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode()
    info = 4 + 2 * count
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {info} 0 R >>\n"
    return out + f"{trailer}startxref\n{table}\n%%EOF".encode()


def test_the_pages_of_a_pdf_are_blocks() -> None:
    (article,) = read(pdf_of("The towns signed.", "More on page two."), "a.pdf").articles
    assert article.raw == "The towns signed.\n\nMore on page two."
    assert [(b.tag, b.path, article.raw[b.start : b.end]) for b in article.blocks] == [
        ("page", "page 1", "The towns signed."),
        ("page", "page 2", "More on page two."),
    ]
    assert article.offset is None


def test_a_pdf_title_counts_only_where_it_is_printed() -> None:
    data = pdf_of("Harbour deal signed today", title="Harbour deal signed")
    assert read(data, "a.pdf").articles[0].metadata == {"title": "Harbour deal signed"}
    data = pdf_of("Harbour deal signed today", title="Microsoft Word - draft7.doc")
    assert read(data, "a.pdf").articles[0].metadata == {}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf_of("", ""), "pictures of pages only"),
        (b"%PDF-1.7\n", "damaged PDF"),
        (pdf_of("words")[:200], "damaged PDF"),
    ],
)
def test_a_pdf_without_text_says_why(data: bytes, reason: str) -> None:
    reading = read(data, "a.pdf")
    assert reading.articles == ()
    assert reading.skipped[0].reason.startswith(reason)


def test_the_paragraphs_of_a_docx_are_blocks() -> None:
    data = made.docx_of("Harbour deal\nThe towns signed.", {"Harbour deal": "Heading1"})
    (article,) = read(data, "a.docx").articles
    assert article.raw == "Harbour deal\n\nThe towns signed."
    assert [b.tag for b in article.blocks] == ["h1", "p"]
    assert article.metadata == {"title": "Harbour deal"}


def test_tracked_deletions_are_left_out_and_notes_and_edges_kept_apart() -> None:
    body = (
        "<w:p><w:r><w:t>The towns</w:t></w:r>"
        "<w:del><w:r><w:delText> never</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t xml:space='preserve'> signed</w:t></w:r></w:ins>"
        "<w:r><w:br/><w:t>today.</w:t></w:r></w:p>"
    )
    page = "<w:p><w:r><w:t>Draft 7</w:t></w:r></w:p>"
    note = "<w:p><w:r><w:t>See annex.</w:t></w:r></w:p>"
    data = made.docx_with(body, header1=page, header2=page, footnotes=note)
    (article,) = read(data, "a.docx").articles
    assert article.raw == "The towns signed\ntoday.\n\nSee annex.\n\nDraft 7"
    assert [b.tag for b in article.blocks] == ["p", "note", "header"]


def zipped(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name.replace("__", "/").replace("_xml", ".xml"))  # a fixed time
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped(a=b"x"), "an archive, but not a DOCX"),
        (zipped(word__document_xml=b"A" * 30_000_000), "an archive that unpacks to far more"),
        (
            zipped(word__document_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            "its document decl",
        ),
        (zipped(word__document_xml=b"<a>"), "its document is damaged"),
        (b"PK\x03\x04 not really", "damaged DOCX"),
        (made.docx_of("words")[:300], "damaged DOCX"),
    ],
)
def test_an_archive_that_is_no_document_says_why(data: bytes, reason: str) -> None:
    reading = read(data, "a.docx")
    assert reading.articles == ()
    assert reading.skipped[0].reason.startswith(reason)


def test_rtf_is_read_with_its_characters() -> None:
    (article,) = read(made.rtf_of("Müller’s café\nThe towns signed."), "a.rtf").articles
    assert article.raw.strip() == "Müller’s café\nThe towns signed."


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Courier</title><link>https://courier.example</link>
<item><title>Harbour &lt;b&gt;deal&lt;/b&gt;</title><link>https://courier.example/1</link>
<pubDate>Thu, 04 Mar 2021 10:00:00 +0000</pubDate><guid>u-1</guid>
<description>In short.</description>
<content:encoded><![CDATA[<p>The towns signed.</p><p>More soon.</p>]]></content:encoded></item>
<item><title>Ferry</title><description>It runs &amp;amp; runs.</description></item>
</channel></rss>"""


def test_the_entries_of_a_feed_are_articles() -> None:
    first, second = read(FEED.encode(), "feed.xml").articles
    assert first.raw == "The towns signed.\n\nMore soon."
    assert first.metadata == {
        "title": "Harbour deal",
        "date": "Thu, 04 Mar 2021 10:00:00 +0000",
        "source": "The Courier",
        "url": "https://courier.example/1",
        "id": "u-1",
        "summary": "In short.",
    }
    assert (second.raw, second.place) == ("It runs & runs.", "entry 2")


def test_a_feed_opens_nothing_else() -> None:
    entity = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    evil = FEED.replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{entity}')
    evil = evil.replace("In short.", "&x;").replace("The towns signed.", "&x;")
    for article in read(evil.encode(), "feed.rss").articles:
        assert "root:" not in article.raw + str(article.metadata)


def test_pixels_and_programs_are_told_by_their_first_bytes() -> None:
    for data in (b"\x89PNG\r\n\x1a\n" + bytes(90), b"\x7fELF" + bytes(90), zlib.compress(b"x") * 9):
        reading = read(data + bytes(200), "a.txt")
        assert (reading.articles, reading.skipped[0].kind) == ((), "binary")


def test_every_byte_there_is_makes_no_text() -> None:
    reading = read(bytes(range(256)) * 20, "a.txt")
    assert (reading.articles, reading.skipped[0].kind) == ((), "binary")
    typed = "A line with a bell\a, a back\bspace in it, as terminals log them.\n" * 20 + "\0" * 9
    assert read(typed.encode(), "a.txt").articles
