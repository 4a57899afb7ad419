"""Reading an article: hits, quotes, mentions and removed pieces, forward and back."""

from __future__ import annotations

import re
from typing import Final

from diploread.tui.actions.filtering import passes
from diploread.tui.actions.registry import action
from diploread.tui.labels import chain, quote_kind, speaker_name
from diploread.tui.screens.reader import ReaderScreen
from diploread.tui.widgets.article import Target
from diploread.tui.widgets.document import View

NAMES: Final = {
    "hit": "hit", "find": "place", "quote": "quote", "entity": "mention",
    "removed": "removed piece",
}  # fmt: skip
VIEWS: Final[tuple[View, ...]] = ("clean", "shown", "raw")


def targets(reader: ReaderScreen, kind: str) -> list[Target]:
    """Everything of a kind in the article, in the order of the text. What was made last is kept:
    a key that goes through five hundred quotes asks for all of them each time."""
    view = reader.view
    places = view.found if kind == "find" else view.hits if kind == "hit" else ()
    made_of = (reader.article, places, view.hidden, reader.narrowing)
    kept = _LAST.get(kind)
    if kept is None or any(a is not b for a, b in zip(kept[0], made_of, strict=True)):
        kept = _LAST[kind] = (made_of, _targets(reader, kind))
    return kept[1]


_LAST: Final[dict[str, tuple[tuple[object, ...], list[Target]]]] = {}


def _targets(reader: ReaderScreen, kind: str) -> list[Target]:
    article = reader.article
    if article is None:
        return []
    if kind == "removed":
        return [(kind, i, r.start, r.end) for i, r in enumerate(article.removed)]
    if kind == "entity":
        spans = [(i, m.start, m.end) for i, m in enumerate(article.entities) if m.type != "DATE"]
    elif kind == "quote":
        spans = [(i, q.start, q.end) for i, q in enumerate(article.quotes) if passes(reader, q)]
    else:
        found = reader.view.found if kind == "find" else reader.view.hits
        spans = [(i, start, end) for i, (start, end) in enumerate(found)]
    return sorted(((kind, *span) for span in spans), key=lambda target: target[2])


def step(reader: ReaderScreen, kind: str, by: int, *, wrap: bool = True) -> bool:
    """To the next (+1) or previous (-1) of a kind: from what is current, else from the page."""
    found = targets(reader, kind)
    if not found:
        reader.say(f"no {NAMES[kind]} in this article", "dim")
        return False
    current = reader.view.target
    if current is not None and current in found:
        index = found.index(current) + by
    else:
        index = _from_page(reader, found, kind, by)
    if not 0 <= index < len(found) and not wrap:
        return False
    around = "" if 0 <= index < len(found) else "  (from the other end)"
    index %= len(found)
    reader.view.jump(found[index])
    reader.say(f"{NAMES[kind]} {index + 1}/{len(found)}{around}{detail(reader, found[index])}")
    return True


def _from_page(reader: ReaderScreen, found: list[Target], kind: str, by: int) -> int:
    """Index of the first target on the page, or of the last one before it when going back."""
    view, document = reader.view, reader.view.document
    current = view.target
    if kind == "removed" and document is not None:
        top = view.scroll_offset.y
        places = [document.line_of_removed(target[1]) for target in found]
    else:
        top = view.visible_range()[0]
        if current is not None and current[0] != "removed":
            top = max(top, current[2])
        places = [target[2] for target in found]
    ahead = [i for i, place in enumerate(places) if place >= top]
    first = ahead[0] if ahead else len(found)
    return first if by > 0 else first - 1


def detail(reader: ReaderScreen, target: Target) -> str:
    """What the status line says of a quote, a mention or a removed piece."""
    article = reader.article
    if article is None:
        return ""
    kind, index = target[:2]
    if kind == "quote":
        quote = article.quotes[index]
        parts = [speaker_name(quote.speaker), quote_kind(quote), chain(quote)]
        return "  " + " · ".join(part for part in parts if part)
    if kind == "entity":
        mention = article.entities[index]
        role = f", {mention.role}" if mention.role else ""
        return f"  {mention.name or mention.text}{role}" + (" (its government)" * mention.metonym)
    if kind == "removed":
        removed = article.removed[index]
        return f"  {removed.kind} · {removed.reason}"
    return ""


def _hit(reader: ReaderScreen, by: int) -> None:
    """``n``: in the article through its places or hits, and on into the next article."""
    kind = "find" if reader.view.found else "hit"
    if kind == "find" or step_inside(reader, by):
        if kind == "find":
            step(reader, kind, by)
        return
    if neighbour(reader, by) and reader.view.hits:
        found = targets(reader, "hit")
        reader.view.jump(found[0 if by > 0 else -1])
        reader.say(f"hit {1 if by > 0 else len(found)}/{len(found)}  in the next article")
    elif reader.article is not None and not reader.view.hits:
        reader.say("the query marks nothing in this article; f finds words in it", "dim")


