"""The quotes panel narrowed to one speaker or one kind, for an article and for a whole answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from diploread.tui.actions.registry import action
from diploread.tui.labels import KINDS, speaker_name

if TYPE_CHECKING:
    from diploread.index.article import Quote
    from diploread.tui.screens.reader import ReaderScreen

Narrowing = tuple[str, str]
"""``("speaker", id or name)`` or ``("kind", kind)``; both empty for every quote."""
EVERY: Narrowing = ("", "")


def speaker_key(quote: Quote) -> str:
    """What a speaker is known by: the id, else the name, be it printed or inferred."""
    speaker = quote.speaker
    return speaker.id or (speaker.name or speaker.text).casefold()


def passes(reader: ReaderScreen, quote: Quote) -> bool:
    """Whether the panel shows a quote, and ``]q`` stops at it."""
    if quote.scare and "scare" in reader.view.hidden:
        return False
    what, wanted = reader.narrowing
    if what == "speaker":
        return speaker_key(quote) == wanted
    return not what or kind_of(quote) == wanted


def kind_of(quote: Quote) -> str:
    """The type; turns of a transcript, which nobody has reworded, are a kind of their own."""
    return "transcript" if quote.rule == "transcript" else quote.type


def _kind(kind: str) -> str:
    return KINDS.get(kind, "turns of a transcript")


def named(reader: ReaderScreen) -> str:
    """The narrowing in words, for the head of the panel; nothing where every quote is shown."""
    what, wanted = reader.narrowing
    if what == "kind":
        return f"{_kind(wanted)} only"
    names = (speaker_name(q.speaker) for q in quotes_here(reader) if speaker_key(q) == wanted)
    return next(names, "one speaker") + " only" if what else ""


def quotes_here(reader: ReaderScreen) -> Iterable[Quote]:
    """The quotes of the article, or of the answer where the panel shows those."""
    if reader.all_quotes:
        return [row.quote for row in reader.answer_quotes]
    return reader.article.quotes if reader.article is not None else ()


@action("panel.filter")
async def narrow(reader: ReaderScreen) -> None:
    """Choose a speaker or a kind from those there are, with their counts."""
    from diploread.tui.screens.chooser import Choice, Chooser

    quotes = [quote for quote in quotes_here(reader) if not quote.scare]
    names = {speaker_key(quote): speaker_name(quote.speaker) for quote in reversed(quotes)}
    speakers = Counter(speaker_key(quote) for quote in quotes)
    kinds = Counter(kind_of(quote) for quote in quotes)
    choices = [Choice("every quote", EVERY, f"{len(quotes):,}")]
    choices += [Choice(_kind(kind), ("kind", kind), f"{n:,}") for kind, n in kinds.most_common()]
    choices += [
        Choice(names[key], ("speaker", key), f"{n:,}", style="person")
        for key, n in speakers.most_common()
    ]
    chosen = await reader.app.push_screen_wait(
        Chooser("Show quotes of", choices, current=reader.narrowing)
    )
    if chosen is not None:
        reader.narrowing = chosen
        reader.panel = "quotes"
        reader.fill_panel()
        reader.go("panel")
        reader.say(f"{named(reader)}; quotes of others are left out" if named(reader) else "")
