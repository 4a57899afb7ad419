"""``diploread removed``: what cleaning took out of a file, by which rule, and why."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from diploread.config.visible import visible_line
from diploread.tui.commands.libraries import (
    narrate,
    print_json,
    print_line,
    roots_of,
    settings_for,
)

if TYPE_CHECKING:
    from diploread.index.article import RawArticle, Skipped
    from diploread.index.cleaning.claims import Claim
    from diploread.index.pipeline import Resources

HELP = "show what was removed from files, with the rule and the reason"

_WIDTH = 90
"""Characters of a piece shown on its line; ``--json`` gives the whole."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show every paragraph, also those that stay, with all evidence that spoke",
    )
    parser.add_argument("--json", action="store_true", help="one object a line")


def run(args: argparse.Namespace) -> int:
    """Do the work; the exit code: 1 where something could not be read."""
    from diploread.index.article import Skipped

    failed = 0
    resources, articles = _articles(args)
    for raw in articles:
        if isinstance(raw, Skipped):
            if raw.kind != "ignored":
                failed += 1
                narrate(f"{raw.path}: {raw.reason}")
            continue
        records = _explained(raw, resources) if args.explain else _removed(raw, resources)
        if not args.json:
            print_line(_heading(raw))
        for record in records:
            if args.json:
                print_json(json.dumps(record, ensure_ascii=False))
            else:
                print_line(_line(record))
    return 1 if failed else 0


def _articles(args: argparse.Namespace) -> tuple[Resources, Iterator[RawArticle | Skipped]]:
    """What the library of these files would judge them by, and the articles.

    Where a folder is named, the lines that recur in it are counted first, as the index does.
    """
    from diploread.index.article import Skipped
    from diploread.index.cleaning.recurrence import Recurrence
    from diploread.index.pipeline import count_page
    from diploread.tui.commands.annotate import read_articles, resources_of

    roots = roots_of(args.paths)
    settings = settings_for(args, roots)
    recurrence = Recurrence()
    resources = resources_of(settings, roots, recurrence)
    if resources.rules and (len(roots) > 1 or roots[0].is_dir()):
        for raw in read_articles(roots, settings):
            if not isinstance(raw, Skipped):
                count_page(recurrence, raw, resources.rules)
    return resources, read_articles(roots, settings)


def _removed(raw: RawArticle, resources: Resources) -> Iterator[dict[str, Any]]:
    from diploread.index.cleaning.clean import clean

    assert resources.rules is not None
    made = clean(
        raw, resources.rules, recurrence=resources.recurrence, overrides=resources.overrides
    )
    for piece in made.removed:
        yield {
            **_where(raw, piece.start, piece.end),
            "action": "fold" if piece.folded else "remove",
            "kind": piece.kind,
            "rule": piece.rule,
            "reason": piece.reason,
            "confidence": piece.confidence,
            "text": piece.text,
        }


def _explained(raw: RawArticle, resources: Resources) -> Iterator[dict[str, Any]]:
    """Every unit with its fate, and all the claims about it in the order they were heard."""
    from diploread.index.cleaning.clean import judge

    assert resources.rules is not None
    docket, _, _ = judge(
        raw, resources.rules, recurrence=resources.recurrence, overrides=resources.overrides
    )
    for index, unit in enumerate(docket.units):
        verdict = docket.verdict(index)
        claims = [_claim(claim, claim is verdict) for claim in docket.claims[index]]
        for cut in docket.cuts.get(index, ()) if docket.in_body(index) else ():
            claims.append(_claim(cut.claim, True) | {"cut": docket.raw[cut.start : cut.end]})
        yield {
            **_where(raw, unit.start, unit.end),
            "action": verdict.action if verdict else "keep",
            "kind": _kind(verdict),
            "rule": verdict.rule if verdict else "",
            "reason": verdict.reason if verdict else "no rule takes it out",
            "confidence": verdict.confidence if verdict else 1.0,
            "text": docket.raw[unit.start : unit.end],
            "evidence": claims,
        }


def _kind(claim: Claim | None) -> str:
    if claim is None or claim.action == "keep":
        return "body"
    return claim.slot if claim.action == "extract" else claim.kind


def _claim(claim: Claim, decided: bool) -> dict[str, Any]:
    return {
        "action": claim.action,
        "kind": _kind(claim),
        "rule": claim.rule,
        "reason": claim.reason,
        "confidence": claim.confidence,
        "decided": decided,
    }


def _where(raw: RawArticle, start: int, end: int) -> dict[str, Any]:
    path = raw.path.encode("utf-8", "backslashreplace").decode()
    return {"path": path, "part": raw.part, "start": start, "end": end}


def _heading(raw: RawArticle) -> str:
    place = f" ({raw.place})" if raw.place else ""
    return visible_line(f"{raw.path}{place}")


def _line(record: dict[str, Any]) -> str:
    text = visible_line(record["text"])
    if len(text) > _WIDTH:
        text = text[: _WIDTH - 1] + "…"
    sure = f"{record['confidence']:.2f}"
    first = f"  {record['action']:<8}{record['kind']:<12}{text}"
    if "evidence" not in record:
        return f"{first}\n      {record['rule']} {sure}: {visible_line(record['reason'])}"
    lines = [first]
    for claim in record["evidence"]:
        mark = "*" if claim["decided"] else " "
        cut = f" “{visible_line(claim['cut'])}”" if "cut" in claim else ""
        says = f"{claim['action']} {claim['kind']}{cut}: {visible_line(claim['reason'])}"
        lines.append(f"    {mark} {claim['rule']} {claim['confidence']:.2f} {says}")
    return "\n".join(lines)
