"""A page becomes text: every visible character, in reading order, with the blocks it stood in.

The rendering depends on the markup alone, so the same page gives the same text for ever, and
offsets into it can be kept. Nothing is judged here: menus and footers are rendered like the
article, because what is to be removed must first be there to be shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from diploread.index.article import Block

MOST_BLOCKS = 20_000
"""Blocks of one page that are told; the text beyond them is read without its structure."""
_DEEPEST_PATH = 60
INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "basefont", "bdi", "bdo", "big", "blink", "cite", "code",
    "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "mark", "nobr", "picture",
    "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "source", "span", "strike",
    "strong", "sub", "sup", "time", "track", "tt", "u", "var", "wbr",
})  # fmt: skip
_UNSEEN = frozenset({
    "head", "script", "style", "template", "svg", "math", "iframe", "object", "embed",
    "applet", "map",
})  # fmt: skip
_TIGHT = frozenset({
    "li", "dt", "dd", "tr", "td", "th", "option", "label", "button",
})  # fmt: skip
"""Blocks that stand below each other without a blank line."""
_CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_SPACES = re.compile(r"  +")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of a page and its blocks, with offsets in that text."""

    text: str
    blocks: tuple[Block, ...]


class Renderer:
    """Collects text and blocks; fed with the events of one walk over a page."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._frames: list[_Frame] = [_Frame("", 0)]
        self._links = 0
        self._preformatted = 0
        self._linked = 0
        self._last_tag = ""
        self._rows = 0
        self._last_row = 0

    def start(self, tag: str) -> None:
        """An element opens."""
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "q":
            self._pieces.append("“")
        elif tag not in INLINE:
            self.flush()
        self._rows += tag == "tr"
        self._links += tag == "a"
        self._preformatted += tag == "pre"
        above = self._frames[-1]
        index = above.children.get(tag, 0) + 1
        above.children[tag] = index
        self._frames.append(_Frame(tag, index))

    def text(self, text: str) -> None:
        """Characters inside the open element."""
        if not self._preformatted:
            text = _SPACE.sub(" ", text)
        self._pieces.append(text)
        if self._links:
            self._linked += len(text.strip())

    def end(self, tag: str) -> None:
        """The open element closes."""
        if tag == "q":
            self._pieces.append("”")
        elif tag not in INLINE and tag != "br":
            self.flush()
        self._links -= tag == "a"
        self._preformatted -= tag == "pre"
        self._frames.pop()

    def flush(self) -> None:
        """What has been collected becomes a block."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if not self._preformatted:
            text = _SPACES.sub(" ", _AROUND_BREAK.sub("\n", text)).strip(" \n")
        else:
            text = text.strip("\n")
        if text.strip():
            frame = next(f for f in reversed(self._frames) if f.tag not in INLINE)
            self._add(text, frame.tag)
        self._linked = 0

    def _add(self, text: str, tag: str) -> None:
        between = self._between(tag)
        self._text.append(between)
        self._text.append(text)
        start = self._length + len(between)
        self._length = start + len(text)
        self._last_tag, self._last_row = tag, self._rows
        if len(self._blocks) < MOST_BLOCKS:
            linked = min(self._linked, len(text))
            path = self._path()
            self._blocks.append(
                Block(start=start, end=self._length, tag=tag, path=path, link_chars=linked)
            )

    def _between(self, tag: str) -> str:
        if not self._text:
            return ""
        if tag in _CELLS and self._last_tag in _CELLS and self._rows == self._last_row:
            return "\t"
        return "\n" if tag in _TIGHT and self._last_tag in _TIGHT else "\n\n"

    def _path(self) -> str:
        frames = [f for f in self._frames[1:] if f.tag not in INLINE][-_DEEPEST_PATH:]
        return "/" + "/".join(f"{f.tag}[{f.index}]" for f in frames)

    def result(self) -> Rendered:
        """The page, once all events are in."""
        self.flush()
        return Rendered("".join(self._text), tuple(self._blocks))


class _Frame:
    """An open element: its name, its place among its like, and the children seen so far."""

    __slots__ = ("children", "index", "tag")

    def __init__(self, tag: str, index: int) -> None:
        self.tag = tag
        self.index = index
        self.children: dict[str, int] = {}


def render(root: Any) -> Rendered:
    """The visible text of an lxml tree. Linear in its size, at any depth."""
    from lxml import etree

    renderer = Renderer()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    unseen = None
    for event, element in events:
        if event == "start":
            tag = element.tag
            if tag in _UNSEEN:
                unseen = element
                events.skip_subtree()
                continue
            renderer.start(tag)
            if element.text:
                renderer.text(element.text)
            continue
        if event == "end":
            if element is unseen:
                unseen = None
            else:
                renderer.end(element.tag)
        if element.tail and element is not root:
            renderer.text(element.tail)
    return renderer.result()
