"""Writes the table of keys into the README, from the one table: ``python -m tests.readme``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from diploread.config.keys import AREAS, KEYS

README: Final = Path(__file__).parents[1] / "README.md"
BEGIN: Final = "<!-- keys: written by python -m tests.readme -->"
END: Final = "<!-- end of keys -->"
_BLOCK: Final = re.compile(re.escape(BEGIN) + r"\n.*?" + re.escape(END), re.DOTALL)


def keys_block() -> str:
    """The keys by area, as a table between its marks."""
    lines = [BEGIN, "| key | what it does | id |", "|---|---|---|"]
    for area, heading in AREAS.items():
        lines.append(f"| | **{heading}** | |")
        for key in KEYS:
            if key.area == area:
                shown = " ".join(f"`{stroke}`" for stroke in key.keys).replace("|", "\\|")
                lines.append(f"| {shown} | {key.description} | `{key.id}` |")
    return "\n".join([*lines, END])


def written(text: str) -> str:
    """The README with the table as it is now."""
    return _BLOCK.sub(lambda match: keys_block(), text)


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
