"""The live keymap: strokes in, action ids out, with sequences such as ``gg`` and ``]q``.

Own dispatch rather than the bindings of Textual: those know no sequences, accept unknown ids and
impossible keys in silence, and cannot say what a prefix is waiting for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from diploread.config.keys import APART, KEYS, Key, strokes

_NAMES: Final = {
    "question_mark": "?", "slash": "/", "colon": ":", "full_stop": ".", "apostrophe": "'",
    "tilde": "~", "asterisk": "*", "plus": "+", "minus": "-", "vertical_line": "|",
    "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<",
    "greater_than_sign": ">", "percent_sign": "%", "left_parenthesis": "(",
    "right_parenthesis": ")",
}  # fmt: skip


def stroke_of(key: str, character: str | None) -> str:
    """The stroke of a key event: the printable character, else the name of the key."""
    if character and character.isprintable() and character != " ":
        return character
    return _NAMES.get(key, key)


class Keymap:
    """Which action a run of strokes means."""

    def __init__(self, overrides: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.keys: dict[str, tuple[str, ...]] = {key.id: key.keys for key in KEYS}
        self.keys.update({k: v for k, v in (overrides or {}).items() if k in self.keys})
        self._main: dict[tuple[str, ...], str] = {}
        self._apart: dict[str, dict[tuple[str, ...], str]] = {area: {} for area in APART}
        self._prefixes: set[tuple[str, ...]] = set()
        for key in KEYS:
            for written in self.keys[key.id]:
                self._add(key, strokes(written))

    def _add(self, key: Key, sequence: tuple[str, ...]) -> None:
        table = self._apart.get(key.area, self._main)
        table[sequence] = key.id
        if table is self._main:
            self._prefixes.update(sequence[:n] for n in range(1, len(sequence)))

    def action(self, sequence: tuple[str, ...]) -> str | None:
        """The id of the action with these strokes."""
        return self._main.get(sequence)

    def apart(self, area: str, stroke: str) -> str | None:
        """The id of the action of this stroke in an area with keys of its own."""
        return self._apart[area].get((stroke,))

    def is_prefix(self, sequence: tuple[str, ...]) -> bool:
        """Whether a longer key begins with these strokes."""
        return sequence in self._prefixes

    def shown(self, action: str) -> str:
        """The keys of an action as the help writes them."""
        return " ".join(self.keys.get(action, ()))

    def first(self, action: str) -> str:
        """The first key of an action; empty where the user took all keys away."""
        keys = self.keys.get(action, ())
        return keys[0] if keys else ""
