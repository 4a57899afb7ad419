"""An article as lines: pieces of head, body, removed text or raw, wrapped to offsets.

Three views of the same article. ``clean`` shows the body with weak removals folded in place;
``shown`` puts every removed piece where it stood; ``raw`` is the text as in the file. Each line is
a range of a piece, and each piece knows where it stands in body or raw, so that a place found in
one view can be found again in another.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, Literal

from diploread.index.article import Article
from diploread.index.spans import BodyMap
from diploread.tui.labels import counted, provenance, title_of
from diploread.tui.widgets.flow import wrap

View = Literal["clean", "shown", "raw"]
Kind = Literal["title", "head", "body", "removed", "fold", "raw"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one kind; ``at`` is its offset in body or raw."""

    kind: Kind
    text: str
    at: int = 0
    removed: int = -1
    """Index into ``Article.removed`` for removed pieces and folds."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen: a range of the text of a piece."""

    piece: int
    start: int
    end: int


def _dateline(article: Article) -> list[str]:
    return [article.dateline.text] if article.dateline is not None else []


_DAMAGE: Final = {
    "empty-body": "nothing of the page is taken for an article",
    "cookie-wall": "a notice stands in place of the article",
}


def damage_of(article: Article) -> str:
    """What is amiss with the article as a whole, in words; how many paragraphs break off."""
    torn = sum(flag.kind == "truncated-paragraph" for flag in article.flags)
    said = [flag.note or _DAMAGE.get(flag.kind, "") for flag in article.flags]
    if torn:
        said.append("a paragraph breaks off" if torn == 1 else f"{torn} paragraphs break off")
    return "; ".join(dict.fromkeys(filter(None, said)))


class Document:
    """The pieces of one article in one view, and their lines at one width."""

    def __init__(self, article: Article, view: View) -> None:
        self.article = article
        self.view: View = view
        self.map = BodyMap(article.body_map)
        self.pieces = self._pieces()
        self.lines: list[Line] = []
        self._starts: list[int] = []  # body (or raw) offset at which each text line starts
        self._numbers: list[int] = []  # and the number of that line
        self._removed_lines: dict[int, int] = {}

    def _pieces(self) -> list[Piece]:
        article = self.article
        titled = article.title is not None and bool(article.title.text.strip())
        first = Piece("title" if titled else "head", title_of(article))
        head = [first]
        if where := [*provenance(article), *_dateline(article)]:
            head.append(Piece("head", " · ".join(where)))
        if article.byline is not None:
            head.append(Piece("head", article.byline.text))
        if amiss := damage_of(article):
            head.append(Piece("head", f"! {amiss}"))
        head.append(Piece("head", ""))
        if self.view == "raw" and article.raw is not None:
            note = f"as in the file · {article.path}" + (
                f" · {article.place}" if article.place else ""
            )
            return [Piece("head", note), Piece("head", ""), Piece("raw", article.raw)]
        return head + self._body_pieces()

    def _body_pieces(self) -> list[Piece]:
        """The body, cut where removed pieces or folds stand."""
        body, out, at = self.article.body, list[Piece](), 0
        for index, removed in enumerate(self.article.removed):
            if self.view == "clean" and not removed.folded:
                continue
            place = self._place(removed.start)
            if place > at:
                out.append(Piece("body", body[at:place], at))
                at = place
            kind: Kind = "removed" if self.view == "shown" else "fold"
            text = removed.text.strip("\n")
            if kind == "fold":
                text = f"⋯ {removed.kind}: " + " ".join(text.split())[:200]
            out.append(Piece(kind, text, removed.start, index))
        if at < len(body) or not out:
            out.append(Piece("body", body[at:], at))
        return out

    def _place(self, raw: int) -> int:
        """Body offset of the first body character after a raw offset."""
        for body_start, raw_start, length in self.map.runs:
            if raw < raw_start + length:
                return max(body_start, body_start + raw - raw_start)
        return len(self.article.body)

    def layout(self, width: int) -> None:
        """Wrap every piece to ``width`` cells."""
        self.lines, self._starts, self._numbers, self._removed_lines = [], [], [], {}
        for index, piece in enumerate(self.pieces):
            ranges = wrap(piece.text, width)
            if piece.kind == "fold":
                ranges = ranges[:1]
            if piece.kind == "body" and piece.text.endswith("\n") and len(ranges) > 1:
                ranges.pop()
            if piece.removed >= 0:
                if self._follows(index):
                    self.lines.pop()
                self._blank_before(index)
                self._removed_lines[piece.removed] = len(self.lines)
            for start, end in ranges:
                if piece.kind in ("body", "raw"):
                    self._starts.append(piece.at + start)
                    self._numbers.append(len(self.lines))
                self.lines.append(Line(index, start, end))
            if piece.removed >= 0:
                self.lines.append(Line(index, 0, 0))

    def _follows(self, index: int) -> bool:
        """Whether a removed piece is the next line of the one before it."""
        before = self.pieces[index - 1] if index else None
        if before is None or before.removed < 0 or not self.article.raw:
            return False
        end = self.article.removed[before.removed].end
        gap = self.article.raw[end : self.pieces[index].at]
        return not gap.strip() and gap.count("\n") < 2

    def _blank_before(self, index: int) -> None:
        """A blank line between running text and a removed piece."""
        if self._follows(index):
            return
        if self.lines and self.lines[-1].end > self.lines[-1].start:
            self.lines.append(Line(index, 0, 0))

    # --- places ----------------------------------------------------------------------------

    def line_of_body(self, offset: int) -> int:
        """Number of the line that shows the body character at ``offset``."""
        if self.view == "raw" and self.article.raw is not None:
            span = self.map.raw_span(offset, offset + 1)
            return self.line_of_text(span[0] if span else self._nearest_raw(offset))
        return self.line_of_text(offset)

    def line_of_text(self, offset: int) -> int:
        """Number of the line that shows the character at an offset of the view's own frame."""
        i = bisect_right(self._starts, offset) - 1
        return self._numbers[max(i, 0)] if self._numbers else 0

    def line_of_removed(self, index: int) -> int:
        """Number of the line at which a removed piece stands, or stood."""
        if index in self._removed_lines:
            return self._removed_lines[index]
        start = self.article.removed[index].start
        if self.view == "raw" and self.article.raw is not None:
            return self.line_of_text(start)
        return self.line_of_text(self._place(start))

    def body_at(self, number: int) -> int:
        """Body offset of the first text at or after a line: the spot to keep across views."""
        i = min(max(bisect_right(self._numbers, number) - 1, 0), len(self._numbers) - 1)
        if i < 0:
            return 0
        if self._numbers[i] < number and i + 1 < len(self._numbers):
            i += 1
        offset = self._starts[i]
        if self.view == "raw" and self.article.raw is not None:
            return self._place(offset)
        return offset

    def _nearest_raw(self, offset: int) -> int:
        for body_start, raw_start, length in self.map.runs:
            if offset < body_start + length:
                return raw_start
        return 0

    def summary(self) -> str:
        """What this view is, for the header of the pane."""
        hidden = len(self.article.removed)
        if self.view == "raw":
            return "as in the file"
        if self.view == "shown":
            return "with removed pieces" if hidden else "nothing was removed"
        return counted(hidden, "piece") + " removed" if hidden else ""
