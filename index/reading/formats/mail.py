"""Mail: single messages, mailboxes, and pages saved as MHTML.

The text part is the article; the HTML part where there is no text, or where the text is only a
pointer to it. Attachments are never written and never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from diploread.index.article import Encoding, Flag, Format, Skipped
from diploread.index.reading.decode import declared_in, decode
from diploread.index.reading.formats.html import text_of_page
from diploread.index.reading.headers import header_text, sender_name, tamed, too_deep
from diploread.index.reading.source import Reading, Source, Text, Unreadable
from msgspec.structs import replace as replace_struct

_FROM = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\r?\n(?=[\w-]+:)")
_QUOTED_FROM = re.compile(r"^>(>*From )", re.MULTILINE)
_BUNDLES = frozenset({"multipart/digest", "message/rfc822"})
_MOST_MESSAGES = 20_000


def read(source: Source) -> Reading:
    """One article a message; each message of a digest counts."""
    if source.format == "mbox":
        return _mailbox(source)
    kind: Format = "mhtml" if source.format == "mhtml" else "eml"
    message = _parsed(source.data)
    if inner := _digested(message):
        return source.reading(_digest(message, inner))
    text = _article(message, kind)
    return source.reading([_placed(text, source.data) if kind == "eml" else text])


def _parsed(data: bytes) -> Message:
    return BytesParser(policy=compat32).parsebytes(tamed(data))


def _digested(message: Message) -> list[Message]:
    """The messages that mailing lists bundle into one."""
    for part in message.walk():
        if part.get_content_type() == "multipart/digest":
            inner = part.get_payload()
            if isinstance(inner, list):
                return [m for m in inner if isinstance(m, Message)]
    return []


def _digest(outer: Message, inner: list[Message]) -> Iterator[Text]:
    """The bundled messages, behind the list's own words where it has any."""
    own = _bodies(outer, "eml", bundled=False)[0]
    about = _metadata(outer, "eml")
    if own is not None and own[0].strip():
        yield Text(own[0], "eml", own[1], metadata=about, place="the list's own words")
    for number, part in enumerate(inner, 1):
        payload = part.get_payload()
        message = payload[0] if isinstance(payload, list) and payload else part
        if not isinstance(message, Message):
            continue
        try:
            text = _article(message, "eml")
        except Unreadable:  # attachments alone; told among the skipped, as blank texts are
            text = Text("", "eml", Encoding(name="utf-8"))
        stated = {name: value for name, value in (text.metadata or {}).items() if value}
        source = {"source": about["source"]} if about["source"] else {}
        yield replace(text, metadata={**source, **stated}, place=f"message {number}")


def _mailbox(source: Source) -> Reading:
    texts: list[Text] = []
    skips: list[Skipped] = []
    for number, data in enumerate(_messages(source.data), 1):
        place = f"message {number}"
        try:
            text = _article(_parsed(data), "mbox")
            text = replace(text, raw=_QUOTED_FROM.sub(r"\1", text.raw)) if not text.html else text
            texts.append(replace(text, place=place))
        except Unreadable as error:
            skips.append(source.skip(f"{place}: {error.reason}", error.kind))
        except Exception as error:  # one broken message must not cost the others
            skips.append(source.skip(f"{place}: damaged ({type(error).__name__})"))
    return source.reading(texts, skips)


def _messages(data: bytes) -> Iterator[bytes]:
    starts = [match.end() for match in _FROM.finditer(data)]
    ends = [match.start() for match in _FROM.finditer(data)][1:]
    if not starts:
        raise Unreadable("no mailbox: no line in it begins with From and a sender")
    if len(starts) > _MOST_MESSAGES:
        raise Unreadable(f"more than {_MOST_MESSAGES} messages; split the mailbox", "too-large")
    for start, end in zip(starts, [*ends, len(data)], strict=True):
        yield data[start:end]


