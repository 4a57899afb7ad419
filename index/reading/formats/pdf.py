"""PDF: the text layer, page by page; a file without one says so."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from diploread.index.article import Block, Encoding, Flag
from diploread.index.reading.exports import split_export
from diploread.index.reading.patience import Patience, TimeIsUp
from diploread.index.reading.source import Reading, Source, Text, Unreadable

_ENCODING = Encoding(name="utf-8")


def read(source: Source) -> Reading:
    """One article, a block a page, or as many as an export of a news database holds.

    What was read before time ran out is kept and flagged.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(source.data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise Unreadable("it is locked with a password", "unsupported")
    except NotImplementedError as error:
        raise Unreadable("it is locked in a way that cannot be opened", "unsupported") from error
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError) as error:
        raise Unreadable("damaged PDF: it breaks off, or its list of objects is lost") from error
    pages, flags = _pages(document, source)
    if not any(page.strip() for page in pages):
        if flags:
            raise Unreadable("no page of the PDF could be read")
        raise Unreadable("pictures of pages only, no text in them", "unsupported")
    raw, blocks = _joined(pages)
    export = split_export(raw)
    if export is not None:
        return export.reading(source, raw, _ENCODING, blocks=blocks, flags=flags)
    metadata = _metadata(document, pages)
    return source.reading([Text(raw, "pdf", _ENCODING, blocks, metadata, flags=flags)])


def _pages(document: object, source: Source) -> tuple[list[str], tuple[Flag, ...]]:
    """The text of each page, and what could not be read."""
    pages: list[str] = []
    lost: list[int] = []
    note = ""
    try:
        with Patience(source.options.worker_seconds * 0.6):
            for number, page in enumerate(_each(document), 1):
                if number > source.options.pdf_pages:
                    note = f"only the first {source.options.pdf_pages} pages"
                    break
                try:
                    pages.append(page.extract_text())  # type: ignore[attr-defined]
                except Exception:  # a broken page must not cost the others
                    pages.append("")
                    lost.append(number)
    except TimeIsUp:
        note = f"only the first {len(pages)} pages: the others take too long"
    except Exception as error:
        note = f"only the first {len(pages)} pages: {type(error).__name__}"
    if lost:
        shown = ", ".join(map(str, lost[:10])) + (" …" if len(lost) > 10 else "")
        note = "; ".join(filter(None, (f"pages {shown} could not be read", note)))
    return pages, (Flag(kind="read-in-part", note=note),) if note else ()


def _each(document: object) -> Iterator[object]:
    yield from document.pages  # type: ignore[attr-defined]


def _joined(pages: list[str]) -> tuple[str, tuple[Block, ...]]:
    pieces: list[str] = []
    blocks = []
    length = 0
    for number, page in enumerate(pages, 1):
        text = page.strip("\n")
        if not text.strip():
            continue
        if pieces:
            pieces.append("\n\n")
            length += 2
        pieces.append(text)
        blocks.append(
            Block(start=length, end=length + len(text), tag="page", path=f"page {number}")
        )
        length += len(text)
    return "".join(pieces), tuple(blocks)


def _metadata(document: object, pages: list[str]) -> dict[str, str]:
    """The title, where it is printed too: what word processors put there is often another's."""
    try:
        title = str(document.metadata.title or "")  # type: ignore[attr-defined]
    except Exception:  # the information of a hostile file may be anything
        return {}
    words = " ".join(title.split())
    printed = " ".join(" ".join(pages[:1]).split())
    return {"title": words} if len(words) > 8 and words.lower() in printed.lower() else {}
