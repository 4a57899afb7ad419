"""What a query may ask of the library as a whole: stories and subjects, by the id of an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from ..article import Article
from .query.errors import QueryError
from .query.tree import Kin
from .similar import telling_words
from .story_map import StoryMap
from .volume import Volume


class Relations:
    """Answers ``story: like: is:duplicate`` for one search."""

    def __init__(
        self,
        volumes: Sequence[Volume],
        article: Callable[[Volume, int], Article],
        stories: Callable[[], StoryMap],
    ) -> None:
        self._volumes, self._article, self._stories = volumes, article, stories
        self.telling = cache(self._telling)
        self._whole = cache(self._id_of)

    def story(self, node: Kin) -> set[str]:
        """Ids of the articles of a story, given by its id or that of one of its articles."""
        return self._stories().ids(node.id) or {self._whole(node)}

    def _telling(self, node: Kin) -> list[str]:
        whole = self._whole(node)
        for volume in self._volumes:
            number = volume.columns.number_of.get(whole)
            if number is not None and number not in volume.dead:
                return telling_words(self._article(volume, number), self._volumes)
        return []

    def _id_of(self, node: Kin) -> str:
        """The id of the only article whose id begins so."""
        beginning = node.id
        found = {
            article_id
            for volume in self._volumes
            for number, article_id in enumerate(volume.columns.ids)
            if article_id.startswith(beginning) and number not in volume.dead
        }
        if len(found) == 1:
            return found.pop()
        if found:
            what = f"{len(found)} articles have an id that begins with {beginning}"
            raise QueryError(what, "write more of it", node.at)
        raise QueryError(f"no article has the id {beginning}", "search --json prints ids", node.at)

    def later_versions(self, volume: Volume) -> int:
        """The articles of a volume that are not the first of their story."""
        return self._stories().later[self._volumes.index(volume)]
