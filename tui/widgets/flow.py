"""Wrapping to offsets: where each line of a text begins and ends, at a width in cells.

Nothing is copied: lines are half-open ranges of the text. Fifty thousand words take a few
milliseconds, because a stretch in which every character is one cell wide is cut by ``rfind`` alone.
"""

from __future__ import annotations

from typing import Final

from diploread.tui.text import marked
from rich.cells import cell_len, get_character_cell_size

Range = tuple[int, int]

_CHUNK: Final = 10_000  # a "paragraph" of megabytes is wrapped chunk by chunk


def wrap(text: str, width: int) -> list[Range]:
    """Lines of ``text`` at ``width`` cells; an empty line stands for a blank paragraph."""
    width = max(width, 4)
    lines: list[Range] = []
    start = 0
    while True:
        end = text.find("\n", start)
        stop = len(text) if end < 0 else end
        _wrap_paragraph(text, start, stop, width, lines)
        if end < 0:
            return lines
        start = end + 1


def _wrap_paragraph(text: str, start: int, stop: int, width: int, lines: list[Range]) -> None:
    if stop - start <= width and (stop == start or cell_len(marked(text[start:stop])) <= width):
        lines.append((start, stop))
        return
    for chunk in range(start, stop, _CHUNK):
        limit = min(chunk + _CHUNK, stop)
        shown = marked(text[chunk:limit])
        if shown.isascii() or all(_cells(character) == 1 for character in set(shown)):
            _wrap_narrow(text, chunk, limit, width, lines)
        else:
            _wrap_cells(shown, chunk, width, lines)


def _cells(character: str) -> int:
    """Cells of one character; the emoji selector widens the one before it."""
    return 1 if character == "\ufe0f" else get_character_cell_size(character)


def _wrap_narrow(text: str, start: int, stop: int, width: int, lines: list[Range]) -> None:
    """Every character is one cell: break at the last space that fits."""
    while stop - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            lines.append((start, start + width))
            start += width
        else:
            lines.append((start, cut))
            start = cut + 1
    if start < stop:
        lines.append((start, stop))


def _wrap_cells(shown: str, offset: int, width: int, lines: list[Range]) -> None:
    """Wide or combining characters: add up cells; break at a space, else before the character."""
    start = used = 0
    space = -1
    for i, character in enumerate(shown):
        size = _cells(character)
        if used + size > width and i > start:
            if character == " ":
                lines.append((offset + start, offset + i))
                start, used, space = i + 1, 0, -1
                continue
            cut = space if space > start else i
            lines.append((offset + start, offset + cut))
            start = cut + 1 if cut == space else cut
            used, space = cell_len(shown[start:i]), -1
            if used + size > width and start < i:  # the word alone is too long as well
                lines.append((offset + start, offset + i))
                start, used = i, 0
        if character == " ":
            space = i
        used += size
    if start < len(shown):
        lines.append((offset + start, offset + len(shown)))
