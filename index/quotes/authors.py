"""Whose words an article is as a whole: who "I" is outside quotation marks."""

from __future__ import annotations

import re

LONGEST_TITLE = 300
"""Characters of a title that are read."""
_SPACE = re.compile(r"\s+")
_BY = re.compile(r"^(?:by|from)\s+", re.IGNORECASE)
_SPEECH = re.compile(
    r"(?:Remarks|Statement|Speech|Address|Testimony|Keynote)\s(?:As\s\w+\sfor\sDelivery\s)?(?:by|of)\s"
    r"(.+?)(?=\s(?:at|on|in|to|before|during|after|for|following|upon|regarding|announcing)\s|\s*[:–—-]|$)",
    re.IGNORECASE,
)
"""``Remarks by President Doe at the harbour``: the speaker of a speech, by its title."""


def author_of(byline: str, title: str = "") -> str:
    """The one person who speaks in the whole article; empty where none or several are named.

    A byline needs a full name; the title of a speech may give a title and a surname.
    """
    name = _alone(_BY.sub("", _SPACE.sub(" ", byline).strip()))
    if 2 <= len(name.split()) <= 5:
        return name
    speech = _SPEECH.match(_SPACE.sub(" ", title[:LONGEST_TITLE]).strip())
    return _alone(speech.group(1)) if speech else ""


def _alone(text: str) -> str:
    """The name without an office behind it; empty for several names."""
    name = text.split(",", 1)[0].strip()
    several = " and " in text or "&" in text
    words = name.split()
    return name if words and not several and all(word[0].isupper() for word in words) else ""
