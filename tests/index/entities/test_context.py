"""The user's own entities.yaml: names, offices, words never to be marked, merges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from diploread.config.problems import ConfigError
from diploread.index.article import Mention
from diploread.index.entities.context import EntityContext, context_of, load_context
from diploread.index.entities.find import find_entities

Find = Callable[..., Mention]
Found = Callable[..., list[tuple[str, str]]]

OWN = """
people:
  - name: Orlo Vennick
    aliases: [The Fox]
organisations:
  - {name: Vestra Group, id: org/vestra, aliases: [vestra]}
never: [Tokyo, Blue Book]
merge: {person/o-vennick: person/orlo-vennick}
"""


@pytest.fixture
def own(tmp_path: Path) -> EntityContext:
    path = tmp_path / "entities.yaml"
    path.write_text(OWN, encoding="utf-8")
    return load_context(path)


def test_own_names_and_aliases(mention: Find, own: EntityContext) -> None:
    assert mention("They feared The Fox.", "The Fox", context=own).id == "person/orlo-vennick"
    assert mention("They left vestra.", "vestra", context=own).id == "org/vestra"


def test_own_names_go_before_the_gazetteer(mention: Find) -> None:
    context = context_of({"organisations": [{"name": "Kenya"}]})
    assert mention("They joined Kenya.", "Kenya", context=context).type == "ORG"


def test_a_country_of_ones_own_has_demonyms_and_a_capital_that_may_mean_its_government(
    mention: Find,
) -> None:
    context = context_of(
        {"countries": [{"name": "Norland", "demonyms": ["Norlandic"], "capital": "Sund"}]}
    )
    text = "Sund rejected the Norlandic draft. The talks in Sund go on."
    government = mention(text, "Sund", context=context)
    assert (government.id, government.metonym) == ("country/norland", True)
    assert mention(text, "Norlandic", context=context).id == "country/norland"
    place = mention("They met in Sund.", "Sund", context=context)
    assert (place.id, place.metonym) == ("city/sund", False)


def test_the_later_of_two_files_goes_before(tmp_path: Path, mention: Find) -> None:
    carried, own = tmp_path / "carried.yaml", tmp_path / "own.yaml"
    carried.write_text("organisations: [{name: Vestra, id: org/vestra}]\n", encoding="utf-8")
    own.write_text("people: [{name: Vestra, id: person/ilo-vestra}]\n", encoding="utf-8")
    context = load_context(carried, own)
    assert mention("They thanked Vestra.", "Vestra", context=context).type == "PERSON"


def test_never_marked(found: Found, own: EntityContext) -> None:
    assert found("They met in Tokyo and Kyoto.", context=own) == [("Kyoto", "GPE")]


def test_merged_ids(mention: Find, own: EntityContext) -> None:
    assert mention("Mr. O. Vennick left.", "O. Vennick", context=own).id == "person/orlo-vennick"


def test_missing_file_is_an_empty_context(tmp_path: Path) -> None:
    assert load_context(tmp_path / "none.yaml") == EntityContext()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("people: [x", "no valid YAML"),
        ("- a\n", "must be a mapping"),
        ("persons: []\n", "unknown section 'persons'"),
        ("people: [{nam: x}]\n", "needs a name"),
        ("people: [{name: x, colour: y}]\n", "unknown field 'colour'"),
        ("people: [{name: x, offices: [{since: 2001}]}]\n", "needs a role"),
        ("people: [{name: x, aliases: y}]\n", "must be lists"),
        ("people: {name: x}\n", "must be a list"),
        ("merge: [a]\n", "merge must map"),
        ("people: [{name: '...'}]\n", "no id can be made"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "entities.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_context(path)
    assert reason in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_surname_alone_is_the_own_person_unless_the_office_says_otherwise() -> None:
    person = {"name": "Ana Ruizel", "offices": [{"role": "Foreign Minister"}]}
    context = context_of({"people": [person]})
    for text in ("Ruizel and the envoy shook hands.", "Foreign Minister Ruizel spoke."):
        (one,) = find_entities(text, context=context)
        assert (one.id, one.how) == ("person/ana-ruizel", "own-surname")
    (other,) = find_entities("Health Minister Ruizel spoke.", context=context)
    assert other.id == "person/ruizel"


def test_two_own_people_of_one_surname_leave_it_open() -> None:
    context = context_of({"people": [{"name": "Ana Ruizel"}, {"name": "Orlo Ruizel"}]})
    (one,) = find_entities("Minister Ruizel spoke.", context=context)
    assert one.id == "person/ruizel"
