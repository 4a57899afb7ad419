"""Light detection of person names, for bodies without mentions and for names that mentions miss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diploread.index.quotes.lexicon import (
    ABBREVIATION,
    NATION,
    ORGANISATION,
    PLACE,
    TITLE,
    Lexicon,
    word_set,
)

_NAME = re.compile(
    r"(?:(?:[A-Z]\.)+|[A-Z][\w’'-]*\.?)"
    r"(?:[ \n](?:of|de|al|bin|van|von|el|la|der|the)(?=[ \n][A-Z])"
    r"|[ \n](?:(?:[A-Z]\.)+|[A-Z][\w’'-]*\.?))*"
)
_POSSESSIVE = re.compile(r"['’]s$")
_CONTRACTED = re.compile(r"(?:I|He|She|We|You|They|It|That|What|Who|There)['’]")
_STOPPED = re.compile(r"([A-Za-z][\w’'-]+)\.[ \n]")
_PARTICLES = word_set("de al bin van von el la der")
_LEFT_STRIP = word_set(
    "of for to the in on at after but and as while meanwhile with when if like that this from "
    "by both earlier later last since before during under although though however president- "
    "elect minister-designate then so yet or what why how who is are was were said says"
)
_FIELD = re.compile(
    r"\b([A-Za-z]+)\s+for\s+(?:(?:[A-Z][\w’'-]*,?|of|the)\s+){0,6}(?:and\s+)?$",
)
"""``Minister for Ports and …``: what stands between an office and the name behind its field."""
LONGEST_FIELD = 90
_FOREIGN = (" des ", " du ", " les ", " della ", " degli ")
_NO_FIRST_NAMES = word_set("where when what why how may if would could should can let did")
LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class FoundName:
    """A person name with the descriptive words printed in front of it."""

    start: int
    end: int
    name: str
    role: str
    """Lower-case words in front: ``japanese foreign minister``."""
    possessive: bool = False


def bare_word(word: str) -> str:
    """A word in lower case without final dots and possessive."""
    lower = word.lower()
    if lower.endswith(("'s", "’s")):
        lower = lower[:-2]
    return lower.strip(".,'’")


def split_name(words: list[str], lexicon: Lexicon) -> int:
    """Index in ``words`` where titles and nations end and the name itself begins."""
    begin = 0
    for i, word in enumerate(words[:-1]):
        lower = bare_word(word)
        flags = lexicon.flags.get(lower, 0)
        describes = flags & (TITLE | NATION | PLACE)
        if describes or lower in _LEFT_STRIP or word.endswith("-") or _POSSESSIVE.search(word):
            begin = i + 1
    return begin


def office_end(text: str, start: int, lexicon: Lexicon) -> int | None:
    """Where the office ends whose field leads up to ``start``: ``Minister for Ports and …``."""
    office = _FIELD.search(text, max(0, start - LONGEST_FIELD), start)
    if office is None or office.group(1).lower() not in lexicon.office_for:
        return None
    return office.end(1)


def behind_field(text: str, start: int, words: list[str], lexicon: Lexicon) -> int:
    """Where the name begins in a run of capitals that opens with the field of an office.

    ``Minister for Harbour Affairs Jane Doe``: two words, an initial between them not counted.
    """
    if len(words) < 3 or office_end(text, start, lexicon) is None:
        return 0
    return len(words) - (3 if len(words) > 3 and len(bare_word(words[-2])) == 1 else 2)


def find_names(text: str, lexicon: Lexicon) -> Iterator[FoundName]:
    """Names of two to four words, and single surnames behind a title."""
    for start, raw in _capitalised(text, lexicon):
        if text[max(0, start - 7) : start].endswith(_FOREIGN):
            continue  # "the École des Beaux Arts"
        possessive = bool(_POSSESSIVE.search(raw))
        words = _POSSESSIVE.sub("", raw).split()
        if not words or len(words) > 12:
            continue
        words[-1] = words[-1].strip(".'’") or words[-1]
        last = bare_word(words[-1])
        flags = lexicon.flags.get(last, 0)
        if flags & (PLACE | TITLE | NATION | ORGANISATION):
            continue
        begin = max(split_name(words, lexicon), behind_field(text, start, words, lexicon))
        name = words[begin:]
        if any(w.islower() and w not in _PARTICLES for w in name) or not name:
            continue
        if (
            _CONTRACTED.match(name[0])
            or name[0].lower() in _NO_FIRST_NAMES
            or name[-1] in ("I", "God")
        ):
            continue
        bare = begin == 0 and text[max(0, start - 4) : start].lower() == "the "
        if len(name) > 1 and (bare or (begin == 1 and words[0] in ("The", "the"))):
            continue  # "The Harbour Book" is nobody
        if name[-1].isupper() and len(name[-1]) <= 3 and not name[0].isupper():
            continue  # "Real AI"
        if any(lexicon.flags.get(bare_word(w), 0) & ORGANISATION for w in name):
            continue
        if not (1 <= len(name) <= LONGEST_NAME):
            continue
        owned = begin and _POSSESSIVE.search(words[begin - 1])  # "the President's Visit"
        role = "" if owned else " ".join(bare_word(word) for word in words[:begin])
        end = start + len(_POSSESSIVE.sub("", raw).rstrip(".'’"))
        yield FoundName(start, end, " ".join(name), role, possessive)


def _capitalised(text: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Runs of capitalised words with their offsets; a full stop ends one, an abbreviation not."""
    for match in _NAME.finditer(text):
        at = match.start()
        for stop in _STOPPED.finditer(text, at, match.end()):
            if not lexicon.flags.get(stop.group(1).lower(), 0) & (ABBREVIATION | TITLE):
                yield at, text[at : stop.end() - 2]
                at = stop.end()
        yield at, text[at : match.end()]


def one_slip(a: str, b: str) -> bool:
    """True where ``b`` is ``a`` with one letter changed, lost or added, or two swapped."""
    if a == b:
        return True
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (
            a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
        )
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return len(longer) - len(shorter) == 1 and longer[i + 1 :] == shorter[i:]
