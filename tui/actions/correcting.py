"""Setting the machine right: speaker, kind, date, restored and removed lines.

Each correction is written to the corrections file at once, shown on the screen at once, and the
library then follows in the background. ``u`` takes it back.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import msgspec
from diploread.index.article import Article, DateValue, Quote
from diploread.tui.actions.choosing import choose_words
from diploread.tui.actions.notebook import current_quote
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted, day, speaker_name
from diploread.tui.screens.chooser import Choice, Chooser
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.widgets import items as make

if TYPE_CHECKING:
    from diploread.index.library.reach import Where

KINDS: Final = (
    ("direct: the very words", "direct"), ("mixed: partly the very words", "mixed"),
    ("indirect: reported", "indirect"), ("scare quotes: nobody is quoted", "scare"),
    ("no quote at all", "none"),
)  # fmt: skip
_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}\Z")
Values = Mapping[str, str | int | tuple[str, ...]]
BOUNDS: Final = ("bounds", "")
"""Asked for in place of a speaker or a kind: where the quote begins and ends."""


async def keep(
    reader: ReaderScreen, section: str, values: Values, comment: str, shown: Article | None = None
) -> None:
    """Write the correction, show it, let the library follow."""
    desk = reader.diploread.desk
    await desk.correct(section, values, comment)
    if shown is not None:
        show_again(reader, shown)
    undo = reader.diploread.keymap.first("app.undo")
    reader.say(f"{comment} · kept in {desk.corrections_name} · {undo} undoes")
    reader.diploread.index_again()


def show_again(reader: ReaderScreen, article: Article) -> None:
    """The open article with something set right, at the same place."""
    before, place, target = reader.article, reader.view.place, reader.view.target
    if before is not None and before.body != article.body:
        place, target = _moved_place(before, article, place), None
        reader.put(article, reader.hits_in(article))
        reader.view.restore(place)
        return
    reader.put(article, tuple(reader.view.hits))
    held = {"quote": len(article.quotes), "entity": len(article.entities)}
    if target is not None and target[1] < held.get(target[0], target[1] + 1):
        reader.view.target = target
    reader.view.restyle()
    reader.view.restore(place)


def _moved_place(before: Article, after: Article, place: int) -> int:
    """Where the text at a place of the body stands after lines have come or gone."""
    from diploread.index.spans import BodyMap

    raw_of, body_of = BodyMap(before.body_map), BodyMap(after.body_map)
    for offset in range(place, len(before.body)):
        raw = raw_of.to_raw(offset)
        at = body_of.to_body(raw) if raw is not None else None
        if at is not None:
            return at
    return len(after.body)


# --- quotes ------------------------------------------------------------------------------------


@action("notebook.correct")
async def correct(reader: ReaderScreen) -> None:
    """What is current: a name, else a quote, else words that the machine has missed."""
    from diploread.tui.actions import names

    mention = names.current_mention(reader)
    if mention is not None:
        await names.correct_name(reader, mention)
        return
    article, quote = reader.article, current_quote(reader)
    if article is None or not article.id or quote is None:
        await names.mark_words(reader)
        return
    await correct_quote(reader, article, quote)


async def correct_quote(reader: ReaderScreen, article: Article, quote: Quote) -> None:
    """Who said it, what kind of quote it is, where it begins and ends."""
    choices: list[Choice[tuple[str, str]]] = [Choice("Who said it", ("", ""), heading=True)]
    for name, role in _people(article).items():
        choices.append(Choice(name, ("speaker", name), role, style="person"))
    choices.append(Choice("What it is", ("", ""), heading=True))
    choices += [Choice(label, ("kind", kind)) for label, kind in KINDS]
    choices.append(Choice("begins or ends elsewhere", BOUNDS, "choose the words"))
    title = f"{speaker_name(quote.speaker)}: {' '.join(quote.text.split())[:48]}"
    sheet = Chooser(
        title, choices, free=lambda typed: ("speaker", typed), placeholder="a name, or a kind"
    )
    chosen = await reader.app.push_screen_wait(sheet)
    if chosen is None:
        return
    field, value = chosen
    if chosen == BOUNDS:
        field, value = "words", await _new_words(reader, article, quote)
        if not value:
            return
    values: dict[str, str | int | tuple[str, ...]] = {
        "quote": quote.id, "file": article.path, "part": article.part, "text": quote.text,
        field: value,
    }  # fmt: skip
    known = next((m.id for m in article.entities if m.name == value and m.id), None)
    if field == "speaker" and known:
        values["speaker_id"] = known
    what = {"speaker": f"speaker is {value}", "kind": f"kind is {value}"}
    told = what.get(field, "begins and ends elsewhere")
    await keep(reader, "quotes", values, told, with_fix(article, values))


async def _new_words(reader: ReaderScreen, article: Article, quote: Quote) -> str:
    """The words the quote should have; nothing where they stay as they are."""
    span = await choose_words(reader, "The quote", (quote.start, quote.end), held=True)
    if span is None or span == (quote.start, quote.end):
        return ""
    return article.body[slice(*span)]


async def new_quote(reader: ReaderScreen, article: Article, span: tuple[int, int]) -> None:
    """Words that the machine did not take for a quote: who said them?"""
    from diploread.index.pipeline import quote_id_of
    from diploread.index.spans import BodyMap

    text = article.body[slice(*span)]
    choices = [Choice(name, name, role, style="person") for name, role in _people(article).items()]
    choices.append(Choice("nobody is named", ""))
    sheet = Chooser("Who said it", choices, free=str, placeholder="a name")
    speaker = await reader.app.push_screen_wait(sheet)
    if speaker is None:
        return
    raw_span = BodyMap(article.body_map).raw_span(*span) or span
    values: dict[str, str | int | tuple[str, ...]] = {
        "quote": quote_id_of(article.sha256, article.part, *raw_span),
        "file": article.path, "part": article.part, "text": text, "speaker": speaker,
    }  # fmt: skip
    known = next((m.id for m in article.entities if m.name == speaker and m.id), None)
    if known:
        values["speaker_id"] = known
    told = f"a quote of {speaker}" if speaker else "a quote of somebody who is not named"
    await keep(reader, "quotes", values, told, with_fix(article, values))


def _people(article: Article) -> dict[str, str]:
    """People and speakers of the article, with their roles."""
    found: dict[str, str] = {}
    for quote in article.quotes:
        if quote.speaker.name:
            found.setdefault(quote.speaker.name, quote.speaker.role or "")
    for mention in article.entities:
        if mention.type in ("PERSON", "ORG") and mention.name:
            found.setdefault(mention.name, mention.role or "")
    return found


def with_fix(article: Article, values: Values) -> Article:
    """The article as it will be once the library has followed."""
    from diploread.config.corrections import QuoteFix
    from diploread.index.corrected_quotes import refitted

    return refitted(article, QuoteFix(**values))  # type: ignore[arg-type]


# --- date --------------------------------------------------------------------------------------


@action("notebook.date")
async def set_date(reader: ReaderScreen) -> None:
    """The date of the article: a day, a month, a year, or none."""
    article = reader.article
    if article is None or not article.id:
        return
    before = article.date.value if article.date is not None else ""
    evidence = (
        f" (from “{article.date.evidence}”)" if article.date and article.date.evidence else ""
    )
    typed = await reader.ask(
        f"Date of the article{evidence}", before, hint="2031-03-04 · 2031-03 · 2031 · none"
    )
    if typed is None or typed == before:
        return
    if typed != "none" and not _DATE.match(typed):
        reader.say(f'"{typed}" is no date; write 2031-03-04, 2031-03, 2031 or none', "warn")
        return
    date = None
    if typed != "none":
        precision = ("year", "month", "day")[typed.count("-")]
        date = DateValue(value=typed, precision=precision, basis="hand")  # type: ignore[arg-type]
    shown = msgspec.structs.replace(article, date=date)
    values: dict[str, str | int | tuple[str, ...]] = {
        "file": article.path, "part": article.part, "date": typed,
    }  # fmt: skip
    await keep(reader, "articles", values, f"date is {day(typed)}", shown)


# --- lines -------------------------------------------------------------------------------------


@action("notebook.restore")
async def restore(reader: ReaderScreen) -> None:
    """Bring a removed piece back: here, or wherever this source has it."""
    article = reader.article
    index = _removed_index(reader)
    if article is None or index is None:
        keys = reader.diploread.keymap.first
        told = "nothing was removed from this article"
        if article is not None and article.removed:
            next_one, again = keys("reader.next_removed"), keys("notebook.restore")
            told = f"{next_one} goes to a removed piece; then {again} restores it"
        reader.say(told, "dim")
        return
    await decide(reader, "Restore", article.removed[index].start, "removed")


def _removed_index(reader: ReaderScreen) -> int | None:
    """The piece meant: under the panel's cursor, or current in the text."""
    item = reader.side.item
    if reader.panel == "removed" and item is not None and isinstance(item.value, make.Near):
        return item.value.index
    target = reader.view.target
    return target[1] if target is not None and target[0] == "removed" else None


