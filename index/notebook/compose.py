"""From an article's record to an entry that stands on its own."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from diploread.config.paths import Paths
from diploread.index.article import Article, Quote, Value
from diploread.index.notebook.anchors import Anchor, SourceFile, anchor_for, place_of
from diploread.index.notebook.context import context_of, flat
from diploread.index.notebook.entry import (
    ArticlePart,
    Context,
    CuePart,
    DatePart,
    Entry,
    Fact,
    SaidPart,
    Selector,
    SpeakerPart,
    Tool,
    UserPart,
    ViaPart,
)
from diploread.index.notebook.parties import kind_of, org_of
from diploread.index.notebook.sources import Sources
from diploread.index.spans import uncovered

CUT = "[\u2026]"
"""Stands in a line where cleaning cut out words of the source."""


def now() -> str:
    """The present moment as ISO 8601 with zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


@cache
def version() -> str:
    """The version of the program."""
    try:
        return metadata.version("diploread")
    except metadata.PackageNotFoundError:
        return ""


def tool() -> Tool:
    """What makes a record at this moment."""
    from diploread.index.library.fingerprint import of_annotating

    files = []
    for path in sorted(Paths.default().config_dir.glob("*.yaml")):
        with suppress(OSError):
            status = path.stat()
            files.append((path, status.st_mtime_ns, status.st_size))
    config = _hash_of(tuple(files)) if files else ""
    return Tool(version=version(), rules=of_annotating(), config=config, created_at=now())


@lru_cache(maxsize=4)
def _hash_of(files: tuple[tuple[Path, int, int], ...]) -> str:
    """Of names and contents; time and size in the key tell when they must be read again."""
    made = hashlib.sha256()
    for path, _, _ in files:
        with suppress(OSError):
            made.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + path.read_bytes())
    return made.hexdigest()[:16]


def quote_entry(article: Article, quote: Quote, roots: Sources | None = None) -> Entry:
    """The entry of a quote found by the machine; its id is the quote's."""
    anchor, root = _anchor(article, quote.start, quote.end, roots)
    shown, pieces = flat_pieces(article, quote.start, quote.end, quote.spans)
    return _entry(
        article,
        anchor,
        root,
        id=quote.id or _digest_id("q", anchor),
        kind="quote",
        text_flat=shown,
        type=quote.type,
        scare=quote.scare,
        nested_in=quote.nested_in,
        spans=pieces,
        speaker=SpeakerPart(
            name=quote.speaker.name,
            id=quote.speaker.id,
            as_written=quote.speaker.text,
            role=quote.speaker.role,
            org=org_of(article, quote),
            country=_country(article, quote.speaker.id),
            how=quote.speaker.how,
            resolved_from=quote.speaker.start,
            confidence=quote.speaker.confidence,
        ),
        via=tuple(
            ViaPart(name=link.name, cue=link.cue, kind=kind_of(article, link.name))
            for link in quote.via
        ),
        cue=CuePart(
            text=quote.cue.text if quote.cue else "",
            start=quote.cue.start if quote.cue else None,
            rule=quote.rule,
        ),
        about=quote.about,
        addressees=quote.addressees,
        said=None
        if quote.said is None
        else SaidPart(
            value=quote.said.value, precision=quote.said.precision, evidence=quote.said.evidence
        ),
        confidence=quote.confidence,
        context=context_of(article.body, quote.start, quote.end),
        edited=quote.edited,
    )


def passage_entry(article: Article, start: int, end: int, roots: Sources | None = None) -> Entry:
    """The entry of any stretch of the body that the reader selected (offsets in body)."""
    anchor, root = _anchor(article, start, end, roots)
    return _entry(
        article,
        anchor,
        root,
        id=_digest_id("p", anchor),
        kind="passage",
        text_flat=flat_pieces(article, start, end)[0],
        context=context_of(article.body, start, end),
    )


def article_entry(article: Article, roots: Sources | None = None) -> Entry:
    """The entry of an article; it is anchored by the first line of its body."""
    body = article.body
    start = len(body) - len(body.lstrip())
    if start == len(body):
        root, source = _source(article, roots)
        whole = (0, len(source.data)) if source else None
        anchor = Anchor(file=place_of(article, bytes=whole), selector=Selector())
    else:
        stop = body.find("\n", start)
        anchor, root = _anchor(article, start, stop if stop > 0 else len(body.rstrip()), roots)
    first = flat(anchor.selector.exact)
    return _entry(
        article,
        anchor,
        root,
        id="a-" + _digest(article.sha256, article.part),
        kind="article",
        text_flat=flat(article.title.text) if article.title else first,
        context=Context(sentence=first),
    )


