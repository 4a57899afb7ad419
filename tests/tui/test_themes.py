"""Themes: the built-in ones are whole; a bad one is told in one line, with its place."""

from __future__ import annotations

import pytest
from diploread.config.problems import ConfigError
from diploread.config.theme_names import BUILT_IN
from diploread.tui.themes import VARIABLES, load_theme, theme_of


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_theme_has_every_colour(name: str) -> None:
    assert set(VARIABLES) <= set(load_theme(name).variables)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("primary: !!python/object:os.system x", "my.yaml:1: tags are not allowed"),
        ("a: &x [1]\nb: *x", "my.yaml:1"),
        ("primary: red\nfoo: 1", "my.yaml:2: foo: is no field of a theme"),
        ("primary: red\naccent: [a]", "my.yaml:2: accent: is not written like this"),
        ("primary: red\nvariables: x", "my.yaml:2: variables: is not written like this"),
        ("- a", "my.yaml:1: a theme is a list of names and colours"),
        ("primary: nocolour", 'primary: "nocolour" is no colour'),
    ],
)
def test_a_bad_theme_is_told(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        theme_of(text, "my.yaml")
    assert told in str(caught.value)
