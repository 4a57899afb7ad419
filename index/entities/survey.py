"""Who and what: the entities of many articles, counted, with offices and other spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diploread.index.article import Mention


@dataclass(frozen=True, slots=True)
class StatedRole:
    """An office as articles state it."""

    role: str
    country: str | None
    first: str | None
    """ISO date of the first dated article that says so."""
    last: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Surveyed:
    """An entity over all articles asked about."""

    id: str
    name: str
    type: str
    count: int
    """Mentions."""
    metonyms: int
    """Of these, mentions by the name of a capital that stands for the government."""
    aliases: tuple[str, ...]
    """Spellings other than the name, the most frequent first."""
    roles: tuple[StatedRole, ...]
    articles: tuple[str, ...]
    """Ids of the articles, in the order given."""


@dataclass(slots=True)
class _Tally:
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    metonyms: int = 0
    roles: dict[tuple[str, str | None], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    spelt: dict[str, str] = field(default_factory=dict)
    """Role without regard to case -> its first spelling."""
    articles: dict[str, None] = field(default_factory=dict)


def survey(articles: Iterable[tuple[str, str | None, Sequence[Mention]]]) -> list[Surveyed]:
    """The entities of ``(article id, ISO date, mentions)``, the most frequent first; no dates."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for article, date, mentions in articles:
        for mention in mentions:
            if mention.id is None or mention.type == "DATE":
                continue
            tally = tallies[mention.id]
            tally.names[mention.name] += 1
            tally.types["GPE" if mention.metonym else mention.type] += 1
            tally.spellings[" ".join(mention.text.split())] += 1
            tally.metonyms += mention.metonym
            tally.articles[article] = None
            if mention.role:
                role = tally.spelt.setdefault(mention.role.casefold(), mention.role)
                tally.roles[role, mention.country].append(date or "")
    found = [_surveyed(ident, tally) for ident, tally in tallies.items()]
    return sorted(found, key=lambda one: (-one.count, one.name, one.id))


def _surveyed(ident: str, tally: _Tally) -> Surveyed:
    name = max(tally.names, key=lambda n: (tally.names[n], len(n), n))
    aliases = [text for text, _ in tally.spellings.most_common() if text != name]
    roles = [
        _role(role, country, dates)
        for (role, country), dates in sorted(
            tally.roles.items(), key=lambda pair: (-len(pair[1]), pair[0][0])
        )
    ]
    return Surveyed(
        ident,
        name,
        "GPE" if ident.startswith("country/") else tally.types.most_common(1)[0][0],
        sum(tally.spellings.values()),
        tally.metonyms,
        tuple(aliases),
        tuple(roles),
        tuple(tally.articles),
    )


def _role(role: str, country: str | None, dates: Sequence[str]) -> StatedRole:
    known = sorted(date for date in dates if date)
    first, last = (known[0], known[-1]) if known else (None, None)
    return StatedRole(role, country, first, last, len(dates))
