"""Reading: files a second of each format, on one core and through the reading process.

The files are invented and of the size such files have. With ``folder=PATH`` the files of a folder
are read as well. The peer for a page is trafilatura, which many pick to get text out of pages; it
picks the article too, which reading leaves to cleaning.
"""

from __future__ import annotations

import json
import tempfile
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from diploread.config.settings import ReadingSettings
from diploread.index.article import Skipped
from diploread.index.reading.read import read_bytes
from diploread.index.reading.walk import walk
from diploread.index.reading.worker import Worker

from tests.benchmarks.table import Table

_OPTIONS = ReadingSettings()
_LINE = (
    "The mayor of Port Vale said on Thursday that the towns would “sign within days”, "
    "ending a quarrel over harbour dues that had lasted for more than a year. "
)
_STORY = [f"{_LINE}This is paragraph {number}." for number in range(18)]
_SECONDS = 0.5


def run(table: Table) -> None:
    """Measures every format, then the reading process, then a folder where one is given."""
    table.begin("reading, one core")
    page = _page()
    for name, suffix, data in _files(page):
        peer = _rate(lambda: _trafilatura(page)) if suffix == "html" else ""
        rate = _rate(lambda d=data, s=suffix: read_bytes(d, f"a.{s}", _OPTIONS))  # type: ignore[misc]
        table.add(f"{name}, {len(data) / 1024:.0f} KB", rate, peer, unit="files/s")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text("\n\n".join(_STORY))
        with Worker(_OPTIONS) as worker:
            rate = _rate(lambda: worker.read(Path(folder), "a.txt"))
        table.add("text, through the reading process", rate, unit="files/s")
    if "folder" in table.options:
        _folder(table, Path(table.options["folder"]))


def _files(page: str) -> list[tuple[str, str, bytes]]:
    story = "\n\n".join(_STORY)
    lines = [json.dumps({"title": f"Deal {n}", "text": story}) for n in range(100)]
    head = "From: Desk <d@courier.example>\nSubject: Deal\nMIME-Version: 1.0\n\n"
    items = "".join(
        f"<item><title>Deal {n}</title>"
        f"<description><![CDATA[{_paragraphs()}]]></description></item>"
        for n in range(20)
    )
    return [
        ("text", "txt", story.encode()),
        ("text in cp1252", "txt", story.encode("cp1252")),
        ("page", "html", page.encode()),
        ("Markdown with front matter", "md", f"---\ntitle: Deal\n---\n{story}".encode()),
        ("JSON lines, 100 articles", "jsonl", "\n".join(lines).encode()),
        ("message", "eml", (head + story).encode()),
        ("feed, 20 entries", "rss", f"<rss><channel>{items}</channel></rss>".encode()),
        ("DOCX", "docx", _docx()),
        ("Nexis export, 50 documents", "txt", _nexis().encode()),
    ]


def _paragraphs() -> str:
    return "".join(f"<p>{line}</p>" for line in _STORY)


def _page() -> str:
    links = "".join(f'<li class="item"><a href="/{n}">Section {n}</a></li>' for n in range(150))
    script = f"<script>{'var a = 1; ' * 1500}</script>"
    return (
        f"<!doctype html><html><head><title>Deal</title>{script}</head><body><nav><ul>{links}</ul>"
        f"</nav><article><h1>Deal</h1>{_paragraphs()}</article><footer>{links}</footer></body></html>"
    )


def _docx() -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _STORY)
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )
    return data.getvalue()


def _nexis() -> str:
    return "".join(
        f"Deal {n}\nThe Courier\nMarch 4, 2021 Thursday\n\nLength: 400 words\nBody\n\n"
        + "\n\n".join(_STORY)
        + "\n\nLoad-Date: March 5, 2021\nEnd of Document\n\n"
        for n in range(50)
    )


def _rate(work: Callable[[], object]) -> float:
    """How often a second ``work`` can be done, by the processor's clock where that moves."""
    work()
    done = 0
    begun = time.perf_counter()
    while (spent := time.perf_counter() - begun) < _SECONDS:
        work()
        done += 1
    return done / spent


def _trafilatura(page: str) -> object:
    import trafilatura

    return trafilatura.extract(page, favor_recall=True)


def _folder(table: Table, folder: Path) -> None:
    files = articles = skipped = 0
    begun = time.perf_counter()
    with Worker(_OPTIONS) as worker:
        for item in walk(folder, _OPTIONS):
            files += 1
            if isinstance(item, Skipped):
                skipped += 1
                continue
            reading = worker.read(folder, item.relative)
            articles += len(reading.articles)
            skipped += len(reading.skipped)
    seconds = time.perf_counter() - begun
    table.add(f"{files} files of the folder, walk and read", files / seconds, unit="files/s")
    table.add("articles in them", articles, unit="articles")
    table.add("skipped, each with its reason", skipped, unit="files")
