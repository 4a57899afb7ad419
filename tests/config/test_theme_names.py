"""A theme that is not there is refused wherever settings are loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from diploread.config.load import FLAGS_VARIABLE, load
from diploread.config.paths import CONFIG_VARIABLE
from diploread.config.problems import ConfigError
from diploread.config.strict_yaml import parse
from diploread.config.theme_names import BUILT_IN, flat


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "diploread.yaml"
    file.write_text("")
    monkeypatch.setenv(CONFIG_VARIABLE, str(file))
    monkeypatch.delenv(FLAGS_VARIABLE, raising=False)
    return file


def test_the_line_and_the_nearest_theme_are_named(config: Path) -> None:
    config.write_text("ui:\n  text_width: 80\n  theme: papr\n")
    with pytest.raises(ConfigError) as told:
        load(None, None, {})
    assert str(told.value) == (f'{config}:3: ui.theme: no theme "papr"; did you mean paper?')


def test_a_theme_of_the_command_line_is_looked_for_too(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FLAGS_VARIABLE, "ui.theme=qqq")
    with pytest.raises(ConfigError, match=r'--set: .*"qqq"; known are dusk, paper, sixteen'):
        load(None, None, {})


def test_an_own_theme_is_known_by_its_file(config: Path) -> None:
    (config.parent / "themes").mkdir()
    (config.parent / "themes" / "fjord.yaml").write_text("primary: '#334455'\n")
    config.write_text("ui: {theme: fjord}\n")
    assert load(None, None, {}).settings.ui.theme == "fjord"


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_theme_is_read_as_yaml_would_read_it(name: str) -> None:
    text = (resources.files("diploread.config.defaults") / "themes" / f"{name}.yaml").read_text()
    assert flat(text) == parse(text, "theme.yaml")


def test_a_start_without_files_of_the_user_loads_no_reader_of_yaml(tmp_path: Path) -> None:
    code = (
        "import sys; from diploread.config.load import load; from pathlib import Path\n"
        "from diploread.config.theme_names import built_in_theme\n"
        "loaded = load(None, None, {}); built_in_theme(loaded.settings.ui.theme)\n"
        "assert 'yaml' not in sys.modules"
    )
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    env.pop(CONFIG_VARIABLE, None)
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
