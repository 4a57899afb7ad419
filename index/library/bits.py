"""Sets of document numbers as Python integers: bit d stands for document d.

AND, OR and NOT of 25,000 documents cost well under a microsecond, counting a few; that is what
lets a key stroke answer from whole sets. Document numbers follow the date, so the highest bit is
the newest document and the first page is the top of the integer.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator


def of(numbers: Iterable[int], size: int) -> int:
    """The set of ``numbers``, each below ``size``."""
    flags = bytearray((size >> 3) + 1)
    for number in numbers:
        flags[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(flags, "little")


def full(size: int) -> int:
    """The set of all numbers below ``size``."""
    return (1 << size) - 1


def descending(bits: int) -> Iterator[int]:
    """The members, highest first, found as they are asked for."""
    digits = bin(bits)
    top = len(digits) - 1
    at = digits.find("1", 2)
    while at != -1:
        yield top - at
        at = digits.find("1", at + 1)


def ascending(bits: int) -> Iterator[int]:
    """The members, lowest first."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at != -1:
        yield at
        at = digits.find("1", at + 1)


def flags(bits: int, size: int) -> bytes:
    """A byte of 0 or 1 for every number below ``size``, the lowest first."""
    return format(bits, f"0{size}b").encode().translate(_ZERO_ONE)[::-1]


_ZERO_ONE = bytes(1 if byte == ord("1") else 0 for byte in range(256))


def has(bits: int, number: int) -> bool:
    """Whether ``number`` is a member."""
    return bool(bits >> number & 1)


def to_bytes(bits: int, size: int) -> bytes:
    """Little-endian bytes, as kept on disk."""
    return bits.to_bytes((size >> 3) + 1, "little")


def from_bytes(data: bytes | memoryview) -> int:
    """The set kept as ``data``."""
    return int.from_bytes(data, "little")


def between(low: int, high: int) -> int:
    """The numbers from ``low`` up to, not including, ``high``."""
    return ((1 << (high - low)) - 1) << low if high > low else 0


def packed(bits: int, size: int) -> bytes:
    """Like :func:`to_bytes`, compressed where the set is thin: a tenth of the size, in 5 µs."""
    data = to_bytes(bits, size)
    if bits.bit_count() * 4 < size:
        return b"z" + zlib.compress(data, 1)
    return b"b" + data


def unpacked(data: bytes) -> int:
    """The set kept by :func:`packed`."""
    return from_bytes(zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:])
