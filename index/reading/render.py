"""A page becomes text: every visible character, in reading order, with the blocks it stood in.

The rendering depends on the markup alone, so the same page gives the same text for ever, and
offsets into it can be kept. Nothing is judged here: menus and footers are rendered like the
article, because what is to be removed must first be there to be shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from diploread.index.article import Block

MOST_BLOCKS = 20_000
"""Blocks of one page that are told; the text beyond them is read without its structure."""
_DEEPEST_PATH = 60
_NAMING = ("class", "id", "role", "itemprop")
_LONGEST_MARK, _LONGEST_MARKS = 80, 400
"""Characters of the names of one element, and of those of an element with all around it."""
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
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


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
        self._frames: list[_Frame] = [_Frame("", None)]
        self._links = 0
        self._preformatted = 0
        self._linked = 0
        self._last_tag = ""
        self._rows = 0
        self._last_row = 0

    def start(self, tag: str, attributes: Mapping[str, str] | None = None) -> None:
        """An element opens; ``attributes`` are asked only where it turns out to be a block."""
        if tag not in INLINE:
            if tag == "br":
                self._pieces.append("\n")
            else:
                self.flush()
                self._rows += tag == "tr"
                self._preformatted += tag == "pre"
        elif tag == "a":
            self._links += 1
        elif tag == "q":
            self._pieces.append("“")
        self._frames.append(_Frame(tag, self._frames[-1], attributes))

    def text(self, text: str) -> None:
        """Characters inside the open element."""
        if not self._preformatted:
            text = _SPACE.sub(" ", text)
        self._pieces.append(text)
        if self._links:
            self._linked += len(text.strip())

    def end(self, tag: str) -> None:
        """The open element closes."""
        if tag not in INLINE:
            if tag != "br":
                self.flush()
                self._preformatted -= tag == "pre"
        elif tag == "a":
            self._links -= 1
        elif tag == "q":
            self._pieces.append("”")
        self._frames.pop()

    def flush(self) -> None:
        """What has been collected becomes a block."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if self._preformatted:
            text = text.strip("\n")
        else:
            if "\n" in text:
                text = _AROUND_BREAK.sub("\n", text)
            if "  " in text:
                text = _SPACES.sub(" ", text)
            text = text.strip(" \n")
        if text and not text.isspace():
            self._add(text)
        self._linked = 0

    def _add(self, text: str) -> None:
        frame = self._frames[-1]
        while frame.tag in INLINE:
            frame = frame.above
        between = self._between(frame.tag)
        self._text += (between, text)
        start = self._length + len(between)
        self._length = start + len(text)
        self._last_tag, self._last_row = frame.tag, self._rows
        if len(self._blocks) < MOST_BLOCKS:
            linked = min(self._linked, len(text))
            self._blocks.append(
                Block(
                    start=start, end=self._length, tag=frame.tag, path=frame.path(),
                    marks=frame.marks(), link_chars=linked,
                )
            )  # fmt: skip

    def _between(self, tag: str) -> str:
        if not self._text:
            return ""
        if tag in _CELLS and self._last_tag in _CELLS and self._rows == self._last_row:
            return "\t"
        return "\n" if tag in _TIGHT and self._last_tag in _TIGHT else "\n\n"

    def result(self) -> Rendered:
        """The page, once all events are in."""
        self.flush()
        return Rendered("".join(self._text), tuple(self._blocks))


class _Frame:
    """An open element: its name, its place among its like, and the children seen so far."""

    __slots__ = ("_marks", "_path", "above", "attributes", "children", "depth", "index", "tag")

    def __init__(
        self, tag: str, above: _Frame | None, attributes: Mapping[str, str] | None = None
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: dict[str, int] | None = None
        self._path: str | None = None
        self._marks: str | None = None
        self.above: _Frame = above or self
        self.index = 0
        self.depth = 0
        if above is not None:
            if above.children is None:
                above.children = {}
            self.index = above.children[tag] = above.children.get(tag, 0) + 1
            self.depth = above.depth + 1

    def path(self) -> str:
        """Where the element stands, inline elements left out; very deep ones by their end."""
        if self._path is None:
            if self.above is self:
                self._path = ""
            elif self.tag in INLINE:
                self._path = self.above.path()
            elif self.depth > _DEEPEST_PATH:
                self._path = f"/…/{self.tag}[{self.index}]"
            else:
                self._path = f"{self.above.path()}/{self.tag}[{self.index}]"
        return self._path

    def marks(self) -> str:
        """What the page calls the element and those around it, as in :class:`Block`."""
        if self._marks is None:
            shallow = 0 < self.depth <= _DEEPEST_PATH
            around = self.above.marks() if shallow else ""
            own = _names(self.attributes) if self.attributes else ""
            if not own or self.tag in INLINE:
                self._marks = around
            else:
                self._marks = f"{around}/{own}"[-_LONGEST_MARKS:] if around else own
        return self._marks


def _names(attributes: Mapping[str, str]) -> str:
    """Class, id, role and property of an element, and whether it is hidden."""
    found = [value[:_LONGEST_MARK] for name in _NAMING if (value := attributes.get(name))]
    style = attributes.get("style")
    if attributes.get("hidden") is not None or (style and _HIDDEN.search(style)):
        found.append("hidden")
    return " ".join(found)[:_LONGEST_MARK].replace("/", " ").lower()


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
            renderer.start(tag, element.attrib)
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
