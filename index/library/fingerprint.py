"""What made the records: a hash over code, rules and lexicons, so that a change re-annotates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import diploread.config
import diploread.index
import msgspec
from diploread.config.settings import ReadingSettings

from .. import pipeline

_INDEX, _CONFIG = (Path(package.__path__[0]) for package in (diploread.index, diploread.config))
_RECORDS_SCHEMA = 1


def of_reading(options: ReadingSettings) -> str:
    """Of what turns bytes into raw articles: the code, and the settings that it heeds."""
    heeded = (options.fields, options.encodings, options.max_file_bytes, options.pdf_pages)
    made = hashlib.sha256(_of_readers().encode())
    made.update(msgspec.json.encode(heeded, order="deterministic"))
    return made.hexdigest()[:16]


@cache
def _of_readers() -> str:
    return _hash([_INDEX / "reading"], (".py",))


def of_annotating(extra: tuple[Path, ...] = (), engine: str = "rules") -> str:
    """Of what turns raw articles into records; ``extra`` are the user's own rules and names."""
    made = hashlib.sha256(f"{_of_rooms()} {engine}".encode())
    for path in extra:
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:16]


@cache
def _of_rooms() -> str:
    rooms = [_INDEX / room for room in ("cleaning", "entities", "quotes")]
    data = [_CONFIG / "rules", _CONFIG / "gazetteer"]
    made = hashlib.sha256(f"{pipeline.VERSION} {_RECORDS_SCHEMA}".encode())
    made.update(_hash(rooms, (".py",)).encode())
    made.update(_hash(data, (".yaml", ".json", ".tsv", ".bin")).encode())
    return made.hexdigest()[:16]


def _hash(folders: Iterable[Path], endings: tuple[str, ...]) -> str:
    made = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in endings:
                made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:16]
