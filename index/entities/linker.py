"""Places, organisations and peoples get their ids; capitals that mean a government are told apart.

"Norlund warned" speaks of the government of Norland, "in Norlund" of the city: the words around a
capital decide. Ids of what no list knows are made from the name as printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diploread.index.entities.gazetteer import Entity, Gazetteer, Hit
from diploread.index.entities.ids import entity_id
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.marks import Mark
from diploread.index.entities.tokens import Tokens

_DASHES = frozenset(("-", "–", "—", "--"))
_KOREAS = {"North": "country/kp", "South": "country/kr"}
_MINISTRY = re.compile(r"^(?:(.*?)\s+)?(?:Ministry of (.+)|(\w[\w ]*?) Ministry)$")
_PORTFOLIO_NAMES = {"foreign": "Foreign Affairs", "defence": "Defense", "external affairs":
                    "External Affairs", "home": "Home Affairs"}  # fmt: skip
_US = "country/us"
_COMMA_AND = 2
_LISTING = frozenset(("and", ",", "or", "&"))
_FEWEST = 2
"""Mentions of the United States at least, before "Congress" is taken for theirs."""
_US_BODIES = {
    "org/congress": "org/us-congress",
    "org/senate": "org/us-senate",
    "org/house-of-representatives": "org/us-house-of-representatives",
    "org/supreme-court": "org/us-supreme-court",
    "org/national-security-council": "org/us-national-security-council",
}
_KIND = {"ORG": "org", "LOC": "place", "GPE": "place", "NORP": "norp", "EVENT": "event"}


def link_places(
    tokens: Tokens,
    marks: Sequence[Mark],
    hits: Mapping[int, Hit],
    lex: Lexicon,
    own: Mapping[str, Entity],
) -> None:
    """Ids and names of everything but people and dates, in place.

    ``own`` are the user's countries by id.
    """
    before: Mark | None = None
    for mark in marks:
        previous, before = before, mark
        if mark.type in ("PERSON", "DATE") or mark.id:
            continue
        if mark.entity is not None:
            mark.id, mark.name = mark.entity.id, mark.entity.name
            if mark.tag == "capital" and not _listed_with_city(tokens, mark, previous):
                _capital(tokens, mark, hits, lex, own)
        elif mark.same_as is None:
            _printed(tokens, mark, hits, lex)
    for mark in marks:
        if mark.same_as is not None and mark.id is None:
            mark.id, mark.name = mark.same_as.id, mark.same_as.name
            mark.country = mark.same_as.country


def _listed_with_city(tokens: Tokens, mark: Mark, previous: Mark | None) -> bool:
    """Whether the capital follows a city in a list: "travel to Norlund and Tokyo"."""
    if previous is None or previous.metonym or not (previous.id or "").startswith("city/"):
        return False
    between = tokens.keys[previous.j : mark.i]
    return bool(between) and len(between) <= _COMMA_AND and set(between) <= _LISTING


def _capital(
    tokens: Tokens,
    mark: Mark,
    hits: Mapping[int, Hit],
    lex: Lexicon,
    own: Mapping[str, Entity],
) -> None:
    """City or government? The country's id and ``metonym`` for the latter."""
    entity = mark.entity
    if entity is None or not entity.country or _means_place(tokens, mark, lex):
        return
    if _with_its_country(tokens, mark, hits, entity.country):
        return
    country = own.get(entity.country) or lex.gazetteer.by_id(entity.country)
    if country is not None:
        mark.id, mark.name, mark.metonym = country.id, country.name, True
        mark.how, mark.confidence = "metonym", 0.9


def _with_its_country(tokens: Tokens, mark: Mark, hits: Mapping[int, Hit], country: str) -> bool:
    """Whether the country stands behind its capital as in an address: "Norlund, Norland"."""
    hit = hits.get(mark.j + 1) if tokens.keys[mark.j : mark.j + 1] == [","] else None
    return hit is not None and hit.entity.id == country and hit.tag == "country"


def _means_place(tokens: Tokens, mark: Mark, lex: Lexicon) -> bool:
    i, j, keys = mark.i, mark.j, tokens.keys
    before = keys[i - 1].lower() if i and i not in tokens.breaks else ""
    after = keys[j].lower() if j < len(tokens) and j not in tokens.breaks else ""
    if before == "from" and i > 1 and keys[i - 2].lower() in lex.from_government:
        return False
    if before in lex.at_place or after in lex.after_city:
        return True
    if before == "to" and any(k.lower() in lex.motion for k in keys[max(0, i - 5) : i - 1]):
        return True
    if after in _DASHES and (i == 0 or i in tokens.breaks or not tokens.glued(j)):
        return i == 0 or i in tokens.breaks or tokens.words[i].isupper()
    if after == "-" and j + 1 < len(tokens) and keys[j + 1] in ("based", "area", "born"):
        return True
    if after == "," and (i == 0 or i in tokens.breaks):
        following = tokens.keys[j + 1] if j + 1 < len(tokens) else ""
        if tokens.words[i].isupper() or j + 1 in tokens.breaks or following[:1].isdigit():
            return True
    return after == "(" and (i == 0 or i in tokens.breaks)


