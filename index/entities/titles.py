"""The grammar of titles: what stands before and behind a person's name.

``title_end`` reads a capitalised title that begins a run ("Deputy Foreign Minister", "Secretary of
State", "Minister for Trade and Industry"). ``role_before`` and ``role_after`` read the office
beside a name that is already known, whatever its case, for the fields ``role`` and ``country``.
"""

from __future__ import annotations

from collections.abc import Mapping

from diploread.index.entities.gazetteer import Hit
from diploread.index.entities.lexicon import Lexicon
from diploread.index.entities.tokens import Tokens

_LONGEST = 12
_OF = frozenset(("of", "for"))
_POSTED = frozenset(("to", "of", "in", "for", "at"))
_ALSO_GIVEN = frozenset(("don", "dean"))
"""Forms of address that behind a title are rather given names."""
_HYPHENS = frozenset(("-", "–"))


def is_title_word(key: str, lex: Lexicon) -> bool:
    """Whether the word may stand in a title."""
    low = key.lower()
    return low in lex.heads or low in lex.honorifics


def title_end(tokens: Tokens, k: int, lex: Lexicon) -> int | None:
    """Where the title that begins at ``k`` ends; None if none begins there.

    Only capitalised words count; "of" and "for" lead on to a portfolio.
    """
    keys, words, count = tokens.keys, tokens.words, len(tokens)
    x, end, stop = k, None, min(count, k + _LONGEST)
    if keys[k].lower() in lex.also_given and _given_here(tokens, k, lex):
        return None
    while x < stop and not (x > k and x in tokens.breaks):
        low = keys[x].lower()
        if x > k and low in _ALSO_GIVEN and _goes_on(tokens, x + 1):
            break  # "Deputy Secretary Don Vennick"
        if words[x][0].isupper() and (low in lex.heads or low in lex.honorifics):
            end = x = x + 1
            x = end = _designate_end(tokens, x)
            x = end = _portfolio_end(tokens, x, lex)
            x = end = _portfolio_end(tokens, x, lex)  # "of State for Northern Affairs"
        elif (
            (words[x][0].isupper() and (low in lex.qualifiers or low in lex.portfolios))
            or (_joins_portfolios(tokens, x, lex) and x > k)
            or (low in _HYPHENS and x > k and tokens.glued(x))
        ):
            x += 1
        else:
            break
    return end


def _designate_end(tokens: Tokens, x: int) -> int:
    """Past "-Designate" or "-elect" behind an office at ``x``."""
    if x + 1 >= len(tokens) or tokens.words[x] not in _HYPHENS or not tokens.glued(x + 1):
        return x
    return x + 2 if tokens.keys[x + 1].lower() in ("designate", "elect", "emeritus") else x


def _goes_on(tokens: Tokens, x: int) -> bool:
    return x < len(tokens) and x not in tokens.breaks and tokens.words[x][0].isupper()


def _given_here(tokens: Tokens, k: int, lex: Lexicon) -> bool:
    """Whether a word like Amir, here with a capital, is a given name: no title stands around."""
    after = tokens.words[k + 1] if k + 1 < len(tokens) and k + 1 not in tokens.breaks else ""
    before = tokens.keys[k - 1].lower() if k else ""
    if before in ("the", "highness") or not after[:1].isupper():
        return False
    return after.lower() not in lex.heads and before not in lex.heads


def _joins_portfolios(tokens: Tokens, x: int, lex: Lexicon) -> bool:
    """ "and", "&" or a comma between two portfolios: "Trade, Industry and Energy Minister"."""
    small = tokens.keys[x].lower()
    if small not in ("and", "&", ",") or x + 1 >= len(tokens) or x + 1 in tokens.breaks:
        return False
    before, after = tokens.keys[x - 1].lower(), tokens.keys[x + 1].lower()
    if tokens.keys[x] == "," and after == "and":
        return before in lex.portfolios
    return (
        (before in lex.portfolios or before == ",")
        and after in lex.portfolios
        and tokens.words[x + 1][0].isupper()
    )


def _portfolio_end(tokens: Tokens, x: int, lex: Lexicon) -> int:
    """The end of "of [the] PORTFOLIO [and PORTFOLIO]" at ``x``, or ``x``."""
    keys, words, count = tokens.keys, tokens.words, len(tokens)
    if x + 1 >= count or keys[x].lower() not in _OF:
        return x
    y = x + 2 if keys[x + 1].lower() == "the" and x + 2 < count else x + 1
    if not (words[y][0].isupper() and keys[y].lower() in lex.portfolios):
        return x if not _affairs_of(tokens, y) else y + 2
    while y < count and y not in tokens.breaks:
        named = words[y][0].isupper() and keys[y].lower() in lex.portfolios
        if not (named or _joins_portfolios(tokens, y, lex) or _affairs_of(tokens, y)):
            break
        y += 1
    return y


def _affairs_of(tokens: Tokens, y: int) -> bool:
    """Whether the capitalised word at ``y`` says whose affairs: "for Organization Affairs"."""
    if y + 1 >= len(tokens) or not tokens.words[y][0].isupper():
        return False
    return tokens.keys[y + 1] in ("affairs", "policy") and tokens.words[y + 1][0].isupper()


