"""The README speaks of what there is, and its examples work."""

from __future__ import annotations

import re
from pathlib import Path

from diploread.config.load import examine
from diploread.index.cleaning.rules import load_rules
from diploread.index.entities.context import load_context
from diploread.tui.commands.registry import COMMANDS

from tests.readme import written

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def test_every_command_is_in_the_readme() -> None:
    missing = [name for name in COMMANDS if f"`{name}" not in README]
    assert missing == []


def test_the_settings_shown_are_settings(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert blocks
    for number, block in enumerate(blocks):
        file = tmp_path / f"{number}.yaml"
        file.write_text(block, "utf-8")
        assert examine(file, None, {}).problems == ()


def test_the_mistake_shown_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "diploread.yaml"
    file.write_text("ui:\n  theem: paper\n", "utf-8")
    (problem,) = examine(file, None, {}).problems
    told = str(problem).replace(str(file), file.name)
    assert told in README.replace("\n", " ")


def test_the_table_of_keys_is_as_written_by_its_command() -> None:
    assert written(README) == README, "run python -m tests.readme"


def test_the_pictures_shown_are_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert len(pictures) == 3
    assert all((Path(__file__).parents[1] / picture).is_file() for picture in pictures)


def test_the_rules_and_names_shown_are_understood(tmp_path: Path) -> None:
    blocks = re.findall(r"```yml\n# (\w+\.yaml)\n(.*?)```", README, re.DOTALL)
    assert [name for name, _ in blocks] == ["rules.yaml", "entities.yaml"]
    for name, text in blocks:
        (tmp_path / name).write_text(text, "utf-8")
    rules = load_rules(tmp_path / "rules.yaml")
    assert len(rules.user) == 1 and rules.house("Fjord Wire") is not None
    context = load_context(tmp_path / "entities.yaml")
    assert context.offices[0].role == "Foreign Minister" and context.decisions and context.never
