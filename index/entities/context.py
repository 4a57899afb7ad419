"""What the user and the library know beyond the gazetteer.

``entities.yaml`` adds people with their offices, organisations, places, peoples and events, words
that are never to be marked, and merges of one id into another. The library adds the offices that
its own articles state. Both arrive here as one frozen :class:`EntityContext`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from diploread.config.problems import ConfigError
from diploread.index.entities.gazetteer import Entity, Hit
from diploread.index.entities.ids import entity_id
from diploread.index.entities.officials import Office, common_name
from diploread.index.entities.phrases import key_of
from diploread.index.entities.tokens import Tokens, tokenise

_LATEST = "9999-12-31"
_KINDS = {
    "people": ("PERSON", "person"),
    "organisations": ("ORG", "org"),
    "countries": ("GPE", "country"),
    "places": ("LOC", "place"),
    "cities": ("GPE", "city"),
    "peoples": ("NORP", "norp"),
    "events": ("EVENT", "event"),
}
_FIELDS = {"name", "id", "aliases", "country", "offices"}
_OFFICE_FIELDS = {"role", "country", "since", "until", "post"}


def phrase_key(text: str) -> str:
    """The form in which phrases are compared: keys of its tokens, joined by spaces."""
    return " ".join(key_of(word) for word in tokenise(text).words)


@dataclass(frozen=True)
class EntityContext:
    """Names, offices and decisions to respect in every article."""

    names: Mapping[str, Entity] = field(default_factory=dict)
    """Phrase key -> entity; goes before the gazetteer."""
    never: frozenset[str] = frozenset()
    """Phrase keys that are no entity."""
    offices: tuple[Office, ...] = ()
    merges: Mapping[str, str] = field(default_factory=dict)
    """Entity id -> the id it was merged into."""
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
                    hits[i] = Hit(end, entity, "own")
                    skip = end
                    break
        return hits

    def with_offices(self, offices: tuple[Office, ...]) -> EntityContext:
        """The same context with offices that the library states."""
        return EntityContext(
            self.names, self.never, (*self.offices, *offices), self.merges, self.engine
        )


def load_context(path: Path, engine: str = "rules") -> EntityContext:
    """The context of one ``entities.yaml``; raises ConfigError with file and reason."""
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return EntityContext(engine=engine)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ConfigError(f"{path}{line}: not valid YAML") from error
    return context_of(data or {}, str(path), engine)


def context_of(data: Any, where: str = "entities.yaml", engine: str = "rules") -> EntityContext:
    """The context of the parsed YAML ``data``; raises ConfigError."""
    if not isinstance(data, dict):
        raise ConfigError(f"{where}: must be a mapping of people, organisations, places …")
    unknown = [key for key in data if key not in {*_KINDS, "never", "merge"}]
    if unknown:
        known = ", ".join([*_KINDS, "never", "merge"])
        raise ConfigError(f"{where}: unknown section {unknown[0]!r}", f"known are {known}")
    names: dict[str, Entity] = {}
    offices: list[Office] = []
    for section, (kind, prefix) in _KINDS.items():
        for row in _rows(data, section, where):
            entity = _entity(row, kind, prefix, where)
            for name in [row["name"], *row.get("aliases", [])]:
                names[phrase_key(str(name))] = entity
            offices += [_office(entity.name, o, where) for o in row.get("offices", [])]
    never = frozenset(phrase_key(str(word)) for word in data.get("never") or ())
    merges = _merges(data.get("merge") or {}, where)
    return EntityContext(names, never, tuple(offices), merges, engine)


def _rows(data: Mapping[str, Any], section: str, where: str) -> list[dict[str, Any]]:
    rows = data.get(section) or []
    if not isinstance(rows, list):
        raise ConfigError(f"{where}: {section} must be a list")
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("name"), str):
            raise ConfigError(f"{where}: every entry of {section} needs a name")
        extra = set(row) - _FIELDS
        if extra:
            raise ConfigError(
                f"{where}: unknown field {sorted(extra)[0]!r} of {row['name']!r}",
                f"known are {', '.join(sorted(_FIELDS))}",
            )
        if not isinstance(row.get("aliases", []), list) or not isinstance(
            row.get("offices", []), list
        ):
            raise ConfigError(f"{where}: aliases and offices of {row['name']!r} must be lists")
    return rows


def _country_id(value: Any) -> str:
    text = str(value or "")
    return text if "/" in text or not text else f"country/{text.lower()}"


def _entity(row: Mapping[str, Any], kind: str, prefix: str, where: str) -> Entity:
    name = str(row["name"])
    base = common_name(name) if kind == "PERSON" else name
    ident = str(row.get("id") or entity_id(prefix, base) or "")
    if not ident:
        raise ConfigError(f"{where}: no id can be made from the name {name!r}", "give it an id")
    return Entity(kind, ident, name, _country_id(row.get("country")))


def _office(name: str, row: Any, where: str) -> Office:
    if not isinstance(row, dict) or not row.get("role"):
        raise ConfigError(f"{where}: an office of {name!r} needs a role")
    extra = set(row) - _OFFICE_FIELDS
    if extra:
        raise ConfigError(f"{where}: unknown field {sorted(extra)[0]!r} in an office of {name!r}")
    since, until = str(row.get("since") or "0001-01-01"), str(row.get("until") or _LATEST)
    country, post = _country_id(row.get("country")), str(row.get("post") or "")
    return Office(name, str(row["role"]), country, post, since, until, "own")


def _merges(data: Any, where: str) -> dict[str, str]:
    if not isinstance(data, dict):
        raise ConfigError(f"{where}: merge must map an id to the id it becomes")
    return {str(source): str(target) for source, target in data.items()}
