"""What kind of name an unknown run of capitals is: evidence from the whole document.

Each kind gets points from the name itself (a given name, initials, an ordinary word in it) and
from where it stands (a verb of speech behind it, a preposition of place before it, "party" or
"province" beside it). Points for where it stands are averaged over all its occurrences, so that
one telling sentence types them all. Too few points, or two kinds near each other: no mention.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import NOTHING, UNKNOWN, Mark
from diploread.index.entities.tokens import Tokens

_THRESHOLD = {"PERSON": 1.8, "ORG": 2.6, "LOC": 1.7}
_MARGIN = 0.4
_SENTENCE_START_SURPLUS = 1.5
_OFTEN, _OFTEN_ALONE = 4, 1.5
"""A family name that stands so often in a text names somebody, though never in full."""
_IN_OFFICE = 3.0
"""For the surname of who leads a country on the day of the article."""
_OF_AN_ERA = 6.0
"""For the family name in "the Vennick administration"."""
_LATER_ALONE = 1.0
"""For a name whose last word stands alone elsewhere, as surnames do."""
_FIRM = 2.4
"""For a firm and against a person, where initials without points go before a name."""
_TWO, _MOST_INITIALS = 2, 4
_CAMEL = re.compile(r"[a-z][A-Z]")
_INITIAL = re.compile(r"^(?:[A-Z]\.)+$")
_GENERATION = frozenset(("Jr", "Jr.", "JR", "JR.", "Sr", "Sr.", "SR", "SR."))
_AGE = re.compile(r"^\d\d$")


@dataclass(slots=True)
class Points:
    """Points for the three kinds."""

    person: float = 0.0
    org: float = 0.0
    place: float = 0.0

    def add(self, other: Points, weight: float = 1.0) -> None:
        """Add ``other``, weighted."""
        self.person += weight * other.person
        self.org += weight * other.org
        self.place += weight * other.place

    def best(self) -> tuple[str, float, float]:
        """The kind with most points, its points, and its lead over the next."""
        ranked = sorted(
            (("PERSON", self.person), ("ORG", self.org), ("LOC", self.place)),
            key=lambda pair: -pair[1],
        )
        return ranked[0][0], ranked[0][1], ranked[0][1] - ranked[1][1]


def decide(
    tokens: Tokens,
    marks: Sequence[Mark],
    hits: Mapping[int, Hit],
    lex: Lexicon,
    *,
    single: bool,
    leaders: Collection[str] = (),
) -> None:
    """Type the unknown marks of one word (``single``) or of more, in place.

    ``leaders`` are surnames of those who lead a country on the day of the article.
    """
    groups: dict[tuple[str, ...], list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.type == UNKNOWN and (mark.j - mark.i == 1) == single:
            groups[tuple(tokens.words[mark.i : mark.j])].append(mark)
    alone = {tokens.words[mark.i] for mark in marks if mark.j - mark.i == 1}
    for words, group in groups.items():
        points = of_name(words, lex)
        if not single and words[-1] in alone and words[0] not in alone:
            points.person += _LATER_ALONE
        weight = 1 / len(group) ** 0.5
        for mark in group:
            points.add(of_place(tokens, mark, hits, lex), weight)
        if single and len(group) >= _OFTEN and words[0] in lex.surnames:
            points.person += _OFTEN_ALONE
        if single and (words[0] in leaders or (words[0].isupper() and words[0].title() in leaders)):
            points.person += _IN_OFFICE
        kind, total, lead = points.best()
        hidden = all(tokens.opens(mark.i) for mark in group)
        need = _THRESHOLD[kind]
        if hidden and lex.is_common(words[0]):
            need += _SENTENCE_START_SURPLUS
        elif hidden and len(words) == 1:
            need += _SENTENCE_START_SURPLUS / 2
        if (
            len(words) == 1
            and kind != "PERSON"
            and lex.is_common(words[0])
            and not words[0].isupper()
        ):
            need += 9
        sure = total >= need and lead >= _MARGIN
        for mark in group:
            mark.type = ("GPE" if kind == "LOC" else kind) if sure else NOTHING
            mark.how = "evidence"
            mark.confidence = _confidence(total - need, lead)


def _confidence(surplus: float, lead: float) -> float:
    return round(min(0.95, 0.6 + 0.06 * max(0.0, surplus) + 0.04 * max(0.0, lead)), 2)


def of_name(words: Sequence[str], lex: Lexicon) -> Points:
    """Points that the name itself gives."""
    parts = [word for word in words if word[0].isalnum() and word not in _GENERATION]
    count = len(parts)
    points = Points()
    if count == 0 or not all(_is_latin(part[0]) for part in parts):
        return Points(-9, -9, -9)
    if any(part[0].isdigit() for part in parts) or "&" in words:
        points.person -= 5
        points.org += 1
    _person_name(parts, words, lex, points)
    if _is_firm(parts, lex):
        points.person -= _FIRM
        points.org += _FIRM if len(parts[0]) > _TWO else _FIRM / 2  # two may be given names
    _ordinary_words(parts, lex, points)
    if count == 1:
        _single(parts[0], lex, points)
    elif count > 4:
        points.person -= 2
    return points


def _is_latin(letter: str) -> bool:
    """Whether a letter is of the script that the lists and rules are of; digits are."""
    return letter < "\u0370" or "\u1e00" <= letter <= "\u1eff"


def _is_firm(parts: Sequence[str], lex: Lexicon) -> bool:
    """Whether initials without points go before a name, as in firms: "NV Orlo"."""
    first = parts[0]
    if len(parts) != _TWO or not (first.isupper() and 1 < len(first) <= _MOST_INITIALS):
        return False
    if first.lower() in lex.never_single | lex.vessels or parts[1] in lex.surnames:
        return False
    return first.isalpha() and not parts[1].isupper()


def _person_name(parts: Sequence[str], words: Sequence[str], lex: Lexicon, points: Points) -> None:
    count, last = len(parts), parts[-1]
    if lex.is_given(parts[0]):
        points.person += 4 if 2 <= count <= 4 else 1
    elif any(lex.is_given(part) for part in parts[1:]) and 2 <= count <= 4:
        points.person += 1.5
    if (
        any(_INITIAL.match(part) for part in parts)
        and 2 <= count <= 4
        and not parts[-1].endswith(".")
    ):
        points.person += 3
    if last in lex.surnames:
        points.person += 1.5 if count > 1 else 1
    if any(word in lex.particles for word in words[1:]):
        points.person += 2
    if "-" in words and count > 2 and not lex.is_common(last):
        points.person += 0.5
    low = last.lower()
    if low.endswith(lex.surname_endings) and len(low) > 5:
        points.person += 1
    if low.endswith(lex.place_endings) and len(low) > 5:
        points.place += 1
    if 2 <= count <= 3:
        points.person += 1.6


def _ordinary_words(parts: Sequence[str], lex: Lexicon, points: Points) -> None:
    for position, part in enumerate(parts):
        low = part.lower()
        if low in lex.common and not lex.is_given(part):
            known_surname = part in lex.surnames and position == len(parts) - 1
            points.person -= 0.5 if known_surname else 2.2
            points.place -= 0.8
            points.org -= 0.4
    if len(parts) > 1 and all(part.lower() in lex.common for part in parts):
        points.org -= 1.2
        points.place -= 1


def _single(word: str, lex: Lexicon, points: Points) -> None:
    low = word.lower()
    if low in lex.never_single or (len(word) == 1):
        points.add(Points(-9, -9, -9))
    elif any(c.isdigit() for c in word):
        points.add(Points(-3, -2, -3))
    elif word.isupper() and word.isascii() and "'" not in word and 2 <= len(word) <= 6:
        points.org += 2.6 if len(word) > _TWO else 1.4  # "TX", "No.", "E."
        points.person -= 3
        points.place -= 1
    elif _CAMEL.search(word) and not word.startswith(("Mc", "Mac", "De", "Di", "La", "Le")):
        points.org += 2
        points.person -= 1
    elif low in lex.common:
        points.add(Points(-3, -1.5, -2))
    else:
        points.add(Points(0.5, 0.5, 0.5))


def of_place(tokens: Tokens, mark: Mark, hits: Mapping[int, Hit], lex: Lexicon) -> Points:
    """Points that the surroundings of one occurrence give."""
    points = Points()
    keys, i, j = tokens.keys, mark.i, mark.j
    if mark.j - mark.i == 1 and tokens.words[i].isupper() and _among_capitals(tokens, i):
        points.org -= 2.6  # capitals say nothing in a headline of capitals
    before = keys[i - 1].lower() if i and i not in tokens.breaks else ""
    after = keys[j].lower() if j < len(tokens) and j not in tokens.breaks else ""
    if mark.titled:
        points.person += 6
    if mark.before_title:
        points.org += 2.2
        points.place += 0.5
    if before == "the" and after in lex.person_eras and _may_rule(tokens, i, j, lex):
        points.person += _OF_AN_ERA
        before = ""
    _left(tokens, i, before, lex, points)
    _right(tokens, j, after, hits, lex, points)
    if "/" in (before, after) and tokens.words[i].isupper():
        points.org -= 3  # "A/RES/75", half a name
    if mark.j - mark.i == 1 and tokens.words[i].isupper() and before == "(" and after == ")":
        points.org += 1
    return points


def _among_capitals(tokens: Tokens, i: int) -> bool:
    """Whether the words next to token ``i`` are in capitals throughout."""
    near = tokens.words[max(0, i - 2) : i] + tokens.words[i + 1 : i + 3]
    near = [word for word in near if len(word) > _TWO and word.isalpha()]
    return len(near) > 1 and all(word.isupper() for word in near)


def _may_rule(tokens: Tokens, i: int, j: int, lex: Lexicon) -> bool:
    """Whether ``[i, j)`` before "administration" can be a family name, and no "Federal"."""
    word, low = tokens.words[j - 1], tokens.keys[j - 1].lower()
    if j - i > 1 or word in lex.surnames:
        return word in lex.surnames
    office = low in lex.portfolios or low in lex.qualifiers or low in lex.org_heads
    office = office or low.endswith("ist")
    return tokens.words[j].islower() and not office and not tokens.opens(i)


def _left(tokens: Tokens, i: int, before: str, lex: Lexicon, points: Points) -> None:
    if before == "the":
        points.person -= 4
        points.org += 1.5
        points.place += 0.3
    elif before in lex.speech:
        points.person += 1.5
    elif before in lex.person_before:
        points.person += 0.8
    small = i > 0 and tokens.words[i - 1].islower()
    if small and before in lex.org_nouns_before:
        points.org += 2.5
        points.person -= 1
    if small and before in lex.place_nouns_before:
        points.place += 2
        points.person -= 1
    if before == "of" and i > 1 and tokens.keys[i - 2].lower() in lex.place_nouns_before:
        points.place += 3
    points.place += 0.55 * lex.place_prepositions.get(before, 0)
    if before == "," and i > 1 and tokens.keys[i - 2].lower() in lex.heads:
        points.person += 1.5


def _right(
    tokens: Tokens, j: int, after: str, hits: Mapping[int, Hit], lex: Lexicon, points: Points
) -> None:
    keys, count = tokens.keys, len(tokens)
    if after in lex.speech:
        points.person += 1.6
        points.org += 0.8
    elif after in lex.person_after:
        points.person += 0.8 if after != "who" else 2.5
    if after in lex.org_nouns_after:
        points.org += 2
        points.person -= 0.5
    if after in lex.named_events:
        points.org -= 2  # "the Vennick treaty"
    if after in lex.place_nouns_after:
        points.place += 2.5
        points.person -= 0.5
    if after == "-" and j + 1 < count and keys[j + 1] == "based":
        points.place += 4
    if after == "," and j + 2 < count:
        nxt = keys[j + 1].lower()
        hit = hits.get(j + 1)
        if hit is not None and hit.tag in ("country", "province"):
            owns = hit.end < count and keys[hit.end] in ("'s", "’s")
            points.place += 0 if owns else 2.2  # "Orlo Venn, Norland's envoy" is a person
        elif _AGE.match(nxt) and keys[j + 2] in (",", ")"):
            points.person += 3
        elif nxt in ("who", "whose"):
            points.person += 2.5
        elif nxt in lex.apposition and any(
            keys[x].lower() in lex.heads for x in range(j + 1, min(count, j + 8))
        ):
            points.person += 2
    if after == "(" and j + 2 < count and _AGE.match(keys[j + 1]) and keys[j + 2] == ")":
        points.person += 3
