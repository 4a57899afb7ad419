"""Does it still stand? Each quote is looked for in its source file, to the letter.

OK: the file says these words at this place. MOVED: it says them at another place, or another file
does. CHANGED: something like them stands there (a word diff shows what). GONE: nothing does. The
hash of the file alone proves nothing: the words themselves are always read, so that an export that
was altered is found out too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from diploread.index.cleaning.markup import markdown_marks, without
from diploread.index.notebook.claims import Claim
from diploread.index.notebook.context import flat
from diploread.index.notebook.sources import Held, Sources
from diploread.index.notebook.worddiff import nearest, word_diff
from diploread.index.spans import BodyMap, uncovered

Extract = Callable[[Held], Mapping[int, str]]
"""The extracted text of each article in a file, by part."""

_SHORT = 20
"""Code points below which words alone do not identify a place: their surroundings must fit."""
_ALIKE = 12
"""Code points of prefix or suffix that must agree then."""
_LOOKED_AT = 1_000
"""Occurrences compared at most; a file made of one repeated word must not cost minutes."""
_FUZZY_WORDS = 40_000
"""Words of a file in which a changed wording is looked for."""


class State(StrEnum):
    """How a quote stands today."""

    OK = "OK"
    MOVED = "MOVED"
    CHANGED = "CHANGED"
    GONE = "GONE"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one claim."""

    claim: Claim
    state: State
    note: str = ""
    diff: str = ""
    path: str = ""
    """Where the words stand now; empty where nowhere."""
    root: Path | None = None
    part: int = 0
    span: tuple[int, int] | None = None
    """Code points of the file (or of the extracted text of ``part``) where they stand now."""
    there: str = ""
    """What the file says now, where that is CHANGED."""

    @property
    def stands(self) -> bool:
        """True where the words are there."""
        return self.state in (State.OK, State.MOVED)


@dataclass(frozen=True, slots=True)
class _Text:
    held: Held
    part: int
    text: str


def verify(
    claims: Iterable[Claim],
    roots: Sequence[Path],
    extract: Extract | None = None,
    walked: Sequence[Path] | None = None,
) -> Iterator[Verdict]:
    """Judge each claim, in order of file so that each file is read once.

    ``extract`` is needed for quotes from formats whose text is not a slice of the file. Files that
    are gone are looked for under other names below ``walked`` (default: all roots).
    """
    checker = _Checker(Sources(roots), extract, Sources(roots if walked is None else walked))
    for claim in sorted(claims, key=lambda claim: (claim.path, claim.part, claim.raw, claim.id)):
        yield checker.check(claim)


class _Checker:
    """One run over many claims."""

    def __init__(self, sources: Sources, extract: Extract | None, walked: Sources) -> None:
        self._sources = sources
        self._walked = walked
        self._extract = extract
        self._extracted: dict[str, Mapping[int, str]] = {}
        self._by_hash: dict[str, list[tuple[Path, str]]] | None = None

    def check(self, claim: Claim) -> Verdict:
        at_path = list(self._sources.candidates(claim.path))
        at_path.sort(key=lambda held: held.sha256 != claim.sha256)
        for held in at_path:
            if self._stands_there(claim, held):
                same = held.sha256 == claim.sha256
                note = "" if same else "the file has changed elsewhere"
                return self._verdict(claim, State.OK, held, claim.part, claim.raw, note)
        for held in (*at_path, *self._elsewhere(claim)):
            for text in self._texts(claim, held):
                span = find(claim, text.text)
                if span is not None:
                    return self._moved(claim, text, span)
        for held in at_path:
            verdict = self._changed(claim, held)
            if verdict is not None:
                return verdict
        if not at_path:
            return Verdict(claim, State.GONE, "there is no such file", diff="")
        return Verdict(claim, State.GONE, "the file no longer has anything like it")

    def _stands_there(self, claim: Claim, held: Held) -> bool:
        if claim.bytes is None:
            text = self._parts(held).get(claim.part, "")
            return claim.says(text[claim.raw[0] : claim.raw[1]])
        source = self._sources.text(held, claim.encoding)
        said = source.at(*claim.bytes)
        return said is not None and claim.says(said)

    def _moved(self, claim: Claim, text: _Text, span: tuple[int, int]) -> Verdict:
        if text.held.path != claim.path:
            note = f"now in {text.held.path}"
        elif text.held.sha256 == claim.sha256:
            note = "at another place of the same file"
        else:
            note = "at another place; the file has changed"
        if claim.exact is not None and text.text[span[0] : span[1]] != claim.exact:
            note += "; line breaks or spaces differ"
        return self._verdict(claim, State.MOVED, text.held, text.part, span, note)

    def _changed(self, claim: Claim, held: Held) -> Verdict | None:
        wanted = claim.exact if claim.exact is not None else _as_read(claim, claim.shown)
        for text in self._texts(claim, held):
            span = between(claim, text.text) or _nearest(claim, wanted, text.text)
            if span is not None:
                there = _as_read(claim, text.text[span[0] : span[1]])
                note = (
                    "the file is unchanged, so the export is not what the file says"
                    if held.sha256 == claim.sha256
                    else "the wording in the file has changed"
                )
                verdict = self._verdict(claim, State.CHANGED, held, text.part, span, note)
                return replace(verdict, diff=word_diff(flat(wanted), flat(there)), there=there)
        return None

    def _texts(self, claim: Claim, held: Held) -> Iterator[_Text]:
        if claim.bytes is not None:
            yield _Text(held, claim.part, self._sources.text(held, claim.encoding).text)
            return
        parts = self._parts(held)
        for part in sorted(parts, key=lambda number: number != claim.part):
            yield _Text(held, part, parts[part])

    def _parts(self, held: Held) -> Mapping[int, str]:
        if self._extract is None:
            return {}
        key = f"{held.sha256} {held.path}"
        if key not in self._extracted:
            self._extracted = {key: self._extract(held)}  # one file: claims come sorted by file
        return self._extracted[key]

    def _elsewhere(self, claim: Claim) -> Iterator[Held]:
        """Files of the same bytes under another name, then files of the same name elsewhere."""
        if self._by_hash is None:
            self._by_hash = {}
            for root, path in self._walked.walk():
                held = self._sources.held(root, path)
                if held is not None:
                    self._by_hash.setdefault(held.sha256, []).append((root, path))
                    name = path.rpartition("/")[2]
                    self._by_hash.setdefault(f"name {name}", []).append((root, path))
        name = claim.path.rpartition("/")[2]
        for key in (claim.sha256, f"name {name}"):
            for root, path in self._by_hash.get(key, ())[:_LOOKED_AT]:
                held = self._sources.held(root, path) if path != claim.path else None
                if held is not None:
                    yield held

    @staticmethod
    def _verdict(
        claim: Claim, state: State, held: Held, part: int, span: tuple[int, int], note: str
    ) -> Verdict:
        return Verdict(claim, state, note, "", held.path, held.root, part, span)


