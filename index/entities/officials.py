"""Who held which office when: dated lists, packed and looked up by surname.

Three sources of differing worth. ``offices.yaml`` and ``diplomats.tsv`` have the days of taking and
leaving office; ``leaders.tsv`` has only the years of visits to the United States, so that an
answer from it is less sure. What is found here is always an inference of ours, never something the
article says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from diploread.index.entities.ids import slug

_VISIT_MARGIN = 4
"""Years before the first and after the last visit in which the office is believed."""
_SUFFIX = frozenset((",", "Jr", "Jr.", "JR", "JR.", "Sr", "Sr.", "II", "III", "IV"))
_NUMBERS = frozenset(("II", "III", "IV"))
_NAME_AND_NUMBER = 2
_INITIAL = re.compile(r"^[A-Z]\.?$")
_SHORTEST_SURNAME = 3
_FAMILY_NAME_FIRST = ("country/jp", "country/hu")
"""Where newsrooms turn the order of names round and governments do not."""
_BOTH_NAMES = 2
_SINCE_SHORT = "1960"
_WITH_MIDDLE = 3
_PARTICLES = frozenset(("Van", "De", "Von", "La", "Le", "Del", "Du", "Bin", "St."))
_EARLIEST = "1000-01-01"
_LATEST = "9999-12-31"


class Office(NamedTuple):
    """A person in an office for a time."""

    name: str
    role: str
    country: str
    """Entity id of the country served; empty for international offices."""
    post: str
    """Entity id of the place or body where a diplomat serves; empty otherwise."""
    since: str
    until: str
    source: str
    """``own``, ``pocom`` (both dated to the day) or ``visits`` (years of visits)."""

    def held_on(self, date: str) -> bool:
        """Whether the office was held on the ISO ``date``, by all the source says."""
        return self.since <= date <= self.until


def common_name(name: str) -> str:
    """``name`` without middle initials and generation: the form that ids are made from. The number
    of a monarch is no generation: Orlo II stays Orlo II."""
    words = name.split()
    if len(words) == _NAME_AND_NUMBER and words[1] in _NUMBERS:
        return name
    words = [word for word in words if word not in _SUFFIX]
    if len(words) <= 2:
        return " ".join(words)
    return " ".join([words[0], *(w for w in words[1:-1] if not _INITIAL.match(w)), words[-1]])


class Packed(msgspec.Struct):
    """All offices as they are kept: rows of text, by the surnames one may ask for."""

    rows: list[str] = []
    surnames: dict[str, list[int]] = {}


def pack(folder: Path) -> Packed:
    """All offices of the gazetteer folder, packed on their own so that they can be read late."""
    packed, variants = Packed(), _variants(folder)
    for number, office in enumerate([*_own(folder), *_diplomats(folder), *_leaders(folder)]):
        packed.rows.append("\t".join(office))
        keys = {
            key for name in variants.get(office.name, [office.name]) for key in surname_keys(name)
        }
        for key in sorted(keys):
            packed.surnames.setdefault(key, []).append(number)
    return packed


def spellings(folder: Path) -> dict[str, str]:
    """Slug of a long or differing form of a name -> the usual name."""
    rows = _book(folder, "people")["spellings"].items()
    found = {slug(common_name(form)): usual for usual, forms in rows for form in forms}
    for office in _own(folder):
        if office.country in _FAMILY_NAME_FIRST and len(office.name.split()) == _BOTH_NAMES:
            given, family = office.name.split()
            found.setdefault(slug(f"{family} {given}"), office.name)
    return found


def surnames(folder: Path, common: Iterable[str]) -> set[str]:
    """The family names of those in ``offices.yaml`` that are no ordinary words."""
    words = set(common)
    names = {common_name(office.name).rpartition(" ")[2] for office in _own(folder)}
    return {n for n in names if len(n) > _SHORTEST_SURNAME and n.lower() not in words}


def _variants(folder: Path) -> dict[str, list[str]]:
    """The usual name -> itself and its other forms."""
    rows = _book(folder, "people")["spellings"].items()
    return {usual: [usual, *forms] for usual, forms in rows}


def leaders(
    folder: Path, given: frozenset[str], common: frozenset[str]
) -> dict[str, list[tuple[str, str, str]]]:
    """Name, first and last day of those who lead a country, by surname, where no other official of
    any time bears it and it is neither a given name nor an ordinary word."""
    led: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
    variants, never = _variants(folder), given | common
    for office in _own(folder):
        name = common_name(office.name)
        forms = variants.get(name, [name])
        for surname in sorted({form.rpartition(" ")[2] for form in forms}):
            if len(surname) > _SHORTEST_SURNAME and not {surname, surname.lower()} & never:
                terms = led.setdefault(surname, {}).setdefault(name, [])
                terms.append((name, office.since, office.until))
    for office in (*_diplomats(folder), *_leaders(folder)):
        people = led.get(office.name.rpartition(" ")[2])
        if people is not None:
            people.setdefault(common_name(office.name), [])
    return {s: next(iter(people.values())) for s, people in led.items() if len(people) == 1}


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=4)
def _book(folder: Path, name: str) -> dict[str, Any]:
    import yaml

    data: dict[str, Any] = yaml.load(
        (folder / f"{name}.yaml").read_text(encoding="utf-8"),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
    return data


def _own(folder: Path) -> Iterator[Office]:
    for row in _book(folder, "offices")["offices"]:
        country = f"country/{row['country']}" if row["country"] else ""
        since, until = str(row["since"]), str(row["until"]) or _LATEST
        yield Office(row["name"], row["role"], country, "", since, until, "own")


def _diplomats(folder: Path) -> Iterator[Office]:
    long_names, usual = _book(folder, "offices")["long_names"], spellings(folder)
    for name, role, post, since, until in _rows(folder / "diplomats.tsv"):
        start = since or (f"{int(until[:4]) - 4}-01-01" if until else _EARLIEST)
        stop = until or (f"{int(start[:4]) + 4}-12-31")
        known = common_name(name)
        known = usual.get(slug(known), known)
        if start >= _SINCE_SHORT and known not in long_names:
            known = _without_middle(known)
            known = usual.get(slug(known), known)
        yield Office(known, role, "country/us", post, start, stop, "pocom")


def _without_middle(name: str) -> str:
    """First and last word of a name of three; particles stay ("Martin Van Orlo")."""
    words = name.split()
    plain = len(words) == _WITH_MIDDLE and all(word[0].isupper() for word in words)
    if not plain or words[0].endswith(".") or words[1] in _PARTICLES:
        return name
    return f"{words[0]} {words[2]}"


def _leaders(folder: Path) -> Iterator[Office]:
    usual = spellings(folder)
    for name, country, roles, first, last in _rows(folder / "leaders.tsv"):
        since, until = int(first) - _VISIT_MARGIN, int(last) + _VISIT_MARGIN
        known = usual.get(slug(name), name)
        for role in roles.split("|"):
            span = (f"{since:04d}-01-01", f"{until:04d}-12-31")
            yield Office(known, role, f"country/{country}", "", *span, "visits")


def office_key(role: str) -> str:
    """The office behind a title, whatever its wording: ``Secretary of Defense`` = ``defence
    minister``. Empty for titles that are no office of state."""
    text = role.lower().replace("defence", "defense").replace("-", " ")
    if "ambassador" in text or "envoy" in text or "chargé" in text:
        return "ambassador"
    if "secretary" in text and "general" in text:
        return "secretary general"
    deputy = "deputy " if re.search(r"\b(?:deputy|vice|assistant|under)\b", text) else ""
    for pattern, key in _OFFICES:
        if re.search(pattern, text):
            return deputy + key
    if match := _PORTFOLIO.search(text):
        portfolio = match.group(1) or match.group(2)
        general = portfolio in ("former", "acting", "deputy", "vice", "the", "new", "senior")
        return deputy + ("minister" if general else f"{portfolio} minister")
    return deputy + "minister" if re.search(r"\bminister\b", text) else ""


_OFFICES: tuple[tuple[str, str], ...] = (
    (r"\bchief cabinet secretary\b", "chief cabinet secretary"),
    (r"\bprime minister\b|\bpremier\b|\btaoiseach\b|\bpm\b", "prime minister"),
    (r"\bchancellor\b", "chancellor"),
    (r"\bsecretary of state\b|\bforeign secretary\b|\bforeign min|\bexternal affairs min"
     r"|min\w+ (?:of|for) (?:foreign|external)", "foreign minister"),
    (r"\bdefense (?:secretary|min|chief)|(?:secretary|min\w+) (?:of|for) (?:national )?defense",
     "defense minister"),
    (r"\btreasury (?:secretary|chief)|secretary of the treasury|\bfinance min|min\w+ of finance",
     "finance minister"),
    (r"\bpresident\b|\bpres\.", "president"),
    (r"\bking\b|\bqueen\b|\bemperor\b|\bsultan\b|\bemir\b|\bamir\b|\bshah\b|\bpope\b", "monarch"),
    (r"\bleader\b", "leader"),
    (r"\bsecretary\b", "secretary"),
)  # fmt: skip
_PORTFOLIO = re.compile(r"\bminister (?:of|for) (?:the )?(\w+)|(\w+) minister\b")

_GENERAL = {"secretary": ("foreign minister", "defense minister", "finance minister"),
            "leader": ("president", "prime minister", "leader", "monarch")}  # fmt: skip


class Officials:
    """Look-up in the packed lists and in what a context adds."""

    def __init__(self, packed: msgspec.Raw | None = None, more: tuple[Office, ...] = ()) -> None:
        self._book = Packed() if packed is None else msgspec.msgpack.decode(packed, type=Packed)
        self._more: dict[str, list[Office]] = defaultdict(list)
        for office in more:
            for key in surname_keys(office.name):
                self._more[key].append(office)

    def bearers(self, surname: str) -> Iterator[Office]:
        """All offices of who may be called ``surname``, what the context adds going before."""
        key = surname.casefold()
        yield from self._more.get(key, ())
        for number in self._book.surnames.get(key, ()):
            yield Office(*self._book.rows[number].split("\t"))

    def holders(self, surname: str, role: str, country: str | None, date: str) -> list[Office]:
        """Who of that name held the office on ``date``; the surest first, each person once.

        ``surname`` may be more than one word; ``country`` None where the article does not say.
        """
        key = office_key(role)
        if not key:
            return []
        wanted = {key, *_GENERAL.get(key, ())}
        any_minister = key == "minister"
        found: dict[str, Office] = {}
        for office in self.bearers(surname):
            if country and office.country and office.country != country:
                continue
            held = office_key(office.role)
            fits = held in wanted or (any_minister and held.endswith(" minister"))
            if fits and office.held_on(date):
                found.setdefault(office.name, office)
        return list(found.values())


def surname_keys(name: str) -> set[str]:
    """The forms by which a person may be called after a title: the family name, with and without
    its particle, and the first word (East Asian order)."""
    words = [w for w in name.split() if w not in _SUFFIX]
    keys = {words[-1].casefold(), words[0].casefold(), " ".join(words[1:]).casefold()}
    if len(words) > 2 and words[-2][0].islower():
        keys.add(" ".join(words[-2:]).casefold())
    if "-" in words[-1]:
        keys.add(words[-1].rpartition("-")[2].casefold())
    return {key for key in keys if key}
