"""RTF: the text with its paragraphs; exports of news databases are split."""

from __future__ import annotations

import re
from collections.abc import Callable

from diploread.index.article import Encoding
from diploread.index.reading.decode import text_codec
from diploread.index.reading.exports import split_export
from diploread.index.reading.source import Reading, Source, Text, Unreadable

_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read(source: Source) -> Reading:
    """One article, or as many as an export of a news database holds."""
    match = _PAGE.search(source.data[:4096])
    codepage = text_codec(f"cp{match[1].decode()}" if match else None) or "cp1252"
    try:
        text = _text_of(source.data.decode("latin-1"), codepage)
    except (ValueError, IndexError, KeyError, UnicodeError) as error:
        raise Unreadable(f"damaged RTF ({type(error).__name__})") from error
    encoding = Encoding(name=codepage, replaced=text.count("\ufffd"))
    export = split_export(text)
    if export is not None:
        return export.reading(source, text, encoding)
    return source.reading([Text(text, "rtf", encoding)])


def _text_of(rtf: str, codepage: str) -> str:
    from striprtf import striprtf

    convert: Callable[..., str] = striprtf.rtf_to_text
    return convert(rtf, encoding=codepage, errors="replace")
