"""Themes: built-in ones are whole and legible; mistakes have a line; highlights are changed."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from diploread.config.colours import TERMINAL, _names, colour_problem, contrast, faint, rgb
from diploread.config.load import load
from diploread.config.paths import CONFIG_VARIABLE, Paths
from diploread.config.problems import ConfigError
from diploread.config.settings import UiSettings
from diploread.config.strict_yaml import parse
from diploread.config.theme_check import VARIABLES, check_theme, check_theme_file
from diploread.config.theme_names import BUILT_IN, built_in_theme
from diploread.tui.app import DiploreadApp
from diploread.tui.cli import main
from diploread.tui.themes import load_theme, with_colours
from textual.color import Color

sys.path.insert(0, str(Path(__file__).parent))
import fakes


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_theme_has_every_colour_and_can_be_read(name: str) -> None:
    assert set(VARIABLES) <= set(load_theme(name).variables)
    theme = built_in_theme(name)
    assert theme.problems == [] and theme.notices == []


def test_every_colour_taken_is_one_of_the_terminal_library() -> None:
    chosen = random.Random(7)
    made = [f"#{chosen.randrange(16**digits):0{digits}x}" for digits in (3, 6) * 40]
    for text in (*_names(), *TERMINAL, *made):
        assert colour_problem(text) is None
        colour = Color.parse(text)
        value = rgb(text)
        assert value is None or value == (colour.r, colour.g, colour.b)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("primary: !!python/object:os.system x", "my.yaml:1: tags are not allowed"),
        ("a: &x [1]\nb: *x", "my.yaml:1"),
        ("primary: red\nfoo: 1", "my.yaml:2: foo: is no field of a theme"),
        ("primary: red\nacent: blue", "my.yaml:2: acent: is no field of a theme; did you mean acc"),
        ("primary: red\nhit: blue", "my.yaml:2: hit: is no field of a theme; it belongs below var"),
        ("primary: red\naccent: [a]", "my.yaml:2: accent: is not written like this"),
        ("primary: red\nvariables: x", "my.yaml:2: variables: is not written like this"),
        ("primary: red\nvariables:\n  hit: red\n  entity-persn: red",
         "my.yaml:4: entity-persn: is no variable of a theme; did you mean entity-person?"),
        ("primary: red\nvariables:\n  hit: gren", 'my.yaml:3: hit: "gren" is no colour; did you '
                                                  "mean green?"),
        ("primary: red\nvariables:\n  hit: #aabbcc",
         'my.yaml:3: hit: there is no colour; a colour with # stands in quotes: "#rrggbb"'),
        ("primary: red\nvariables:\n  quote-style: bald", "my.yaml:3: quote-style: \"bald\" is no "
                                                          "style; did you mean bold?"),
        ("primary: red\ndark: maybe", 'my.yaml:2: dark: "maybe" is neither true nor false'),
        ("primary: red\nname: other", 'my.yaml:2: name: is "other", but the file is my.yaml'),
        ("- a", "my.yaml:1: a theme is a list of names and colours"),
        ("accent: red", "my.yaml:1: primary: is missing"),
        ("primary: nocolour", 'my.yaml:1: primary: "nocolour" is no colour'),
        ("primary: ff8800", 'did you mean "#ff8800"? (with the quotes)'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_theme_is_told_with_line_and_nearest_name(
    text: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_theme("my", tmp_path)
    assert told in str(caught.value)


def test_every_mistake_is_found_at_once() -> None:
    text = "acent: red\ndark: 1\nvariables:\n  hitt: red\n  hit: rad\n"
    lines = [problem.line for problem in check_theme(parse(text, "my.yaml"), "my.yaml").problems]
    assert sorted(lines) == [1, 1, 2, 4, 5]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a" * 300_000, b"a: [1", b""])
def test_a_file_that_is_no_theme_is_one_line(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "my.yaml").write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_theme("my", tmp_path)
    assert "\n" not in str(caught.value) and "my.yaml" in str(caught.value)


def test_what_an_own_theme_leaves_out_is_of_its_kind(tmp_path: Path) -> None:
    (tmp_path / "day.yaml").write_text("dark: false\nprimary: navy\n")
    assert load_theme("day", tmp_path).variables == load_theme("paper").variables


def test_config_check_reads_own_themes_and_weak_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "diploread.yaml"
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    config.write_text("ui:\n  theme: fjord\n  colors: {entity-org: '#16191e'}\n")
    (tmp_path / "themes").mkdir()
    theme = tmp_path / "themes" / "fjord.yaml"
    theme.write_text(
        "primary: '#334455'\nbackground: '#101418'\nvariables:\n  entity-place: '#182028'\n"
    )
    assert main(["config", "check"]) == 0
    told = capsys.readouterr().err
    assert "fjord.yaml:4: entity-place can hardly be read on background (contrast 1.1" in told
    assert "ui.colors.entity-org can hardly be read on background" in told
    theme.write_text("primary: '#334455'\nvariables:\n  entty-place: red\n")
    assert main(["config", "check"]) == 2
    assert "fjord.yaml:3: entty-place: is no variable of a theme" in capsys.readouterr().err


def test_mistakes_in_colours_have_line_and_nearest_name(tmp_path: Path) -> None:
    file = tmp_path / "diploread.yaml"
    for written, told in (
        ("{hit: orang}", ':2: ui.colors: "orang": "orang" is no colour; did you mean orange?'),
        ("\n    hit: red\n    person: red", ':4: ui.colors: "person" is none of hit, hit-text'),
        ("{hit: #ff8800}", "no valid YAML"),
        ("\n    hit: #ff8800", "what begins with # is put in quotes"),
    ):
        file.write_text(f"ui:\n  colors: {written}\n")
        with pytest.raises(ConfigError) as caught:
            load(file, None, {})
        assert told in str(caught.value)


def test_colours_of_highlights_go_before_the_theme() -> None:
    theme, told = with_colours(load_theme("paper"), {"hit": "#5a0030", "entity-org": "black"})
    assert told == []
    assert theme.variables["hit"] == "#5a0030" and theme.variables["entity-org"] == "black"
    assert theme.variables["hit-text"] == "#ffffff", "letters on a hit follow its colour"
    assert load_theme("paper").variables["hit"] != "#5a0030"


@pytest.mark.parametrize("name", ["dusk", "paper"])
def test_what_could_hardly_be_read_is_left_out_and_told(name: str) -> None:
    bad = {"dusk": "#1a1a1a", "paper": "ivory"}[name]
    ground = {"dusk": "white", "paper": "#333333"}[name]
    theme, told = with_colours(load_theme(name), {"entity-person": bad, "quote-direct": ground})
    assert theme.variables == load_theme(name).variables
    assert [line.split(" ")[0] for line in told] == [
        "ui.colors.entity-person", "ui.colors.quote-direct",
    ]  # fmt: skip


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert faint({"foreground": "#777777", "background": "#ffffff"}) == []


async def test_the_app_paints_them() -> None:
    app = DiploreadApp([], fakes.settings(colors={"entity-place": "#ff00aa", "hit": "#00ff00"}))
    app.library = fakes.FakeLibrary()  # type: ignore[assignment]
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause(0.3)
        await pilot.press("slash", *"bridge", "enter", "enter")
        await pilot.pause(0.3)
        runs = [run for y in range(30) for run in app.screen.view.render_line(y)]  # type: ignore[attr-defined]
        place = next(run for run in runs if run.text == "Norland")
        assert str(place.style.color.triplet.hex) == "#ff00aa"
        hit = next(run for run in runs if run.text == "bridge")
        assert (hit.style.bgcolor.triplet.hex, hit.style.color.triplet.hex) == (
            "#00ff00", "#000000",
        )  # fmt: skip


async def test_a_weak_colour_is_told_in_the_status_line_when_the_theme_is_changed() -> None:
    app = DiploreadApp([], fakes.settings(colors={"entity-place": "#ffffee"}))
    app.library = fakes.FakeLibrary()  # type: ignore[assignment]
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause(0.3)
        await pilot.press("f2")
        await pilot.pause()
        assert app.theme == "paper"
        assert "ui.colors.entity-place can hardly be read" in app.screen.query_one("#status").text  # type: ignore[attr-defined]


def test_as_it_comes_no_colour_is_changed() -> None:
    assert UiSettings().colors == {}
    assert check_theme_file(Path("/nowhere/at.yaml")).problems


def test_the_theme_of_the_readme_can_be_shown(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    text = readme.split("# themes/fjord.yaml\n")[1].split("```")[0]
    (tmp_path / "fjord.yaml").write_text(text, "utf-8")
    found = check_theme_file(tmp_path / "fjord.yaml")
    assert found.problems == [] and found.notices == []
    assert load_theme("fjord", tmp_path).variables["hit"] == "gold"


async def test_the_theme_key_comes_to_own_themes_and_leaves_out_what_cannot_be_shown(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "themes"
    folder.mkdir()
    (folder / "fjord.yaml").write_text("primary: navy\ndark: false\nbackground: white\n")
    (folder / "reef.yaml").write_text("primary: nvy\n")
    app = DiploreadApp([], fakes.settings(theme="sixteen"))
    app.library = fakes.FakeLibrary()  # type: ignore[assignment]
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause(0.3)
        app.paths = replace(Paths.default(), config_dir=tmp_path)
        await pilot.press("f2")
        await pilot.pause()
        assert app.theme == "fjord"
        assert app.screen.query_one("#article").styles.background.hex == "#FFFFFF"
        await pilot.press("f2")
        await pilot.pause()
        assert app.theme == "dusk"
        told = app.screen.query_one("#status").text  # type: ignore[attr-defined]
        assert "reef.yaml:1: primary: " in told and "did you mean navy?" in told
        app.paths = None