def _entry(
    article: Article,
    anchor: Anchor,
    root: Path | None,
    edited: tuple[str, ...] = (),
    **fields: Any,
) -> Entry:
    """An entry with what all kinds have in common."""
    date = article.date
    return Entry(
        text=anchor.selector.exact,
        article=ArticlePart(
            id=article.id,
            title=_fact(article.title),
            outlet=_fact(article.source),
            agency=_fact(article.agency),
            byline=_fact(article.byline),
            dateline=_fact(article.dateline),
            section=_fact(article.section),
            url=article.url,
        ),
        date=None
        if date is None
        else DatePart(
            value=date.value, precision=date.precision, basis=date.basis, evidence=date.evidence
        ),
        file=anchor.file,
        selector=anchor.selector,
        user=UserPart(root=str(root) if root else "", edited=edited),
        tool=tool(),
        **fields,
    )


def _fact(value: Value | None) -> Fact | None:
    return None if value is None else Fact(text=flat(value.text), basis=value.basis)


def _source(article: Article, sources: Sources | None) -> tuple[Path | None, SourceFile | None]:
    """The root the article's file is below, and the file decoded, if it is still the same."""
    if sources is None:
        return None, None
    held = sources.same(article.path, article.sha256)
    if held is None:
        return (sources.roots[0] if sources.roots else None), None
    return held.root, sources.text(held, article.encoding.name)


def _anchor(
    article: Article, start: int, end: int, sources: Sources | None
) -> tuple[Anchor, Path | None]:
    root, source = _source(article, sources)
    return anchor_for(article, start, end, source), root


def _country(article: Article, speaker_id: str | None) -> str | None:
    """The country of the speaker's office, as one of the article's mentions states it."""
    if speaker_id is None:
        return None
    return next(
        (m.country for m in article.entities if m.id == speaker_id and m.country is not None), None
    )


def _digest_id(letter: str, anchor: Anchor) -> str:
    return f"{letter}-{_digest(anchor.file.sha256, anchor.file.part, *anchor.file.raw)}"


def _digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:12]


def flat_pieces(
    article: Article, start: int, end: int, spans: Iterable[tuple[int, int]] = ()
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """``body[start:end]`` on one line, and ``spans`` (offsets in body) as ranges of that line.

    Where cleaning cut something out in between, the line says ``[\u2026]``.
    """
    shown: list[str] = []
    at: list[int] = []
    """Offset in the line of each character of the stretch."""
    cuts = _cuts(article, start, end)
    for offset in range(start, end):
        char = article.body[offset]
        if offset in cuts:
            shown.extend(CUT if shown and shown[-1] == " " else f" {CUT}")
            shown.append(" ")
        if not char.isspace():
            at.append(len(shown))
            shown.append(char)
        else:
            at.append(len(shown) - 1 if shown and shown[-1] == " " else len(shown))
            if shown and shown[-1] != " ":
                shown.append(" ")
    at.append(len(shown))
    line = "".join(shown).rstrip()
    ranges = ((at[low - start], min(at[high - start], len(line))) for low, high in spans)
    return line, tuple((low, high) for low, high in ranges if low < high)


def _cuts(article: Article, start: int, end: int) -> frozenset[int]:
    """Offsets in body before which words of the source were cut out."""
    raw = article.raw or ""
    words = _words_between(raw, article.markup)
    found = []
    last: int | None = None
    for body_start, raw_start, length in article.body_map:
        if body_start + length <= start:
            continue
        if body_start >= end:
            break
        if last is not None and words(last, raw_start):
            found.append(body_start)
        last = raw_start + length
    return frozenset(found)


def _words_between(raw: str, markup: Sequence[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Tells whether ``raw[start:end]`` holds more than white space and marks of Markdown."""
    starts = [low for low, _ in markup]

    def words(start: int, end: int) -> bool:
        if not raw[start:end].strip():
            return False
        near = markup[bisect_left(starts, start) : bisect_left(starts, end)]
        return any(raw[low:high].strip() for low, high in uncovered(end, [(0, start), *near]))

    return words
