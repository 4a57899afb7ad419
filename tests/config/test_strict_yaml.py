"""Configuration as YAML: plain values with their lines, or one line that says what is wrong."""

from __future__ import annotations

import time
from typing import Any

import pytest
from diploread.config.strict_yaml import SIZE_LIMIT, Item, YamlError, parse
from hypothesis import given
from hypothesis import strategies as st


def plain(item: Item | None) -> Any:
    if item is None:
        return None
    if isinstance(item.value, dict):
        return {key: plain(value) for key, value in item.value.items()}
    if isinstance(item.value, list):
        return [plain(value) for value in item.value]
    return item.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", {"a": 1}),
        ("a: -2.5", {"a": -2.5}),
        ("a: true\nb: false", {"a": True, "b": False}),
        ("a: 'true'", {"a": "true"}),
        ("a: no\nb: yes\nc: on", {"a": "no", "b": "yes", "c": "on"}),
        ("a: 12:30:45\nb: 0777", {"a": "12:30:45", "b": "0777"}),
        ("a: 2031-03-01\nb: 1_000", {"a": "2031-03-01", "b": "1_000"}),
        ("a:\nb: ~\nc: null", {"a": None, "b": None, "c": None}),
        ("a: [x, {y: z}]", {"a": ["x", {"y": "z"}]}),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
        ("", None),
        ("# nothing but a remark\n", None),
    ],
)  # fmt: skip
def test_values_are_what_they_look_like(text: str, value: object) -> None:
    assert plain(parse(text, "f.yaml")) == value


def test_every_key_knows_its_line() -> None:
    tree = parse("# remark\nui:\n  theme: dusk\n\n  text_width: 80\n", "f.yaml")
    assert tree is not None and isinstance(tree.value, dict)
    assert tree.key_lines == {"ui": 2}
    assert tree.value["ui"].key_lines == {"theme": 3, "text_width": 5}


BOMB = "a: &a [x,x]\n" + "".join(
    f"{c}: &{c} [*{p},*{p}]\n" for p, c in zip("abc", "bcd", strict=True)
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (BOMB, "f.yaml:1: anchors and aliases are not allowed"),
        ("a: *b", "f.yaml:1: anchors and aliases are not allowed"),
        ("a: 1\nb: !!python/object/apply:os.system [x]", "f.yaml:2: tags are not allowed"),
        ("a: 1\nb: 2\na: 3", 'f.yaml:3: "a" is there twice; first on line 1'),
        ("[" * 100_000, "f.yaml:1: nested more than 32 deep"),
        ("{a: " * 40 + "}" * 40, "f.yaml:1: nested more than 32 deep"),
        ("? [a, b]\n: c", "f.yaml:1: a key must be a word"),
        ("a: 1\n---\nb: 2", "f.yaml:2: a second document"),
        ("a: b: c", "f.yaml:1: no valid YAML"),
        ("a:\n\tb: 1", "f.yaml:2: no valid YAML"),
        ("a: 'unclosed", "f.yaml:1: no valid YAML"),
        ("a: 1\nb: \x1b]0;title\x07", "f.yaml:2: character U+001B is not allowed"),
        (b"a: 1\nb: \xff\xfe", "f.yaml:2: not UTF-8"),
        (b"x" * (SIZE_LIMIT + 1), "f.yaml: larger than 256 KiB"),
    ],
)
def test_what_is_off_is_told_in_one_line(data: bytes | str, told: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse(data, "f.yaml")
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200


def test_messages_carry_no_control_characters() -> None:
    with pytest.raises(YamlError) as caught:
        parse('"\\e]0;x": 1\n"\\e]0;x": 2', "f\x1b.yaml")
    assert "\x1b" not in str(caught.value)


def test_the_largest_file_is_read_in_seconds() -> None:
    text = "\n".join(f"key{number}: {number}" for number in range(15_000))[:SIZE_LIMIT]
    before = time.process_time()
    assert parse(text, "f.yaml") is not None
    assert time.process_time() - before < 10


@given(st.one_of(st.binary(max_size=60), st.text("ab:-[]{}&*!'\"\n #|>?%@", max_size=60)))
def test_any_bytes_give_a_tree_or_one_line(data: bytes | str) -> None:
    try:
        parse(data, "f.yaml")
    except YamlError as error:
        assert "\n" not in str(error)
