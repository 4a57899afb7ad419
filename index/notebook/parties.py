"""The parties of a statement: the body a speaker speaks for, the kind of each messenger."""

from __future__ import annotations

import re
from functools import cache

from diploread.index.article import Article, Quote
from diploread.index.notebook.entry import ViaKind

_WORD = re.compile(r"[^\W\d_]+")
_REACH = 160
"""Code points between a speaker and the verb of saying in which an apposition is looked for."""


def org_of(article: Article, quote: Quote) -> str | None:
    """The organisation the speaker is, or is said beside the name to speak for.

    ``Otto Lindqvist, spokesman of the Port Authority, said`` gives the name of the authority.
    """
    speaker = quote.speaker
    if speaker.id and speaker.id.startswith("org/"):
        return speaker.name or None
    if speaker.start is None or speaker.end is None:
        return None
    low, high = speaker.start, speaker.end
    cue = quote.cue.start if quote.cue else high
    beside = article.body[high:cue].lstrip().startswith(",")
    if high < cue <= high + _REACH and beside and not low < quote.start < cue:
        high = cue
    return next(
        (
            mention.name or mention.text
            for mention in article.entities
            if mention.type == "ORG" and low <= mention.start and mention.end <= high
        ),
        None,
    )


def kind_of(article: Article, name: str) -> ViaKind | None:
    """Whether a link of the chain is a person, an outlet or a source without a name.

    None where the name says nothing: an empty field is better than a wrong one.
    """
    from diploread.index.cleaning.rules import load_rules

    if not name:
        return None
    known = {m.type for m in article.entities if name in (m.text, m.name)}
    if "PERSON" in known:
        return "person"
    printed = {value.text for value in (article.source, article.agency) if value}
    if name in printed or load_rules().house(name):
        return "outlet"
    words = _WORD.findall(name)
    lists = _lists()
    folded = {word.lower() for word in words}
    titled = any(word[0].isupper() for word in words[1:] or words)
    if titled and folded & lists["outlets"]:
        return "outlet"
    if folded & lists["anonymous"] and words[0].lower() not in lists["definite"]:
        return "anonymous"
    if folded & lists["outlets"] and not titled:
        return "outlet"
    return None


@cache
def _lists() -> dict[str, frozenset[str]]:
    from importlib.resources import files

    import yaml

    text = files("diploread.config.rules").joinpath("chain_parties.yaml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in yaml.safe_load(text).items()}
