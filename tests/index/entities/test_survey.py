"""Counting entities over articles."""

from __future__ import annotations

from diploread.index.entities.find import find_entities
from diploread.index.entities.survey import survey


def test_counts_aliases_offices_and_articles() -> None:
    first = find_entities("Kenyan Trade Minister Ana Belmar met envoys. Belmar left.")
    second = find_entities("Finance Minister Ana Belmar said that Nairobi agreed. Kenya left.")
    found = {one.id: one for one in survey([("a", "2020-01-02", first), ("b", None, second)])}
    belmar = found["person/ana-belmar"]
    assert (belmar.name, belmar.type, belmar.count) == ("Ana Belmar", "PERSON", 3)
    assert belmar.aliases == ("Belmar",)
    assert belmar.articles == ("a", "b")
    roles = {(r.role, r.country, r.first, r.count) for r in belmar.roles}
    assert ("Trade Minister", "country/ke", "2020-01-02", 1) in roles
    assert ("Finance Minister", None, None, 1) in roles
    kenya = found["country/ke"]
    assert (kenya.count, kenya.metonyms, kenya.type) == (3, 1, "GPE")
