"""Facets count what a plain count finds, whether a set is dense or thin."""

from __future__ import annotations

from array import array

from diploread.index.library import bits
from diploread.index.library.facets import _selected
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.integers(0, 9), min_size=1, max_size=200), st.data())
def test_a_column_is_read_through_a_set(values: list[int], data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, len(values) - 1)))
    members = bits.of(chosen, len(values))
    assert list(_selected(array("I", values), members)) == [values[n] for n in sorted(chosen)]


@given(st.sets(st.integers(0, 999)))
def test_bits_are_sets(numbers: set[int]) -> None:
    members = bits.of(numbers, 1000)
    assert list(bits.ascending(members)) == sorted(numbers)
    assert list(bits.descending(members)) == sorted(numbers, reverse=True)
    assert members.bit_count() == len(numbers)
    assert bits.from_bytes(bits.to_bytes(members, 1000)) == members
    assert bits.full(1000) & ~members == bits.of(set(range(1000)) - numbers, 1000)