def _printed(tokens: Tokens, mark: Mark, hits: Mapping[int, Hit], lex: Lexicon) -> None:
    """An id from the name as printed; ministries and embassies get a common form."""
    text = re.sub(r"\s*([-–])\s*", r"\1", " ".join(tokens.words[mark.i : mark.j]))
    known = lex.gazetteer.lookup(" ".join(tokens.keys[mark.i : mark.j]))
    if known is not None and known.kind == mark.type:
        mark.id, mark.name = known.id, known.name
        return
    text = text.replace(" 's", "'s").replace(" ’s", "’s").replace(" '", "'").replace(" ’", "’")
    if mark.type == "ORG":
        text = _body_name(tokens, mark, hits, text, lex)
    mark.name = mark.name or text
    mark.id = mark.id or entity_id(_KIND.get(mark.type, "org"), mark.name)


def _body_name(tokens: Tokens, mark: Mark, hits: Mapping[int, Hit], text: str, lex: Lexicon) -> str:
    """ "Norlandic Foreign Ministry" and "Norland's Ministry of Foreign Affairs" are one body."""
    hit = hits.get(mark.i)
    country = ""
    rest = text
    if hit is not None and hit.end < mark.j and hit.entity.id.startswith("country/"):
        country = hit.entity.name
        mark.country = hit.entity.id
        rest = " ".join(tokens.words[hit.end : mark.j])
        known = lex.gazetteer.lookup(" ".join(tokens.keys[hit.end : mark.j]))
        if known is not None and known.kind == "ORG" and known.country == hit.entity.id:
            mark.id = known.id
            return known.name
    elif mark.i > 1 and tokens.keys[mark.i - 1] in ("'s", "’s"):
        owner = next((h for s, h in hits.items() if h.end == mark.i - 1 and s >= mark.i - 5), None)
        if owner is not None and owner.entity.id.startswith("country/"):
            country, mark.country = owner.entity.name, owner.entity.id
    if country and rest in ("Embassy", "embassy"):
        return _embassy(tokens, mark, hits, country)
    match = _MINISTRY.match(rest)
    if match and not match.group(1):
        portfolio = (match.group(2) or match.group(3)).removeprefix("the ")
        portfolio = _PORTFOLIO_NAMES.get(portfolio.lower(), portfolio)
        name = f"Ministry of {portfolio}"
        return f"{name} ({country})" if country else name
    return (
        f"{rest} ({country})"
        if country and rest != text and all(w.lower() in lex.org_generic for w in rest.split())
        else text
    )


def _embassy(tokens: Tokens, mark: Mark, hits: Mapping[int, Hit], country: str) -> str:
    j = mark.j
    if j + 1 < len(tokens) and tokens.keys[j] == "in":
        hit = hits.get(j + 1)
        if hit is not None and hit.entity.kind == "GPE":
            return f"Embassy of {country}, {hit.entity.name}"
    return f"Embassy of {country}"


def link_us_bodies(marks: Sequence[Mark], book: Gazetteer) -> None:
    """ "Congress" and "Senate" are those of the United States where the text is mostly of them; an
    inference, in place."""
    countries = [m.id for m in marks if m.id and m.id.startswith("country/")]
    ours = sum(ident == _US for ident in countries)
    named = any((mark.id or "").startswith("org/us-") for mark in marks)
    if 2 * ours < len(countries) or (ours < _FEWEST and not named):
        return
    for mark in marks:
        entity = book.by_id(_US_BODIES.get(mark.id or "", ""))
        if entity is not None and mark.type == "ORG":
            mark.id, mark.name, mark.country = entity.id, entity.name, _US
            mark.how, mark.confidence = "short-form", 0.8


def link_koreas(tokens: Tokens, marks: list[Mark], book: Gazetteer) -> None:
    """Adds "the North" and "the South" where the document speaks of the Koreas."""
    seen = {mark.id for mark in marks}
    if not seen & {"country/kp", "country/kr"}:
        return
    covered = {x for mark in marks for x in range(mark.i, mark.j)}
    for i, word in enumerate(tokens.words):
        if word not in _KOREAS or i in covered or i == 0:
            continue
        following = tokens.words[i + 1] if i + 1 < len(tokens) else ""
        coordinated = tokens.keys[i + 1 : i + 3] in (["and", "south"], ["and", "north"])
        if tokens.keys[i - 1] not in ("the", "The", "inter") and not coordinated:
            continue
        if following[:1].isupper() and i + 1 not in tokens.breaks:
            continue
        if following == "-" and tokens.glued(i + 1):
            continue  # "the North-East"
        country = book.by_id(_KOREAS[word])
        assert country is not None
        mark = Mark(i, i + 1, "GPE", "short-form", confidence=0.9)
        mark.id, mark.name = country.id, country.name
        marks.append(mark)
    marks.sort(key=lambda mark: mark.i)
