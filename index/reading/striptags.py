"""Markup that no parser reads to the end becomes text by leaving out its tags.

The last resort for pages nested thousands deep, torn inside a tag or built to stall parsers: a
single pass over the characters, linear whatever they are, that loses structure but no words.
"""

from __future__ import annotations

import re
from html import unescape

from diploread.index.reading.render import INLINE

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_SILENT = frozenset({"script", "style", "title", "template", "svg", "iframe", "object"})
"""Elements whose content no page shows."""
_BLANKS = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")


def strip_tags(markup: str) -> str:
    """The words of ``markup``, a line for each block."""
    lowered = markup.lower()
    out: list[str] = []
    at = 0
    last_close = markup.rfind(">")
    while (opening := markup.find("<", at)) >= 0:
        out.append(markup[at:opening])
        if markup.startswith("<!--", opening):
            close = markup.find("-->", opening)
            at = close + 3 if close >= 0 else opening + 4
            continue
        tag = _TAG.match(markup, opening)
        if opening > last_close or not (tag or markup.startswith(("<!", "<?"), opening)):
            out.append("<")
            at = opening + 1
            continue
        name = tag[1].lower() if tag else ""
        at = _behind(markup, tag.end() if tag else opening + 2)
        if name in _SILENT and tag and not tag[0].startswith("</"):
            close = lowered.find("</" + name, at)
            at = close if close >= 0 else at
        elif name not in INLINE:
            out.append("\n")
    out.append(markup[at:])
    return _BLANKS.sub("\n\n", unescape("".join(out))).strip()


def _behind(markup: str, at: int) -> int:
    """The place behind the ``>`` that ends a tag; a ``<`` before it means the tag was torn."""
    close = markup.find(">", at)
    torn = markup.find("<", at, close)
    quoted = markup.count('"', at, torn if torn >= 0 else at) % 2 == 1
    return torn if torn >= 0 and not quoted else close + 1
