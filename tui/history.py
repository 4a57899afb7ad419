"""What was done in this session, in one row: acts of the notebook and corrections alike.

``u`` takes back the newest, ``U`` does again what ``u`` took back last, and a new change forgets
what could be done again: the history of a text editor. Each key of the reader is one step,
however many acts the notebook made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.problems import Outdated

if TYPE_CHECKING:
    from diploread.config.corrections_file import Written
    from diploread.index.notebook.notebook import Notebook

Values = Mapping[str, str | int | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of the corrections file, and the lines it became."""

    section: str
    values: Values
    comment: str
    written: Written


@dataclass(frozen=True, slots=True)
class Step:
    """One change: some acts of the notebook, or a correction."""

    label: str
    acts: int = 0
    correction: Correction | None = None


class History:
    """Steps that can be undone and done again. What it does waits for the disk: for a thread."""

    def __init__(self, notebook: Callable[[], Notebook]) -> None:
        self._notebook = notebook
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, step: Step) -> None:
        """Something new was done."""
        self._done.append(step)
        self._undone.clear()

    def correct(self, path: Path, section: str, values: Values, comment: str) -> None:
        """Write a correction, as a step."""
        self.add(Step(comment, correction=_written(path, section, values, comment)))

    def undo(self) -> Step | None:
        """Take back the newest step; None where there is none.

        A step that can no longer be taken back, for others have changed the same since, is
        forgotten, and Outdated says why: the one before it is next.
        """
        if not self._done:  # an act from before this history
            label = self._notebook().undo()
            step = Step(label, acts=1) if label else None
        else:
            step = self._moved(self._done, self._taken_back)
        if step is not None:
            self._undone.append(step)
        return step

    def redo(self) -> Step | None:
        """Do again what was undone last; None where nothing was."""
        if not self._undone:
            return None
        step = self._moved(self._undone, self._done_again)
        self._done.append(step)
        return step

    @staticmethod
    def _moved(stack: list[Step], move: Callable[[Step], Step]) -> Step:
        """The last step of a stack, moved; it stays there where the disk refuses."""
        try:
            step = move(stack[-1])
        except Outdated:
            stack.pop()
            raise
        stack.pop()
        return step

    def _taken_back(self, step: Step) -> Step:
        from diploread.config.corrections_file import take_back

        if step.correction is None:
            return self._turned(step, self._notebook().undo)
        take_back(step.correction.written)
        return step

    def _done_again(self, step: Step) -> Step:
        known = step.correction
        if known is None:
            return self._turned(step, self._notebook().redo)
        made = _written(known.written.path, known.section, known.values, known.comment)
        return replace(step, correction=made)

    @staticmethod
    def _turned(step: Step, turn: Callable[[], str | None]) -> Step:
        labels = [label for _ in range(step.acts) if (label := turn())]
        return replace(step, label=step.label or (labels[-1] if labels else ""))


def _written(path: Path, section: str, values: Values, comment: str) -> Correction:
    from diploread.config.corrections_file import write

    return Correction(section, dict(values), comment, write(path, section, values, comment))
