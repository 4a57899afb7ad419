"""What the user has decided on entities: merged, split, given another type.

A decision speaks of an entity by its id and, where it is to hold for some mentions alone, of the
words as printed or of one article. Decisions follow one another: what was merged into an entity
that is merged itself ends where that one ends. What a person has decided is no guess, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec
from diploread.index.article import EntityType, Mention
from diploread.index.entities.ids import entity_id

TYPES: Mapping[str, EntityType] = {
    "person": "PERSON", "org": "ORG", "country": "GPE", "city": "GPE", "place": "LOC",
    "norp": "NORP", "event": "EVENT",
}  # fmt: skip
"""As ids begin, and as the user names a type -> type of the mention."""
HOW = "hand"


@dataclass(frozen=True, slots=True)
class Decision:
    """Mentions of the entity ``id`` are another entity, or of another type."""

    id: str
    into: str = ""
    """Id they have instead; where it is empty, the old one with the beginning of its new type."""
    type: str = ""
    """One of TYPES."""
    name: str = ""
    """Name they have instead."""
    text: str = ""
    """Only mentions printed so, case and white space aside."""
    file: str = ""
    """Only those of the article at this path, part ``part``."""
    part: int = 0

    @property
    def becomes(self) -> str:
        """The id that mentions have afterwards."""
        if self.into or not self.type:
            return self.into or self.id
        return entity_id(self.type, self.id.rpartition("/")[2]) or self.id

    def speaks_of(self, mention: Mention, place: tuple[str, int]) -> bool:
        """Whether it holds for a mention of its entity in the article at ``place``."""
        if self.file and (self.file, self.part) != place:
            return False
        return not self.text or plain(self.text) == plain(mention.text)


def plain(text: str) -> str:
    """``text`` for comparison: one kind of apostrophe, single spaces, no case."""
    return " ".join(text.replace("’", "'").casefold().split())


@dataclass(frozen=True)
class Decisions:
    """All of them; of two that speak of the same mention the narrower, else the later, holds."""

    made: tuple[Decision, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.made)

    def joined(self, later: Decisions) -> Decisions:
        """Both."""
        return Decisions((*self.made, *later.made))

    @cached_property
    def _by_id(self) -> Mapping[str, list[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in reversed(self.made):
            found[decision.id].append(decision)
        for of_one in found.values():
            of_one.sort(key=lambda d: -(2 * bool(d.file) + bool(d.text)))  # stable: the later first
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names that decisions give, by the id that bears them."""
        return {d.becomes: d.name for d in self.made if d.name}

    def ids(self) -> frozenset[str]:
        """The ids whose mentions they change."""
        return frozenset(self._by_id)

    def applied(
        self, mentions: Sequence[Mention], place: tuple[str, int], known: Callable[[str], str]
    ) -> tuple[Mention, ...]:
        """The mentions of the article at ``place`` as decided.

        ``known`` gives the name of an id, empty where none is known.
        """
        if not any(mention.id in self._by_id for mention in mentions):
            return tuple(mentions)
        here = {m.id: m.name for m in mentions if m.id and m.id not in self._by_id}

        def name_of(ident: str) -> str:
            return self.names.get(ident) or known(ident) or here.get(ident) or _said(ident)

        return tuple(self._one(mention, place, name_of) for mention in mentions)

    def _one(
        self, mention: Mention, place: tuple[str, int], name_of: Callable[[str], str]
    ) -> Mention:
        ident, kind, name = mention.id or "", mention.type, mention.name
        seen: set[str] = set()
        while ident in self._by_id and ident not in seen:
            seen.add(ident)
            fitting = (d for d in self._by_id[ident] if d.speaks_of(mention, place))
            decision = next(fitting, None)
            if decision is None:
                break
            kind = _type(decision, kind)
            ident = decision.becomes
            name = decision.name or (
                name if decision.type and not decision.into else name_of(ident)
            )
        if not seen or (ident, kind, name) == (mention.id, mention.type, mention.name):
            return mention
        metonym = mention.metonym and ident.startswith("country/")
        return msgspec.structs.replace(
            mention, id=ident, type=kind, name=name, metonym=metonym, how=HOW, confidence=1.0
        )


def _type(decision: Decision, old: EntityType) -> EntityType:
    """The type that the decision names, or that the new id names where it is of another kind."""
    if decision.type:
        return TYPES[decision.type]
    before, after = (ident.partition("/")[0] for ident in (decision.id, decision.becomes))
    same = before == after or (old == "NORP" and after == "country")
    return old if same else TYPES.get(after, old)


def _said(ident: str) -> str:
    """The words of an id, where nothing better is known of its name."""
    return ident.rpartition("/")[2].replace("-", " ").title()