def titled_from_left(tokens: Tokens, k: int, lex: Lexicon) -> bool:
    """Whether a title written small stands right before ``k`` ("spokesman Orlo Venn")."""
    if k == 0 or k in tokens.breaks:
        return False
    before = tokens.keys[k - 1]
    if before.lower() in lex.honorifics:
        return tokens.words[k - 1][0].isupper()
    return before in lex.heads and not tokens.words[k - 1][0].isupper()


def role_before(
    tokens: Tokens, k: int, hits: Mapping[int, Hit], lex: Lexicon
) -> tuple[str | None, str | None]:
    """The office named right before the name at ``k``, and the id of its country.

    "Norland Deputy Foreign Minister Ana Ruiz" gives ("Deputy Foreign Minister", "country/…").
    """
    posted, x = _post_before(tokens, k, hits, lex)
    end = x
    while x > 0 and x not in tokens.breaks and end - x < _LONGEST:
        low = tokens.keys[x - 1].lower()
        if low in lex.heads or low in lex.qualifiers or low in lex.portfolios:
            if x - 1 in hits and low not in lex.heads:
                break
            if low == "house" and x > 1 and tokens.keys[x - 2].lower() == "white":
                break
            x -= 1
        elif (
            (low in _HYPHENS and x < end and tokens.glued(x - 1) and tokens.glued(x))
            or (low in _OF and x < end and x > 1 and tokens.keys[x - 2].lower() in lex.heads)
            or (low in ("and", "&", ",", "the") and x < end and _inside(tokens, x - 1, lex))
        ):
            x -= 1
        elif low in lex.honorifics and x == end:
            x -= 1
            end = x if end == k else end
        else:
            break
    while x < end and tokens.keys[x].lower() in ("the", "and", "then", "new", "state", ","):
        if tokens.words[x] == "State" and tokens.keys[x + 1].lower() in ("secretary", "minister"):
            break
        x += 1
    if x + 1 < end and tokens.words[x] in ("Under", "under"):  # "Secretary under President Orlo"
        x += tokens.keys[x + 1].lower() not in ("secretary", "-")
    if not any(tokens.keys[y].lower() in lex.heads for y in range(x, end)):
        return None, None
    role = _plain(tokens, x, k if posted else end)
    return role, _country_before(tokens, x, hits) or None


def _inside(tokens: Tokens, x: int, lex: Lexicon) -> bool:
    before = tokens.keys[x - 1].lower() if x else ""
    after = tokens.keys[x + 1].lower()
    if tokens.words[x - 1][0].isupper() != tokens.words[x + 1][0].isupper() and before != "of":
        return False
    return before in lex.portfolios | {"of", "for", ","} and (after in lex.portfolios)


def _post_before(tokens: Tokens, k: int, hits: Mapping[int, Hit], lex: Lexicon) -> tuple[bool, int]:
    """Steps over "to Norland" in "ambassador to Norland Ana Ruiz"."""
    for start in range(max(0, k - 5), k):
        hit = hits.get(start)
        if hit is None or hit.end != k or start < 2 or tokens.keys[start - 1] not in _POSTED:
            continue
        if tokens.keys[start - 2].lower() in lex.heads:
            return True, start - 1
    return False, k


def _country_before(tokens: Tokens, x: int, hits: Mapping[int, Hit]) -> str:
    """The country whose adjective or name ends right before token ``x``."""
    if x > 1 and tokens.keys[x - 1] in ("'s", "’s"):
        x -= 1
    for start in range(max(0, x - 5), x):
        hit = hits.get(start)
        if hit and hit.end == x and hit.entity.id.startswith("country/"):
            return hit.entity.id
    return ""


def _plain(tokens: Tokens, i: int, j: int) -> str:
    return " ".join(tokens.slice(i, j).split()) if i < j else ""


def role_after(
    tokens: Tokens, j: int, hits: Mapping[int, Hit], lex: Lexicon
) -> tuple[str | None, str | None]:
    """The office in apposition behind the name that ends at ``j``: ", the trade minister"."""
    keys, count = tokens.keys, len(tokens)
    if j + 2 >= count or keys[j] != "," or j in tokens.breaks:
        return None, None
    x, country = j + 1, None
    if keys[x] in ("the", "a", "an"):
        x += 1
    start = x
    while x < count and x - start < _LONGEST and x not in tokens.breaks:
        low = keys[x].lower()
        hit = hits.get(x)
        if hit and hit.entity.id.startswith("country/") and low not in lex.heads:
            country = hit.entity.id
            if x == start:
                start = hit.end
            x = hit.end
            if x < count and keys[x] in ("'s", "’s"):
                x += 1
                start = x
            continue
        in_title = low in lex.heads or low in lex.qualifiers or low in lex.portfolios
        if not (in_title or (x > start and low in ("of", "for", "to", "and", "the"))):
            break
        x += 1
    while x > start and keys[x - 1].lower() in ("of", "for", "to", "and", "the"):
        x -= 1
    if not any(keys[y].lower() in lex.heads for y in range(start, x)):
        return None, None
    return _plain(tokens, start, x), country
