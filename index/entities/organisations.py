"""The grammar of organisations: where the name of one ends.

A name is a run of capitals with a head word ("Norland Trade Council"), led on by "of", "for", "on"
("Council of Northern Ministers", "Committee on Fisheries and Forests").
"""

from __future__ import annotations

from collections.abc import Mapping

from diploread.index.entities import titles
from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.tokens import Tokens

_LONGEST = 14
_INITIAL = 2
"""Letters of an initial with its point."""
_BOTH = 2
_WIDE = frozenset(("national", "federal", "international", "central", "royal", "joint"))
_SUBJECTS = frozenset(("law", "games", "project"))
"""Heads of texts and events that are also what a body is for: "Society of … Law"."""
_LEGAL_FORMS = frozenset(
    ("LLC", "Inc.", "Inc", "Ltd.", "Ltd", "LLP", "L.P.", "Corp.", "PLC", "S.A.")
)
_MISSIONS = ("embassy", "consulate", "consulate general")


def last_head(tokens: Tokens, i: int, j: int, lex: Lexicon) -> int | None:
    """The last token of ``[i, j)`` that is a head word of organisations; None if there is none."""
    for x in range(j - 1, i - 1, -1):
        if tokens.keys[x].lower() in lex.org_heads and tokens.words[x][0].isupper():
            return x
    return None


def extend(tokens: Tokens, i: int, j: int, hits: Mapping[int, Hit], lex: Lexicon) -> int:
    """The end of the organisation whose first part is ``[i, j)``, "of …" and the like included."""
    led_on = False
    j = _seat(tokens, j, hits)
    while j < len(tokens) and j not in tokens.breaks and j - i < _LONGEST:
        small = tokens.keys[j].lower()
        if small == "of":
            head = tokens.keys[j - 1].lower()
            abstract = led_on and lex.is_common(head)  # "on the Elimination of Hunger"
            if not abstract and head not in lex.org_heads and head not in lex.org_beginners:
                break
        else:
            allowed = lex.lead_on.get(small)
            if allowed is None or not any(k.lower() in allowed for k in tokens.keys[i:j]):
                break
        office = _holders_office(tokens, j, hits, lex)
        if office is not None:
            return office
        end = _object(tokens, j + 1, hits, lex)
        if end is None:
            break
        j, led_on = end, led_on or small != "of" or "the" in tokens.keys[j:end]
    return j


def _seat(tokens: Tokens, j: int, hits: Mapping[int, Hit]) -> int:
    """Past the city right behind a mission abroad: "Embassy Oslo", "Consulate General Lagos"."""
    mission = " ".join(tokens.keys[max(0, j - 2) : j]).lower()
    if not mission.endswith(_MISSIONS) or j in tokens.breaks:
        return j
    hit = hits.get(j)
    return hit.end if hit is not None and hit.tag in ("capital", "city", "town") else j


def extend_event(tokens: Tokens, i: int, j: int, hits: Mapping[int, Hit], lex: Lexicon) -> int:
    """The end of the event ``[i, j)`` with its "of the Isles", "on the Law of the Sea"."""
    while j + 1 < len(tokens) and j not in tokens.breaks and j - i < _LONGEST:
        if tokens.keys[j] not in ("of", "on", "for", "against"):
            break
        end = _object(tokens, j + 1, hits, lex)
        if end is None:
            break
        j = end
    return j


def _object(tokens: Tokens, x: int, hits: Mapping[int, Hit], lex: Lexicon) -> int | None:
    """The end of the capitalised object of "of" at ``x``: "[the] Northern Isles and Fisheries"."""
    count = len(tokens)
    if x < count and tokens.keys[x].lower() == "the" and x not in tokens.breaks:
        x += 1
    start = x
    while x < count and x not in tokens.breaks:
        hit = hits.get(x)
        if x > start and (_holder(tokens, x, lex) or _post(tokens, x, lex)):
            break
        if x > start and x + 1 < count and _hyphenated(tokens, x):
            x += 2
        elif hit is not None and (hit.tag != "demonym" or x > start or _goes_on(tokens, hit.end)):
            x = hit.end
        elif (tokens.words[x][0].isupper() and not _title(tokens, x, lex)) or (
            x > start and x + 1 < count and _joins(tokens, x, hits, lex)
        ):
            x += 1
        else:
            break
    while x > start and tokens.keys[x - 1] in ("and", "&", ","):
        x -= 1
    plain = lex.event_heads - lex.named_events
    plain -= _SUBJECTS
    while x > start + 1 and tokens.keys[x - 1].lower() in plain and x - 1 not in hits:
        x -= 1
    return x if x > start else None


def _holders_office(tokens: Tokens, j: int, hits: Mapping[int, Hit], lex: Lexicon) -> int | None:
    """The end of "Office of the [Norland] Trade Representative", whose "of" is at ``j``."""
    if tokens.keys[j - 1].lower() != "office" or tokens.keys[j : j + 2] != ["of", "the"]:
        return None
    country = hits.get(j + 2)
    x = country.end if country is not None and country.tag == "country" else j + 2
    return titles.title_end(tokens, x, lex) if x < len(tokens) else None


