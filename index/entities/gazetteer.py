"""The compiled gazetteer: what a phrase names, and the words of the grammars.

Loaded once a process, on first use. Matching is greedy and longest-first over the keys of tokens;
a phrase must begin with a capital, unless its own spelling begins small ("al-Qaida").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from diploread.config.problems import DiploreadError
from diploread.index.entities.phrases import key_of
from diploread.index.entities.tokens import Tokens

_FILE = Path(__file__).resolve().parents[2] / "config" / "gazetteer" / "gazetteer.bin"

TAG_BITS = 4
WORK = "WORK"
"""The kind of laws, programmes and series, which are names but never marked."""
_SHORT = 3
_ORDINARY = frozenset(("is", "who", "it", "am", "an", "as", "at", "in", "on", "or", "so", "to"))
"""Words that in a line of capitals look like acronyms."""
_TAG = (1 << TAG_BITS) - 1


class Entity(NamedTuple):
    """A thing that the gazetteer knows."""

    kind: str
    id: str
    name: str
    country: str


class Hit(NamedTuple):
    """Tokens from the key's place up to ``end`` are a phrase of the gazetteer."""

    end: int
    entity: Entity
    tag: str


class _Packed(msgspec.Struct):
    """The file as it is decoded: strings and numbers, of which the rest is made when asked for."""

    format: int
    digest: str
    entities: list[str]
    """Kind, id, name and country of each, between tabs."""
    tags: list[str]
    phrases: dict[str, int]
    """Phrase -> number of its entity and, in the lowest bits, of its tag."""
    first: dict[str, int]
    countries: dict[str, int]
    """Id of a country -> number of its entity."""
    loose: frozenset[str]
    small: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]
    words: dict[str, dict[str, msgspec.Raw]]
    spellings: dict[str, str]
    """End of the id of a person by a differing form of the name -> the usual name."""
    leaders: msgspec.Raw
    offices: msgspec.Raw


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Names and words, ready for look-up."""

    packed: _Packed
    _made: dict[int, Entity] = field(default_factory=dict)
    """Entities that have been asked for, by number."""

    @property
    def given(self) -> frozenset[str]:
        """Given names, as written."""
        return self.packed.given

    @property
    def surnames(self) -> frozenset[str]:
        """Family names, as written."""
        return self.packed.surnames

    @property
    def common(self) -> frozenset[str]:
        """Ordinary English words in small letters."""
        return self.packed.common

    @cached_property
    def prefixes(self) -> Mapping[str, Entity]:
        """First halves of compound adjectives and their countries: "Sino-"."""
        raw = msgspec.msgpack.decode(
            self.packed.words["countries"]["prefixes"], type=dict[str, str]
        )
        countries = self.packed.countries
        return {word: self.entity(countries[f"country/{code}"]) for word, code in raw.items()}

    @cached_property
    def after_the(self) -> frozenset[str]:
        """Keys that name something only behind "the"."""
        return frozenset(key_of(word) for word in self.words("regions", "after_the"))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {row.split("\t", 2)[1]: n for n, row in enumerate(self.packed.entities)}

    def entity(self, number: int) -> Entity:
        """The entity of that number; made once."""
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = Entity(*self.packed.entities[number].split("\t"))
        return made

    def by_id(self, ident: str) -> Entity | None:
        """The entity of that id, or None."""
        number = self.packed.countries.get(ident)
        if number is None:
            number = self._numbers.get(ident)
        return None if number is None else self.entity(number)

    def names(self) -> Iterator[tuple[str, int]]:
        """Every phrase, and the number of the entity that it names."""
        for phrase, meaning in self.packed.phrases.items():
            if self.entity(meaning >> TAG_BITS).kind != WORK:
                yield phrase, meaning >> TAG_BITS

    @cached_property
    def _people(self) -> Mapping[str, frozenset[str]]:
        """End of the id of a differing form, or its family name in small letters -> usual names."""
        found: dict[str, set[str]] = {}
        for form, usual in self.packed.spellings.items():
            for key in (form, form.rpartition("-")[2]):
                found.setdefault(key, set()).add(usual)
        return {key: frozenset(names) for key, names in found.items()}

    def people(self, slug: str) -> frozenset[str]:
        """The usual names of the people whom another spelling or their family name in it names."""
        return self._people.get(slug, frozenset())

    def words(self, grammar: str, name: str) -> frozenset[str]:
        """A word list of a grammar file, as looked-up keys in small letters."""
        return _word_list(bytes(self.packed.words[grammar][name]))

    def numbers(self, grammar: str, name: str) -> dict[str, int]:
        """A word list with numbers, e.g. the strength of prepositions."""
        return msgspec.msgpack.decode(self.packed.words[grammar][name], type=dict[str, int])

    def lookup(self, phrase: str) -> Entity | None:
        """The entity that ``phrase`` (keys joined by spaces) names."""
        found = self.packed.phrases.get(phrase)
        return None if found is None else self.entity(found >> TAG_BITS)

    def country(self, name: str) -> str | None:
        """The id of the country called ``name``."""
        found = self.packed.phrases.get(" ".join(key_of(w) for w in name.split()))
        if found is None or self.packed.tags[found & _TAG] != "country":
            return None
        return self.entity(found >> TAG_BITS).id

    def match(self, tokens: Tokens) -> dict[int, Hit]:
        """The longest phrase at each token where one begins; phrases do not overlap."""
        hits: dict[int, Hit] = {}
        first, skip_to = self.packed.first, 0
        words, small = tokens.words, self.packed.small
        for i, key in enumerate(tokens.keys):
            longest = first.get(key)
            if longest is None and len(key) <= 3 and key.isupper() and _in_capitals(words, i):
                longest = first.get(key.title())  # "NEW YORK"
            if longest is None or i < skip_to:
                continue
            if len(key) <= _SHORT and key.lower() in _ORDINARY and _in_capital_line(words, i):
                continue  # "THREAT IS GRAVE"
            lead = words[i][0]
            if not (lead.isupper() or lead.isdigit() or key in small):
                continue
            hit = self._at(tokens, i, longest)
            if hit is not None:
                hits[i] = hit
                skip_to = hit.end
        return hits

    def _at(self, tokens: Tokens, i: int, longest: int) -> Hit | None:
        keys, phrases = tokens.keys, self.packed.phrases
        stop = min(i + longest, len(keys))
        for x in range(i + 1, stop):
            if x in tokens.breaks:
                stop = x
                break
        capitals = _in_capitals(tokens.words, i)
        for end in range(stop, i, -1):
            found = phrases.get(keys[i] if end == i + 1 else " ".join(keys[i:end]))
            if found is None and capitals and end > i + 1:
                found = phrases.get(" ".join(_from_capitals(keys[i:end])))
            if found is None:
                continue
            if end == i + 1 and keys[i] in self.after_the and not _after_the(tokens, i):
                return None
            last = tokens.words[end - 1]
            if last[0].islower() and end > i + 1 and " ".join(keys[i:end]) not in self.packed.loose:
                continue
            return Hit(end, self.entity(found >> TAG_BITS), self.packed.tags[found & _TAG])
        return None


def _in_capitals(words: list[str], i: int) -> bool:
    """Whether the words at ``i`` and behind it are both in capitals, as in a headline."""
    return i + 1 < len(words) and words[i].isupper() and words[i + 1].isupper()


def _in_capital_line(words: list[str], i: int) -> bool:
    """Whether the long words around ``i`` are all in capitals."""
    near = [word for word in words[max(0, i - 3) : i + 4] if len(word) > _SHORT and word.isalpha()]
    return bool(near) and all(word.isupper() for word in near)


def _from_capitals(keys: list[str]) -> list[str]:
    """Keys of short words as they are outside headlines: NEW is New, OF is of."""
    small = ("OF", "AND", "THE", "FOR", "ON", "IN")
    return [
        key.lower() if key in small else key.title() if len(key) <= 3 and key.isalpha() else key
        for key in keys
    ]


def _after_the(tokens: Tokens, i: int) -> bool:
    if i == 0 or tokens.keys[i - 1] not in ("the", "The"):
        return False
    following = tokens.words[i + 1] if i + 1 < len(tokens) else ""
    return not following[:1].isupper()


@lru_cache(maxsize=64)
def _word_list(raw: bytes) -> frozenset[str]:
    return frozenset(msgspec.msgpack.decode(raw, type=list[str]))


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer of this installation; raises DiploreadError if its file is missing."""
    try:
        data = _FILE.read_bytes()
        return Gazetteer(msgspec.msgpack.decode(data, type=_Packed))
    except (OSError, msgspec.DecodeError) as error:
        raise DiploreadError(
            f"cannot read the gazetteer ({error})",
            "run python -m diploread.index.entities.compile, or install diploread anew",
        ) from error
