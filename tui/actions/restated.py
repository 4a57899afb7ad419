"""``=``: where else the statement of a quote stands, in the same words or in others."""

from __future__ import annotations

import asyncio

from diploread.index.library.rows import QuoteRow, Row
from diploread.tui.actions.notebook import current_quote
from diploread.tui.actions.panels import open_far
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted, dated, speaker_name
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.text import marked
from diploread.tui.widgets import items as make

HOW = {"same": "same words", "part": "in part", "reworded": "reworded"}


@action("panel.elsewhere")
async def elsewhere(reader: ReaderScreen) -> None:
    """Choose among the other places; enter opens the article at the quote."""
    from diploread.tui.commands.restated import elsewhere as places_of
    from diploread.tui.screens.chooser import Choice, Chooser

    if reader.pane == "results" and len(reader.results.marked) == 2:
        reader.dispatch("list.compare")
        return
    library, asked = reader.diploread.library, _asked(reader)
    if library is None or asked is None:
        following = reader.diploread.keymap.first("reader.next_quote")
        reader.say(f"no quote here; {following} goes to the next one", "dim")
        return
    reader.say("looking through every quote …", "dim")
    ((_, places),) = await asyncio.to_thread(places_of, library, [asked])
    if not places:
        reader.say("this statement stands nowhere else in the library")
        return
    choices = [
        Choice(
            f"{dated(place.row.article.date)}  {marked(place.row.article.source or '')}  "
            f"{speaker_name(place.row.quote.speaker)}: {marked(place.row.quote.text)}",
            index,
            HOW[place.how],
        )
        for index, place in enumerate(places)
    ]
    differ = sum(place.how != "same" for place in places)
    told = f"{differ} in other words" if differ else "all in the same words"
    reader.say(f"also in {counted(len(places), 'other place')}, {told}")
    chosen = await reader.app.push_screen_wait(Chooser("The same statement elsewhere", choices))
    if chosen is not None:
        row = places[chosen].row
        open_far(reader, make.Far(row.article.id, row.quote))
        reader.go("article")


def _asked(reader: ReaderScreen) -> QuoteRow | None:
    """The quote that is meant, with the article it stands in."""
    item = reader.side.item
    if reader.pane == "panel" and item is not None and isinstance(item.value, make.Far):
        far = item.value
        return QuoteRow(article=Row(id=far.article_id, path=""), quote=far.quote)
    article, quote = reader.article, current_quote(reader)
    if article is None or quote is None:
        return None
    return QuoteRow(article=Row(id=article.id, path=article.path), quote=quote)
