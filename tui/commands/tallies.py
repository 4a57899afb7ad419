"""Counts of quotes, printed: ``quotes --by speaker``, and ``quotes --person``: by and about one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import narrate, print_json, print_line

if TYPE_CHECKING:
    from diploread.index.analysis.tally import Tally
    from diploread.index.library.library import Library
    from diploread.index.library.rows import QuoteRow

WAYS = ("speaker", "month", "kind", "source", "via", "about")
_KINDS = ("direct", "mixed", "indirect", "scare")


def print_tallies(rows: Sequence[QuoteRow], args: argparse.Namespace, relation: str = "") -> int:
    """One line a value; returns how many values there are.

    ``relation`` (by, about) goes in front of each line.
    """
    from diploread.index.analysis.tally import joined_names, tally

    found = tally(rows, args.by)
    if args.by == "speaker":
        found = joined_names(found)
    values = len(found)
    if args.limit > 0:
        found = found[: args.limit]
    for one in found:
        if args.json:
            print_json(_json(one, args.by, relation))
        else:
            print_line((f"{relation}\t" if relation else "") + _plain(one, args.by))
    narrate(f"{values:,} {args.by if values == 1 else _plural(args.by)}")
    return values


def _plural(way: str) -> str:
    return way if way in ("via", "about") else way + "s"


def _plain(one: Tally, by: str) -> str:
    days = f"{one.first}..{one.last}" if one.first else ""
    kinds = " ".join(f"{kind} {one.kinds[kind]}" for kind in _KINDS if one.kinds[kind])
    cells = [str(one.count), one.label, str(len(one.articles))]
    cells += [] if by == "month" else [days]
    cells += [] if by == "kind" else [kinds]
    return "\t".join(visible_line(cell) for cell in cells)


def _json(one: Tally, by: str, relation: str) -> str:
    import msgspec

    record = {
        **({"relation": relation} if relation else {}),
        "by": by,
        "key": one.key,
        "label": one.label,
        "quotes": one.count,
        "articles": len(one.articles),
        "kinds": {kind: one.kinds[kind] for kind in _KINDS if one.kinds[kind]},
        "first": one.first or None,
        "last": one.last or None,
    }
    return msgspec.json.encode(record).decode()


def by_and_about(
    library: Library, person: str, query: str
) -> Iterator[tuple[str, Sequence[QuoteRow]]]:
    """What a person has said and what others have said about that person, within ``query``."""
    named = person.replace('"', " ").strip()
    seen: set[tuple[str, str]] = set()
    for relation, field in (("by", "speaker"), ("about", "about")):
        asked = f'{field}:"{named}"' + (f" ({query})" if query.strip() else "")
        rows = library.quotes(library.search(asked))
        fresh = [row for row in rows if (row.article.id, row.quote.id) not in seen]
        seen.update((row.article.id, row.quote.id) for row in rows)
        yield relation, fresh
