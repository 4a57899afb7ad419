"""Reading public sets: their records, what is held out, folds by host, the words of the recipe."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

FOLDS, SEED = 5, 5
LICENCE = "trained on WCXB, CC BY 4.0, by attribution"
WCXB = (
    "the articles of the development part of WCXB "
    "(Web Content eXtraction Benchmark, Murrough-Foley, CC BY 4.0)"
)

Record = Mapping[str, Any]


class Hosted(Protocol):
    """A sample that knows from which host it is."""

    @property
    def host(self) -> str:
        """Its host."""


One = TypeVar("One", bound=Hosted)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a set."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def parser_for(doc: str | None) -> argparse.ArgumentParser:
    """What both recipes take: a set, sets held out, where to write."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="sets held out")
    parser.add_argument("--most", type=int, default=10**9, help="records taken at most")
    parser.add_argument("--out", type=Path)
    return parser


def samples_of(
    parser: argparse.ArgumentParser,
    options: argparse.Namespace,
    sample: Callable[[Record], One | None],
) -> list[One]:
    """The samples of the set without the hosts of the sets held out; ends where there are few."""
    held = {record.get("source") for path in options.without for record in records(path)}
    found: list[One] = []
    for record in records(options.set):
        if len(found) >= options.most:
            break
        if record.get("source") not in held and (one := sample(record)) is not None:
            found.append(one)
    if len({one.host for one in found}) < FOLDS:
        parser.error(f"fewer than {FOLDS} hosts in {options.set}")
    return found


def folds(samples: Sequence[One]) -> Iterator[tuple[list[One], list[One]]]:
    """What to fit on and what to judge by, five times; no host is on both sides."""
    hosts = sorted({one.host for one in samples})
    random.Random(SEED).shuffle(hosts)
    fold = {host: i % FOLDS for i, host in enumerate(hosts)}
    for number in range(FOLDS):
        judged = [one for one in samples if fold[one.host] == number]
        yield [one for one in samples if fold[one.host] != number], judged