def _article(message: Message, kind: Format) -> Text:
    """The article of one message. Raises Unreadable where it holds no text."""
    plain, page = _bodies(message, kind)
    metadata = _metadata(message, kind)
    flags = _defects(message)
    written = Text(plain[0], kind, plain[1], metadata=metadata, flags=flags) if plain else None
    if page is None:
        if written is None:
            raise Unreadable("no text part in it", "empty")
        return written
    text = text_of_page(page[0], page[1], kind)
    stated = {**(text.metadata or {}), **metadata}
    if kind == "mhtml" and (text.metadata or {}).get("title"):
        stated["title"] = (text.metadata or {})["title"]
    shown = replace(text, metadata=stated, flags=(*text.flags, *flags))
    if written is None or not written.raw.strip():
        return shown
    if any(part.get_content_type() == "multipart/alternative" for part in message.walk()):
        # Two versions of one text; a text of a few words only says that there is a page.
        full = len(written.raw.split()) >= 40 or len(written.raw) > len(shown.raw)
        return written if full else shown
    return _together(written, shown)


def _together(written: Text, shown: Text) -> Text:
    """A text part and a page that say different things, as one article."""
    above = written.raw.rstrip() + "\n\n"
    blocks = tuple(
        replace_struct(b, start=b.start + len(above), end=b.end + len(above)) for b in shown.blocks
    )
    return replace(shown, raw=above + shown.raw, blocks=blocks, html=None)


def _bodies(
    message: Message, kind: Format, *, bundled: bool = True
) -> tuple[tuple[str, Encoding] | None, tuple[str, Encoding] | None]:
    """The text and the page of a message: all text parts together, the first page."""
    texts: list[tuple[str, Encoding]] = []
    page: tuple[str, Encoding] | None = None
    main = (message.get("Snapshot-Content-Location") or "").strip()
    for part in _parts(message, bundled):
        subtype = part.get_content_type()
        if subtype == "text/plain" and kind != "mhtml":
            texts.append(_decoded(part))
        elif subtype in ("text/html", "application/xhtml+xml"):
            here = (part.get("Content-Location") or "").strip()
            if page is None or (main and here == main):
                page = _decoded(part)
                if main and here == main:
                    break
    if not texts:
        return None, page
    if len(texts) == 1:
        return texts[0], page
    joined = "\n\n".join(text for text, _ in texts if text.strip())
    return (joined, texts[0][1]), page


def _parts(message: Message, bundled: bool) -> Iterator[Message]:
    """The parts that hold content and are no attachment, in order."""
    stack = [(message, 0)]
    seen = 0
    while stack:
        part, depth = stack.pop()
        seen += 1
        if too_deep(depth, seen) or (not bundled and part.get_content_type() in _BUNDLES):
            continue
        if "attachment" in str(part.get("Content-Disposition") or "")[:40].lower():
            continue
        inner = part.get_payload()
        if isinstance(inner, list):
            stack.extend((p, depth + 1) for p in reversed(inner) if isinstance(p, Message))
        else:
            yield part


def _decoded(part: Message) -> tuple[str, Encoding]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        data = str(part.get_payload()).encode("utf-8", "surrogateescape")
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError, RecursionError):
        charset = None
    return decode(data, charset or declared_in(data))


def _metadata(message: Message, kind: Format) -> dict[str, str]:
    found = {
        "title": header_text(message.get("Subject")),
        "id": header_text(message.get("Message-ID")),
    }
    if kind == "mhtml":  # its date is that of saving, its sender the browser
        location = header_text(message.get("Snapshot-Content-Location"))
        return {"title": found["title"], "url": location}
    found["date"] = header_text(message.get("Date"))
    found["byline"] = sender_name(message.get("From"))
    found["source"] = header_text(message.get("List-Id")).split("<")[0].strip(" \"'")
    found["language"] = header_text(message.get("Content-Language"))
    return found


def _defects(message: Message) -> tuple[Flag, ...]:
    """A flag where the message ends before its last part does."""
    names = {type(defect).__name__ for part in message.walk() for defect in part.defects}
    if names & {"CloseBoundaryNotFoundDefect", "InvalidBase64LengthDefect"}:
        return (Flag(kind="read-in-part", note="the message ends in the middle of a part"),)
    return ()


def _placed(text: Text, data: bytes) -> Text:
    """The same with its offset, where the text stands in the decoded file letter for letter."""
    if text.html is not None or not text.raw.strip():
        return text
    whole, encoding = decode(data)
    at = whole.find(text.raw) if encoding.name == text.encoding.name else -1
    return text if at < 0 else replace(text, offset=at)
