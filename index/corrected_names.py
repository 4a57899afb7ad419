"""Names and quotes of an article that is open, found anew after a correction of names.

A rebuild does the same for every article that a correction touches; here it is done at once for
the one on the screen, whose text and metadata stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from diploread.config.corrections import Corrections

from .article import Article, RawArticle
from .spans import BodyMap

if TYPE_CHECKING:
    from .entities.context import EntityContext


def found_again(
    article: Article, corrections: Corrections, entities: EntityContext | None
) -> Article:
    """The article with the names and quotes that a rebuild would give it."""
    from .corrected_quotes import with_quotes
    from .entities.find import find_entities
    from .pipeline import quote_id_of, with_ids
    from .quotes.find import find_quotes

    body, date = article.body, article.date
    complete = date is not None and date.precision == "day" and not date.value.startswith("-")
    day = date.value if date is not None and complete else None
    title = article.title.text if article.title is not None else ""
    place = (article.path, article.part)
    mentions = find_entities(body, title=title, date=day, context=entities, place=place)
    body_map = BodyMap(article.body_map)

    def id_of(start: int, end: int) -> str:
        span = body_map.raw_span(start, end) or (start, end)
        return quote_id_of(article.sha256, article.part, *span)

    raw = RawArticle(path=article.path, part=article.part, sha256=article.sha256)
    quotes = with_ids(find_quotes(body, mentions, date=day), raw, body_map)
    quotes = with_quotes(quotes, body, raw, corrections, id_of, mentions)
    return msgspec.structs.replace(article, entities=tuple(mentions), quotes=quotes)
