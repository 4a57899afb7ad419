"""Whose words an article is as a whole: who "I" is outside quotation marks."""

from __future__ import annotations

import re

from diploread.index.quotes.lexicon import TITLE, Lexicon
from diploread.index.quotes.names import bare_word

LONGEST_TITLE = 300
"""Characters of a title that are read."""
_SPACE = re.compile(r"\s+")
_BY = re.compile(r"^(?:by|from)\s+", re.IGNORECASE)
_SIGNED = re.compile(r"(?:[^\W\d_][\w.’'-]*\s){1,4}[^\W\d_][\w.’'-]*(?=,\s[A-Z][^\n.:;]{3,70}$)")
_ATTRIBUTABLE = re.compile(r"\bis attributable to (?:the )?(.{4,60}?):?$")
_HEAD = 600
"""Characters at the top of a body in which the lines of who speaks may stand."""
_SPEECH = re.compile(
    r"(?:Remarks|Statement|Speech|Address|Testimony|Keynote)\s(?:As\s\w+\sfor\sDelivery\s)?(?:by|of)\s"
    r"(.+?)(?=\s(?:at|on|in|to|before|during|after|for|following|upon|regarding|announcing)\s|\s*[:–—]|\s-|$)",
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


def signature(body: str, words: Lexicon) -> str:
    """Who signs above the text: ``Jane Doe, Minister of Ports`` as a line of its own, or
    ``The below is attributable to Spokesperson Jane Doe:``; empty where nobody does."""
    for line in body[:_HEAD].splitlines()[:-1]:
        line = line.strip()
        attributable = _ATTRIBUTABLE.search(line)
        if attributable:
            return _alone(attributable.group(1))
        signed = _SIGNED.match(line)
        if signed and any(
            words.flags.get(bare_word(word), 0) & TITLE for word in line[signed.end() :].split()
        ):
            return _alone(signed.group())
    return ""


def _alone(text: str) -> str:
    """The name without an office behind it; empty for several names."""
    name = text.split(",", 1)[0].strip()
    several = " and " in text or "&" in text
    words = name.split()
    return name if words and not several and all(word[0].isupper() for word in words) else ""
