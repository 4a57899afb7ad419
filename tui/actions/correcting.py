"""Setting the machine right: speaker, kind, date, restored and removed lines.

Each correction is written to the corrections file at once, shown on the screen at once, and the
library then follows in the background. ``u`` takes it back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import msgspec
from diploread.index.article import Article, DateValue, Quote, Speaker
from diploread.tui.actions.notebook import current_quote
from diploread.tui.actions.registry import action
from diploread.tui.labels import day, speaker_name
from diploread.tui.screens.chooser import Choice, Chooser
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.widgets import items as make

KINDS: Final = (
    ("direct: the very words", "direct"), ("mixed: partly the very words", "mixed"),
    ("indirect: reported", "indirect"), ("scare quotes: nobody is quoted", "scare"),
    ("no quote at all", "none"),
)  # fmt: skip
_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}\Z")
Values = Mapping[str, str | int | tuple[str, ...]]


async def _keep(
    reader: ReaderScreen, section: str, values: Values, comment: str, shown: Article | None = None
) -> None:
    """Write the correction, show it, let the library follow."""
    desk = reader.diploread.desk
    await desk.correct(section, values, comment)
    if shown is not None:
        place, target = reader.view.place, reader.view.target
        reader.put(shown, tuple(reader.view.hits))
        reader.view.target = target
        reader.view.restyle()
        reader.view.restore(place)
    undo = reader.diploread.keymap.first("app.undo")
    reader.say(f"{comment} · kept in {desk.corrections_name} · {undo} undoes")
    reader.diploread.index_again()


# --- quotes ------------------------------------------------------------------------------------


@action("notebook.correct")
async def correct(reader: ReaderScreen) -> None:
    """Who said it, or what kind of quote it is."""
    article, quote = reader.article, current_quote(reader)
    if article is None or not article.id or quote is None:
        reader.say("no quote here to correct", "dim")
        return
    choices: list[Choice[tuple[str, str]]] = [Choice("Who said it", ("", ""), heading=True)]
    for name, role in _people(article).items():
        choices.append(Choice(name, ("speaker", name), role, style="person"))
    choices.append(Choice("What it is", ("", ""), heading=True))
    choices += [Choice(label, ("kind", kind)) for label, kind in KINDS]
    title = f"{speaker_name(quote.speaker)}: {' '.join(quote.text.split())[:48]}"
    sheet = Chooser(
        title, choices, free=lambda typed: ("speaker", typed), placeholder="a name, or a kind"
    )
    chosen = await reader.app.push_screen_wait(sheet)
    if chosen is None:
        return
    field, value = chosen
    values: dict[str, str | int | tuple[str, ...]] = {
        "quote": quote.id, "file": article.path, "part": article.part, "text": quote.text,
        field: value,
    }  # fmt: skip
    known = next((m.id for m in article.entities if m.name == value and m.id), None)
    if field == "speaker" and known:
        values["speaker_id"] = known
    what = f"speaker is {value}" if field == "speaker" else f"kind is {value}"
    await _keep(reader, "quotes", values, what, _with_quote(article, quote, field, value))


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


def _with_quote(article: Article, quote: Quote, field: str, value: str) -> Article:
    """The article as it will be once the library has followed."""
    if field == "speaker":
        speaker = Speaker(name=value, text=quote.speaker.text, how="hand", confidence=1.0)
        changed: Quote | None = msgspec.structs.replace(quote, speaker=speaker)
    elif value == "none":
        changed = None
    elif value == "scare":
        changed = msgspec.structs.replace(quote, scare=True)
    else:
        changed = msgspec.structs.replace(quote, type=value, scare=False)
    quotes = [changed if one is quote else one for one in article.quotes]
    return msgspec.structs.replace(article, quotes=tuple(one for one in quotes if one is not None))


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
    await _keep(reader, "articles", values, f"date is {day(typed)}", shown)


# --- lines -------------------------------------------------------------------------------------


@action("notebook.restore")
async def restore(reader: ReaderScreen) -> None:
    """Bring a removed piece back: here, or wherever this source has it."""
    article = reader.article
    index = _removed_index(reader)
    if article is None or index is None:
        reader.say("]r goes to a removed piece; then R restores it", "dim")
        return
    text = article.removed[index].text.strip()
    where = await _where(reader, "Restore", text)
    if where is not None:
        await _keep(reader, "lines", {"restore": text, **where}, "restored")


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
    article = reader.article
    if article is None or not article.id:
        return
    low, high = reader.view.visible_range()
    paragraphs = []
    for match in re.finditer(r"[^\n]+", article.body):
        if match.start() < high and match.end() > low and match.group().strip():
            paragraphs.append(match.group().strip())
    choices = [Choice(text, text) for text in paragraphs]
    text = await reader.app.push_screen_wait(Chooser("Remove which line?", choices))
    if text is None:
        return
    where = await _where(reader, "Remove", text)
    if where is not None:
        await _keep(reader, "lines", {"remove": text, **where}, "removed")


async def _where(reader: ReaderScreen, verb: str, text: str) -> dict[str, str | int] | None:
    """In this article alone, or in all of its source."""
    article = reader.article
    assert article is not None
    source = article.source.text if article.source is not None else ""
    choices: list[Choice[dict[str, str | int]]] = [
        Choice("in this article", {"file": article.path, "part": article.part})
    ]
    if source:
        choices.append(Choice(f"wherever {source} has this line", {"source": source}))
    title = f"{verb}: {' '.join(text.split())[:60]}"
    return await reader.app.push_screen_wait(Chooser(title, choices))
