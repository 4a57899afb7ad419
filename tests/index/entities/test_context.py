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


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("people:\n  - name: x\n    colour: y\n", 3),
        ("people:\n  - name: x\n  - nam: y\n", 3),
        ("people:\n  - name: x\n    offices:\n      - role: y\n        form: z\n", 5),
        ("never: []\npersons: []\n", 2),
        ("# names\nplaces: 7\n", 2),
        ("retype:\n  a/b: org\n  c/d: house\n", 3),
        ("split:\n  - {id: a/b, name: B, file: f}\n  - {id: a/b, name: B}\n", 3),
        ("never:\n  - Spring\n  - {text: May}\n", 3),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "entities.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_context(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


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


# --- decisions ----------------------------------------------------------------------------------

TALK = "Foreign Minister Ilse Marrow met Ina Marrow. Vestra Prell wrote of it. Marrow smiled."


def test_merged_mentions_bear_the_name_of_what_they_became() -> None:
    context = context_of({"merge": {"person/i-marrow": "person/ilse", "person/ilse": "country/ke"}})
    (one, _) = find_entities("Mr. I. Marrow went to Oslo.", context=context)
    assert (one.id, one.name, one.type, one.how) == ("country/ke", "Kenya", "GPE", "hand")


def test_merges_that_go_in_a_circle_end(mention: Find) -> None:
    context = context_of({"merge": {"city/oslo": "city/x", "city/x": "city/oslo"}})
    assert mention("They met in Oslo.", "Oslo", context=context).id == "city/oslo"


def test_another_type_changes_the_id_with_it(mention: Find) -> None:
    before = mention(TALK, "Vestra Prell")
    assert before.type == "PERSON"
    context = context_of({"retype": {before.id: "org"}})
    after = mention(TALK, "Vestra Prell", context=context)
    assert (after.type, after.id, after.name) == ("ORG", "org/vestra-prell", "Vestra Prell")
    assert (after.how, after.confidence) == ("hand", 1.0)


def test_a_split_takes_out_what_is_printed_so_and_stands_there(mention: Find) -> None:
    old = mention(TALK, "Marrow").id
    new = "person/ida-marrow"
    split = {"id": old, "name": "Ida Marrow", "text": "marrow", "file": "talks.txt"}
    context = context_of({"split": [split]})
    here = {m.text: m.id for m in find_entities(TALK, context=context, place=("talks.txt", 0))}
    assert here["Marrow"] == new and new not in (here["Ilse Marrow"], here["Ina Marrow"])
    elsewhere = find_entities(TALK, context=context, place=("other.txt", 0))
    assert new not in {m.id for m in elsewhere}


def test_never_may_speak_of_one_article(found: Found) -> None:
    context = context_of({"never": [{"text": "Oslo", "file": "a.txt", "part": 2}]})
    text = "They met in Oslo."
    assert found(text, context=context, place=("a.txt", 2)) == []
    assert found(text, context=context, place=("a.txt", 1)) == [("Oslo", "GPE")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"retype": {"a/b": "building"}}, "unknown type 'building'"),
        ({"retype": ["a"]}, "retype must map"),
        ({"split": {"a": "b"}}, "split must be a list"),
        ({"split": [{"text": "x"}]}, "needs the id"),
        ({"split": [{"id": "a/b", "name": "B"}]}, "text or file"),
        ({"split": [{"id": "a/b", "text": "B"}]}, "name or into"),
        ({"split": [{"id": "a/b", "colour": "B"}]}, "unknown field 'colour'"),
        ({"split": [{"id": "a/b", "name": "B", "file": "f", "part": "x"}]}, "whole number"),
        ({"never": [{"text": "x"}]}, "never takes words"),
    ],
)
def test_mistakes_in_decisions_are_named(data: dict[str, object], reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        context_of(data)
    assert reason in str(caught.value)


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    from diploread.index.entities.contradictions import contradictions
    from diploread.index.entities.mistakes import mistakes

    path = tmp_path / "entities.yaml"
    path.write_text(
        "people:\n"
        "  - name: Orlo Vennick\n"
        "    offices:\n"
        "      - {role: Minister, country: Norland, since: 2022-13-45}\n"
        "  - nam: Ana\n"
        "  - name: Bea Venn\n"
        "    offices:\n"
        "      - {role: Minister, country: xx}\n"
        "      - {role: Minister, country: Norway, since: 2022}\n"
        "never: Foo\n"
        "organizations: []\n",
        encoding="utf-8",
    )
    told = [line.removeprefix(f"{path}:") for line in mistakes(path)]
    assert [line.split(";")[0] for line in told] == [
        "4: since must be a date, not '2022-13-45'",
        "5: every entry of people needs a name",
        "8: no country has the code 'xx'",
        "10: never must be a list",
        "11: unknown section 'organizations'",
    ]
    with pytest.raises(ConfigError):
        contradictions(path)


def test_country_of_an_office_by_code_name_or_id() -> None:
    row = {"name": "Orlo Vennick", "offices": [{"role": "Minister", "country": ""}]}
    for said, ident in (("no", "no"), ("Norway", "no"), ("Norland", "norland"), ("", "")):
        row["offices"] = [{"role": "Minister", "country": said}]
        (office,) = context_of({"people": [row]}).offices
        assert office.country == (f"country/{ident}" if ident else "")
