"""Pages that are no articles: the first start, an empty library, an empty answer.

Each is shown where an article would be, as an Article without an id, so that it scrolls, wraps and
is styled alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diploread.index.article import Article, Skipped, Value
from diploread.tui.keys import Keymap
from diploread.tui.labels import counted
from diploread.tui.signs import plain
from diploread.tui.text import marked

SHOWN: Final = 6
"""Files that an empty library names, each with the reason why it holds no article."""


def letter(title: str, *paragraphs: str) -> Article:
    """A page to read."""
    body = plain("\n\n".join(paragraphs))
    return Article(id="", path="", title=Value(text=title), body=body, body_map=())


def tour(keys: Keymap) -> Article:
    """One minute for who opens the program for the first time."""
    key = keys.first
    return letter(
        "Who said what, to whom, when, and in which words",
        "This is the sample corpus: invented articles about invented people, with all that real "
        f"ones bring along. Your own folder opens with  diploread FOLDER.  {key('move.down')} goes "
        "down the list, enter opens an article.",
        f"{key('reader.next_quote')}   from quote to quote. Their ground is tinted; the panel "
        f"({key('panel.quotes')}) names the speaker, and through whom it came.",
        f"{key('panel.removed')}     what cleaning removed, and by which rule. "
        f"{key('reader.view')} shows it in its place, {key('notebook.restore')} restores it.",
        f'{key("app.search")}     search while you type: escort, "Maravel Strait", speaker:ilvane, '
        "date:>2025-03-20. The line below says how it was read.",
        f"{key('notebook.bookmark_quote')}     bookmarks the quote with its place in the file, "
        f"{key('notebook.export')} exports, {key('notebook.verify')} checks that every word still "
        "stands there.",
        f"{key('app.help')}     all keys.   {key('app.legend')}  what the marks mean.   "
        f"{key('app.back')}  leaves.",
        "A guess always looks like one: ~ before a date, [brackets] round a speaker, ? where "
        "nobody is named.",
    )


def first_index(where: str) -> Article:
    """There is no index yet: it is being made."""
    return letter(
        "Reading for the first time",
        f"{where} is being read; the line at the bottom says how far. The first articles appear "
        "here within seconds, the others when it is done; nothing has to be pressed.",
        "Files are never written. What cannot be read is listed by  diploread doctor.",
    )


def empty_library(where: str, skipped: Sequence[Skipped] = ()) -> Article:
    """The index is there and holds nothing; of a few files it is said at once why."""
    passed = [f"{marked(one.path)}: {one.reason}" for one in skipped[:SHOWN]]
    more = len(skipped) - SHOWN
    if more > 0:
        passed.append(f"and {counted(more, 'file')} more")
    return letter(
        "Nothing to read here yet",
        f"No article was found in {where}.",
        *passed,
        "diploread reads text, HTML, Markdown, JSONL, CSV, mail, feeds, PDF and DOCX.  diploread "
        "doctor  says what was skipped and why;  diploread  alone opens the sample corpus.",
    )


def nothing_found(query: str, advice: str, keys: Keymap) -> Article:
    """No hits is not an error, and gets help."""
    return letter(
        "No article matches",
        advice.removeprefix("0 articles").lstrip(". ") or f"Nothing was found for {query}.",
        f"{keys.first('app.search')} goes back to the query, {keys.first('list.history')} shows "
        "earlier ones, esc takes the query away.",
    )