@action("notebook.remove")
async def remove(reader: ReaderScreen) -> None:
    """Take a line out: chosen among the paragraphs on the page."""
    from diploread.index.spans import BodyMap

    article = reader.article
    if article is None or not article.id:
        reader.say("no article is open", "dim")
        return
    low, high = reader.view.visible_range()
    choices = []
    for match in re.finditer(r"[^\n]+", article.body):
        if match.start() < high and match.end() > low and match.group().strip():
            choices.append(Choice(match.group().strip(), match.start()))
    if not choices:
        reader.say("no line of the text is on the screen", "dim")
        return
    target = reader.view.target
    at = target[2] if target is not None and target[0] != "removed" else low
    current = max((one.value for one in choices if one.value <= at), default=None)
    start = await reader.app.push_screen_wait(
        Chooser("Remove which line?", choices, current=current)
    )
    if start is None:
        return
    raw = BodyMap(article.body_map).to_raw(start)
    await decide(reader, "Remove", raw if raw is not None else start, "body")


async def decide(reader: ReaderScreen, verb: str, raw_offset: int, where: Where) -> None:
    """Show what a decision on a line would hit, and carry it out where it shall hold."""
    from diploread.index.library.reach import Reach
    from diploread.tui.actions.anew import look_again
    from diploread.tui.screens.reach import ReachSheet

    library, article = reader.diploread.library, reader.article
    if library is None or article is None:
        return
    reach = await asyncio.to_thread(Reach, library, article, raw_offset, where)
    if not reach.line:
        reach.close()
        reader.say("this line stands in no file any more", "warn")
        return
    scope = await reader.app.push_screen_wait(ReachSheet(reach, verb))
    if scope is None:
        return
    what, told = ("restore", "restored") if where == "removed" else ("remove", "removed")
    hit = f"{counted(scope.lines, 'line')} {told} in {counted(scope.articles, 'article')}"
    if not reach.done:
        here, source = "file" in scope.values, "source" in scope.values
        hit = f"{told} {'here' if here else 'in its source' if source else 'wherever it stands'}"
    await keep(reader, "lines", {what: reach.line, **scope.values}, hit)
    await look_again(reader)