def find(claim: Claim, text: str) -> tuple[int, int] | None:
    """Where ``text`` says the claim's words; of several places the one whose surroundings fit."""
    best: tuple[int, int, tuple[int, int]] | None = None
    for span in _occurrences(claim, text):
        alike = _surroundings(claim, text, span)
        distance = -abs(span[0] - claim.raw[0])
        if best is None or (alike, distance) > best[:2]:
            best = (alike, distance, span)
    if best is None:
        return None
    if span_too_short(claim) and best[0] < _ALIKE:
        return None
    return best[2]


def span_too_short(claim: Claim) -> bool:
    """True where the words are too few to know them again without their surroundings."""
    return bool(claim.prefix or claim.suffix) and len(flat(claim.shown)) < _SHORT


def _occurrences(claim: Claim, text: str) -> Iterator[tuple[int, int]]:
    exact = claim.exact
    if exact:
        at, count = text.find(exact), 0
        while at >= 0 and count < _LOOKED_AT:
            yield at, at + len(exact)
            at, count = text.find(exact, at + 1), count + 1
        if count:
            return
    pattern = claim.pattern()
    if pattern.pattern:
        for count, match in enumerate(pattern.finditer(text)):
            if count >= _LOOKED_AT:
                return
            yield match.span()


def _surroundings(claim: Claim, text: str, span: tuple[int, int]) -> int:
    """How many characters before and after agree, white space apart."""
    before = flat(text[max(0, span[0] - 2 * len(claim.prefix) - 8) : span[0]])
    after = flat(text[span[1] : span[1] + 2 * len(claim.suffix) + 8])
    prefix, suffix = flat(claim.prefix), flat(claim.suffix)
    return _common(before[::-1], prefix[::-1]) + _common(after, suffix)


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _nearest(claim: Claim, wanted: str, text: str) -> tuple[int, int] | None:
    """The words most like those wanted, of a text as it reads."""
    if not claim.reads_markdown:
        return similar(wanted, text)
    pieces = uncovered(len(text), markdown_marks(text))
    runs, length = [], 0
    for start, end in pieces:
        runs.append((length, start, end - start))
        length += end - start
    span = similar(wanted, "".join(text[start:end] for start, end in pieces))
    return span and BodyMap(runs).raw_span(*span)


def _as_read(claim: Claim, text: str) -> str:
    return without(text, 0, len(text), markdown_marks(text)) if claim.reads_markdown else text


def between(claim: Claim, text: str) -> tuple[int, int] | None:
    """What stands between the claim's prefix and suffix today."""
    prefix, suffix = claim.prefix.split(), claim.suffix.split()
    if len(prefix) < 3 or len(suffix) < 3:
        return None
    # The outermost words may be cut in the middle; the six nearest identify the place.
    before = re.search(r"\s+".join(map(re.escape, prefix[-6:])) + r"\s*", text)
    if before is None:
        return None
    after = re.compile(r"\s*" + r"\s+".join(map(re.escape, suffix[:5])))
    limit = before.end() + 3 * len(claim.shown) + 200
    found = after.search(text, before.end(), limit + 200)
    if found is None or found.start() <= before.end():
        return None
    return before.end(), found.start()


def similar(wanted: str, text: str) -> tuple[int, int] | None:
    """The stretch of ``text`` that is most like the wanted words."""
    places = [match.span() for match in re.finditer(r"\S+", text)][:_FUZZY_WORDS]
    words = [text[low:high] for low, high in places]
    found = nearest(words, wanted.split())
    if found is None or found[0] >= found[1]:
        return None
    return places[found[0]][0], places[found[1] - 1][1]
