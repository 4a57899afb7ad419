"""Packs ``config/gazetteer`` into the one file the engine reads.

``python -m diploread.index.entities.compile`` writes ``gazetteer.bin`` anew; ``--check`` says
whether it is in step with its sources. The YAML and TSV files are what one edits; the packed file
is MessagePack, read whole in a few milliseconds.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from diploread.index.entities import officials
from diploread.index.entities.gazetteer import TAG_BITS, WORK
from diploread.index.entities.ids import slug, without_marks
from diploread.index.entities.phrases import key_of
from diploread.index.entities.tokens import tokenise

FOLDER = Path(__file__).resolve().parents[2] / "config" / "gazetteer"
PACKED = "gazetteer.bin"
FORMAT = 2
"""Raised when the layout of the packed file changes."""

_FEDERATIONS = ("us", "ca", "au")
_PLAIN_PLURAL = ("s", "sh", "ch", "ese", "x", "z")
_GRAMMARS = ("titles", "org_words", "place_words", "cues", "dates", "confidence")


def sources(folder: Path = FOLDER) -> list[Path]:
    """The files that are compiled, sorted by name."""
    return sorted([*folder.glob("*.yaml"), *folder.glob("*.tsv")])


def digest(folder: Path = FOLDER) -> str:
    """A hash over all sources: the packed file carries it."""
    total = hashlib.sha256(str(FORMAT).encode())
    for path in sources(folder):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _yaml(folder: Path, name: str) -> dict[str, Any]:
    import yaml

    with (folder / f"{name}.yaml").open(encoding="utf-8") as file:
        data = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert isinstance(data, dict), name
    return data


def _tsv(folder: Path, name: str) -> Iterator[list[str]]:
    with (folder / f"{name}.tsv").open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#") and line.strip():
                yield line.rstrip("\n").split("\t")


class _Builder:
    """Collects entities and the phrases that name them; the first claim to a phrase wins."""

    def __init__(self) -> None:
        self.entities: list[str] = []
        self.numbers: dict[str, int] = {}
        self.tags: list[str] = []
        self.phrases: dict[str, int] = {}
        self.first: dict[str, int] = {}
        self.loose: set[str] = set()
        self.small: set[str] = set()

    def entity(self, kind: str, ident: str, name: str, country: str = "") -> int:
        if ident not in self.numbers:
            self.numbers[ident] = len(self.entities)
            row = (kind, ident, name, f"country/{country}" if country else "")
            self.entities.append("\t".join(row))
        return self.numbers[ident]

    def phrase(self, text: str, number: int, tag: str) -> None:
        words = tokenise(text).words
        keys = [key_of(word) for word in words]
        joined = " ".join(keys)
        if not joined:
            return
        if words[-1][0].islower():
            self.loose.add(joined)
        if words[0][0].islower():
            self.small.add(keys[0])
        if joined in self.phrases:
            return
        if tag not in self.tags:
            self.tags.append(tag)
        self.phrases[joined] = number << TAG_BITS | self.tags.index(tag)
        self.first[keys[0]] = max(self.first.get(keys[0], 0), len(keys))


def _plural(form: str) -> str | None:
    if form.endswith("y"):
        return form[:-1] + "ies"
    return None if form.endswith(_PLAIN_PLURAL) else form + "s"


def _countries(build: _Builder, folder: Path) -> None:
    book = _yaml(folder, "countries")
    rows = book["countries"]
    for row in rows:
        number = build.entity("GPE", f"country/{row['code']}", row["name"])
        for name in [row["name"], *row["aliases"]]:
            build.phrase(name, number, "country")
    for row in rows:
        number = build.numbers[f"country/{row['code']}"]
        for form in row["demonyms"]:
            build.phrase(form, number, "demonym")
            if plural := _plural(form):
                build.phrase(plural, number, "demonym")
        for capital in row["capitals"]:
            name = book["city_spellings"].get(capital, capital)
            city = build.entity("GPE", f"city/{slug(name)}", name, row["code"])
            build.phrase(capital, city, "capital")


def _organisations(build: _Builder, folder: Path) -> None:
    for file, tag in (("organisations", "org"), ("outlets", "outlet")):
        for row in _yaml(folder, file)["organisations"]:
            ident = f"org/{row['id']}"
            number = build.entity("ORG", ident, row["name"], row.get("country", ""))
            for name in [row["name"], *row.get("aliases", [])]:
                build.phrase(name, number, tag)


def _places(build: _Builder, folder: Path) -> None:
    data = _yaml(folder, "regions")
    for row in data["regions"]:
        number = build.entity("LOC", f"place/{slug(row[0])}", row[0])
        for name in row:
            build.phrase(name, number, "region")
    for row in data["cities"]:
        number = build.entity("GPE", f"city/{slug(row['name'])}", row["name"], row["country"])
        for name in [row["name"], *row.get("aliases", [])]:
            build.phrase(name, number, "city")
    for name, country in _tsv(folder, "provinces"):
        if country in _FEDERATIONS:  # before the cities of that name elsewhere
            number = build.entity("GPE", f"place/{slug(name)}", name, country)
            build.phrase(name, number, "province")
    people = {*_names(folder, "given_names"), *_names(folder, "surnames")}
    common = set(_names(folder, "common"))
    for name, country, thousands in _tsv(folder, "cities"):
        number = build.entity("GPE", f"city/{slug(name)}", name, country)
        tag = "city" if int(thousands) >= 200 else "town"
        build.phrase(name, number, tag)
        if (plain := without_marks(name)) not in people and plain.lower() not in common:
            build.phrase(plain, number, tag)
    for name, country in _tsv(folder, "provinces"):
        number = build.entity("GPE", f"place/{slug(name)}", name, country)
        build.phrase(name, number, "province")


def _works(build: _Builder, folder: Path) -> None:
    for name in _yaml(folder, "works")["works"]:
        build.phrase(name, build.entity(WORK, f"work/{slug(name)}", name), "work")


def _events_and_peoples(build: _Builder, folder: Path) -> None:
    for row in _yaml(folder, "events")["events"]:
        number = build.entity("EVENT", f"event/{row['id']}", row["name"])
        for name in [row["name"], *row.get("aliases", [])]:
            build.phrase(name, number, "event")
    for row in _yaml(folder, "people")["people"]:
        number = build.entity("PERSON", f"person/{row['id']}", row["name"])
        for name in [row["name"], *row.get("aliases", [])]:
            build.phrase(name, number, "person")
    for row in _yaml(folder, "peoples")["peoples"]:
        number = build.entity("NORP", f"norp/{row['id']}", row["name"])
        for form in row["forms"]:
            build.phrase(form, number, "people")
            if plural := _plural(form):
                build.phrase(plural, number, "people")


def build(folder: Path = FOLDER) -> bytes:
    """The packed file as bytes; the same sources give the same bytes."""
    made = _Builder()
    _works(made, folder)
    _countries(made, folder)
    _organisations(made, folder)
    _places(made, folder)
    _events_and_peoples(made, folder)
    words: dict[str, Any] = {name: _words(_yaml(folder, name)) for name in _GRAMMARS}
    events = _yaml(folder, "events")
    words["events"] = {name: events[name] for name in ("patterns", "named", "leading", "between")}
    words["countries"] = {"prefixes": _yaml(folder, "countries")["prefixes"]}
    words["regions"] = {"after_the": _yaml(folder, "regions")["after_the"]}
    given, common = _names(folder, "given_names"), _names(folder, "common")
    packed = {
        "format": FORMAT,
        "digest": digest(folder),
        "entities": made.entities,
        "tags": made.tags,
        "phrases": made.phrases,
        "first": made.first,
        "countries": {i: n for i, n in made.numbers.items() if i.startswith("country/")},
        "loose": sorted(made.loose),
        "small": sorted(made.small),
        "given": given,
        "surnames": sorted({*_names(folder, "surnames"), *officials.surnames(folder, common)}),
        "common": common,
        "words": words,
        "spellings": officials.spellings(folder),
        "leaders": officials.leaders(folder, frozenset(given), frozenset(common)),
        "offices": officials.pack(folder),
    }
    return msgspec.msgpack.encode(packed)


def _names(folder: Path, name: str) -> list[str]:
    return [row[0] for row in _tsv(folder, name)]


def _words(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "source"}


def main(arguments: list[str]) -> int:
    """Write the packed file, or with ``--check`` only compare."""
    path = FOLDER / PACKED
    fresh = build()
    if "--check" in arguments:
        same = path.exists() and path.read_bytes() == fresh
        print("in step" if same else f"{PACKED} is out of step: compile it anew", file=sys.stderr)
        return 0 if same else 1
    path.write_bytes(fresh)
    print(f"{path.name}: {len(fresh):,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
