"""What measures the screen gives the reader all it asks of a library."""

from __future__ import annotations

from tests.benchmarks.screenapp import Memory
from tests.tui.fakes import FakeLibrary


def test_the_library_of_the_benchmark_has_what_that_of_the_tests_has() -> None:
    made_up = {"size", "hostile", "searches", "row"}
    asked = {name for name in dir(FakeLibrary()) if not name.startswith("_")} - made_up
    assert asked <= set(dir(Memory(10, 100)))
