"""``diploread help`` says what is so: its examples are queries, its lists are the tables."""

from __future__ import annotations

import datetime

import pytest
from diploread.config.keys import KEYS
from diploread.config.paths import Paths
from diploread.index.library.query.fields import FIELDS
from diploread.index.library.query.parser import parse
from diploread.tui import cli
from diploread.tui.commands.help import EXAMPLES
from diploread.tui.commands.registry import COMMANDS


def told(capsys: pytest.CaptureFixture[str], *topic: str) -> str:
    assert cli.main(["help", *topic]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("query", [query for query, _ in EXAMPLES])
def test_every_example_is_a_query(query: str) -> None:
    assert parse(query, today=datetime.date(2025, 4, 1)) is not None


def test_fields_commands_and_keys_are_all_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(FIELDS) <= set(told(capsys, "query").split())
    assert set(COMMANDS) <= set(told(capsys).split())
    assert {key.id for key in KEYS} <= set(told(capsys, "keys").split())


def test_keys_are_shown_as_they_are_set(capsys: pytest.CaptureFixture[str]) -> None:
    file = Paths.default().config_file
    file.parent.mkdir(parents=True)
    file.write_text("keys:\n  app.theme: [f9]\n")
    (line,) = [line for line in told(capsys, "keys").splitlines() if "app.theme" in line]
    assert line.split()[0] == "f9"