def step_inside(reader: ReaderScreen, by: int) -> bool:
    """The next hit in this article; False at its last one."""
    return bool(reader.view.hits) and step(reader, "hit", by, wrap=False)


@action("reader.next_hit")
def next_hit(reader: ReaderScreen) -> None:
    _hit(reader, 1)


@action("reader.previous_hit")
def previous_hit(reader: ReaderScreen) -> None:
    _hit(reader, -1)


@action("reader.next_quote")
def next_quote(reader: ReaderScreen) -> None:
    step(reader, "quote", 1)


@action("reader.previous_quote")
def previous_quote(reader: ReaderScreen) -> None:
    step(reader, "quote", -1)


@action("reader.next_entity")
def next_entity(reader: ReaderScreen) -> None:
    step(reader, "entity", 1)


@action("reader.previous_entity")
def previous_entity(reader: ReaderScreen) -> None:
    step(reader, "entity", -1)


@action("reader.next_removed")
def next_removed(reader: ReaderScreen) -> None:
    _removed(reader, 1)


@action("reader.previous_removed")
def previous_removed(reader: ReaderScreen) -> None:
    _removed(reader, -1)


def _removed(reader: ReaderScreen, by: int) -> None:
    """Removed pieces are only to be seen where they are shown."""
    if reader.article is not None and reader.article.removed and reader.view.view == "clean":
        reader.view.set_view("shown")
    step(reader, "removed", by)


@action("reader.find")
async def find(reader: ReaderScreen) -> None:
    """Find words in this article; ``n`` and ``N`` then go through them."""
    words = await reader.ask("Find in this article")
    article = reader.article
    if words is None or article is None:
        return
    pattern = re.escape(words)
    found = [m.span() for m in re.finditer(pattern, article.body, re.IGNORECASE)] if words else []
    reader.view.found = found
    reader.view.target = None
    reader.view.restyle()
    if found:
        step(reader, "find", 1)
    elif words:
        reader.say(f"“{words}” is not in this article", "dim")


def neighbour(reader: ReaderScreen, by: int) -> bool:
    """The next or previous article of the answer; the cursor of the list goes along."""
    results = reader.results
    row = results.row(results.cursor + by)
    if row is None:
        reader.say("that was the last article" if by > 0 else "this is the first article", "dim")
        return False
    results.move_to(results.cursor + by, quiet=True)
    reader.counts()
    if not reader.show_article(row.id, remember=True):
        return False
    reader.diploread.desk.mark_read(row.id)
    results.read.add(row.id)
    reader.say("")
    return True


@action("reader.next_article")
def next_article(reader: ReaderScreen) -> None:
    neighbour(reader, 1)


@action("reader.previous_article")
def previous_article(reader: ReaderScreen) -> None:
    neighbour(reader, -1)


@action("reader.earlier")
def earlier(reader: ReaderScreen) -> None:
    _along_trail(reader, -1)


@action("reader.later")
def later(reader: ReaderScreen) -> None:
    _along_trail(reader, 1)


def _along_trail(reader: ReaderScreen, by: int) -> None:
    article_id = reader.trail.step(by)
    if article_id is None:
        reader.say("no article before this one" if by < 0 else "no article after this one", "dim")
    elif reader.show_article(article_id):
        reader.go("article")


@action("reader.view")
def cycle_view(reader: ReaderScreen) -> None:
    """Clean, with removed pieces, raw: at the same spot."""
    if reader.article is None:
        return
    view = VIEWS[(VIEWS.index(reader.view.view) + 1) % len(VIEWS)]
    reader.view.set_view(view)
    told = {
        "clean": "clean text",
        "shown": "removed pieces stand in their places; "
        f"{reader.diploread.keymap.first('notebook.restore')} restores one",
        "raw": "the text as in the file",
    }
    reader.say(told[view])
    reader.heads()


@action("reader.scare")
def scare(reader: ReaderScreen) -> None:
    """Scare quotes are words in quotation marks that nobody is quoted with."""
    hidden = reader.view.hidden ^ {"scare"}
    reader.view.hidden = frozenset(hidden)
    reader.view.restyle()
    reader.fill_panel(keep=True)
    reader.say("scare quotes hidden" if "scare" in hidden else "scare quotes shown")


@action("reader.wider")
def wider(reader: ReaderScreen) -> None:
    reader.view.set_measure(reader.view.measure + 4)
    reader.say(f"{reader.view.measure} columns of text")


@action("reader.narrower")
def narrower(reader: ReaderScreen) -> None:
    reader.view.set_measure(reader.view.measure - 4)
    reader.say(f"{reader.view.measure} columns of text")
