"""DOCX by hand: a small package of XML that Word, LibreOffice and Pages open, with footnotes.

Written with the standard library: six short parts need no dependency. The package is the same
byte for byte whenever the entries are the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape as xml_escape

from diploread.config.visible import visible, visible_line
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.stamp import stamp
from diploread.index.notebook.export.wording import (
    chain,
    context_line,
    date_words,
    grouped,
    manner,
    note,
    paragraphs,
    place,
    speaker,
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_P}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_MAIN}.footnotes+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_P}/relationships"><Relationship Id="r1" '
    f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{_XML}<Relationships xmlns="{_P}/relationships">'
    f'<Relationship Id="r1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{_R}/footnotes" Target="footnotes.xml"/></Relationships>',
}
_STYLES = (
    ("Normal", "Normal", '<w:pPr><w:spacing w:after="120"/></w:pPr>'),
    ("Title", "Title", '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'),
    ("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
    ("Quote", "Quote", '<w:pPr><w:ind w:left="567" w:right="567"/></w:pPr>'),
    ("Small", "Small", '<w:rPr><w:sz w:val="18"/></w:rPr>'),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)


def render(entries: Sequence[Entry], options: Options) -> bytes:
    """The package."""
    body = [_paragraph(options.title or "Quotes", "Title")]
    body.append(_paragraph("What stands in [brackets] is inferred.", "Small"))
    footnotes: list[str] = []
    for heading, group in grouped(entries, options.group):
        if heading:
            body.append(_paragraph(heading, "Heading1"))
        for entry in group:
            footnotes.append(_footnote(entry, options, len(footnotes) + 1))
            body += _entry(entry, options, len(footnotes))
    parts = {
        **_PARTS,
        "word/document.xml": f'{_XML}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}'
        "<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f'{_XML}<w:styles xmlns:w="{_W}">{_styles()}</w:styles>',
        "word/footnotes.xml": f'{_XML}<w:footnotes xmlns:w="{_W}">{_SEPARATORS}'
        f"{''.join(footnotes)}</w:footnotes>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), content.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _entry(entry: Entry, options: Options, number: int) -> list[str]:
    out = [_paragraph(part, "Quote") for part in paragraphs(entry)]
    who = (
        (speaker(entry), visible_line(entry.speaker.role or ""), chain(entry), manner(entry))
        if entry.kind == "quote"
        else ()
    )
    caption = "\u2014 " + ", ".join(part for part in (*who, date_words(entry.date)) if part)
    out.append(_paragraph(caption, "Normal", f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'))
    around = context_line(entry)
    if options.context and around:
        out.append(_paragraph(f"Context: {around}", "Small"))
    out += [_paragraph(f"Note: {part}", "Normal") for part in note(entry).split("\n") if part]
    if entry.user.tags:
        out.append(_paragraph("Tags: " + ", ".join(entry.user.tags), "Small"))
    return out


def _footnote(entry: Entry, options: Options, number: int) -> str:
    basis = ""
    if entry.date and entry.date.guessed:
        basis = f" Date {entry.date.basis}: {entry.date.evidence}."
    text = f" {cite(entry, options)}{basis} {place(entry)}. {stamp(entry)}"
    mark = "<w:r><w:footnoteRef/></w:r>"
    return f'<w:footnote w:id="{number}"><w:p>{mark}{_run(text)}</w:p></w:footnote>'


def _paragraph(text: str, style: str, after: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}{after}</w:p>'


def _run(text: str) -> str:
    """XML cannot hold control characters or noncharacters at all, however escaped."""
    safe = visible(text).replace("\n", " ").replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return f'<w:r><w:t xml:space="preserve">{xml_escape(safe)}</w:t></w:r>'


def _styles() -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{look}</w:style>'
        for key, name, look in _STYLES
    )
