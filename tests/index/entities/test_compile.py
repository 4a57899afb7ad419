"""The packed gazetteer is what its sources say, small and quick to load."""

from __future__ import annotations

from diploread.index.entities import compile as packing


def test_packed_file_is_in_step_with_its_sources() -> None:
    assert packing.build() == (packing.FOLDER / packing.PACKED).read_bytes(), (
        "run python -m diploread.index.entities.compile"
    )


def test_packed_file_is_small() -> None:
    assert (packing.FOLDER / packing.PACKED).stat().st_size < 5_000_000


def test_every_source_names_its_origin() -> None:
    for path in packing.sources():
        head = path.read_text(encoding="utf-8")[:900].lower()
        assert "source" in head, path.name
