"""No string from outside may act: neither as markup nor as a control character."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from diploread.tui.text import Guard, clipped, marked
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

TUI = Path(__file__).resolve().parents[2] / "tui"
RISKY = {"Static", "Label", "Button", "OptionList", "Tree", "DataTable", "Markdown", "RichLog",
         "Select", "Tabs", "Checkbox", "Collapsible", "Link", "print"}  # fmt: skip
RISKY_METHODS = {"notify", "update", "from_markup", "bell"}
RISKY_FIELDS = {"border_title", "border_subtitle", "tooltip", "title", "sub_title"}
ACTING = "".join(map(chr, [*range(0x20), 0x7F, *range(0x80, 0xA0), 0x202E, 0x2066, 0x200B]))


def sources() -> list[Path]:
    """The modules behind the screen; those that write to a plain terminal are tested apart."""
    files = [file for file in sorted(TUI.rglob("*.py")) if "commands" not in file.parts]
    return [file for file in files if file.name not in ("cli.py", "start.py", "crash.py")]


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(TUI)))
def test_nothing_in_the_app_hands_plain_strings_to_a_widget(file: Path) -> None:
    """Our widgets paint parts through ``marked``; stock widgets that take text are not used."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            method = isinstance(node.func, ast.Attribute)
            assert method or name not in RISKY, f"{file.name}:{node.lineno}: {name}"
            if method and name in RISKY_METHODS and node.args:
                of = ast.unparse(node.func)
                known = "keys" in of or "known" in of or "prefixes" in of or "place" in of
                assert known, f"{file.name}:{node.lineno}: {of}"
        if isinstance(node, ast.Assign):
            for target in node.targets:
                field = getattr(target, "attr", "")
                assert field not in RISKY_FIELDS, f"{file.name}:{node.lineno}: {field}"


@given(st.text(alphabet="ab\n\t[/]" + ACTING))
def test_marks_keep_offsets_and_leave_nothing_acting(text: str) -> None:
    shown = marked(text)
    assert len(shown) == len(text)
    assert not set(shown) & set(ACTING)


@given(st.text(alphabet="ab é中[/b][sic]" + ACTING), st.integers(0, 20))
def test_clipping_never_exceeds_the_room(text: str, width: int) -> None:
    assert cell_len(clipped(text, width)) <= width


def test_the_guard_goes_over_every_segment() -> None:
    painted = Guard().apply([Segment("a\x1b]0;x\x07b\u202ec")], Color(0, 0, 0))
    assert painted[0].text == "a␛]0;x␇b\ufffdc"
