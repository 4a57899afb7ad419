"""The packed gazetteer is what its sources say, small and quick to load."""

from __future__ import annotations

import time

from diploread.index.entities import compile as packing
from diploread.index.entities.gazetteer import load


def test_packed_file_is_in_step_with_its_sources() -> None:
    assert packing.build() == (packing.FOLDER / packing.PACKED).read_bytes(), (
        "run python -m diploread.index.entities.compile"
    )


def test_packed_file_is_small() -> None:
    assert (packing.FOLDER / packing.PACKED).stat().st_size < 5_000_000


def test_gazetteer_loads_fast() -> None:
    load.cache_clear()
    before = time.process_time()
    load()
    assert time.process_time() - before < 0.2  # measured 0.02 s; the margin is for busy machines


def test_every_source_names_its_origin() -> None:
    for path in packing.sources():
        head = path.read_text(encoding="utf-8")[:900].lower()
        assert "source" in head, path.name
