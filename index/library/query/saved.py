"""Names of saved searches: what may stand behind ``@`` in a query."""

from __future__ import annotations

import re

_OTHER = re.compile(r"[^\w.-]+")
LONGEST = 60


def search_name(text: str) -> str:
    """The name as a query can ask for it: whatever is no letter, digit, ``.``, ``_`` or ``-``
    becomes a hyphen. Empty where nothing is left."""
    return _OTHER.sub("-", text.strip().removeprefix("@"))[:LONGEST].strip("-.")
