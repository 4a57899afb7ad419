"""Screens that live by the keymap: strokes are gathered into sequences and become actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from diploread.tui.keys import Keymap, stroke_of
from diploread.tui.rest import Rest
from textual import events
from textual.screen import Screen
from textual.widgets import Input

if TYPE_CHECKING:
    from diploread.tui.app import DiploreadApp

PATIENCE: Final = 0.8
"""Seconds a prefix such as ``]`` waits for its second stroke."""
HESITATION: Final = 0.25
"""Seconds after which the strokes so far are shown: quick hands need no extra painting."""


class Sequencer:
    """Gathers strokes until they are an action; no screen, so that it can be tested alone."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.pending: tuple[str, ...] = ()

    def feed(self, stroke: str) -> str | None:
        """The action that this stroke completes; None while waiting or for a stroke of no key."""
        sequence = (*self.pending, stroke)
        if self.keymap.is_prefix(sequence):
            self.pending = sequence
            return None
        waited, self.pending = self.pending, ()
        action = self.keymap.action(sequence)
        if action is None and waited:
            return self.keymap.action((stroke,))
        return action


class KeyedScreen(Screen[None]):
    """A screen whose keys come from the keymap."""

    _sequencer: Sequencer | None = None
    _shown = False

    def __init__(self) -> None:
        super().__init__()
        self._heard: events.Key | None = None
        self._patience = Rest(self, PATIENCE, self._forget)
        self._hesitation = Rest(self, HESITATION, self._hesitate)

    @property
    def diploread(self) -> DiploreadApp:
        """The app, with its type."""
        return cast("DiploreadApp", self.app)

    @property
    def sequencer(self) -> Sequencer:
        """The strokes so far."""
        if self._sequencer is None:
            self._sequencer = Sequencer(self.diploread.keymap)
        return self._sequencer

    def dispatch(self, action: str) -> None:
        """Do an action, by id."""
        raise NotImplementedError

    def show_pending(self, strokes: str) -> None:
        """Say which strokes are waiting for more; empty when none are."""

    def takes(self, event: events.Key) -> bool:
        """Whether a key is for the keymap: not while one types, and not those of Textual."""
        return event.key not in ("ctrl+c", "ctrl+q") and not isinstance(self.focused, Input)

    def hear(self, event: events.Key) -> None:
        """Take a key from the app."""
        self._heard = event
        self.post_message(event)

    def on_key(self, event: events.Key) -> None:
        """A key that no input took. What is typed right behind the key that opens an input comes
        here as well, and belongs to the input."""
        if not self.takes(event):
            if event is self._heard and self.focused is not None:
                self._heard = None
                self.focused.post_message(event)
            return
        event.stop()
        event.prevent_default()
        action = self.sequencer.feed(stroke_of(event.key, event.character))
        self._patience.stop()
        self._hesitation.stop()
        if self._shown:
            self._show("")
        if self.sequencer.pending:
            self._patience.begin()
            self._hesitation.begin()
        if action is not None:
            self.dispatch(action)

    def _show(self, strokes: str) -> None:
        self._shown = bool(strokes)
        self.show_pending(strokes)

    def _hesitate(self) -> None:
        self._show("".join(self.sequencer.pending))

    def _forget(self) -> None:
        """The second stroke did not come: the first stands for itself if it means anything."""
        waited, self.sequencer.pending = self.sequencer.pending, ()
        self._show("")
        if (action := self.sequencer.keymap.action(waited)) is not None:
            self.dispatch(action)
