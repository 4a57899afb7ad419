"""Setting names right: new, another name of somebody, the same as, somebody else, type, no name.

What is decided holds in every article it speaks of, at once in the open one, and after every
rebuild; it is kept in the corrections file, in words that a person can edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diploread.tui.actions.choosing import choose_words, under_mouse
from diploread.tui.actions.registry import action
from diploread.tui.labels import counted
from diploread.tui.screens.chooser import Choice, Chooser
from diploread.tui.widgets import items as make

if TYPE_CHECKING:
    from diploread.index.article import Article, Mention
    from diploread.tui.actions.correcting import Values
    from diploread.tui.screens.reader import ReaderScreen

KINDS: Final = {
    "person": "a person", "org": "a body: ministry, organisation, company",
    "country": "a country", "city": "a city", "place": "a place",
    "norp": "a people or its language", "event": "an event",
}  # fmt: skip
"""Types as the corrections file knows them, in words."""
_BY_TYPE: Final = {
    "PERSON": "person", "ORG": "org", "GPE": "city", "LOC": "place", "NORP": "norp",
    "EVENT": "event",
}  # fmt: skip
Chosen = tuple[str, str]


def current_mention(reader: ReaderScreen) -> Mention | None:
    """The name meant: under the cursor of the Names panel, or current in the text."""
    article = reader.article
    if article is None or not article.id:
        return None
    item = reader.side.item
    if reader.pane == "panel":
        near = item.value if item is not None else None
        is_name = isinstance(near, make.Near) and near.kind == "entity"
        return article.entities[near.index] if isinstance(near, make.Near) and is_name else None
    target = reader.view.target
    return article.entities[target[1]] if target is not None and target[0] == "entity" else None


def kind_of(mention: Mention) -> str:
    """The type of a mention in the words of the corrections file."""
    prefix = (mention.id or "").partition("/")[0]
    return prefix if prefix in KINDS else _BY_TYPE.get(mention.type, "place")


async def correct_name(reader: ReaderScreen, mention: Mention) -> None:
    """Ask what is wrong with a name, then set it right."""
    article = reader.article
    assert article is not None
    words, name = " ".join(mention.text.split()), mention.name or mention.text
    times = sum(make.entity_key(m) == make.entity_key(mention) for m in article.entities)
    kind = kind_of(mention)
    choices: list[Choice[Chosen]] = [
        Choice("Who or what it is", ("", ""), heading=True),
        Choice(f"“{words}” is another name of …", ("alias", ""), "in every article"),
        Choice(f"“{words}” is somebody else here …", ("split", ""), "in this article"),
    ]
    if mention.id:
        choices.append(Choice(f"{name} is the same as …", ("merge", ""), "wherever it stands"))
    choices.append(Choice("Its type", ("", ""), heading=True))
    choices += [Choice(label, ("type", value)) for value, label in KINDS.items() if value != kind]
    choices += [
        Choice("No name", ("", ""), heading=True),
        Choice(f"“{words}” is no name in this article", ("never", article.path)),
        Choice(f"“{words}” is no name anywhere", ("never", "")),
        Choice("the name begins or ends elsewhere", ("words", ""), "choose the words"),
    ]
    title = f"{name} · {kind} · {counted(times, 'mention')}"
    chosen = await reader.app.push_screen_wait(Chooser(title, choices))
    if chosen is not None:
        await _set_right(reader, article, mention, chosen)


async def _set_right(
    reader: ReaderScreen, article: Article, mention: Mention, chosen: Chosen
) -> None:
    act, value = chosen
    words, name = " ".join(mention.text.split()), mention.name or mention.text
    values: dict[str, str | int | tuple[str, ...]] | None = None
    told = ""
    if act == "words":
        span = await choose_words(reader, "The name", (mention.start, mention.end), held=True)
        if span is not None and span != (mention.start, mention.end):
            await _new(reader, article.body[slice(*span)], kind_of(mention))
        return
    if act == "type":
        told = f"{name} is {KINDS[value].partition(':')[0]}"
        values = {"name": name, "type": value, "aliases": _besides(name, words)}
        if mention.id:
            values = {"retype": mention.id, "type": value}
    elif act == "never":
        told = f"“{words}” is no name {'here' if value else 'anywhere'}"
        values = {"never": words, **({"file": value, "part": article.part} if value else {})}
    elif act == "split":
        values, told = await _split(reader, article, mention)
    else:
        values, told = await _joined(reader, article, mention, act)
    if values is not None:
        await keep_name(reader, values, told)


def _besides(name: str, words: str) -> tuple[str, ...]:
    return (words,) if words != name else ()


async def _split(
    reader: ReaderScreen, article: Article, mention: Mention
) -> tuple[dict[str, str | int | tuple[str, ...]] | None, str]:
    """These words, in this article, are somebody else: who?"""
    words = " ".join(mention.text.split())
    other = await _who(reader, article, mention, f"“{words}” is here:")
    if other is None:
        return None, ""
    kind, name = kind_of(mention), other[1]
    here: dict[str, str | int | tuple[str, ...]] = {"file": article.path, "part": article.part}
    if not mention.id:
        return {"name": name, "type": kind, "aliases": _besides(name, words)}, f"it is {name}"
    into = other[0] or _fresh(kind, name, mention.id)
    return (
        {"split": mention.id, "into": into, "name": name, "text": mention.text, **here},
        f"“{words}” is {name} in this article",
    )


def _fresh(kind: str, name: str, old: str) -> str:
    """An id for a new entity, which must not be the one it is split from."""
    from diploread.index.entities.ids import entity_id

    made = entity_id(kind, name) or f"{kind}/other"
    return made if made != old else f"{made}-2"


async def _joined(
    reader: ReaderScreen, article: Article, mention: Mention, act: str
) -> tuple[dict[str, str | int | tuple[str, ...]] | None, str]:
    """The words, or the whole entity, are those of somebody who is known already."""
    words, name = " ".join(mention.text.split()), mention.name or mention.text
    asked = f"“{words}” is another name of" if act == "alias" else f"{name} is the same as"
    other = await _who(reader, article, mention, asked)
    if other is None:
        return None, ""
    ident, known = other
    kind = ident.partition("/")[0] if ident else kind_of(mention)
    if act == "merge" and mention.id:
        into = ident or _fresh(kind, known, mention.id)
        return {"merge": mention.id, "into": into, "name": known}, f"{name} is {known}"
    values: dict[str, str | int | tuple[str, ...]] = {
        "name": known, "type": kind, "aliases": (words,),
    }  # fmt: skip
    if ident:
        values["id"] = ident
    return values, f"“{words}” is {known}"


async def _who(
    reader: ReaderScreen, article: Article, mention: Mention, title: str
) -> tuple[str, str] | None:
    """Id and name of somebody: one of the article, or a name that is typed."""
    seen: dict[str, Choice[tuple[str, str]]] = {}
    for one in article.entities:
        key = make.entity_key(one)
        if one.id and one.type != "DATE" and key != make.entity_key(mention):
            name = one.name or one.text
            style = "person" if one.type == "PERSON" else "text"
            seen.setdefault(key, Choice(name, (one.id, name), one.role or "", style=style))
    alike = sorted(seen.values(), key=lambda choice: choice.value[0].partition("/")[0] != kind_of(
        mention
    ))  # fmt: skip
    return await reader.app.push_screen_wait(
        Chooser(title, alike, free=lambda typed: _typed(reader, typed), placeholder="or a new name")
    )


def _typed(reader: ReaderScreen, name: str) -> tuple[str, str]:
    """A name that was typed; with its id where the library knows exactly one of that name."""
    library = reader.diploread.library
    names = getattr(library, "names", None)
    if names is None:
        return "", name
    found = [
        one
        for field in ("person", "org", "country", "place")
        for one in names().find(field, name)
        if one.name.casefold() == name.casefold()
    ]
    ids = {one.id for one in found}
    return (found[0].id, found[0].name) if len(ids) == 1 else ("", name)


# --- what was missed ---------------------------------------------------------------------------


@action("notebook.words")
async def words(reader: ReaderScreen) -> None:
    await mark_words(reader)


async def mark_words(reader: ReaderScreen) -> None:
    """Words chosen by mouse or keys become a name or a quote that the machine has missed."""
    article = reader.article
    span = under_mouse(reader) or await choose_words(reader, "These words are")
    if span is None or article is None:
        return
    words = " ".join(article.body[slice(*span)].split())
    choices: list[Choice[Chosen]] = [Choice("A name", ("", ""), heading=True)]
    choices += [Choice(label, ("name", kind)) for kind, label in KINDS.items()]
    choices += [
        Choice("another name of …", ("alias", "")),
        Choice("A quote", ("", ""), heading=True),
        Choice("somebody said this …", ("quote", "")),
    ]
    shown = words if len(words) <= 60 else f"{words[:40]} … {words[-16:]}"
    chosen = await reader.app.push_screen_wait(Chooser(f"“{shown}” is", choices))
    if chosen is None:
        return
    act, kind = chosen
    if act == "quote":
        from diploread.tui.actions.correcting import new_quote

        await new_quote(reader, article, span)
    elif act == "name":
        await _new(reader, words, kind)
    else:
        stand_in = _nobody(words, span)
        values, told = await _joined(reader, article, stand_in, "alias")
        if values is not None:
            await keep_name(reader, values, told)


def _nobody(words: str, span: tuple[int, int]) -> Mention:
    from diploread.index.article import Mention

    return Mention(start=span[0], end=span[1], text=words, type="PERSON", name=words)


async def _new(reader: ReaderScreen, text: str, kind: str) -> None:
    name = " ".join(text.split())
    label = KINDS[kind].partition(":")[0]
    await keep_name(reader, {"name": name, "type": kind}, f"“{name}” is {label}")


# --- at once -----------------------------------------------------------------------------------


async def keep_name(reader: ReaderScreen, values: Values, told: str) -> None:
    """Write the correction and look for names and quotes in the open article anew."""
    from diploread.tui.actions.anew import look_again
    from diploread.tui.actions.correcting import keep

    await keep(reader, "entities", values, told)
    await look_again(reader)
