"""What the user knows beyond the gazetteer.

``entities.yaml`` adds people with their offices, organisations, places, peoples and events, words
that are never to be marked, and decisions: ids merged, split, given another type. All of it
arrives here as one frozen :class:`EntityContext`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from diploread.config.problems import ConfigError
from diploread.config.strict_yaml import lined, parse_file, place
from diploread.index.entities.decisions import Decisions
from diploread.index.entities.decisions_yaml import SECTIONS, decisions_of, never_of
from diploread.index.entities.gazetteer import Entity, Hit, load
from diploread.index.entities.ids import entity_id
from diploread.index.entities.officials import Office, common_name
from diploread.index.entities.phrases import key_of
from diploread.index.entities.tokens import Tokens, tokenise

_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")
_CODE = 2
"""Letters of the code of a country."""
_LATEST = "9999-12-31"
KINDS = {
    "people": ("PERSON", "person"),
    "organisations": ("ORG", "org"),
    "countries": ("GPE", "country"),
    "places": ("LOC", "place"),
    "cities": ("GPE", "city"),
    "peoples": ("NORP", "norp"),
    "events": ("EVENT", "event"),
}
"""Section of the file -> type of a mention, and the beginning of its ids."""
_FIELDS = {"name", "id", "aliases", "country", "offices", "capital", "demonyms"}
_TAGS = {"ORG": "org", "LOC": "region", "EVENT": "event", "PERSON": "own"}
_LISTS = ("aliases", "offices", "demonyms")
_OFFICE_FIELDS = {"role", "country", "since", "until", "post"}


def phrase_key(text: str) -> str:
    """The form in which phrases are compared: keys of its tokens, joined by spaces."""
    return " ".join(key_of(word) for word in tokenise(text).words)


@dataclass(frozen=True)
class EntityContext:
    """Names, offices and decisions to respect in every article."""

    names: Mapping[str, Entity] = field(default_factory=dict)
    """Phrase key -> entity; goes before the gazetteer."""
    capitals: frozenset[str] = frozenset()
    """Ids of cities that may stand for the government of their country."""
    never: frozenset[str] = frozenset()
    """Phrase keys that are no entity."""
    offices: tuple[Office, ...] = ()
    never_here: frozenset[tuple[str, str, int]] = frozenset()
    """The same in one article: phrase key, path, part."""
    decisions: Decisions = field(default_factory=Decisions)
    """Ids merged, split and given another type."""
    engine: str = "rules"
    """``rules``, or ``spacy:NAME`` for spans from a spaCy pipeline the user has installed."""

    @cached_property
    def _longest(self) -> Mapping[str, int]:
        """First key of a phrase -> tokens of the longest phrase that begins so."""
        longest: dict[str, int] = {}
        for phrase in self.names:
            words = phrase.split(" ")
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
        return longest

    def match(self, tokens: Tokens) -> dict[int, Hit]:
        """The longest user phrase at each token."""
        if not self.names:
            return {}
        firsts = self._longest
        hits: dict[int, Hit] = {}
        skip = 0
        for i, key in enumerate(tokens.keys):
            if i < skip or key not in firsts:
                continue
            for end in range(min(len(tokens), i + firsts[key]), i, -1):
                entity = self.names.get(" ".join(tokens.keys[i:end]))
                if entity is not None and not any(x in tokens.breaks for x in range(i + 1, end)):
                    hits[i] = Hit(end, entity, self._tag(entity))
                    skip = end
                    break
        return hits

    @cached_property
    def surnames(self) -> Mapping[str, Entity]:
        """The user's own people by surname, where only one of them bears it."""
        found: dict[str, set[Entity]] = {}
        for entity in self.names.values():
            words = common_name(entity.name).split()
            if entity.kind == "PERSON" and len(words) > 1 and len(words[-1]) > 2:
                found.setdefault(words[-1], set()).add(entity)
        return {surname: one.pop() for surname, one in found.items() if len(one) == 1}

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Names of the user's own entities by id."""
        return {e.id: e.name for e in self.names.values()}

    def forbids(self, phrase: str, place: tuple[str, int]) -> bool:
        """Whether a phrase, given as its key, is no entity in the article at ``place``."""
        return phrase in self.never or (phrase, *place) in self.never_here

    @cached_property
    def countries(self) -> Mapping[str, Entity]:
        """The user's own countries by id."""
        return {e.id: e for e in self.names.values() if _is_country(e)}

    def _tag(self, entity: Entity) -> str:
        """The kind of phrase, so that the grammars treat it like one of the gazetteer."""
        if entity.kind == "NORP":
            return "demonym" if entity.country else "people"
        if entity.kind == "GPE":
            city = "capital" if entity.id in self.capitals else "city"
            return "country" if _is_country(entity) else city
        return _TAGS[entity.kind]

    def joined(self, other: EntityContext) -> EntityContext:
        """Both together; where they differ ``other`` goes before."""
        return replace(
            self,
            names={**self.names, **other.names},
            capitals=self.capitals | other.capitals,
            never=self.never | other.never,
            offices=(*self.offices, *other.offices),
            never_here=self.never_here | other.never_here,
            decisions=self.decisions.joined(other.decisions),
        )


def _is_country(entity: Entity) -> bool:
    return entity.kind == "GPE" and entity.id.startswith("country/")


