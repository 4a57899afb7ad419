"""A raw article becomes body, metadata and removed pieces.

The evidence is heard in a fixed order, and the first that decides wins: what the user set right
by hand, the user's own rules, lines of metadata, lines that recur in the source, phrases, the
title, and last the paragraph model, which may fold but never removes.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from diploread.index.article import Cleaned, RawArticle, Removed
from diploread.index.cleaning.claims import Claim, Docket
from diploread.index.cleaning.core import Core, Shape, find_core, shape
from diploread.index.cleaning.credits import bylines, glued_credits, named_house, source_lines
from diploread.index.cleaning.damage import damage
from diploread.index.cleaning.datelines import closing_date, date_lines, find_dateline
from diploread.index.cleaning.lines import normalised, source_key
from diploread.index.cleaning.model import Reading, model_claims, read
from diploread.index.cleaning.overrides import EVERYWHERE, Overrides, article_scope
from diploread.index.cleaning.partition import accounted, partition, unaccounted
from diploread.index.cleaning.phrases import apply_rules, phrase_claims
from diploread.index.cleaning.recurrence import Recurrence, name_kinds, recurring
from diploread.index.cleaning.rules import Rules
from diploread.index.cleaning.stated import stated_furniture
from diploread.index.cleaning.titles import beginning, title_claim, without_site
from diploread.index.cleaning.units import markup_of, segment
from diploread.index.cleaning.values import choose, stated_values
from diploread.index.cleaning.webpage import page_claims, read_page

__all__ = ["clean", "judge", "keep_all"]


def keep_all(raw: RawArticle) -> Cleaned:
    """``--no-clean``: the body is raw as it stands, every offset speaks of both frames.

    Metadata are what the file states beside the text; none is read from the text.
    """
    text = raw.raw
    values = stated_values(raw)
    return Cleaned(
        body=text,
        body_map=((0, 0, len(text)),) if text else (),
        title=values.title,
        source=values.source,
        agency=values.agency,
        byline=values.byline,
        dateline=values.dateline,
        section=values.section,
        date=values.date,
    )


def clean(
    raw: RawArticle,
    rules: Rules,
    *,
    recurrence: Recurrence | None = None,
    overrides: Overrides | None = None,
) -> Cleaned:
    """Separate the article from what surrounds it. Never raises on any text."""
    docket, shapes, core = judge(raw, rules, recurrence=recurrence, overrides=overrides)
    result = partition(docket)
    dateline = find_dateline(docket, core)
    values = choose(raw, docket, core, rules, result, dateline)
    body = "".join(result.body)
    cleaned = Cleaned(
        body=body,
        body_map=tuple(result.runs),
        removed=tuple(result.removed),
        markup=markup_of(raw),
        title=values.title,
        source=values.source,
        agency=values.agency,
        byline=values.byline,
        dateline=values.dateline,
        section=values.section,
        date=values.date,
        flags=damage(raw, docket, shapes, result, body),
    )
    return _complete(raw.raw, cleaned)


def judge(
    raw: RawArticle,
    rules: Rules,
    *,
    recurrence: Recurrence | None = None,
    overrides: Overrides | None = None,
) -> tuple[Docket, Sequence[Shape], Core]:
    """Everything the evidence says about the units of ``raw``, before it is carried out."""
    units = segment(raw)
    docket = Docket(raw.raw, units)
    shapes = [shape(unit) for unit in units]
    rough = find_core(units, shapes)
    page = read_page(raw, docket, shapes, rough, rules)
    if page is not None:
        reading = Reading(page.region, page.own, None)
    else:
        reading = read(docket, shapes, rough, rules)
    core = reading.region
    source = source_key(raw, _printed_source(docket, rules, core))
    if overrides:
        _by_hand(docket, raw, overrides, source)
    apply_rules(docket, rules.user, rules.user_set, shapes, core, source)
    stated_furniture(docket, raw)
    source_lines(docket, rules, core)
    date_lines(docket, core)
    bylines(docket, core)
    waiting = []
    if recurrence is not None:
        waiting = recurring(docket, shapes, core, recurrence, source, article_scope(raw))
    phrase_claims(docket, rules, shapes, core)
    name_kinds(docket, core)
    stated = raw.metadata.get("title")
    if stated:
        stated = without_site(stated, raw.metadata.get("source"))
    title_claim(docket, reading, beginning(shapes, core), stated)
    for index, claim in waiting:
        if docket.open(index):
            docket.file(index, claim)
    if page is not None:
        page_claims(docket, shapes, page)
    model_claims(docket, shapes, reading)
    closing_date(docket, core)
    glued_credits(docket, rules, core)
    return docket, shapes, core


def page_source(raw: RawArticle, rules: Rules) -> str:
    """The source key under which ``clean`` looks the lines of ``raw`` up in a Recurrence."""
    units = segment(raw)
    docket = Docket(raw.raw, units)
    core = find_core(units, [shape(unit) for unit in units])
    return source_key(raw, _printed_source(docket, rules, core))


def _printed_source(docket: Docket, rules: Rules, core: Core) -> str | None:
    """The publisher named by a lone line at the top."""
    for text in docket.plain[: max(core.start, 2) + 1]:
        if len(text) <= 60 and (house := named_house(rules, text)):
            return house.publisher
    return None


def _by_hand(docket: Docket, raw: RawArticle, overrides: Overrides, source: str) -> None:
    scopes = (article_scope(raw), source, EVERYWHERE)
    for index, unit in enumerate(docket.units):
        kind = overrides.decision(scopes, normalised(unit.text))
        if kind == "keep":
            docket.file(index, Claim("keep", "user.restored", "restored by hand"))
        elif kind is not None:
            docket.file(index, Claim("remove", "user.removed", "removed by hand", kind=kind))


def _complete(raw: str, cleaned: Cleaned) -> Cleaned:
    """The check that nothing vanished; what is left over becomes a removed piece."""
    left = unaccounted(raw, accounted(cleaned))
    if not left:
        return cleaned
    extra = [
        Removed(
            start=start,
            end=end,
            text=raw[start:end],
            kind="other",
            rule="partition.rest",
            reason="claimed by no rule",
            confidence=0.0,
        )
        for start, end in left
    ]
    removed = sorted([*cleaned.removed, *extra], key=lambda piece: piece.start)
    return msgspec.structs.replace(cleaned, removed=tuple(removed))
