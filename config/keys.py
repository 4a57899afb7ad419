"""The one table of keys: what each action is called, which keys it has, where it works.

The app dispatches from it, the ``?`` help, the key table of the README and the check of the
``keys:`` setting are made from it. A key is one stroke (``n``, ``ctrl+d``, ``pagedown``) or a
sequence of single characters (``gg``, ``]q``). Not used: ctrl+s, ctrl+z, ctrl+h, ctrl+i, ctrl+m and
alt (taken by terminals), shift+enter and ctrl+enter (sent by few), ctrl+a and ctrl+b alone
(prefixes of screen and tmux).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

AREAS: Final = {
    "app": "Everywhere",
    "move": "Moving",
    "panel": "Panels",
    "list": "Results",
    "reader": "Article",
    "notebook": "Notebook",
    "input": "While typing a query",
    "span": "While choosing words of the text",
}
"""Areas in the order of the help, with headings."""

APART: Final = ("input", "span")
"""Areas with keys of their own, one stroke each; all others share keys."""

NAMED: Final = frozenset(
    ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "escape"]
    + ["tab", "space", "backspace", "delete", "insert"]
    + [f"f{number}" for number in range(1, 13)]
)
"""Names of keys that are no printable character, as the terminal library calls them."""

_MODIFIED: Final = re.compile(r"(?:ctrl\+|shift\+|ctrl\+shift\+)([a-z0-9]+)\Z")


@dataclass(frozen=True, slots=True)
class Key:
    """One action: its id ``area.action``, default keys, and what it does, for the help."""

    id: str
    keys: tuple[str, ...]
    description: str

    @property
    def area(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]


def strokes(key: str) -> tuple[str, ...]:
    """The strokes of a key as written in the configuration: ``]q`` gives ``("]", "q")``.

    Raises ValueError, with a reason, for what no terminal can send.
    """
    if key in NAMED:
        return (key,)
    if match := _MODIFIED.match(key):
        if match[1] in NAMED or (len(match[1]) == 1 and key.startswith("ctrl+")):
            return (key,)
        raise ValueError(f'no terminal sends "{key}"')
    if "+" in key and len(key) > 2:
        raise ValueError(f'"{key}" is no key; modified keys are written ctrl+d or shift+tab')
    if not 1 <= len(key) <= 3:
        raise ValueError(f'"{key}" is no key; names are {", ".join(sorted(NAMED))}')
    if not key.isprintable() or " " in key:
        raise ValueError("a key is a printable character, a name or a sequence of characters")
    return tuple(key)


KEYS: Final[tuple[Key, ...]] = (
    Key("app.search", ("/",), "search the library"),
    Key("app.palette", (":", "ctrl+p"), "every action and command, by name"),
    Key("app.help", ("?", "f1"), "this help"),
    Key("app.legend", ("L",), "what the marks mean; switch them on and off"),
    Key("app.next_pane", ("tab", "l", "right"), "next pane"),
    Key("app.previous_pane", ("shift+tab", "h", "left"), "previous pane"),
    Key("app.widen", (")",), "make this pane wider"),
    Key("app.narrow", ("(",), "make this pane narrower"),
    Key("app.zoom", ("z",), "give the whole screen to this pane, and back"),
    Key("app.undo", ("u",), "undo the last change"),
    Key("app.redo", ("U",), "do it again"),
    Key("app.theme", ("f2",), "next colour theme"),
    Key("app.redraw", ("ctrl+l",), "draw the screen again"),
    Key("app.cancel", ("escape",), "leave what is open, then go back"),
    Key("app.back", ("q",), "go back; from the results, quit"),
    Key("app.quit", ("ctrl+q",), "quit"),
    Key("move.down", ("j", "down"), "down"),
    Key("move.up", ("k", "up"), "up"),
    Key("move.top", ("gg", "home"), "to the top"),
    Key("move.bottom", ("G", "end"), "to the end"),
    Key("move.half_down", ("ctrl+d",), "half a page down"),
    Key("move.half_up", ("ctrl+u",), "half a page up"),
    Key("move.page_down", ("space", "pagedown", "ctrl+f"), "a page down"),
    Key("move.page_up", ("pageup", "ctrl+b", "backspace"), "a page up"),
    Key("move.open", ("enter",), "open; in a panel, go to the place in the text"),
    Key("panel.quotes", ("1",), "quotes"),
    Key("panel.entities", ("2",), "people, bodies, places"),
    Key("panel.removed", ("3",), "what cleaning removed"),
    Key("panel.notes", ("4",), "bookmarks and notes of this article"),
    Key("panel.facets", ("5",), "narrow the results"),
    Key("panel.all_quotes", ("Q",), "every quote of the whole answer"),
    Key("panel.filter", ("F",), "only the quotes of one speaker or one kind"),
    Key("panel.elsewhere", ("=",), "the same statement in other articles"),
    Key("panel.with", ("W",), "all articles with the name that is chosen"),
    Key("panel.by", ("B",), "all quotes by this person or body, of the whole library"),
    Key("panel.about", ("A",), "all quotes about this name, of the whole library"),
    Key("list.before", ("ctrl+o",), "back to the results one came from by a name"),
    Key("list.next_unread", (".",), "next unread article"),
    Key("list.sort", ("s",), "sort or group the results"),
    Key("list.fold", ("O",), "fold copies of one report into one row, or show each"),
    Key("list.copies", ("&",), "the copies and versions of this report"),
    Key("list.compare", ("%",), "compare two marked rows, or this article with another version"),
    Key("list.undated", ("~",), "take in or leave out articles without a date"),
    Key("list.mark", ("v",), "mark a row"),
    Key("list.mark_all", ("*",), "mark all rows, or none"),
    Key("list.save", ("S",), "save this search"),
    Key("list.history", ("H",), "earlier and saved searches"),
    Key("reader.next_hit", ("n",), "next hit"),
    Key("reader.previous_hit", ("N",), "previous hit"),
    Key("reader.find", ("f",), "find in this article"),
    Key("reader.next_quote", ("]q",), "next quote"),
    Key("reader.previous_quote", ("[q",), "previous quote"),
    Key("reader.next_entity", ("]e",), "next mention"),
    Key("reader.previous_entity", ("[e",), "previous mention"),
    Key("reader.next_removed", ("]r",), "next removed piece"),
    Key("reader.previous_removed", ("[r",), "previous removed piece"),
    Key("reader.next_article", ("J",), "next article"),
    Key("reader.previous_article", ("K",), "previous article"),
    Key("reader.earlier", ("<",), "back to the article read before"),
    Key("reader.later", (">",), "forward again"),
    Key("reader.view", ("r",), "clean text, with removed pieces, as in the file"),
    Key("reader.scare", ("t",), "show or hide scare quotes"),
    Key("reader.concordance", ("w",), "every hit with the words around it, or those of a word"),
    Key("reader.timeline", ("T",), "the answer by day, week or month; enter narrows"),
    Key("reader.wider", ("+",), "wider text"),
    Key("reader.narrower", ("-",), "narrower text"),
    Key("reader.browser", ("o",), "open the page in the browser (asks first)"),
    Key("reader.editor", ("e",), "open the file in $EDITOR"),
    Key("reader.pager", ("p",), "read in $PAGER"),
    Key("reader.pipe", ("|",), "send the text to a command"),
    Key("notebook.bookmark_quote", ("m",), "bookmark the quote, or take the bookmark off"),
    Key("notebook.bookmark_article", ("b",), "bookmark the article, or take it off"),
    Key("notebook.bookmark_words", ("M",), "bookmark any words: chosen by keys, or by the mouse"),
    Key("notebook.bookmarks", ("'",), "all bookmarks"),
    Key("notebook.note", ("a",), "write a note"),
    Key("notebook.tag", ("#",), "put tags on a bookmark"),
    Key("notebook.dossier", ("d",), "dossiers: the current one, new ones, other names"),
    Key("notebook.reviewed", ("i",), "mark the article as reviewed, or not"),
    Key("notebook.unread", ("I",), "mark the article as unread, or read"),
    Key("notebook.copy", ("y",), "copy the quote with its citation"),
    Key("notebook.copy_as", ("Y",), "copy the quote in a format of your choice"),
    Key("notebook.export", ("E",), "export bookmarks, marked rows or this article's quotes"),
    Key("notebook.verify", ("V",), "check every bookmark against its file"),
    Key("notebook.correct", ("c",), "correct the name or the quote: who, what, where it ends"),
    Key("notebook.date", ("D",), "set the date of the article"),
    Key("notebook.restore", ("R",), "restore a removed piece: here, in its source, everywhere"),
    Key("notebook.remove", ("x",), "remove a line: here, in its source, everywhere; counts first"),
    Key("notebook.words", ("C",), "choose words: a name or a quote that was missed"),
    Key("input.submit", ("enter",), "go to the results"),
    Key("input.leave", ("escape",), "leave the search line"),
    Key("input.complete", ("tab",), "complete a field or its value; again for the next one"),
    Key("input.complete_back", ("shift+tab",), "the completion before"),
    Key("input.earlier", ("up",), "earlier search"),
    Key("input.later", ("down",), "later search"),
    Key("input.clear", ("ctrl+u",), "clear the line"),
    Key("span.right", ("l", "right"), "a word on"),
    Key("span.left", ("h", "left"), "a word back"),
    Key("span.down", ("j", "down"), "a line down"),
    Key("span.up", ("k", "up"), "a line up"),
    Key("span.letter_right", ("L", ">"), "a letter on"),
    Key("span.letter_left", ("H", "<"), "a letter back"),
    Key("span.hold", ("v", "space"), "hold one end and move the other, or let go"),
    Key("span.other", ("tab", "o"), "move the other end"),
    Key("span.take", ("enter",), "take these words"),
    Key("span.leave", ("escape", "q"), "leave everything as it was"),
)  # fmt: skip