def load_context(*paths: Path, engine: str = "rules") -> EntityContext:
    """The context of the given files, a later one going before an earlier.

    Raises ConfigError with file and reason; a file that is not there says nothing.
    """
    context = EntityContext(engine=engine)
    for path in paths:
        if path.exists():
            context = context.joined(context_of(lined(parse_file(path)) or {}, str(path)))
    return context


def context_of(data: Any, where: str = "entities.yaml") -> EntityContext:
    """The context of the parsed YAML ``data``; raises ConfigError."""
    if not isinstance(data, dict):
        raise ConfigError(f"{where}: must be a mapping of people, organisations, places …")
    unknown = [key for key in data if key not in {*KINDS, *SECTIONS}]
    if unknown:
        known = ", ".join([*KINDS, *SECTIONS])
        at = place(where, data, unknown[0])
        raise ConfigError(f"{at}: unknown section {unknown[0]!r}", f"known are {known}")
    names: dict[str, Entity] = {}
    capitals: set[str] = set()
    offices: list[Office] = []
    for section, (kind, prefix) in KINDS.items():
        for row in _rows(data, section, where):
            entity = entity_of(row, kind, prefix, where)
            for name in [row["name"], *row.get("aliases", [])]:
                names[phrase_key(str(name))] = entity
            for demonym in row.get("demonyms", []):
                people = Entity("NORP", entity.id, entity.name, entity.id)
                names[phrase_key(str(demonym))] = people
            if row.get("capital"):
                city = {"name": str(row["capital"]), "country": entity.id}
                capital = names[phrase_key(city["name"])] = entity_of(city, "GPE", "city", where)
                capitals.add(capital.id)
            offices += [_office(entity.name, o, where) for o in row.get("offices", [])]
    never, here = never_of(data, where)
    return EntityContext(
        names=names,
        capitals=frozenset(capitals),
        never=frozenset(map(phrase_key, never)),
        offices=tuple(offices),
        never_here=frozenset((phrase_key(text), file, part) for text, file, part in here),
        decisions=decisions_of(data, where),
    )


def _rows(data: Mapping[str, Any], section: str, where: str) -> list[dict[str, Any]]:
    rows = data.get(section) or []
    if not isinstance(rows, list):
        raise ConfigError(f"{place(where, data, section)}: {section} must be a list")
    for row in rows:
        at = place(where, row)
        if not isinstance(row, dict) or not isinstance(row.get("name"), str):
            at = at if at != where else place(where, data, section)
            raise ConfigError(f"{at}: every entry of {section} needs a name")
        extra = set(row) - _FIELDS
        if extra:
            first = sorted(extra)[0]
            raise ConfigError(
                f"{place(where, row, first)}: unknown field {first!r} of {row['name']!r}",
                f"known are {', '.join(sorted(_FIELDS))}",
            )
        if any(not isinstance(row.get(key, []), list) for key in _LISTS):
            raise ConfigError(f"{at}: {' and '.join(_LISTS)} of {row['name']!r} must be lists")
    return rows


def _country_id(value: Any, at: str) -> str:
    """The id of a country given by id, code or name; one that no list knows is the user's own."""
    text = str(value or "").strip()
    if "/" in text or not text:
        return text
    book = load()
    if f"country/{text.lower()}" in book.packed.countries:
        return f"country/{text.lower()}"
    if len(text) == _CODE:
        raise ConfigError(f"{at}: no country has the code {text!r}", "give its name or its id")
    return book.country(text) or entity_id("country", text) or ""


def entity_of(row: Mapping[str, Any], kind: str, prefix: str, where: str) -> Entity:
    """The entity of one entry; raises ConfigError where no id can be made from its name."""
    name = str(row["name"])
    base = common_name(name) if kind == "PERSON" else name
    ident = str(row.get("id") or entity_id(prefix, base) or "")
    if not ident:
        at = place(where, row)
        raise ConfigError(f"{at}: no id can be made from the name {name!r}", "give it an id")
    return Entity(kind, ident, name, _country_id(row.get("country"), place(where, row, "country")))


def _office(name: str, row: Any, where: str) -> Office:
    if not isinstance(row, dict) or not row.get("role"):
        raise ConfigError(f"{place(where, row)}: an office of {name!r} needs a role")
    extra = set(row) - _OFFICE_FIELDS
    if extra:
        first = sorted(extra)[0]
        at = place(where, row, first)
        raise ConfigError(f"{at}: unknown field {first!r} in an office of {name!r}")
    since = _day(row, "since", "0001-01-01", where)
    until = _day(row, "until", _LATEST, where)
    if until < since:
        raise ConfigError(
            f"{place(where, row, 'until')}: an office of {name!r} ends before it begins"
        )
    country = _country_id(row.get("country"), place(where, row, "country"))
    post = str(row.get("post") or "")
    return Office(name, str(row["role"]), country, post, since, until, "own")


def _day(row: Mapping[str, Any], key: str, default: str, where: str) -> str:
    """An ISO day, month or year of an office."""
    value = str(row.get(key) or default)
    try:
        if not _ISO.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat(value + "0001-01-01"[len(value) :])
    except ValueError:
        at = place(where, row, key)
        raise ConfigError(f"{at}: {key} must be a date, not {value!r}", "as 2017-08-03") from None
    return value
