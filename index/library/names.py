"""Which entities a typed name means: any of the names by which the articles call them."""

from __future__ import annotations

from collections.abc import Iterable

from .columns import Entity
from .known_names import known_entities

_TYPES = {
    "person": ("PERSON",), "org": ("ORG",), "country": ("GPE", "NORP"),
    "place": ("GPE", "LOC"),
}  # fmt: skip


def _is_country(entity_id: str) -> bool:
    return entity_id.startswith(("country/", "norp/"))


class Names:
    """The entities of a library, to be found by name.

    All names stand in one text, a line each, because searching one long string is the fastest
    thing Python does: 60,000 names in under two milliseconds, with no index to build at open.
    """

    def __init__(self, volumes: Iterable[list[Entity]]) -> None:
        self._entities: dict[str, Entity] = {}
        names: dict[str, set[str]] = {}
        for entities in volumes:
            for entity in entities:
                self._entities.setdefault(entity.id, entity)
                names.setdefault(entity.id, set()).update(entity.aliases)
        lines, self._owner = [], list[str]()
        for entity_id, aliases in names.items():
            for alias in aliases:
                lines.append(f"\n {alias} ")
                self._owner.append(entity_id)
        self._text = "".join(lines) + "\n"
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line)

    def get(self, entity_id: str) -> Entity | None:
        """The entity of that id."""
        return self._entities.get(entity_id)

    def find(self, field: str, name: str) -> list[Entity]:
        """Entities of the field's type of which ``name`` is a name or whole words of one.

        An entity that bears the whole name hides those that merely contain it when the field is a
        country or an organisation: ``country:korea`` is not every alias with Korea in it. The
        gazetteer's names count as whole names, whether or not an article uses them.
        """
        if "/" in name:
            entity = self._entities.get(name)
            return [entity] if entity else [Entity(name, "", name, [])]
        needle = f" {name.removesuffix('*')}" + ("" if name.endswith("*") else " ")
        found = self._owners("\n" + needle + ("" if name.endswith("*") else "\n"))
        whole = [self._entities[i] for i in found if self._fits(field, i)]
        if field in ("country", "org", "place"):
            whole += self._from_gazetteer(field, name, {entity.id for entity in whole})
        if whole and field in ("country", "org", "place"):
            return whole
        found = self._owners(needle)
        named = [self._entities[i] for i in found if self._fits(field, i)]
        if named or field != "person":
            return named
        # another spelling, or the family name in it, of somebody whom the library does name
        return [one for one in self._from_gazetteer(field, name, set()) if one.id in self._entities]

    def _from_gazetteer(self, field: str, name: str, known: set[str]) -> list[Entity]:
        """What else the gazetteer knows by the whole name, under the name of the library."""
        found = {e.id: e for e in known_entities(name) if e.id not in known}
        return [
            self._entities.get(i, entity)
            for i, entity in found.items()
            if (entity.type in _TYPES[field] and (field != "country" or _is_country(i)))
        ]

    def _fits(self, field: str, entity_id: str) -> bool:
        types = _TYPES.get(field)
        if types is None:
            return True
        if field == "country":
            return _is_country(entity_id)
        return self._entities[entity_id].type in types

    def _owners(self, needle: str) -> list[str]:
        from bisect import bisect_right

        owners: dict[str, None] = {}
        text, at = self._text, self._text.find(needle)
        while at != -1:
            owners[self._owner[bisect_right(self._starts, at + 1) - 1]] = None
            at = text.find(needle, at + 1)
        return list(owners)
