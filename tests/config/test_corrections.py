"""Corrections are YAML that a person edits too: strict errors, comments kept, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from diploread.config.corrections import ArticleFix, Corrections, QuoteFix, load
from diploread.config.corrections_check import contradictions
from diploread.config.corrections_file import scalar, take_back, write
from diploread.config.corrections_reader import parse
from diploread.config.problems import ConfigError, DiploreadError
from hypothesis import given
from hypothesis import strategies as st

TEXT = """# our desk's corrections
corrections: 1

quotes:
  # the deputy, says the courier
  - quote: q-0123456789ab
    file: varna/talks.txt
    text: "nothing is decided"
    speaker: Otto Lindqvist   # not the minister

  - file: varna/talks.txt
    text: We want the strait open
    kind: none

articles:
  - file: varna/talks.txt
    date: 2031-03-03
entities:
  - name: Ilse Marrow
    type: person
    aliases: [Marrow, no]
lines:
  - remove: Sign up for the morning letter
    source: Varna Wire
"""


def test_a_file_reads_as_records() -> None:
    parsed = parse(TEXT)
    assert parsed.problems == []
    made = parsed.corrections()
    assert made.quotes[0] == QuoteFix(
        quote="q-0123456789ab",
        file="varna/talks.txt",
        text="nothing is decided",
        speaker="Otto Lindqvist",
    )
    assert made.articles == (ArticleFix(file="varna/talks.txt", date="2031-03-03"),)
    assert made.entities[0].aliases == ("Marrow", "no")
    assert made.lines[0].source == "Varna Wire"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("quots:\n  - quote: q-1\n", "f:1: unknown section 'quots'; did you mean quotes?"),
        (
            "quotes:\n  - quote: q-1\n    speeker: A\n",
            "f:3: unknown field 'speeker' in quotes; did you mean speaker?",
        ),
        (
            "quotes:\n  - quote: q-1\n    kind: indirekt\n",
            "f:3: kind 'indirekt' is not known; did you mean indirect?",
        ),
        (
            "articles:\n  - file: a\n    date: 3 March\n",
            "f:3: '3 March' is no date; write 2031-03-04, 2031-03, 2031 or none",
        ),
        ("articles:\n  - title: x\n", "f:2: an article needs file:"),
        ("lines:\n  - restore: x\n    remove: y\n", "f:2: a line needs either restore: or remove:"),
        (
            "quotes:\n  - quote: a\n    quote: b\n",
            "f:3: quote is there twice",
        ),
        ("quotes: {a: b}\n", "f:1: quotes must be a list; begin each of the quotes with '- '"),
        ("a: &x 1\nb: *x\n", "f:1: anchors and aliases are not allowed here"),
        ("a: !!python/object:os.system x\n", "f:1: tags are not allowed here"),
        ("[" * 5_000, "f:1: nested too deeply"),
        ("corrections: 2\n", "f:1: version '2' of this file is not known; this diploread knows 1"),
        ("quotes:\n\t- x\n", "f:2: not valid YAML"),
        ("- a\n", "f:1: must be sections such as quotes and articles"),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, told: str) -> None:
    problems = parse(text, "f").problems
    assert str(problems[0]).startswith(told)


def test_one_bad_entry_does_not_spoil_the_others(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text(TEXT + "  - restoore: x\n")
    made, problems = load(file, tmp_path / "absent.yaml")
    assert len(problems) == 1
    assert len(made.quotes) == 2


def test_later_files_win_and_the_fingerprint_tells(tmp_path: Path) -> None:
    one, two = tmp_path / "all.yaml", tmp_path / "library.yaml"
    one.write_text("articles:\n  - file: a\n    date: 2031\n")
    two.write_text("articles:\n  - file: a\n    date: 2032\n")
    made, _ = load(one, two)
    assert [fix.date for fix in made.articles] == ["2031", "2032"]
    assert made.fingerprint() != load(one)[0].fingerprint()
    assert not Corrections()


def test_a_correction_is_appended_to_its_section(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text(TEXT)
    write(file, "articles", {"file": "varna/other.txt", "title": "Talks: a start"}, "typo")
    text = file.read_text()
    assert '  - file: varna/other.txt\n    title: "Talks: a start"\nentities:' in text
    assert text.replace(text[text.index("  # 20") : text.index("entities:")], "") == TEXT
    made, problems = load(file)
    assert problems == []
    assert made.articles[1].title == "Talks: a start"


def test_the_same_quote_corrected_again_keeps_its_other_fields(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    write(file, "quotes", {"quote": "q-1", "speaker": "Ilse Marrow"})
    write(file, "quotes", {"quote": "q-2", "speaker": "Otto Lindqvist"})
    change = write(file, "quotes", {"quote": "q-1", "kind": "indirect"})
    made, _ = load(file)
    assert [(q.quote, q.speaker, q.kind) for q in made.quotes] == [
        ("q-1", "Ilse Marrow", "indirect"),
        ("q-2", "Otto Lindqvist", None),
    ]
    take_back(change)
    assert [(q.speaker, q.kind) for q in load(file)[0].quotes] == [
        ("Ilse Marrow", None),
        ("Otto Lindqvist", None),
    ]


def test_an_entry_with_a_comment_of_yours_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text(TEXT)
    write(file, "quotes", {"quote": "q-0123456789ab", "speaker": "Ilse Marrow"})
    assert "speaker: Otto Lindqvist   # not the minister" in file.read_text()
    assert load(file)[0].quotes[-1].speaker == "Ilse Marrow"


def test_undo_works_in_any_order_and_refuses_what_you_edited(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text(TEXT)
    first = write(file, "lines", {"restore": "Her deputy was less certain."})
    second = write(file, "quotes", {"quote": "q-9", "speaker": "Ilse Marrow"})
    third = write(file, "articles", {"file": "b", "date": "none"})
    take_back(first)
    take_back(third)
    file.write_text(file.read_text().replace("q-9", "q-8"))
    with pytest.raises(DiploreadError, match="edited"):
        take_back(second)
    assert load(file)[0].quotes[-1].quote == "q-8"


def test_a_broken_file_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text("quotes:\n  - speeker: x\n")
    with pytest.raises(ConfigError, match=r"corrections.yaml:2: unknown field 'speeker'"):
        write(file, "quotes", {"quote": "q-1", "speaker": "A"})
    with pytest.raises(ConfigError, match="not known"):
        write(tmp_path / "new.yaml", "quotes", {"quote": "q-1", "kind": "wrong"})
    assert file.read_text() == "quotes:\n  - speeker: x\n"
    assert not (tmp_path / "new.yaml").exists()


def test_a_list_in_one_line_and_a_list_without_indent(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text("quotes: []\narticles:\n- file: a\n  date: 2031\n# end\n")
    write(file, "quotes", {"quote": "q-1", "speaker": "A"})
    write(file, "articles", {"file": "b", "date": "2032"})
    made, problems = load(file)
    assert problems == []
    assert (made.quotes[0].speaker, [a.file for a in made.articles]) == ("A", ["a", "b"])
    assert file.read_text().endswith("# end\n")


@given(st.text(max_size=60), st.text(max_size=20))
def test_every_text_reads_back(text: str, name: str) -> None:
    fields = f"  - restore: {scalar('x' + text)}\n    source: {scalar('y' + name)}\n"
    parsed = parse(f"lines:\n{fields}")
    assert parsed.problems == []
    (line,) = parsed.corrections().lines
    assert (line.restore, line.source) == ("x" + text, "y" + name)


@given(st.lists(st.sampled_from(["quotes:", "  - ", "lines:", *"\n-#[]{}&*!|>'\"%@`,a1\t :"])))
def test_no_text_makes_the_reader_raise(pieces: list[str]) -> None:
    parse("".join(pieces))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("split: person/a\n    text: A", "split: needs into: or name:"),
        ("split: person/a\n    name: B", "split: needs text: or file:"),
        ("retype: person/a", "retype: needs type:"),
        ("retype: person/a\n    type: building", "type 'building' is not known"),
        ("merge: person/a\n    into: b\n    never: c", "never: and merge: are two corrections"),
        ("aliases: [a]", "an entity needs name:, never:, merge:, split: or retype:"),
    ],
)
def test_a_decision_on_an_entity_that_lacks_something_is_told(entry: str, told: str) -> None:
    (problem,) = parse(f"entities:\n  - {entry}\n", "f").problems
    assert told in str(problem)


def test_an_alias_joins_those_there_are_and_decisions_stand_side_by_side(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    name: dict[str, str | int | tuple[str, ...]] = {"name": "Ilse Marrow", "type": "person"}
    write(file, "entities", {**name, "aliases": ("Marrow",)})
    write(file, "entities", {**name, "aliases": ("The Fox",)})
    write(file, "entities", {"merge": "person/i", "into": "person/a", "name": "Ilse Marrow"})
    write(file, "entities", {"retype": "person/a", "type": "org"})
    write(file, "entities", {"retype": "person/a", "type": "event"})
    for text in ("Marrow", "Ilse"):
        write(file, "entities", {"split": "person/a", "text": text, "name": "Ina Marrow"})
    made, problems = load(file)
    assert problems == []
    first, merged, retyped, *splits = made.entities
    assert first.aliases == ("Marrow", "The Fox")
    assert (merged.merge, retyped.type, len(splits)) == ("person/i", "event", 2)


def test_entries_that_contradict_each_other_are_told_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    path.write_text(
        "corrections: 1\nquotes:\n"
        "  - quote: q-0123456789ab\n    speaker: Ada Quill\n"
        "  - quote: q-0123456789ab\n    kind: direct\n"
        "  - quote: q-0123456789ab\n    speaker: Ilse Varga\n",
        "utf-8",
    )
    (told,) = contradictions(path)
    assert (told.line, told.what) == (7, "speaker is not what line 3 says of the same")
    assert contradictions(tmp_path / "none.yaml") == []


def test_a_line_both_restored_and_removed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    path.write_text(
        'lines:\n  - restore: "Tide table"\n  - remove: "Tide table"\n'
        '  - remove: "Tide table"\n    file: harbour.txt\n',
        "utf-8",
    )
    (told,) = contradictions(path)
    assert told.line == 3
    assert told.what == "'Tide table' is to be removed here, and restored on line 2"