def _holder(tokens: Tokens, x: int, lex: Lexicon) -> bool:
    """Whether who heads the body is named at ``x``: "Bureau of Forest Affairs Ana B. Ruiz"."""
    before = tokens.keys[x - 1].lower()
    subject = before in lex.portfolios or lex.is_common(before)
    if tokens.words[x] not in lex.given or not subject or lex.is_common(tokens.keys[x]):
        return False
    after = tokens.words[x + 1] if x + 1 < len(tokens) and x + 1 not in tokens.breaks else ""
    if len(after) == _INITIAL and after[1] == ".":
        return after != "U."
    strange = after[:1].isupper() and not lex.is_common(after) and before in lex.portfolios
    return after in lex.surnames or (strange and after.lower() not in lex.org_heads)


def _post(tokens: Tokens, x: int, lex: Lexicon) -> bool:
    """Whether a post in the body begins at ``x``: "Bureau of Reefs | Assistant Secretary"."""
    low = tokens.keys[x].lower()
    if low not in ("assistant", "deputy", "senior", "principal", "acting"):
        return False
    return tokens.words[x][0].isupper() and (
        titles.title_end(tokens, x, lex) is not None or low != "deputy"
    )


def _hyphenated(tokens: Tokens, x: int) -> bool:
    """Whether the hyphen at ``x`` joins two capitalised words: "South-East"."""
    if tokens.words[x] not in ("-", "–") or not (tokens.glued(x) and tokens.glued(x + 1)):
        return False
    return tokens.words[x + 1][0].isupper()


def _joins(tokens: Tokens, x: int, hits: Mapping[int, Hit], lex: Lexicon) -> bool:
    """Whether the "and" or comma at ``x`` stands inside the object: "Insects and Ecology"."""
    small = tokens.keys[x]
    if small not in ("and", "&", ","):
        return False
    if small == "and" and tokens.keys[x - 1] == ",":
        return _listed(tokens, x - 2, lex) and _listed(tokens, x + 1, lex)
    if _listed(tokens, x - 1, lex) and (_listed(tokens, x + 1, lex) or tokens.keys[x + 1] == "and"):
        return True
    if small == "," or x + 1 in hits or any(hit.end == x for hit in _near(hits, x)):
        return False
    return _matter(tokens, x - 1, lex) and _matter(tokens, x + 1, lex)


def _near(hits: Mapping[int, Hit], x: int) -> list[Hit]:
    return [hits[y] for y in range(max(0, x - 5), x) if y in hits]


def _matter(tokens: Tokens, x: int, lex: Lexicon) -> bool:
    """A capitalised word that is nobody's name: a subject or a field of work."""
    word = tokens.words[x]
    return (
        word[0].isupper()
        and len(word) > 4
        and not word.isupper()
        and word not in lex.given
        and word not in lex.surnames
        and not _title(tokens, x, lex)
    )


def _goes_on(tokens: Tokens, x: int) -> bool:
    return x < len(tokens) and x not in tokens.breaks and tokens.words[x][0].isupper()


def _listed(tokens: Tokens, x: int, lex: Lexicon) -> bool:
    """A capitalised ordinary word, as stand in the names of ministries ("Trade and Industry")."""
    key = tokens.keys[x].lower()
    return tokens.words[x][0].isupper() and (key in lex.portfolios or key in lex.common)


def _title(tokens: Tokens, x: int, lex: Lexicon) -> bool:
    low = tokens.keys[x].lower()
    return low in lex.heads and low not in lex.org_members


def joined_by_and(
    tokens: Tokens, i: int, j: int, hits: Mapping[int, Hit], lex: Lexicon
) -> int | None:
    """The end of "Trade and Industry Ministry", whose run stopped at the "and" at ``j``."""
    if j + 1 >= len(tokens) or tokens.keys[j] not in ("and", "&") or j + 1 in tokens.breaks:
        return None
    if not tokens.words[j + 1][0].isupper() or j + 1 in hits:
        return None
    if not _listed(tokens, j - 1, lex):
        return _two_subjects(tokens, i, j, hits, lex)
    x = j + 1
    while x < len(tokens) and x not in tokens.breaks and tokens.words[x][0].isupper():
        low = tokens.keys[x].lower()
        if low in lex.org_heads and x > j + 1:
            return None if low in lex.org_weak else x + 1
        if not _listed(tokens, x, lex):
            return None
        x += 1
    return None


def _two_subjects(
    tokens: Tokens, i: int, j: int, hits: Mapping[int, Hit], lex: Lexicon
) -> int | None:
    """The end of "National Glaciological and Avalanche Administration", whose "and" is at ``j``."""
    if j - i != _BOTH or tokens.keys[i].lower() not in _WIDE or j - 1 in hits:
        return None
    for x in range(j + 2, min(len(tokens), j + 4)):
        if x in tokens.breaks or not tokens.words[x][0].isupper():
            return None
        if tokens.keys[x].lower() in lex.org_heads:
            return x + 1
    return None


def legal_form_end(tokens: Tokens, j: int) -> int:
    """Past the legal form of a firm behind a comma at ``j``: "Vennick Lamps, LLC"."""
    if j + 1 < len(tokens) and tokens.keys[j] == "," and j + 1 not in tokens.breaks:
        form = tokens.words[j + 1]
        if form in _LEGAL_FORMS:
            return j + 2
    return j
