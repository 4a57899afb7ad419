"""Database exports made for the tests: invented documents in the layouts that databases use."""

from __future__ import annotations

import io
import textwrap
import zipfile
from html import escape

NEXIS_OLD = """



                               1 of 2 DOCUMENTS


                           The Port Vale Courier

                          March 4, 2021 Thursday
                               First Edition

Harbour deal signed after
a night of talks

BYLINE: Ada Brook

SECTION: WORLD; Pg. 3

LENGTH: 41 words

DATELINE: PORT VALE


The two harbour towns signed a deal on Thursday, ending a year of quarrels.

"We have a harbour again," said Mayor Ilse Tamm. Length: that was not the issue.

LOAD-DATE: March 5, 2021

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                  Copyright 2021 Port Vale Courier Ltd.
                          All Rights Reserved


                               2 of 2 DOCUMENTS


                             The Lowland Mail

                                March 6, 2021

Ferry to run twice a day

LENGTH: 12 words

The ferry will run twice a day from May, its owner said.

LOAD-DATE: March 6, 2021
"""

NEXIS_NEW = """User Name: A. Reader
Date and Time: Friday, March 12, 2021 10:00:00 AM
Job Number: 1234567
Documents (2)
1. Harbour deal signed after a night of talks
Client/Matter: -None-
Search Terms: harbour
2. Ferry to run twice a day
Client/Matter: -None-

Harbour deal signed after a night of talks
The Port Vale Courier
March 4, 2021 Thursday

Copyright 2021 Port Vale Courier Ltd. All Rights Reserved
Section: WORLD; Pg. 3
Length: 41 words
Byline: Ada Brook
Dateline: PORT VALE
Body

The two harbour towns signed a deal on Thursday, ending a year of quarrels.
"We have a harbour again," said Mayor Ilse Tamm.

Classification
Language: ENGLISH
Publication-Type: Newspaper
Load-Date: March 5, 2021
End of Document

Ferry to run twice a day
The Lowland Mail
March 6, 2021

Length: 12 words
Body

The ferry will run twice a day from May, its owner said.

Load-Date: March 6, 2021
End of Document
"""

FACTIVA_SHOWN = """World News
Harbour deal signed after a night of talks
By Ada Brook
41 words
4 March 2021
02:13
The Port Vale Courier
PVCOUR
English
(c) 2021 Port Vale Courier Ltd.

The two harbour towns signed a deal on Thursday, ending a year of quarrels.

"We have a harbour again," said Mayor Ilse Tamm.

Document PVCOUR0020210304eh340000b

Ferry to run twice a day
12 words
6 March 2021
The Lowland Mail
LOWMAI
English
Copyright 2021. Lowland Mail.

The ferry will run twice a day from May, its owner said.

Document LOWMAI0020210306eh360001c

Search Summary
Text harbour
Date All Dates
Results Found 2
Timestamp 12 March 2021 10:00
"""

FACTIVA_CODED = """SE  World
HD  Harbour deal signed after
a night of talks
BY  Ada Brook
WC  41 words
PD  4 March 2021
ET  02:13
SN  The Port Vale Courier
SC  PVCOUR
LA  English
CY  (c) 2021 Port Vale Courier Ltd.

LP
The two harbour towns signed a deal on Thursday, ending a year of quarrels.

TD
"We have a harbour again," said Mayor Ilse Tamm.

CO  pvale : Port Vale Harbour Board
NS  gdip : International Relations
RE  pvale : Port Vale
PUB Port Vale Courier Ltd.
AN  Document PVCOUR0020210304eh340000b
"""


def docx_of(text: str, styles: dict[str, str] | None = None) -> bytes:
    """A DOCX file with a paragraph for each line of ``text``."""
    paragraphs = []
    for line in text.splitlines():
        style = (styles or {}).get(line, "")
        looks = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        paragraphs.append(
            f'<w:p>{looks}<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        )
    return docx_with("".join(paragraphs))


def docx_with(body: str, **parts: str) -> bytes:
    """A DOCX file with this body in WordprocessingML; ``parts`` are further members of word/."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document {space}><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:part {space}>{content}</w:part>")
    return data.getvalue()


def rtf_of(text: str) -> bytes:
    """An RTF file with a paragraph for each line of ``text``."""
    out = []
    for line in text.splitlines():
        plain = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        out.append("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in plain) + "\\par\n")
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0 " + "".join(out) + "}").encode("ascii")


def html_of(text: str) -> bytes:
    """A page with a paragraph for each line of ``text``."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    return f"<!doctype html><html><body>{lines}</body></html>".encode()


def pdf_of(text: str, *, rows: int = 14, head: str = "", foot: str = "") -> bytes:
    """A PDF file as word processors print one: wrapped lines, so many a page, with their numbers.

    ``head`` and ``foot`` stand on each page, with ``{n}`` for its number and ``{of}`` for the last.
    """
    lines = [part for line in text.split("\n") for part in textwrap.wrap(line.strip(), 88) or [""]]
    while not lines[0]:
        del lines[0]
    pages = [lines[at : at + rows] for at in range(0, len(lines), rows)]
    streams = []
    for n, page in enumerate(pages, 1):
        placed = [(760, head.format(n=n, of=len(pages)))]
        placed += [(730 - 17 * row, line) for row, line in enumerate(page)]
        placed.append((30, foot.format(n=n, of=len(pages))))
        streams.append("".join(_shown(y, line) for y, line in placed if line))
    return _pdf_with(streams)


def _shown(y: int, line: str) -> str:
    escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"1 0 0 1 50 {y} Tm ({escaped}) Tj\n"


def _pdf_with(streams: list[str]) -> bytes:
    """A PDF file of pages with these lines of text."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    kids = []
    for stream in streams:
        data = b"BT /F1 10 Tf\n" + stream.encode("cp1252", "replace") + b"ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects) + 2)
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(data), data))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )
