"""What is remembered: the trail of articles inside a session, the place between sessions."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path


@dataclass(slots=True)
class Trail:
    """Articles in the order in which they were opened, with a way back and forward."""

    ids: list[str] = field(default_factory=list)
    at: int = -1

    def visit(self, article_id: str) -> None:
        """An article was opened; what lay ahead is forgotten, as in a browser."""
        if self.ids and self.at >= 0 and self.ids[self.at] == article_id:
            return
        self.ids = [*self.ids[: self.at + 1], article_id][-200:]
        self.at = len(self.ids) - 1

    def step(self, by: int) -> str | None:
        """The article before (-1) or after (+1) in the trail; None at its ends."""
        if not 0 <= self.at + by < len(self.ids):
            return None
        self.at += by
        return self.ids[self.at]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one left: restored at the next start on the same folders."""

    query: str = ""
    sort: str = ""
    article: str = ""
    offset: int = 0
    """Body offset of the first line on the screen."""
    measure: int = 0
    """Width of the text; 0 for the setting."""
    results_width: int = 0
    """Width of the results in parts of a hundred; 0 for the setting."""
    panel_width: int = 0
    panel: str = ""
    """Empty for the first one of the setting."""
    view: str = "clean"
    theme: str = ""
    searches: tuple[str, ...] = ()
    toured: bool = False


def load_place(file: Path) -> Place:
    """The place kept in a file; the start of everything where there is none or it is damaged."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        known = {f.name: kept[f.name] for f in fields(Place) if f.name in kept}
        known["searches"] = tuple(str(query) for query in known.get("searches", ()))
        defaults = Place()
        for name, value in known.items():
            if type(value) is not type(getattr(defaults, name)):
                return defaults
        return Place(**known)
    except (OSError, ValueError, TypeError, AttributeError):
        return Place()


def save_place(file: Path, place: Place) -> None:
    """Keep the place, whole or not at all; a full disk must not end a session."""
    import tempfile  # late: it brings the compressors with it, and is wanted at the end

    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".place-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(asdict(place), stream, ensure_ascii=True)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
