"""Who publishes and who wrote: source lines, agency credits, bylines.

The publisher (``source``) and the news agency (``agency``) are different things: a lone line
``Kyodo News`` at the top is the name of the house and of the agency behind it, while a credit
after the last sentence names the agency alone.
"""

from __future__ import annotations

import re

from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core
from diploread.index.cleaning.rules import House, Rules

_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|de|da|van|von|bin|al|el|la|and|&)"
_BYLINE = re.compile(
    r"(?:(?i:by|written by|reported by|reporting by|story by|posted by|author:|edited by|"
    r"compiled by|analysis by|opinion by|text by|editing by)):?\s+"
    rf"(?P<names>{_NAME}(?:[ ,;/|]+{_NAME}){{0,14}})\s*(?P<rest>.*)"
)
_NO_NAME = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|the|this|that|these|our|all|subscribing|then"
)
_DESK = re.compile(
    r"\((?:(?:Additional |Writing |Editing |Compiled |Edited )?(?:Reporting|reporting|Writing|"
    r"Editing|Compiled|Edited|Reported|Written|Translated) by [^()]{3,300})\)\s*$"
)
_GLUED = re.compile(
    r"[.!?][\"”’')]*(?P<gap>\s+[-–—(/]*\s*)(?P<name>[^\s.!?()][^.!?()]{1,40})\)?\.?$"
)
_LONGEST_NAME = 60
_REACH = 400
"""Characters at the end of a line that are looked at, so that no line is too long to search."""


def source_lines(docket: Docket, rules: Rules, core: Core) -> None:
    """Lone lines that name a house, at the top or at the end."""
    for index, text in enumerate(docket.plain):
        if core.start + 1 < index < core.end or len(text) > _LONGEST_NAME or not docket.open(index):
            continue
        house = named_house(rules, text)
        if house is None:
            continue
        if index <= max(core.start, 2):
            docket.file(
                index, Claim("extract", "meta.source", "a lone name at the top", slot="source")
            )
        elif house.agency:
            reason = "an agency's name alone on a line"
            docket.file(index, Claim("extract", "meta.agency", reason, slot="agency"))


def named_house(rules: Rules, text: str) -> House | None:
    """The house that ``text`` as a whole names; short names count only as they are written."""
    name = text.strip(" \t()[]|-–—/•*.")
    house = rules.house(name)
    if house is None:
        return None
    if len(name) <= 5 and name not in (house.name, *house.aliases):
        return None  # "tap", "Pap": a word, not the agency
    return house


def bylines(docket: Docket, core: Core) -> None:
    """Lines such as ``By Jane Doe``, near the head or the end."""
    for index, text in enumerate(docket.plain):
        if core.start + 2 < index < core.end - 1 or len(text) > 200 or not docket.open(index):
            continue
        if byline_names(text) or _DESK.fullmatch(text):
            docket.file(index, Claim("extract", "meta.byline", "names who wrote it", slot="byline"))


def byline_names(text: str) -> str | None:
    """The names in a byline; None where ``text`` is none."""
    match = _BYLINE.match(text)
    if match is None:
        return None
    names, rest = match["names"], match["rest"]
    first = names.split()[0].strip(",;")
    if _NO_NAME.fullmatch(first) or (text.rstrip().endswith((".", "?", "!")) and len(text) > 60):
        return None
    if len(rest) > 80 or re.search(r"[.!?] [A-Z]", rest):
        return None
    return names.strip(" ,;|/")


def glued_credits(docket: Docket, rules: Rules, core: Core) -> None:
    """An agency after the last full stop of the article, and the desk's names in brackets."""
    body = [i for i in range(core.start, min(core.end + 2, len(docket.units))) if docket.in_body(i)]
    for index in reversed(body[-2:]):
        unit = docket.units[index]
        last = unit.lines[-1]
        at = max(last.start, last.end - _REACH)
        line = docket.raw[at : last.end]
        if desk := _DESK.search(line):
            claim = Claim("extract", "span.desk", "names the desk", slot="byline")
            docket.cut(index, at + desk.start(), last.end, claim)
            return
        glued = _GLUED.search(line)
        if glued is None:
            continue
        house = named_house(rules, glued["name"])
        if house is None or not house.agency:
            continue
        start = at + glued.end("gap") - len(glued["gap"].lstrip())
        claim = Claim("extract", "span.credit", "an agency after the last sentence", slot="agency")
        docket.cut(index, start, at + glued.end(), claim)
        return
