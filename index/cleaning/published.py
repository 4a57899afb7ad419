"""Lines that print the day of publication among other words, and what in them is that day.

``Posted by Jane Doe on May 4, 2021 in Trade`` names it behind a label; ``Jane Doe | May 4, 2021 | 6
min read`` prints it beside names. Of several days in such a line the first is meant, where the
others are no earlier: systems print the day of publication and glue that of the last change to it.
"""

from __future__ import annotations

import re

from diploread.index.cleaning.dates import PrintedDate, printed_dates

LONGEST_LINE = 110
_LONGEST_LABELLED = 320
_UPDATED = re.compile(r"(?i)(?<![a-z])(?:updated?|modified|revised|reviewed|last)\b")
_FILLER = re.compile(
    r"(?i)\b(?:first |last )?(?:published|posted|updated|modified|created|issued|released|date|"
    r"dated|on|at|in|of|the|as|by|time|am|pm|a\.m|p\.m|noon|gmt|utc|bst|cet|cest|est|edt|et|pst|pdt|pt|ist|"
    r"jst|kst|hrs?|hours?|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)day|local|eastern|uk|us)\b\.?"
)
_TIME = re.compile(
    r"(?i)\bT?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\.?|Z\b)?"
    r"(?:\s*[+-]\d{2}:?\d{2})?"
)
_ASIDE = re.compile(
    r"(?i)\b(?:\d+|xx)[\s-]*min(?:ute)?s?\b\.?(?:\s+(?:to\s+)?read)?|\breading time:?|"
    r"\b(?:[\d,]+|no) (?:comments?|views?|words|shares)\b|\bleave a comment\b"
)
"""What a page prints beside the day: how long one reads, how many comments there are."""
_NOT_OURS = re.compile(
    r"(?i)©|\bcopyright|\bcomment|\breply|\bevent|\bborn\b|\bexpires|\bdeadline|\bjoined|\bsince\b"
)
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_LABEL = re.compile(
    rf"""(?ix)^
    (?:this\s(?:page|article|post|story|piece|report)\s(?:was|is)\s(?:originally\s|first\s)?
      |(?:originally\s|first\s|date\s)
      |(?-i:[A-ZÀ-Þ][\w-]*\s+(?:[-–—|•·:]\s+)?){{0,3}})
    (?:published|posted|issued|publication\sdate|release\sdate|posted\sin)
    (?:\s+by\s+[^|•·,]{{2,50}}?)?
    \s*(?:[:|,·•–—-]\s*)?(?:\b(?:on|at)\s+)?(?:the\s+)?{_WEEKDAY}$"""
)
_AFTER = re.compile(
    r"\W*(?:$|[|•·/@(\[–—-]|(?i:by|in|at|under|from|to|updated)\b|\d|[A-Z][a-z]+ \d)"
)
"""What follows on such a day, where it does not begin a sentence."""
_ON = re.compile(rf"On\s+{_WEEKDAY}$")
_BY = re.compile(r"\W*(?:[A-Z][a-z]+ \d{1,2}, \d{4}\W*)?By\s")
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL_WORDS = "by and of in on for the at from with to behalf von van der den del"
_SMALL = frozenset(_SMALL_WORDS.split())
_MOST_WORDS, _NAMES = 12, 0.8
"""Words beside the day, and the share of them that are names."""


def without_asides(text: str) -> str:
    """``text`` with what pages print beside a day blanked; offsets stay."""
    return _ASIDE.sub(lambda match: " " * len(match.group()), text)


def without_clock(text: str) -> str:
    """``text`` without times, zones, weekdays and the labels of a date."""
    return _FILLER.sub(" ", _TIME.sub(" ", text))


def dates_another_thing(text: str) -> bool:
    """Whether the line speaks of a comment, an event, a copyright, a life."""
    return _NOT_OURS.search(text) is not None


def says_updated(text: str) -> bool:
    """Whether a line speaks of a change of the page."""
    return _UPDATED.search(text) is not None


def has_time(text: str) -> bool:
    """Whether a time of day is printed."""
    return _TIME.search(text) is not None


def date_behind_label(text: str) -> PrintedDate | None:
    """The day that ``Published``, ``Posted by … on`` at the beginning of a line names."""
    if len(text) > _LONGEST_LABELLED:
        return None
    for printed in printed_dates(text):
        before, behind = text[: printed.start], text[printed.end : printed.end + 40]
        labelled = _LABEL.match(before) and _AFTER.match(behind)
        if printed.has_year and (labelled or (_ON.match(before) and _BY.match(behind))):
            return printed
    return None


def date_beside_words(text: str) -> PrintedDate | None:
    """The day of a short line that else holds names: ``Jane Doe | Writer | July 2, 2025``."""
    text = without_asides(text)
    if len(text) > LONGEST_LINE or dates_another_thing(text):
        return None
    found = main_date(text)
    if found is None or found.precision != "day":
        return None
    rest = text
    for printed in reversed(list(printed_dates(text))):
        rest = rest[: printed.start] + " " + rest[printed.end :]
    words = [word for word in _PLAIN_WORD.findall(without_clock(rest)) if word not in _SMALL]
    names = sum(word[0].isupper() for word in words)
    return found if 0 < len(words) <= _MOST_WORDS and names >= _NAMES * len(words) else None


def date_in_title(text: str) -> PrintedDate | None:
    """The day that ends a headline: ``Daily Briefing – May 4, 2021``, ``The Week (2021-05-04)``."""
    found = list(printed_dates(text))
    if len(found) != 1 or not found[0].has_year or found[0].precision != "day":
        return None
    return found[0] if not text[found[0].end :].strip(" .)]") else None


def main_date(text: str) -> PrintedDate | None:
    """The first day of a line, unless it says when the page was changed or is later than another.

    None too where the day has no year.
    """
    found = list(printed_dates(text))
    first = next((date for date in found if not _changes(text, found, date)), None)
    if first is None or not first.has_year:
        return None
    return first if all(date.value >= first.value for date in found if date.has_year) else None


def _changes(text: str, found: list[PrintedDate], date: PrintedDate) -> bool:
    """Whether the words between the date before and this one speak of a change."""
    before = max((other.end for other in found if other.end <= date.start), default=0)
    return says_updated(text[before : date.start])
