"""Settings from their places, with origins; mistakes with file, line and the nearest name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from diploread.config.keys import KEYS
from diploread.config.load import Loaded, examine, load
from diploread.config.problems import ConfigError
from diploread.config.settings import Settings


def written(folder: Path, text: str, name: str = "diploread.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    path = written(folder, text)
    return [str(p).replace(str(path), "f") for p in examine(path, None, {}).problems]


def test_without_any_file_the_defaults_hold() -> None:
    loaded = load(None, None, {})
    assert loaded.settings == Settings()
    assert set(loaded.origins.values()) == {"default"}


def test_the_last_place_wins_and_each_value_knows_where_it_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "wire"
    library.mkdir()
    own = written(tmp_path, "ui:\n  theme: paper\n  text_width: 90\nsearch:\n  dialect: nexis\n")
    theirs = written(library, "search:\n  dialect: factiva\n", ".diploread.yaml")
    monkeypatch.setenv("DIPLOREAD_UI_TEXT_WIDTH", "70")
    monkeypatch.setenv("DIPLOREAD_SET", "ui.theme=sixteen\nsearch.operators=any-case")
    loaded = load(own, library, {"index.jobs": 3})
    settings, origins = loaded.settings, loaded.origins
    assert (settings.ui.theme, origins["ui.theme"]) == ("sixteen", "--set")
    assert (settings.ui.text_width, origins["ui.text_width"]) == (70, "$DIPLOREAD_UI_TEXT_WIDTH")
    assert (settings.search.dialect, origins["search.dialect"]) == ("factiva", f"{theirs}:2")
    assert (settings.index.jobs, origins["index.jobs"]) == (3, "flag")
    assert loaded.files == (own, theirs)


def test_entries_of_mappings_add_up(tmp_path: Path) -> None:
    library = tmp_path / "wire"
    library.mkdir()
    own = written(tmp_path, "search:\n  searches:\n    a: one\n    b: two\n")
    written(library, "search:\n  searches: {b: three}\n", ".diploread.yaml")
    loaded = load(own, library, {})
    assert loaded.settings.search.searches == {"a": "one", "b": "three"}
    assert loaded.origins["search.searches.a"] == f"{own}:3"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("serach: {}", 'f:1: unknown section "serach"; did you mean search?'),
        (
            "ui:\n  text_widht: 1",
            'f:2: unknown setting "ui.text_widht"; did you mean ui.text_width?',
        ),
        (
            "ui:\n  text_width: wide",
            'f:2: ui.text_width: "wide" is no whole number; write it in digits',
        ),
        ("ui:\n  text_width: 400", "f:2: ui.text_width: 400 is out of range; from 40 to 140"),
        (
            "ui:\n  text_width: true",
            "f:2: ui.text_width: true is no whole number; write it in digits",
        ),
        ("ui:\n  animation: no", 'f:2: ui.animation: "no" is neither true nor false'),
        ("ui:\n  theme:", "f:2: ui.theme: nothing is no word; a word or a text is wanted"),
        (
            "search:\n  dialect: nexus",
            'f:2: search.dialect: "nexus" is none of diploread, factiva, '
            "nexis, lucene; did you mean nexis?",
        ),
        (
            "reading:\n  ignored: [a, [b]]",
            "f:2: reading.ignored: a list is no word; a word or a text is wanted",
        ),
        (
            "reading:\n  encodings: [a]",
            "f:2: reading.encodings: a list is no list of names and values; write name: value",
        ),
        ("reading:\n  worker_seconds: .inf", 'f:2: reading.worker_seconds: ".inf" is no number'),
        ("ui: dark", 'f:1: ui: "dark" is no group of settings; write its settings below ui:'),
        ("- ui", "f:1: must be sections; for example  ui:"),
        (
            "keys:\n  reader.nxt_hit: n",
            'f:2: keys: unknown action "reader.nxt_hit"; did you mean reader.next_hit?',
        ),
        (
            "keys:\n  app.help: alt+x",
            'f:2: keys: "alt+x" is no key; modified keys are written ctrl+d or shift+tab',
        ),
        (
            "keys:\n  reader.find: n",
            'f:2: keys: "n" is the key of reader.next_hit too; give '
            "reader.next_hit another key, or none: reader.next_hit: []",
        ),
        (
            "keys:\n  reader.find: g",
            'f:2: keys: "g" alone and "gg" hide each other; the other is move.top',
        ),
        (
            "keys:\n  input.clear: xx",
            'f:2: keys: "xx" is a sequence, which would be typed into the query',
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_remedy(
    tmp_path: Path, text: str, told: str
) -> None:
    assert problems(tmp_path, text) == [told]


def test_a_mistake_costs_only_its_own_value(tmp_path: Path) -> None:
    path = written(tmp_path, "ui:\n  theme: paper\n  text_width: 7\n")
    settings = examine(path, None, {}).settings
    assert (settings.ui.theme, settings.ui.text_width) == ("paper", 76)


def test_load_raises_the_first_mistake_and_counts_the_others(tmp_path: Path) -> None:
    path = written(tmp_path, "ui:\n  a: 1\n  b: 2\n")
    with pytest.raises(ConfigError) as caught:
        load(path, None, {})
    assert str(caught.value).startswith(f'{path}:2: unknown setting "ui.a"')
    assert str(caught.value).endswith("(and 1 more: diploread config check)")
    assert caught.value.exit_code == 2


def test_keys_are_replaced_and_may_be_taken_away(tmp_path: Path) -> None:
    path = written(tmp_path, "keys:\n  reader.next_hit: []\n  reader.find: [n, f12]\n")
    loaded = load(path, None, {})
    assert loaded.settings.keys == {"reader.next_hit": (), "reader.find": ("n", "f12")}


def test_the_keys_as_they_come_do_not_clash(tmp_path: Path) -> None:
    text = "keys:\n" + "".join(f"  {key.id}: {list(key.keys)}\n" for key in KEYS)
    assert problems(tmp_path, text) == []


def test_a_named_file_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="there is no such file"):
        load(tmp_path / "none.yaml", None, {})
    monkeypatch.setenv("DIPLOREAD_CONFIG", str(tmp_path / "none.yaml"))
    with pytest.raises(ConfigError, match="there is no such file"):
        load(None, None, {})
    with pytest.raises(ConfigError, match="directory"):
        load(tmp_path, None, {})


class TestLibraryFile:
    """A folder of articles comes from anywhere; the file in it may do little."""

    def loaded(self, folder: Path, text: str) -> Loaded:
        written(folder, text, ".diploread.yaml")
        return load(None, folder, {})

    @pytest.mark.parametrize(
        "text",
        [
            "entities: {engine: 'spacy:./here'}",
            "reading: {worker_memory: 60000000000}",
            "ui: {theme: x}",
            "keys: {reader.find: f12}",
            "index: {jobs: 200}",
        ],
    )
    def test_limits_programs_and_keys_are_not_its_business(self, tmp_path: Path, text: str) -> None:
        loaded = self.loaded(tmp_path, text)
        assert loaded.settings == Settings()
        assert "cannot be set by the file of a library" in str(loaded.problems[0])

    def test_its_mistakes_are_told_but_stop_nobody(self, tmp_path: Path) -> None:
        loaded = self.loaded(tmp_path, "reading: [")
        assert loaded.settings == Settings()
        assert len(loaded.problems) == 1

    def test_it_is_not_read_through_a_link(self, tmp_path: Path) -> None:
        secret = written(tmp_path, "root:x:0:0", "secret")
        library = tmp_path / "wire"
        library.mkdir()
        (library / ".diploread.yaml").symlink_to(secret)
        loaded = load(None, library, {})
        assert "a link, which is not followed" in str(loaded.problems[0])

    def test_a_pipe_in_its_place_hangs_nothing(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / ".diploread.yaml")
        assert "not a file" in str(load(None, tmp_path, {}).problems[0])


def test_the_environment_is_checked_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOREAD_UI_THEEM", "x")
    monkeypatch.setenv("DIPLOREAD_INDEX_JOBS", "[")
    told = [str(problem) for problem in examine(None, None, {}).problems]
    assert any(line.startswith('$DIPLOREAD_UI_THEEM: unknown setting "ui.theem"') for line in told)
    assert any(line.startswith("$DIPLOREAD_INDEX_JOBS:1: no valid YAML") for line in told)
